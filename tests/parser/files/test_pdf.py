"""PDF: what is printed is read, whatever its pages look like; what cannot be read is told."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from parser import Document, Extraction, UnreadableDocument, parse_report
from parser.extraction import Family
from parser.files.paper import read_paper
from parser.files.pdfium import MAX_SHEETS
from parser.files.sheet import Glyph, PrintedFile, Ruling, Sheet
from parser.grid import Table
from parser.paths import flatten
from tests.parser.files.pdf import LEFT, PROSE, WIDTH, Printer, write_pdf

pytestmark = pytest.mark.usefixtures("bounded")

FAMILIES: tuple[Family, ...] = ("f2014", "f2019", "f2021")


def read(content: bytes) -> Extraction:
    return parse_report(Document(content, "application/octet-stream"))


def rules(extraction: Extraction) -> set[str]:
    return {finding.rule for finding in extraction.findings if finding.status == "fail"}


@pytest.fixture
def printed(
    paths_of: Callable[[Family], dict[str, str]],
) -> Callable[[Family], dict[str, str]]:
    """Different figures for the cells of a family, up to five digits."""

    def of(family: Family) -> dict[str, str]:
        return {path: str(number**2 % 30011) for number, path in enumerate(paths_of(family))}

    return of


@pytest.mark.parametrize("family", FAMILIES)
def test_every_figure_is_read_over_page_breaks(
    family: Family, printed: Any, render: Any, layout: Any
) -> None:
    figures = printed(family)
    said = read(write_pdf(layout(render(family, figures))))
    assert {path: str(figure) for path, figure in flatten(said.tables).items()} == figures
    assert (said.family, said.metadata.year) == (family, 2021)
    assert said.metadata.title == "青禾县林业局2021年政府信息公开工作年度报告"
    assert said.metadata.contact.phone == "010-12345678"


def test_a_table_may_break_after_any_row(printed: Any, render: Any, layout: Any) -> None:
    """However far down its page it begins."""
    figures = printed("f2021")
    report = layout(render("f2021", figures))
    for lines in range(1, 12):
        pushed = [*report[:4], *["我局认真办理。"] * lines, *report[4:]]
        said = read(write_pdf(pushed))
        assert {path: str(figure) for path, figure in flatten(said.tables).items()} == figures


def test_evidence_is_page_and_box(printed: Any, render: Any, layout: Any) -> None:
    said = read(write_pdf(layout(render("f2021", printed("f2021")))))
    cell = said.cells["requests.new_received.natural_person"]
    page, _, box = cell.evidence.partition(" box ")
    left, top, right, bottom = map(float, box.split(","))
    assert page == "page 1"
    assert (left, right) == (LEFT + 3 * WIDTH / 10, LEFT + 4 * WIDTH / 10)
    assert 0 < top < bottom < 842


def test_lines_are_joined_to_paragraphs_and_page_numbers_dropped() -> None:
    printer = Printer()
    sentence = "云溪市水务局公开政府信息，" * 10 + "全年一千条。"
    for _ in range(30):
        printer.paragraph(sentence)
    said = read(printer.finish())
    assert said.text.split("\n") == [sentence] * 30


def test_a_row_cut_by_a_page_break_is_one(printed: Any, render: Any, layout: Any) -> None:
    """The label ends on the second page, the values stand on the first."""
    figures = printed("f2021")
    report = layout(render("f2021", figures))
    printer = Printer()
    for item in report:
        if isinstance(item, str):
            printer.paragraph(item)
        else:
            rows = [cell.row for cell in item.cells if cell.text == "2.其他法律行政法规禁止公开"]
            printer.table(item, cut=(rows[0], 8) if rows else None)
    said = read(printer.finish())
    assert {path: str(figure) for path, figure in flatten(said.tables).items()} == figures


def test_boxed_prose_stays_text() -> None:
    printer = Printer()
    printer.canvas.rect(60, 60, 480, 740)
    printer.paragraph("一、总体情况")
    printer.paragraph("青禾县水务局公开信息五条。")
    assert read(printer.finish()).text == "一、总体情况\n青禾县水务局公开信息五条。"


@pytest.mark.parametrize("turn", [0, 90])
def test_turned_pages_are_read_upright(turn: int) -> None:
    printer = Printer()
    printer.canvas.setPageRotation(turn)
    printer.canvas.rotate(90)
    printer.canvas.translate(0, -800)
    printer.paragraph("青禾县水务局公开信息五条。")
    assert "青禾县水务局公开信息五条。" in read(printer.finish()).text


def test_bold_print_is_read_once() -> None:
    printer = Printer()
    for shift in (0, 0.3):
        printer._text(LEFT + shift, 700, "一、总体情况", PROSE)
    assert read(printer.finish()).text == "一、总体情况"


def test_a_scan_is_told_with_what_to_install() -> None:
    out = BytesIO()
    canvas = Canvas(out)
    canvas.drawInlineImage(Image.new("L", (400, 600), 200), 0, 0, 595, 842)
    canvas.save()
    said = read(out.getvalue())
    (told,) = said.findings
    assert (said.kind, told.rule) == ("not_report", "PDF-SCANNED")
    assert "gongkai[ocr]" in told.message


def test_a_broken_text_layer_gives_no_figure(shared: Path) -> None:
    path = shared / "data" / "docs" / "synthetic_beijing_2023_broken-font.pdf"
    said = read(path.read_bytes())
    assert "PDF-TEXT-BROKEN" in rules(said)
    assert said.tables == {}


def test_only_the_first_pages_of_a_book_are_read() -> None:
    out = BytesIO()
    canvas = Canvas(out)
    for number in range(500):
        canvas.drawString(100, 400, f"leaf {number}")
        canvas.showPage()
    canvas.save()
    (told,) = read(out.getvalue()).findings
    assert told.rule == "DOC-PAGES-CUT"
    assert f"{MAX_SHEETS} of 500" in told.message


def test_an_encrypted_file_is_named() -> None:
    out = BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption("secret"))
    canvas.drawString(100, 400, "x")
    canvas.save()
    with pytest.raises(UnreadableDocument, match="encrypted"):
        read(out.getvalue())


@pytest.mark.parametrize("content", [b"%PDF-1.7\n", b"%PDF-1.4\n" + b"\0\xff" * 5000])
def test_a_damaged_file_is_named(content: bytes) -> None:
    with pytest.raises(UnreadableDocument, match="damaged"):
        read(content)


def test_an_error_page_named_pdf_is_a_page() -> None:
    page = "<html><body>页面不存在</body></html>".encode()
    assert parse_report(Document(page, "application/pdf")).kind == "not_report"


def test_a_number_cut_by_the_edge_of_the_page_is_marked() -> None:
    rulings = [Ruling(10, y, 110, y) for y in (10, 30)]
    rulings += [Ruling(x, 10, x, 30) for x in (10, 60, 110)]
    glyphs = [Glyph(digit, 88 + 5 * n, 15, 93 + 5 * n, 23) for n, digit in enumerate("1428")]
    (table,) = read_paper(PrintedFile([Sheet(100, 100, glyphs, rulings, 0, False)], 1))
    assert isinstance(table, Table)
    assert [cell.text for cell in table.cells] == ["", "14…"]
