"""Word and Excel: spans, ordinals that Word counts, text boxes, several sheets."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from openpyxl import Workbook

from parser import Document, Extraction, UnreadableDocument, parse_report
from parser.files.numbering import in_chinese
from tests.renderings.shapes import rendering

NUMBERED = f"""<w:abstractNum {nsdecls("w")} w:abstractNumId="90">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/>
<w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>
<w:lvlText w:val="（%2）"/></w:lvl></w:abstractNum>"""


def read(content: bytes) -> Extraction:
    return parse_report(Document(content, "application/octet-stream"))


def saved(document: "WordDocument | Workbook") -> bytes:
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def test_word_evidence_names_table_row_and_cell() -> None:
    said = read(rendering("docx", 0)[1].content)
    cell = next(iter(said.cells.values()))
    assert cell.evidence.split()[::2] == ["table", "row", "cell"]


def test_excel_evidence_names_sheet_and_field() -> None:
    book = Workbook()
    sheet = book.active
    sheet.title = "附表"
    sheet.append(["青禾县水务局2016年政府信息公开工作年度报告"])
    sheet.append([])
    sheet.append(["统计指标", "单位", "统计数"])
    sheet.append(["一、主动公开情况"])
    sheet.append(["主动公开政府信息数", "条", 12])
    sheet.append(["政府网站公开政府信息数", "条", 7.0])
    sheet.append(["依申请公开信息收取的费用", "万元", 0.3])
    said = read(saved(book))
    cells = {path: (cell.raw, cell.evidence) for path, cell in said.cells.items()}
    assert cells["stat2014.proactive_total"] == ("12", "附表!C5")
    assert cells["stat2014.request_fees_wanyuan"] == ("0.3", "附表!C7")
    assert said.tables["stat2014"]["channel_website"] == 7
    assert said.metadata.year == 2016


def test_strict_word_documents_are_read_like_others() -> None:
    """ISO/IEC 29500-1 names the same elements in another namespace."""
    content = rendering("docx", 0)[1].content
    strict = BytesIO()
    with ZipFile(BytesIO(content)) as package, ZipFile(strict, "w") as written:
        for name in package.namelist():
            part = package.read(name).replace(
                b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                b"http://purl.oclc.org/ooxml/wordprocessingml/main",
            )
            written.writestr(name, part)
    assert read(strict.getvalue()).tables == read(content).tables


def test_opendocument_files_are_named_as_such() -> None:
    written = BytesIO()
    with ZipFile(written, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("content.xml", "<office:document-content/>")
    with pytest.raises(UnreadableDocument, match=r"OpenDocument file .* convert it to PDF"):
        read(written.getvalue())


def test_hidden_sheets_are_not_read() -> None:
    book = Workbook()
    book.active.append(["一、总体情况"])
    hidden = book.create_sheet("hidden")
    hidden.append(["二、主动公开政府信息情况"])
    hidden.sheet_state = "hidden"
    assert read(saved(book)).text == "一、总体情况"


def test_ordinals_counted_by_word_are_printed() -> None:
    document = WordDocument()
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(NUMBERED))
    listed = numbering.add_num(90).numId
    for level, text in (
        (0, "总体情况"),
        (1, "主动公开。"),
        (1, "平台建设。"),
        (0, "主动公开政府信息情况"),
        (1, "其他。"),
    ):
        properties = document.add_paragraph(text)._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val, properties.get_or_add_numId().val = level, listed
    assert read(saved(document)).text.split("\n") == [
        "一、总体情况",
        "（一）主动公开。",
        "（二）平台建设。",
        "二、主动公开政府信息情况",
        "（一）其他。",
    ]


@pytest.mark.parametrize(
    ("number", "printed"), [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (99, "九十九")]
)
def test_chinese_numbers(number: int, printed: str) -> None:
    assert in_chinese(number) == printed


def test_what_was_struck_out_is_not_read() -> None:
    document = WordDocument()
    paragraph = document.add_paragraph("公开信息")._p
    paragraph.append(
        parse_xml(f"<w:del {nsdecls('w')} w:id='1' w:author='x'><w:r><w:t>五</w:t></w:r></w:del>")
    )
    paragraph.append(parse_xml(f"<w:ins {nsdecls('w')}><w:r><w:t>六条。</w:t></w:r></w:ins>"))
    assert read(saved(document)).text == "公开信息六条。"


@pytest.mark.parametrize("mark", ["superscript", "strike", "double_strike", "hidden"])
def test_marks_and_struck_digits_are_not_read(mark: str) -> None:
    document = WordDocument()
    run = document.add_paragraph("2023年收到申请12").add_run("34")
    setattr(run.font, mark, True)
    document.paragraphs[-1].add_run("件。")
    assert read(saved(document)).text == "2023年收到申请12件。"


def test_a_deleted_row_is_not_read() -> None:
    document = WordDocument()
    table = document.add_table(rows=2, cols=1)
    table.cell(0, 0).text, table.cell(1, 0).text = "旧行", "新行"
    properties = table.rows[0]._tr.get_or_add_trPr()
    properties.append(parse_xml(f"<w:del {nsdecls('w')} w:id='1' w:author='x'/>"))
    assert read(saved(document)).text == "新行"


def test_a_layout_table_gives_its_text_and_the_table_in_it() -> None:
    document = WordDocument()
    outer = document.add_table(1, 1).cell(0, 0)
    outer.text = "一、总体情况"
    inner = outer.add_table(2, 2)
    for cell, text in zip(
        inner._cells, ("信息内容", "本年处理决定数量", "行政许可", "8"), strict=True
    ):
        cell.text = text
    document.add_paragraph("青禾县水务局2023年政府信息公开工作年度报告编制完毕。")
    said = read(saved(document))
    assert "一、总体情况" in said.text
    assert said.tables["art20_5"]["licensing"]["decisions"] == 8


def archive(**members: bytes) -> bytes:
    written = BytesIO()
    with ZipFile(written, "w") as package:
        for name, content in members.items():
            package.writestr(name, content)
    return written.getvalue()


def test_the_one_document_in_an_archive_is_read() -> None:
    _, document = rendering("docx", 0)
    alone = read(document.content)
    assert read(archive(report=document.content, readme=b"x")).digests == alone.digests


@pytest.mark.parametrize("count", [0, 2])
def test_an_archive_of_other_things_is_told(count: int) -> None:
    _, document = rendering("docx", 0)
    members = {f"report{number}": document.content for number in range(count)}
    with pytest.raises(UnreadableDocument, match=f"{count} documents.*unpack"):
        read(archive(readme=b"x", **members))


def test_an_archive_in_an_archive_is_not_opened() -> None:
    with pytest.raises(UnreadableDocument, match="0 documents"):
        read(archive(inner=archive(inner=b"x")))


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("template_annual-report-2021-format_blank.docx", "FORM"),
        ("neg_gov-exam-outline.docx", "NO-REPORT-PHRASE"),
        ("neg_wanzai-monthly-stats_2023-10.xls", "NO-REPORT-PHRASE"),
    ],
)
def test_real_documents_that_are_no_reports(shared: Path, name: str, reason: str) -> None:
    said = read((shared / "data" / "docs" / name).read_bytes())
    assert said.kind == "not_report"
    assert reason in said.reasons
    assert said.tables == {}
