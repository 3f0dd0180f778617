import pytest

from parser.extraction import Figure
from parser.forms.form import Type
from parser.tables.figures import read_figure, scale_of


@pytest.mark.parametrize("raw", ["", " ", "\u3000", "/", "／", "-", "—", "——", "----", "无", "無"])
@pytest.mark.parametrize("kind", ["count", "signed", "money"])
def test_blank_is_null_and_not_zero(raw: str, kind: Type) -> None:
    assert read_figure(raw, kind) == (None, None)


@pytest.mark.parametrize(
    ("raw", "kind", "figure", "rule"),
    [
        ("0", "count", 0, None),
        ("１２３", "count", 123, None),
        ("1,234", "count", 1234, None),
        ("1，234", "count", 1234, None),
        ("12件", "count", 12, None),
        ("22（其中修订16件）", "count", 22, "CELL-NOTE"),
        ("3.5", "count", None, "CELL-UNREAD"),
        ("1 2", "count", None, "CELL-UNREAD"),
        ("约30", "count", None, "CELL-UNREAD"),
        ("9" * 400, "count", None, "CELL-UNREAD"),
        ("+459", "signed", 459, None),
        ("－7", "signed", -7, None),
        ("减4", "signed", -4, None),
        ("增加3项", "signed", 3, None),
        ("290", "signed", 290, None),
        ("+3项", "signed", 3, None),
        ("净增3", "signed", 3, None),
        ("12399万元", "money", "12399", "MONEY-UNIT-IN-CELL"),
        ("46502.47万", "money", "46502.47", "MONEY-UNIT-IN-CELL"),
        ("251000元", "money", "25.1", "MONEY-UNIT-IN-CELL"),
        ("52.1（万元）", "money", "52.1", "MONEY-UNIT-IN-CELL"),
        ("1.2亿元", "money", "12000", "MONEY-UNIT-IN-CELL"),
        ("52.150", "money", "52.15", "MONEY-UNIT-UNKNOWN"),
        ("0", "money", "0", None),
        ("8e3", "money", None, "CELL-UNREAD"),
    ],
)
def test_what_a_cell_says(raw: str, kind: Type, figure: Figure, rule: str | None) -> None:
    assert read_figure(raw, kind) == (figure, rule)


@pytest.mark.parametrize(
    ("header", "figure"),
    [
        ("本年收费金额（单位：万元）", "52.15"),
        ("采购总金额(万元,保留4位小数)", "52.15"),
        ("本年收费金额（单位：元）", "0.005215"),
        ("采购总金额（亿元）", "521500"),
    ],
)
def test_the_header_gives_the_unit(header: str, figure: str) -> None:
    assert read_figure("52.15", "money", scale_of(header)) == (figure, None)


def test_a_header_may_say_no_unit_or_one_that_is_not_known() -> None:
    assert scale_of("采购总金额") is None
    assert scale_of("采购总金额（百万元）") is None
