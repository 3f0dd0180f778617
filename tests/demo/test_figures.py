"""Invented figures satisfy every identity of their form; one of them fails when asked to."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demo.figures import BREAKS, Figures, count, make, nested
from demo.forms import FORMS, Form, form_of, outcome_keys, paths, request_keys

APPLICANTS = (
    "natural_person",
    "commercial_enterprise",
    "research_institution",
    "public_welfare_org",
    "legal_service_org",
    "other_org",
)
COLUMNS = (*APPLICANTS, "total")
# The sums of the f2014 table, by rule: the whole, then its parts.
SUMS_2014 = {
    "S-RECEIVED": "requests_received requests_in_person requests_fax requests_online"
    " requests_letter",
    "S-CLOSED": "requests_closed closed_on_time closed_extended",
    "S-REPLIES": "replies_total reply_already_public reply_granted reply_partly_granted"
    " reply_refused reply_not_this_agency reply_not_exist reply_asked_to_correct"
    " reply_other_route",
    "S-REFUSED": "reply_refused refused_state_secret refused_trade_secret refused_privacy"
    " refused_safety_stability refused_not_gov_info refused_other_law",
    "S-REVIEW": "review_total review_upheld review_corrected review_other",
    "S-LITIGATION": "litigation_total litigation_upheld litigation_corrected litigation_other",
    "S-STAFF": "staff_total staff_full_time staff_part_time",
}


def violated(form: Form, figures: Figures) -> set[str]:
    """The rules that do not hold when what is blank is read as 0."""
    return _violated_2014(figures) if form == "f2014" else _violated_since_2019(form, figures)


def _violated_since_2019(form: Form, figures: Figures) -> set[str]:
    def requests(row: str, column: str) -> int:
        return count(figures, f"requests.{row}.{column}")

    broken = set()
    for row in request_keys(form):
        if sum(requests(row, column) for column in APPLICANTS) != requests(row, "total"):
            broken.add("T3-ROWSUM")
    for column in COLUMNS:
        results = requests("results_total", column)
        if sum(requests(row, column) for row in outcome_keys(form)) != results:
            broken.add("T3-RESULTS-SUM")
        come = requests("new_received", column) + requests("carried_in", column)
        if come != results + requests("carried_out", column):
            broken.add("T3-BALANCE")
    for remedy in ("review", "litigation_direct", "litigation_after_review"):
        parts = ("upheld", "corrected", "other_result", "pending")
        whole = count(figures, f"remedies.{remedy}.total")
        if sum(count(figures, f"remedies.{remedy}.{part}") for part in parts) != whole:
            broken.add("T4-SUM")
    return broken


def _violated_2014(figures: Figures) -> set[str]:
    broken = set()
    for rule, keys in SUMS_2014.items():
        whole, *parts = (count(figures, f"stat2014.{key}") for key in keys.split())
        if whole != sum(parts):
            broken.add(rule)
    return broken


forms = st.sampled_from(FORMS)
seeds = st.integers()
volumes = st.integers(0, 600)


@given(forms, seeds, volumes, st.booleans(), st.booleans())
def test_every_identity_holds(
    form: Form, seed: int, volume: int, rules: bool, blanks: bool
) -> None:
    figures = make(form, seed, volume=volume, rules=rules, blanks=blanks)
    assert list(figures) == list(paths(form))
    assert violated(form, figures) == set()


@given(forms, seeds, volumes)
def test_no_count_is_negative_but_a_change_of_items(form: Form, seed: int, volume: int) -> None:
    figures = make(form, seed, volume=volume)
    low = {path for path, figure in figures.items() if isinstance(figure, int) and figure < 0}
    assert all(path.endswith(".items_delta") for path in low)


@given(seeds, volumes)
def test_section_two_of_2019_is_plausible(seed: int, volume: int) -> None:
    figures = make("f2019", seed, volume=volume)
    for path in ("art20_5.licensing", "art20_5.other_services", "art20_6.penalty"):
        items = count(figures, f"{path}.items_prev") + count(figures, f"{path}.items_delta")
        decisions = count(figures, f"{path}.decisions")
        assert items >= 0
        assert items or not decisions
        assert not decisions or decisions != items
    path = "art20_1.normative_docs"
    total = count(figures, f"{path}.disclosed_total")
    assert total >= count(figures, f"{path}.disclosed_new")


@given(seeds, volumes)
def test_parts_and_channels_of_2014_are_plausible(seed: int, volume: int) -> None:
    figures = make("f2014", seed, volume=volume)

    def stat(key: str) -> int:
        return count(figures, f"stat2014.{key}")

    channels = [stat(f"channel_{c}") for c in ("gazette", "website", "weibo", "wechat", "other")]
    assert max(channels) <= stat("proactive_total") <= sum(channels)
    assert stat("proactive_normative_docs") <= stat("proactive_total")
    assert stat("press_conferences_by_head") <= stat("press_conferences")
    assert stat("online_interviews_by_head") <= stat("online_interviews")
    assert stat("requests_closed") <= stat("requests_received")


@given(seeds, volumes)
def test_years_of_one_body_continue_each_other(seed: int, volume: int) -> None:
    years, before = {}, None
    for year in range(2018, 2024):
        before = years[year] = make(form_of(year), f"{seed}/{year}", volume=volume, before=before)
    for earlier, later in pairwise(years[year] for year in range(2019, 2024)):
        for column in COLUMNS:
            left = f"requests.carried_out.{column}"
            assert earlier[left] == later[f"requests.carried_in.{column}"]
    path = "art20_5.licensing"
    now = count(years[2019], f"{path}.items_prev") + count(years[2019], f"{path}.items_delta")
    assert now == years[2020][f"{path}.items_prev"]
    path = "art20_1.normative_docs"
    for earlier, later in pairwise(years[year] for year in range(2021, 2024)):
        made, repealed = count(later, f"{path}.made"), count(later, f"{path}.repealed")
        stock = count(earlier, f"{path}.in_force") + made - repealed
        assert stock == later[f"{path}.in_force"]


@pytest.mark.parametrize("rule", BREAKS)
@given(seed=seeds, volume=volumes)
def test_the_rule_to_break_fails_and_no_other(rule: str, seed: int, volume: int) -> None:
    having: tuple[Form, ...] = ("f2014",) if rule.startswith("S-") else ("f2019", "f2021")
    for form in having:
        assert violated(form, make(form, seed, volume=volume, break_=rule)) == {rule}


def test_blanks_stand_for_zeros_only() -> None:
    printed, left_empty = make("f2021", 1), make("f2021", 1, blanks=True)
    empty = {path for path, figure in left_empty.items() if figure is None}
    assert empty
    assert all(printed[path] == 0 for path in empty)
    assert all(printed[path] == left_empty[path] for path in printed if path not in empty)


def test_same_seed_same_figures_and_another_seed_others() -> None:
    assert make("f2019", 5) == make("f2019", 5)
    assert make("f2019", 5) != make("f2019", 6)


def test_paths_are_those_of_the_forms() -> None:
    assert [len(list(paths(form))) for form in FORMS] == [58, 198, 200]


def test_nested_tree_has_the_same_figures() -> None:
    figures = make("f2021", 3)
    tree = nested(figures)
    assert tree["requests"]["granted"]["total"] == figures["requests.granted.total"]
    assert set(tree) == {"art20_1", "art20_5", "art20_6", "art20_8", "requests", "remedies"}


def test_unknown_form_or_rule_is_named() -> None:
    with pytest.raises(ValueError, match="f2022"):
        make("f2022", 1)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=r"S-STAFF.*one of T3-ROWSUM"):
        make("f2021", 1, break_="S-STAFF")
    with pytest.raises(ValueError, match="2013"):
        form_of(2013)
