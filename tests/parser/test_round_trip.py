"""Whatever figures a form holds, printed in the official layout they are read back."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html

from parser import Document, parse_report
from parser.extraction import Family, Figure
from parser.grid import GridCell, place_cells
from parser.paths import flatten
from parser.tables.reading import read_tables
from parser.text.flattened import read_text

SIZES: dict[Family, int] = {"f2014": 58, "f2019": 198, "f2021": 200}
BLANKS = 80
MOST = max(SIZES.values())
FILLING = st.binary(min_size=MOST, max_size=MOST)
"""A byte a cell: quicker to draw, and to shrink, than two hundred strategies."""

quick = settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def fill(paths: dict[str, str], filling: bytes, blanks: int = 0) -> dict[str, Figure]:
    """A figure for each path, by its type and a byte; the lowest bytes leave blanks."""
    return {
        path: None if byte < blanks else _figure(kind, byte)
        for (path, kind), byte in zip(paths.items(), filling, strict=False)
    }


def _figure(kind: str, byte: int) -> Figure:
    if kind == "money":
        return f"{byte * 7}.{byte % 100:02}"
    return byte - 128 if kind == "signed" else byte * byte


def printed(figures: dict[str, Figure]) -> dict[str, str]:
    return {path: "" if figure is None else str(figure) for path, figure in figures.items()}


def normal(figure: Figure) -> Figure:
    """Money is canonical without trailing zeros."""
    return figure.rstrip("0").rstrip(".") if isinstance(figure, str) else figure


@pytest.mark.parametrize("family", SIZES)
def test_a_family_has_the_cells_of_its_form(
    family: Family, paths_of: Callable[[Family], dict[str, str]]
) -> None:
    assert len(paths_of(family)) == SIZES[family]


@pytest.mark.parametrize("family", SIZES)
@quick
@given(filling=FILLING.filter(lambda filling: max(filling[:58]) >= BLANKS))
def test_the_official_layout_is_read_back(
    family: Family,
    filling: bytes,
    render: Callable[..., str],
    paths_of: Callable[[Family], dict[str, str]],
) -> None:
    figures = fill(paths_of(family), filling, blanks=BLANKS)
    extraction = parse_report(Document(render(family, printed(figures)).encode()))
    assert extraction.family == family
    assert flatten(extraction.tables) == {path: normal(f) for path, f in figures.items()}


@pytest.mark.parametrize("family", SIZES)
def test_evidence_leads_back_to_the_cell(
    family: Family, render: Callable[..., str], paths_of: Callable[[Family], dict[str, str]]
) -> None:
    figures = {path: str(number) for number, path in enumerate(paths_of(family), 1)}
    above = "<!-- top --><table><tr><td><font>layout</font></td></tr></table><script>1</script>"
    content = render(family, figures, above=above).encode()
    extraction = parse_report(Document(content))
    tree = html.document_fromstring(content).getroottree()
    assert extraction.cells.keys() == figures.keys()
    for path, cell in extraction.cells.items():
        (found,) = tree.xpath(cell.evidence)
        assert found.text_content().strip() == cell.raw == figures[path]


SHAPES = {
    "A": lambda row, width: (
        "".join(f"{cell} |\n" for cell in row[:-1])
        + f"{row[-1]} |{' ' * (len(row) < width)}{'|' * (width - len(row))}\n"
    ),
    "B": lambda row, width: (
        "".join(f"{cell} |\n" for cell in row)
        + ("|" * (width - len(row)) + "\n" if len(row) < width else "")
    ),
    "C": lambda row, width: (
        "".join(f"{cell}\n|\n" for cell in row[:-1])
        + f"{row[-1]}\n|{' ' * (len(row) < width)}{'|' * (width - len(row))}\n"
    ),
    "D": lambda row, width: " | ".join(row) + " | " + "|" * (width - len(row)) + "\n",
    "E": lambda row, width: "| " + " | ".join(row) + " | " + "|" * (width - len(row)) + "\n",
}
"""One row as an extractor flattens it, by the shapes it leaves; no cell is blank."""


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("family", SIZES)
@quick
@given(filling=FILLING)
def test_flattened_tables_are_read_back(
    family: Family,
    shape: str,
    filling: bytes,
    render: Callable[..., str],
    paths_of: Callable[[Family], dict[str, str]],
) -> None:
    figures = fill(paths_of(family), filling)
    page = html.document_fromstring(render(family, printed(figures)))
    text = "\n".join(_flatten(element, shape) for element in page.iter("p", "table"))
    read = read_tables(read_text(text).tables).figures
    assert read == {path: normal(figure) for path, figure in figures.items()}


@pytest.mark.parametrize("rule", ["", "|---|---|\n"], ids=["F", "G"])
@pytest.mark.parametrize("family", SIZES)
@quick
@given(filling=FILLING.filter(lambda filling: sum(byte >= BLANKS for byte in filling) > MOST / 4))
def test_expanded_grids_are_read_back_with_their_blanks(
    family: Family,
    rule: str,
    filling: bytes,
    render: Callable[..., str],
    paths_of: Callable[[Family], dict[str, str]],
) -> None:
    """Where no row shows which positions are no columns, one without a total stays null, with a
    finding: the blank positions of its label and of its end are alike."""
    figures = fill(paths_of(family), filling, blanks=BLANKS)
    page = html.document_fromstring(render(family, printed(figures)))
    tables = [_expand(table).replace("\n", f"\n{rule}", 1) for table in page.iter("table")]
    read = read_tables(read_text("一、标题\n".join(tables)).tables)
    doubted = {found.where for found in read.findings if found.rule == "CELL-AMBIGUOUS"}
    for where in doubted:
        row = [figure for path, figure in figures.items() if path.startswith(f"{where}.")]
        assert row[-1] is None
    assert read.figures == {
        path: None if path.rpartition(".")[0] in doubted else normal(figure)
        for path, figure in figures.items()
    }


def _expand(table: html.HtmlElement) -> str:
    """Every spanned position as an empty cell."""
    rows = [
        [
            GridCell(
                cell.text_content().strip(),
                "",
                colspan=int(cell.get("colspan", 1)),
                rowspan=int(cell.get("rowspan", 1)),
            )
            for cell in row
        ]
        for row in table.iter("tr")
    ]
    placed = place_cells(rows).rows
    width = max(cell.column + cell.colspan for row in placed for cell in row)
    lines = ({cell.column: cell.text for cell in row} for row in placed)
    texts = ([line.get(column, "") for column in range(width)] for line in lines)
    return "".join(f"| {' | '.join(line)} |\n" for line in texts)


def _flatten(element: html.HtmlElement, shape: str) -> str:
    if element.tag == "p":
        return "" if element.getparent().tag == "td" else element.text_content()
    rows = [[cell.text_content().strip() for cell in row] for row in element.iter("tr")]
    width = max(sum(int(cell.get("colspan", 1)) for cell in row) for row in element.iter("tr"))
    return "".join(SHAPES[shape](row, width) for row in rows)
