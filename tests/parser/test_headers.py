"""Tables with columns of their own choice: known headers tell the column of a value."""

from collections.abc import Sequence
from itertools import permutations

import pytest

from parser import Document, Extraction, parse_report
from parser.paths import flatten

TITLE = "<h1>青禾县林业局2023年政府信息公开工作年度报告</h1>"
DOCUMENTS = {"本年制发件数": "made", "本年废止件数": "repealed", "现行有效件数": "in_force"}
OUTCOMES = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
REVIEW = ("7", "0", "0", "1", "8")


def table(*rows: Sequence[str]) -> str:
    cells = ("".join(map("<td>{}</td>".format, row)) for row in rows)
    return f"<table>{''.join(map('<tr>{}</tr>'.format, cells))}</table>"


def read(*tables: str) -> Extraction:
    lines = (
        "<p>一、总体情况</p><p>2023年公开信息。</p><p>五、存在的主要问题及改进情况</p><p>无。</p>"
    )
    return parse_report(Document(f"{TITLE}{lines}{''.join(tables)}".encode()))


def failed(extraction: Extraction) -> set[str]:
    return {finding.rule for finding in extraction.findings if finding.status == "fail"}


@pytest.mark.parametrize("headers", list(permutations(DOCUMENTS)))
def test_headers_in_any_order_tell_the_column(headers: Sequence[str]) -> None:
    values = [str(len(header) + ord(header[2]) % 7) for header in headers]
    found = read(table(["信息内容", *headers], ["规章", *values])).tables["art20_1"]["rules"]
    assert found == {DOCUMENTS[h]: int(v) for h, v in zip(headers, values, strict=True)}


@pytest.mark.parametrize("left_out", DOCUMENTS)
def test_a_column_left_out_is_null_and_told(left_out: str) -> None:
    headers = [header for header in DOCUMENTS if header != left_out]
    extraction = read(table(["信息内容", *headers], ["规章", "3", "40"]))
    found = extraction.tables["art20_1"]["rules"]
    assert found[DOCUMENTS[left_out]] is None
    assert [found[DOCUMENTS[header]] for header in headers] == [3, 40]
    assert "COLUMN-MISSING" in failed(extraction)


def test_unknown_headers_against_the_order_of_the_form_leave_the_row_null() -> None:
    headers = ("信息内容", "现行有效件数", "本年制发件数", "本年作废数")
    decisions = table(["信息内容", "本年处理决定数量"], ["行政许可", "5"])
    extraction = read(table(headers, ["规章", "3", "4", "5"]), decisions)
    assert set(extraction.tables["art20_1"]["rules"].values()) == {None}
    assert "CELL-AMBIGUOUS" in failed(extraction)


def test_a_column_of_its_own_does_not_move_the_others() -> None:
    headers = ("信息内容", "本年制发件数", "本年废止件数", "小计", "现行有效件数")
    extraction = read(table(headers, ["规章", "3", "4", "7", "5"]))
    assert extraction.tables["art20_1"]["rules"] == {"made": 3, "repealed": 4, "in_force": 5}


def test_copies_of_a_spanned_value_are_one() -> None:
    rows = (["信息内容", *DOCUMENTS], ["规章", "1", "2", "3"])
    licensing = (["信息内容", *["本年处理决定数量"] * 3], ["行政许可", "89", "89", "89"])
    extraction = read(table(*rows, *licensing))
    assert extraction.tables["art20_5"]["licensing"]["decisions"] == 89


@pytest.mark.parametrize(
    ("title", "block"),
    [
        ("行政复议", "review"),
        ("行政诉讼（未经复议直接起诉）", "litigation_direct"),
        ("复议后起诉", "litigation_after_review"),
    ],
)
def test_a_block_of_remedies_alone_is_that_block(title: str, block: str) -> None:
    one = f"<table><tr><td colspan=5>{title}</td></tr>"
    extraction = read(one + table(OUTCOMES, REVIEW).removeprefix("<table>"))
    known = {path: v for path, v in flatten(extraction.tables).items() if v is not None}
    assert {path.split(".")[1] for path in known} == {block}
    assert list(known.values()) == list(map(int, REVIEW))


def test_blocks_of_remedies_may_be_rows() -> None:
    blocks = ("行政复议", "未经复议直接起诉", "复议后起诉")
    rows = [[block, *map(str, range(n, n + 5))] for n, block in enumerate(blocks)]
    extraction = read(table(["类别", *OUTCOMES], *rows))
    values = [list(block.values()) for block in extraction.tables["remedies"].values()]
    assert values == [[0, 1, 2, 3, 4], [1, 2, 3, 4, 5], [2, 3, 4, 5, 6]]


def test_two_rows_of_remedies_that_differ_are_null() -> None:
    outcomes = ["行政复议"] + [""] * 14, [*OUTCOMES] * 3, ["1"] * 15, ["1"] * 14 + ["2"]
    extraction = read(table(*outcomes))
    assert extraction.tables["remedies"]["litigation_after_review"]["total"] is None
    assert extraction.tables["remedies"]["review"]["total"] == 1
    assert "ROW-REPEATED" in failed(extraction)


@pytest.mark.parametrize("local", ["规范性文件（政府）", "规范性文件", "行政规范性文件（区级）"])
def test_the_very_label_of_a_row_beats_one_like_it(local: str) -> None:
    rows = [local, "9", "9", "9"], ["行政规范性文件", "1", "2", "3"]
    found = read(table(["信息内容", *DOCUMENTS], *rows)).tables["art20_1"]["normative_docs"]
    assert found == {"made": 1, "repealed": 2, "in_force": 3}


def captioned(line: str, *rows: Sequence[str]) -> str:
    return f"<p>{line}</p>{table(*rows)}"


@pytest.mark.parametrize("years", [(2022, 2023), (2023, 2022)])
def test_a_table_of_another_year_gives_way(years: Sequence[int]) -> None:
    tables = [
        captioned(f"{year}年度数据：", ["信息内容", *DOCUMENTS], ["规章", str(year), "0", "0"])
        for year in years
    ]
    assert read(*tables).tables["art20_1"]["rules"]["made"] == 2023


def test_the_only_table_is_read_whatever_year_it_says() -> None:
    only = captioned("2022年度数据：", ["信息内容", *DOCUMENTS], ["规章", "7", "0", "0"])
    assert read(only).tables["art20_1"]["rules"]["made"] == 7


@pytest.mark.parametrize(("unit", "amount"), [("单位：元", "0.1192"), ("单位：万元", "1192")])
def test_the_line_above_a_table_tells_the_unit(unit: str, amount: str) -> None:
    rows = ["信息内容", "本年收费金额"], ["行政事业性收费", "1192"]
    found = read(table(["信息内容", *DOCUMENTS]), captioned(unit, *rows))
    assert found.tables["art20_8"]["fees"]["amount_wanyuan"] == amount


def test_an_unread_figure_is_not_called_blank() -> None:
    rows = ["信息内容", *DOCUMENTS], ["规章", "约3", "0", "0"]
    assert failed(read(table(*rows))) & {"CELL-UNREAD", "CELL-BLANK"} == {"CELL-UNREAD"}


def test_a_number_below_zero_is_told() -> None:
    rows = ["信息内容", *DOCUMENTS], ["规章", "－3", "0", "0"]
    assert "FIGURE-NEGATIVE" in failed(read(table(*rows)))
