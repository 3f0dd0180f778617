"""A wrong cell breaks the identities it stands in, and no others."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parser.checks import check_figures
from parser.checks.statistics import AT_MOST, SUMS
from parser.extraction import Family, Metadata
from parser.forms import ALL, Form
from parser.forms.remedies import BLOCKS, OUTCOMES
from parser.forms.requests import APPLICANTS
from parser.tables.keeping import Reading

Counts = dict[str, int]
COLUMNS = [column.key for column in APPLICANTS]
BALANCE = ("new_received", "carried_in", "results_total", "carried_out")
SMALL = st.integers(0, 20)


def form_of(family: Family, table: str) -> Form:
    (form,) = (form for form in ALL if (form.family, form.table) == (family, table))
    return form


def broken(form: Form, figures: Mapping[str, int]) -> set[tuple[str, str]]:
    found = check_figures(Reading([form], dict(figures)), Metadata())
    return {(f.rule, f.where) for f in found if f.severity == "H" and f.status == "fail"}


@st.composite
def valid_requests(draw: st.DrawFn, form: Form) -> Counts:
    """Results, and what was carried out, are drawn; what came in is what went out."""
    rows = [row.path.removeprefix("requests.") for row in form.rows]
    leaves = [row for row in rows if row not in BALANCE]
    counts: Counts = {}
    for kind in COLUMNS[:-1]:
        column = {leaf: draw(SMALL) for leaf in leaves}
        column["results_total"] = sum(column.values())
        column["carried_out"] = draw(SMALL)
        at_hand = column["results_total"] + column["carried_out"]
        column["carried_in"] = draw(st.integers(0, at_hand))
        column["new_received"] = at_hand - column["carried_in"]
        counts |= {f"requests.{row}.{kind}": count for row, count in column.items()}
    totals = {row: sum(counts[f"requests.{row}.{kind}"] for kind in COLUMNS[:-1]) for row in rows}
    return counts | {f"requests.{row}.total": total for row, total in totals.items()}


@pytest.mark.parametrize("family", ["f2019", "f2021"])
@given(data=st.data(), wrong=st.integers(1, 9))
def test_section_three(family: Family, data: st.DataObject, wrong: int) -> None:
    form = form_of(family, "requests")
    figures = data.draw(valid_requests(form))
    assert broken(form, figures) == set()
    path = data.draw(st.sampled_from(sorted(figures)))
    _, row, column = path.split(".")
    expected = {("T3-ROWSUM", f"requests.{row}")}
    if row in BALANCE:
        expected.add(("T3-BALANCE", f"requests.{column}"))
    if row not in BALANCE or row == "results_total":
        expected.add(("T3-RESULTS-SUM", f"requests.results_total.{column}"))
    assert broken(form, {**figures, path: figures[path] + wrong}) == expected


@given(
    st.lists(SMALL, min_size=12, max_size=12),
    st.sampled_from(list(BLOCKS)),
    st.sampled_from(list(OUTCOMES)),
)
def test_section_four(counts: list[int], block: str, outcome: str) -> None:
    form, figures = form_of("f2021", "remedies"), {}
    for number, name in enumerate(BLOCKS):
        four = counts[4 * number : 4 * number + 4]
        figures |= {
            f"remedies.{name}.{o}": n for o, n in zip(OUTCOMES, [*four, sum(four)], strict=True)
        }
    assert broken(form, figures) == set()
    figures[f"remedies.{block}.{outcome}"] += 1
    assert broken(form, figures) == {("T4-SUM", f"remedies.{block}")}


STATISTICS = form_of("f2014", "stat2014")


@pytest.mark.parametrize("path", [path for row in STATISTICS.rows for path in row.paths])
def test_the_return_of_2014(path: str) -> None:
    figures = {path: 0 for row in STATISTICS.rows for path in row.paths}
    assert broken(STATISTICS, figures) == set()
    key = path.removeprefix("stat2014.")
    expected = {
        (rule, f"stat2014.{parent}")
        for rule, (parent, parts) in SUMS.items()
        if key in (parent, *parts)
    }
    expected |= {(rule, path) for rule, part, _ in AT_MOST if (rule, part) == ("S-PART", key)}
    assert broken(STATISTICS, {**figures, path: 1}) == expected


def test_a_number_split_over_two_cells_is_told() -> None:
    form = form_of("f2021", "requests")
    figures = {path: 0 for row in form.rows for path in row.paths}
    for row in ("new_received", "granted", "results_total"):
        figures |= {f"requests.{row}.natural_person": 12, f"requests.{row}.total": 12}
    whole, split = dict(figures), dict(figures)
    split |= {"requests.granted.natural_person": 1, "requests.granted.commercial_enterprise": 2}
    wrong = whole | {"requests.granted.natural_person": 3, "requests.granted.other_org": 4}
    for printed, expected in ((whole, []), (split, ["requests.granted"]), (wrong, [])):
        found = check_figures(Reading([form], dict(printed)), Metadata())
        assert [f.where for f in found if f.rule == "T3-SPLIT"] == expected
