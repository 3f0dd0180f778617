"""Figures that a page holds and its reader does not see, and marks that are no figures."""

from collections.abc import Callable

import pytest

from parser import Document, parse_report
from parser.extraction import Family


@pytest.fixture
def page(render: Callable[..., str], paths_of: Callable[[Family], dict[str, str]]) -> str:
    return render("f2021", {path: str(n) for n, path in enumerate(paths_of("f2021"), 100)})


CELL = "<td><p>107</p></td>"
PENALTY = "<tr><td><p>行政处罚</p></td>"


@pytest.mark.parametrize(
    "cell",
    [
        "<td><p>107<sup>1</sup></p></td>",
        "<td><p>107<b><sup>注2</sup></b></p></td>",
        '<td>107<span style="vertical-align: super">1</span></td>',
        "<td><s>93</s>107</td>",
        "<td><p><del>93</del><ins>107</ins></p></td>",
        '<td><span style="text-decoration:line-through">93</span>107</td>',
        '<td>107<span style="DISPLAY: none">93</span></td>',
        "<td><p hidden>93</p><p>107</p></td>",
        '<td style="display:none">93</td><td>107</td>',
        "<td><sup>107</sup></td>",
        "<td>1\u200d0\u00ad7\u202c</td>",
    ],
)
def test_only_what_is_seen_is_read(page: str, cell: str) -> None:
    before, _, behind = page.partition(PENALTY)
    start, end = behind.index("<td"), behind.index("</td>") + len("</td>")
    shown = behind[start:end]
    value = int("".join(filter(str.isdigit, shown.partition("<p>")[2])))
    spans = shown[: shown.index(">")].removeprefix("<td")
    changed = cell.replace("107", str(value)).replace("1\u200d0\u00ad7", "\u200d".join(str(value)))
    changed = changed.replace("<td", f"<td{spans}")
    document = Document(f"{before}{PENALTY}{behind[:start]}{changed}{behind[end:]}".encode())
    assert parse_report(document).tables["art20_6"]["penalty"]["decisions"] == value


@pytest.mark.parametrize("attribute", ["hidden", 'style="display:none"'])
def test_a_hidden_row_is_not_there(page: str, attribute: str) -> None:
    row = f"<tr {attribute}><td>行政处罚</td><td colspan=3>93</td></tr>"
    extraction = parse_report(Document(page.replace(PENALTY, row + PENALTY).encode()))
    assert extraction.tables == parse_report(Document(page.encode())).tables
    assert "93" not in extraction.text
