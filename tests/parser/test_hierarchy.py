"""A government's figures against those of the bodies below it."""

from collections.abc import Callable

import pytest

from parser import Extraction, check_hierarchy

Report = Callable[..., Extraction]
NEW, FEES = "requests.new_received.total", "art20_8.fees.amount_wanyuan"


def found(parent: Extraction, *children: Extraction, complete: bool = False) -> dict[str, str]:
    return {f.rule: f.status for f in check_hierarchy(parent, children, complete)}


@pytest.fixture
def county(report_of: Report) -> Extraction:
    return report_of(2023, {NEW: 95}, "青禾县人民政府", "government")


def test_a_part_of_the_whole(county: Extraction, report_of: Report) -> None:
    assert found(county, report_of(2023, {NEW: 40}), report_of(2023, {NEW: 50})) == {
        "H-SUM": "pass"
    }


def test_all_parts(county: Extraction, report_of: Report) -> None:
    children = [report_of(2023, {NEW: number}) for number in (40, 55)]
    assert found(county, *children, complete=True) == {"H-SUM": "pass", "H-EQ": "pass"}
    assert found(county, *children[:1], complete=True)["H-EQ"] == "fail"


def test_parts_beyond_the_whole(county: Extraction, report_of: Report) -> None:
    children = [report_of(2023, {NEW: number}) for number in (50, 60)]
    (finding,) = check_hierarchy(county, children)
    assert (finding.rule, finding.status, finding.where) == ("H-SUM", "fail", NEW)
    assert [cited.value for cited in finding.figures] == [95, 50, 60]
    assert found(county, report_of(2023, {NEW: 96})) == {"H-SUM": "fail", "H-SCOPE": "fail"}


def test_money_is_added_exactly(report_of: Report) -> None:
    parent = report_of(2023, {FEES: "0.3"}, "青禾县人民政府", "government")
    assert found(parent, *[report_of(2023, {FEES: "0.1"})] * 3, complete=True) == {
        "H-SUM": "pass",
        "H-EQ": "pass",
    }


def test_an_office_answers_for_itself_alone(report_of: Report) -> None:
    office = report_of(2023, {NEW: 17}, "青禾县人民政府办公室", "government_office")
    assert set(found(office, report_of(2023, {NEW: 95})).values()) == {"not_assessable"}


def test_blanks(county: Extraction, report_of: Report) -> None:
    blank = report_of(2023, {NEW: None}, "青禾县人民政府", "government")
    assert found(blank, report_of(2023, {NEW: 1})) == {"H-SUM": "not_assessable"}
    assert found(county, report_of(2023, {NEW: None})) == {}


def test_other_years_are_refused(county: Extraction, report_of: Report) -> None:
    with pytest.raises(ValueError, match="not a report of 2023"):
        check_hierarchy(county, [report_of(2022, {})])
