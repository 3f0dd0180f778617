"""Tables that were typed, a row a line: in paragraphs or preformatted, without a table."""

from collections.abc import Callable
from re import DOTALL, findall, sub

import pytest

from parser import Document, parse_report
from parser.extraction import Family


def typed(page: str, blank: str, line: str) -> str:
    """Each row of a table as one line of its cells."""
    for table in findall(r"<table>.*?</table>", page, DOTALL):
        rows = [findall(r"<td.*?</td>", row, DOTALL) for row in table.split("</tr>")]
        lines = (blank.join(sub(r"<.*?>", "", cell) for cell in row) for row in rows if row)
        page = page.replace(table, "".join(map(line.format, lines)))
    return page


@pytest.mark.parametrize(
    ("blank", "line"), [("&nbsp;&nbsp;", "<p>{}</p>"), ("\t", "<pre>{}</pre>"), ("　", "{}<br>")]
)
@pytest.mark.parametrize("family", ["f2019", "f2021"])
def test_typed_rows_are_read_like_those_of_a_table(
    family: Family,
    blank: str,
    line: str,
    render: Callable[..., str],
    paths_of: Callable[[Family], dict[str, str]],
) -> None:
    page = render(family, {path: str(n) for n, path in enumerate(paths_of(family), 100)})
    expected = parse_report(Document(page.encode())).tables
    assert parse_report(Document(typed(page, blank, line).encode())).tables == expected


def test_bytes_without_a_tag_are_text_whatever_is_declared() -> None:
    text = "青禾县林业局2023年政府信息公开工作年度报告\n一、总体情况\n2023年收到申请5件。"
    said = parse_report(Document(text.encode(), "text/html"))
    assert said.text.split("\n") == text.split("\n")
