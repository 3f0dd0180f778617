"""Tables that are not quite the form: what cannot be told stays null, with a finding."""

from collections.abc import Callable

import pytest

from parser import Document, Extraction, parse_report
from parser.extraction import Family
from parser.paths import flatten

COLUMNS = 7


@pytest.fixture
def page(render: Callable[..., str], paths_of: Callable[[Family], dict[str, str]]) -> str:
    return render("f2021", {path: str(n) for n, path in enumerate(paths_of("f2021"), 100)})


def read(page: str, *changes: tuple[str, str]) -> Extraction:
    for old, new in changes:
        assert page.count(old) == 1, f"{old!r} stands {page.count(old)} times in the page"
        page = page.replace(old, new)
    return parse_report(Document(page.encode()))


def rules(extraction: Extraction) -> set[str]:
    return {f.rule for f in extraction.findings if f.status == "fail" and f.rule[:2] != "T3"}


def cell(value: int) -> str:
    return f"<td><p>{value}</p></td>"


GRANTED = range(124, 131)
"""What the fixture prints in the row （一）予以公开."""


def test_the_fixture_is_read_whole(page: str) -> None:
    granted = read(page).tables["requests"]["granted"]
    assert list(granted.values()) == list(GRANTED)


def test_merged_cells_are_nobodys(page: str) -> None:
    cells = "".join(map(cell, GRANTED[1:6]))
    extraction = read(page, (cells, "<td colspan=5><p>9</p></td>"))
    granted = extraction.tables["requests"]["granted"]
    assert (granted["natural_person"], granted["total"]) == (GRANTED[0], GRANTED[6])
    assert set(list(granted.values())[1:6]) == {None}
    assert "CELL-AMBIGUOUS" in rules(extraction)


def test_a_row_with_a_cell_too_few_is_not_guessed(page: str) -> None:
    extraction = read(page, (cell(GRANTED[3]), ""))
    assert set(extraction.tables["requests"]["granted"].values()) == {None}
    assert "CELL-AMBIGUOUS" in rules(extraction)


def test_a_row_with_a_figure_too_many_is_not_guessed(page: str) -> None:
    extraction = read(page, (cell(GRANTED[3]), cell(GRANTED[3]) + cell(7)))
    assert set(extraction.tables["requests"]["granted"].values()) == {None}


def test_blank_cells_behind_a_row_do_not_count(page: str) -> None:
    extraction = read(page, (cell(GRANTED[6]), cell(GRANTED[6]) + "<td>&nbsp;</td>"))
    assert list(extraction.tables["requests"]["granted"].values()) == list(GRANTED)


def test_a_local_row_is_named_and_not_read(page: str) -> None:
    row = "<tr><td>其他主动公开文件（县级）</td><td>5</td><td>5</td><td>5</td></tr>"
    first = '<tr><td colspan="4"><p>第二十条第（五）项</p></td></tr>'
    extraction = read(page, (first, row + first))
    assert "ROW-EXTRA" in rules(extraction)
    assert extraction.tables == read(page).tables


def test_a_missing_row_is_named(page: str) -> None:
    start = page.index("<tr><td><p>行政强制")
    row = page[start : page.index("</tr>", start) + 5]
    extraction = read(page, (row, ""))
    assert "coercion" not in extraction.tables["art20_6"]
    assert "ROW-MISSING" in rules(extraction)


def test_of_a_table_printed_twice_only_what_both_say_is_kept(page: str) -> None:
    table = page[page.index("<table>") : page.index("</table>") + 8]
    extraction = read(page, (table, table + table.replace(">100<", ">999<")))
    expected = read(page).tables
    expected["art20_1"]["rules"]["made"] = None
    assert extraction.tables == expected
    assert "ROW-REPEATED" in rules(extraction)


def test_a_table_may_be_cut_in_two(page: str) -> None:
    row = "<tr><td><p>5.属于三类内部事务信息</p></td>"
    assert read(page, (row, f"</table><p>续表</p><table>{row}")).tables == read(page).tables


def test_one_table_may_hold_all_sections(page: str) -> None:
    parts = page.split("<table>")
    whole = parts[0] + "<table>" + "".join(part.split("</table>")[0] for part in parts[1:])
    extraction = read(whole + "</table>" + parts[-1].split("</table>")[1])
    assert extraction.tables == read(page).tables
    assert not rules(extraction) & {"ROW-REPEATED", "CELL-AMBIGUOUS", "ROW-EXTRA"}


def test_labels_cut_short_are_understood_and_told(page: str) -> None:
    extraction = read(page, ("一、本年新收政府信息公开申请数量", "本年新收"))
    assert "LABEL-TRUNCATED" in rules(extraction)
    assert extraction.tables == read(page).tables


def test_a_value_beside_a_group_label_is_checked_against_its_rows(page: str) -> None:
    group = '<td rowspan="3"><p>（四）无法提供</p></td>'
    values = "".join(map(cell, range(COLUMNS)))
    row = f"<tr><td><p>（四）无法提供</p></td>{values}</tr>"
    start = f"<tr>{group}"
    extraction = read(page, (start, row + start))
    assert extraction.tables == read(page).tables
    checked = [f.where for f in extraction.findings if f.rule == "T3-SUBTOTAL"]
    assert checked[0] == "requests.unable.natural_person"


def test_families_are_told_table_by_table(
    page: str, render: Callable[..., str], paths_of: Callable[[Family], dict[str, str]]
) -> None:
    """A report of 2023 with the section 三 of 2019 is real; the report goes by section 二."""
    old = render("f2019", dict.fromkeys(paths_of("f2019"), "4"))
    older, newer = (p[p.index("<p>三、") : p.index("<p>四、")] for p in (old, page))
    extraction = read(page, (newer, older))
    assert extraction.family == "f2021"
    assert extraction.tables["requests"]["other_handling"]["total"] == 4
    assert extraction.tables["art20_8"]["fees"] == {"amount_wanyuan": "109"}


def test_the_row_other_is_found_in_its_group_only(page: str) -> None:
    assert read(page).tables["requests"]["other_other"]["natural_person"] == 264
    alone = read(page, ("（六）其他处理", "&nbsp;"))
    assert "other_other" not in alone.tables["requests"]


def test_a_sum_that_is_wrong_is_told_with_its_numbers(page: str) -> None:
    (wrong,) = (
        f for f in read(page).findings if f.rule == "T4-SUM" and f.where == "remedies.review"
    )
    assert (wrong.severity, wrong.status) == ("H", "fail")
    assert "285 + 286 + 287 + 288 = 1146 ≠ 总计 289" in wrong.message
    assert "285 + 286 + 287 + 288 = 1146 ≠ 总计 289" in wrong.message_zh
    assert [cited.value for cited in wrong.figures] == [285, 286, 287, 288, 289]


def test_a_failure_cites_the_cells_it_is_about(page: str) -> None:
    extraction = read(page)
    cited = [c for f in extraction.findings if f.status == "fail" for c in f.figures]
    assert cited
    figures = flatten(extraction.tables)
    for figure in cited:
        assert figure.value == figures[figure.path]
        assert figure.evidence == extraction.cells[figure.path].evidence
