"""Two reports of one body: what runs from one year into the next."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parser import Extraction, check_years, compare_years
from parser.extraction import NarrativeFigure

Report = Callable[..., Extraction]
RULES = "art20_1.normative_docs"


def found(earlier: Extraction, later: Extraction) -> dict[tuple[str, str], str]:
    return {(f.rule, f.where): f.status for f in compare_years(earlier, later)}


def test_stock_and_requests_roll_forward(report_of: Report) -> None:
    earlier = report_of(2023, {f"{RULES}.in_force": 5, "requests.carried_out.total": 0})
    stock = {f"{RULES}.made": 3, f"{RULES}.repealed": 0, f"{RULES}.in_force": 8}
    later = report_of(2024, {**stock, "requests.carried_in.total": 0})
    assert found(earlier, later) == {
        ("Y-STOCK-2021", f"{RULES}.in_force"): "pass",
        ("Y-CARRY", "requests.carried_in.total"): "pass",
    }


@given(made=st.integers(0, 9), repealed=st.integers(0, 9), wrong=st.integers(-3, 3))
def test_stock_is_what_was_plus_made_less_repealed(
    report_of: Report, made: int, repealed: int, wrong: int
) -> None:
    earlier = report_of(2022, {f"{RULES}.in_force": 20})
    stock = {"made": made, "repealed": repealed, "in_force": 20 + made - repealed + wrong}
    later = report_of(2023, {f"{RULES}.{key}": value for key, value in stock.items()})
    status = found(earlier, later)["Y-STOCK-2021", f"{RULES}.in_force"]
    assert status == ("fail" if wrong else "pass")


def test_a_sum_is_told_with_its_result(report_of: Report) -> None:
    earlier = report_of(2022, {f"{RULES}.in_force": 20})
    stock = {"made": 3, "repealed": 1, "in_force": 21}
    later = report_of(2023, {f"{RULES}.{key}": value for key, value in stock.items()})
    (said,) = compare_years(earlier, later)
    assert "20 + 3 - 1 = 22; 21 are printed" in said.message


def test_what_was_carried_out_and_not_in_is_told_with_both_reports(report_of: Report) -> None:
    earlier = report_of(
        2022, {"requests.carried_out.total": 3, "requests.carried_out.other_org": 1}
    )
    later = report_of(2023, {"requests.carried_in.total": 2, "requests.carried_in.other_org": 0})
    by_column = {f.where.rpartition(".")[2]: f for f in compare_years(earlier, later)}
    assert by_column["total"].severity == "H"
    assert by_column["other_org"].severity == "S"
    cited = [(c.report, c.path, c.value, c.evidence) for c in by_column["total"].figures]
    assert cited == [
        ("青禾县林业局 2022", "requests.carried_out.total", 3, "line 0"),
        ("青禾县林业局 2023", "requests.carried_in.total", 2, "line 0"),
    ]


def test_a_blank_cannot_be_assessed(report_of: Report) -> None:
    earlier = report_of(2022, {"requests.carried_out.total": None})
    later = report_of(2023, {"requests.carried_in.total": 0})
    assert found(earlier, later) == {("Y-CARRY", "requests.carried_in.total"): "not_assessable"}


def test_items_of_the_form_of_2019(report_of: Report) -> None:
    row = "art20_6.penalty"
    earlier = report_of(2019, {f"{row}.items_prev": 12, f"{row}.items_delta": -2})
    kept, broken = (report_of(2020, {f"{row}.items_prev": number}) for number in (10, 12))
    assert found(earlier, kept)["Y-ITEMS", f"{row}.items_prev"] == "pass"
    assert found(earlier, broken)["Y-ITEMS", f"{row}.items_prev"] == "fail"


def test_the_stocks_of_two_forms_are_told_and_never_fail(report_of: Report) -> None:
    earlier = report_of(2020, {f"{RULES}.disclosed_total": 90})
    stock = {f"{RULES}.made": 3, f"{RULES}.repealed": 0, f"{RULES}.in_force": 8}
    assert found(earlier, report_of(2021, stock)) == {
        ("Y-STOCK-BREAK", f"{RULES}.in_force"): "not_assessable"
    }


def test_growth_of_what_is_disclosed(report_of: Report) -> None:
    earlier = report_of(2019, {f"{RULES}.disclosed_total": 90})
    later = report_of(2020, {f"{RULES}.disclosed_new": 5, f"{RULES}.disclosed_total": 94})
    assert found(earlier, later) == {("Y-STOCK-2019", f"{RULES}.disclosed_total"): "fail"}


def test_from_the_return_of_2014_to_the_form_of_2019(report_of: Report) -> None:
    earlier = report_of(2018, {"stat2014.requests_received": 9, "stat2014.requests_closed": 7})
    later = report_of(2019, {"requests.carried_in.total": 2})
    assert found(earlier, later) == {("Y-2018-2019", "requests.carried_in.total"): "pass"}


def test_pending_cases_that_vanish_and_figures_that_jump(report_of: Report) -> None:
    earlier = report_of(2022, {"remedies.review.pending": 2, "requests.new_received.total": 10})
    later = report_of(2023, {"remedies.review.total": 0, "requests.new_received.total": 51})
    assert set(found(earlier, later)) == {
        ("Y-PENDING", "remedies.review.total"),
        ("Y-OUTLIER", "h.req.received_new"),
    }


def test_a_copied_report(report_of: Report) -> None:
    figures = {f"{RULES}.made": 3, **{f"requests.granted.{n}": n for n in range(1, 5)}}
    earlier, later = report_of(2022, figures), report_of(2023, {**figures, f"{RULES}.repealed": 0})
    assert ("Y-DUPLICATE", "tables") in found(earlier, later)
    assert ("Y-DUPLICATE", "tables") not in found(
        earlier, report_of(2023, {**figures, "requests.granted.1": 2})
    )


def test_what_is_disclosed_since_the_beginning(report_of: Report) -> None:
    def told(year: int, **said: int) -> Extraction:
        report = report_of(year, {})
        report.narrative = [
            NarrativeFigure(key.replace("__", "."), value, "条", "", "overview", "text line 1")
            for key, value in said.items()
        ]
        return report

    earlier = told(2012, proactive__cumulative=100)
    right = told(2013, proactive__cumulative=130, h__proactive__total=30)
    wrong = told(2013, proactive__cumulative=140, h__proactive__total=30)
    assert found(earlier, right) == {("Y-CUMULATIVE", "proactive.cumulative"): "pass"}
    assert found(earlier, wrong) == {("Y-CUMULATIVE", "proactive.cumulative"): "fail"}
    assert found(earlier, told(2013, proactive__cumulative=140)) == {}


def test_a_new_name(report_of: Report) -> None:
    earlier, later = report_of(2022, {}, "青禾县林业局"), report_of(2023, {}, "青禾市林业局")
    assert found(earlier, later) == {("Y-ISSUER", "metadata.issuer"): "fail"}


def test_a_sequence_is_put_in_order(report_of: Report) -> None:
    years = [
        report_of(year, {"requests.carried_out.total": 1, "requests.carried_in.total": 1})
        for year in (2024, 2021, 2022)
    ]
    assert [f.status for f in check_years(years)] == ["pass"]  # nothing runs over the missing year
    with pytest.raises(ValueError, match="one report a year"):
        check_years([*years, years[0]])
    with pytest.raises(ValueError, match="the earlier one comes first"):
        compare_years(years[0], years[1])
