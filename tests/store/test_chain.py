"""Version chain, change classes and removals: a version is born only from changed content."""

import itertools
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store import queries
from store.archive import Archive
from store.change import REMOVAL_CONFIRMED_AFTER
from store.warc import read
from tests.store.conftest import START

URL = "http://www.yunxi.example/zwgk/nb/2023.html"
ELSEWHERE = "http://www.yunxi.example/xxgk/2023.html"


def classes(archive: Archive) -> list[str]:
    return [change.class_ for change in queries.changes(archive)]


def ordinals(archive: Archive, url: str = URL) -> list[int]:
    return [version.ordinal for version in queries.versions(archive, url)]


def test_first_sight_is_new(portal: Any, archive: Archive) -> None:
    seen = portal.see()
    assert seen.outcome == "new"
    assert (seen.change.class_, seen.change.from_, seen.change.to) == ("new", None, 1)
    assert (seen.change.silent, seen.change.confirmed) == (False, True)


def test_a_b_a_makes_three_versions(portal: Any, archive: Archive) -> None:
    outcomes = [portal.see(day, made_new=number).outcome for day, number in enumerate((1, 2, 1))]
    assert outcomes == ["new", "changed", "changed"]
    assert ordinals(archive) == [1, 2, 3]
    assert classes(archive) == ["new", "figures", "figures"]


def test_a_page_counter_makes_no_version(portal: Any, archive: Archive) -> None:
    portal.see(0)
    assert portal.see(1, counter=7).outcome == "unchanged"
    (version,) = queries.versions(archive, URL)
    assert version.last_seen - version.first_seen == timedelta(days=1)


def test_captures_compared_out_of_order(portal: Any, archive: Archive) -> None:
    """Two processes crawl one page: the later capture may be the first to be compared."""
    for day in (2, 1, 3, 0):
        portal.see(day)
    (version,) = queries.versions(archive, URL)
    assert version.last_seen - version.first_seen == timedelta(days=3)


@pytest.mark.parametrize(
    ("said", "step", "silent"),
    [
        ({"made_new": 13}, "figures", True),
        ({"made_new": 13, "publish_date": "2024-02-01"}, "figures", False),
        ({"text": "全年主动公开信息13条。"}, "wording", True),
        ({"text": "全年主动公开信息13条。", "index_number": "YX-2024-002"}, "wording", False),
        ({"attachments": ["http://www.yunxi.example/a.pdf"]}, "attachment", True),
        ({"publish_date": "2024-02-01"}, "metadata", False),
        ({"title": "云溪市林业局2023年度报告"}, "metadata", False),
        ({"made_new": 13, "text": "13条。"}, "figures", True),
        ({"attachments": ["http://www.yunxi.example/a.pdf"], "text": "13条。"}, "wording", True),
    ],
)
def test_class_of_a_change(portal: Any, said: dict[str, Any], step: str, silent: bool) -> None:
    portal.see(0)
    change = portal.see(1, **said).change
    assert (change.class_, change.silent) == (step, silent)
    assert (change.from_, change.to) == (1, 2)


def test_unstated_date_and_number_are_unchanged(portal: Any) -> None:
    unstated = {"publish_date": None, "index_number": None}
    portal.see(0, **unstated)
    assert portal.see(1, made_new=13, **unstated).change.silent


def test_changed_figures_are_named_with_both_places(portal: Any, archive: Archive) -> None:
    portal.see(0)
    change = portal.see(1, made_new=None).change
    place = "/html/body/table/td"
    assert change.cells == [
        {
            "path": "art20_1.rules.made_new",
            "old": 12,
            "new": None,
            "old_evidence": place,
            "new_evidence": place,
        }
    ]
    for seen, figure in ((change.seen_before, b"{}"), (change.seen, b'{"made_new": null}')):
        record = read(archive, seen.warc, seen.offset)
        assert (record.type, record.captured_at, record.body) == (
            seen.record,
            seen.captured_at,
            figure,
        )


def test_what_is_no_report_never_enters_the_chain(portal: Any, archive: Archive) -> None:
    portal.see(0)
    assert portal.see(1, kind="not_report").outcome == "not_report"
    assert portal.see(2).outcome == "unchanged"
    assert ordinals(archive) == [1]
    assert classes(archive) == ["new"]


def test_a_block_page_neither_removes_nor_restores(portal: Any, archive: Archive) -> None:
    portal.see(0)
    portal.lose(1)
    portal.see(2, kind="not_report")
    assert portal.lose(3).change.confirmed
    assert classes(archive) == ["new", "removed"]


def test_removal_is_told_at_once_and_confirmed_a_night_later(portal: Any, archive: Archive) -> None:
    portal.see(0)
    first = portal.lose(1)
    assert (first.outcome, first.change.confirmed) == ("removed", False)
    assert (first.change.from_, first.change.to) == (1, None)

    almost = 1 + (REMOVAL_CONFIRMED_AFTER - timedelta(seconds=1)) / timedelta(days=1)
    assert portal.lose(almost).change is None
    second = portal.lose(1 + REMOVAL_CONFIRMED_AFTER / timedelta(days=1), status=410)
    assert (second.change.id, second.change.confirmed) == (first.change.id, True)
    assert second.change.detected_at == first.change.detected_at
    assert portal.lose(5).change is None
    assert classes(archive) == ["new", "removed"]


def test_a_page_without_a_report_cannot_be_removed(portal: Any, archive: Archive) -> None:
    assert portal.lose(0) is None
    portal.see(1, kind="not_report")
    assert portal.lose(2) is None


@pytest.mark.parametrize("status", [200, 403, 412, 500, 503])
def test_only_404_and_410_tell_of_a_removal(portal: Any, status: int) -> None:
    portal.see(0)
    with pytest.raises(ValueError, match=str(status)):
        portal.lose(1, status=status)


def test_a_page_comes_back_as_it_was(portal: Any, archive: Archive) -> None:
    portal.see(0)
    portal.lose(1)
    back = portal.see(2)
    assert (back.outcome, back.change.class_) == ("changed", "restored")
    assert (back.change.from_, back.change.to) == (None, 1)
    assert back.change.seen_before.captured_at == START
    assert portal.lose(3).change.confirmed is False
    assert ordinals(archive) == [1]


def test_a_page_comes_back_changed(portal: Any, archive: Archive) -> None:
    portal.see(0)
    portal.lose(1)
    back = portal.see(2, made_new=13)
    assert back.change.class_ == "figures"
    assert classes(archive) == ["new", "removed", "restored", "figures"]
    assert ordinals(archive) == [1, 2]


def test_a_report_moves_to_another_page(portal: Any, archive: Archive) -> None:
    portal.see(0)
    portal.lose(1)
    moved = portal.see(2, url=ELSEWHERE).change
    assert (moved.class_, moved.other_url, moved.cells) == ("moved", URL, [])
    (report,) = queries.reports(archive)
    assert (report.url, report.state, report.versions) == (ELSEWHERE, "live", 1)
    assert len(queries.versions(archive, str(report.id))) == 2


def test_figures_altered_in_moving_are_told(portal: Any) -> None:
    portal.see(0)
    portal.lose(1)
    moved = portal.see(2, url=ELSEWHERE, made_new=13).change
    (cell,) = moved.cells
    assert (moved.class_, cell["old"], cell["new"]) == ("moved", 12, 13)


def test_the_new_address_may_be_met_before_the_old_one_is_missed(portal: Any) -> None:
    portal.see(0)
    portal.see(1, url=ELSEWHERE)
    moved = portal.lose(1.1).change
    assert (moved.class_, moved.url, moved.other_url) == ("moved", URL, ELSEWHERE)
    assert portal.see(2).change.class_ == "restored"


@pytest.mark.parametrize("found", [0.9, 1.1])
@pytest.mark.parametrize("lost_first", [True, False])
def test_a_move_within_one_crawl_is_told_as_one(
    portal: Any, archive: Archive, found: float, *, lost_first: bool
) -> None:
    """The new page waits to be read while the old one is missed at once, or the other way round:
    neither is compared in the order of the moments."""
    portal.see(0)
    crawl = portal.recorder.start_crawl("http://www.yunxi.example/", "yunxi", START)
    steps = [
        lambda: portal.lose(1, crawl=crawl),
        lambda: portal.see(found, url=ELSEWHERE, crawl=crawl, made_new=13),
    ]
    for step in steps if lost_first else reversed(steps):
        step()
    portal.lose(2)
    portal.see(2, url=ELSEWHERE, made_new=13)
    first, moved = queries.changes(archive)
    assert (first.class_, first.url) == ("new", URL)
    assert (moved.class_, moved.url, moved.other_url) == ("moved", ELSEWHERE, URL)
    assert (moved.confirmed, moved.detected_at) == (True, START + timedelta(days=found))
    assert [(cell["old"], cell["new"]) for cell in moved.cells] == [(12, 13)]


def test_a_removal_that_was_confirmed_stays_beside_the_move(portal: Any, archive: Archive) -> None:
    portal.see(0)
    portal.lose(1)
    portal.lose(2)
    portal.see(3, url=ELSEWHERE)
    assert classes(archive) == ["new", "removed", "moved"]


def test_a_page_moves_to_one_place(portal: Any) -> None:
    portal.see(0)
    portal.lose(1)
    assert portal.see(2, url=ELSEWHERE).change.class_ == "moved"
    assert portal.see(2, url=f"{ELSEWHERE}?copy").change.class_ == "new"
    assert portal.lose(3, url=ELSEWHERE).change.class_ == "removed"


@pytest.mark.parametrize("lost_first", [True, False])
def test_a_copy_that_was_there_before_is_none_that_it_moved_to(
    portal: Any, archive: Archive, *, lost_first: bool
) -> None:
    """As an archive of another year brings one, when the page is long gone."""
    portal.see(2)
    steps = [lambda: portal.lose(3), lambda: portal.see(1, url=ELSEWHERE)]
    for step in steps if lost_first else reversed(steps):
        step()
    assert sorted(classes(archive)) == ["new", "new", "removed"]


def test_a_copy_on_another_portal_has_not_moved_there(portal: Any, archive: Archive) -> None:
    portal.see(0)
    portal.lose(1)
    assert portal.see(2, url="http://www.qinghe.example/2023.html").change.class_ == "new"
    assert classes(archive) == ["new", "removed", "new"]


def test_a_copy_that_stood_beside_it_does_not_make_a_removal_a_move(portal: Any) -> None:
    portal.see(0, url=ELSEWHERE)
    portal.see(1)
    assert portal.lose(2).change.class_ == "removed"


def test_a_copy_on_another_portal_does_not_make_a_removal_a_move(portal: Any) -> None:
    portal.see(0)
    portal.see(1, url="http://www.qinghe.example/2023.html")
    assert portal.lose(2).change.class_ == "removed"


@pytest.mark.parametrize("said", [{"text": "信息公开工作另行说明。"}, {"issuer": "青禾县林业局"}])
def test_another_report_has_not_moved(portal: Any, said: dict[str, Any]) -> None:
    portal.see(0)
    portal.lose(1)
    assert portal.see(2, url=ELSEWHERE, **said).change.class_ == "new"


def test_a_second_page_with_the_same_report_is_not_a_move(portal: Any) -> None:
    portal.see(0)
    assert portal.see(1, url=ELSEWHERE).change.class_ == "new"


@pytest.mark.parametrize("counter", [0, 7])
def test_a_newer_parser_raises_no_change(
    portal: Any, toy_parser: Any, archive: Archive, counter: int
) -> None:
    """Neither on the same bytes, nor on bytes whose report is the same."""
    portal.see(0)
    toy_parser.PARSER_VERSION, toy_parser.salt = "2", "another digest"
    assert portal.see(1, counter=counter).outcome == "unchanged"
    (version,) = queries.versions(archive, URL)
    assert version.parser_version == "2"
    assert classes(archive) == ["new"]


@pytest.mark.parametrize(
    "said",
    [
        {"year": 2024, "figures": list(range(1, 9))},
        {"issuer": "云溪市水务局", "figures": list(range(1, 9))},
        {"year": 2024},  # a form filled with next to nothing is the same every year
    ],
)
def test_another_report_at_the_same_address_is_new(
    portal: Any, archive: Archive, said: dict[str, Any]
) -> None:
    portal.see(0)
    change = portal.see(1, **said).change
    assert (change.class_, change.silent, change.cells) == ("new", False, [])
    assert (change.from_, change.to) == (1, 2)
    assert {row.state for row in queries.reports(archive)} == {"live", "removed"}


@pytest.mark.parametrize("said", [{"year": 2024}, {"issuer": "云溪市农林局"}])
def test_a_year_or_a_name_that_is_put_right_makes_no_other_report(
    portal: Any, said: dict[str, Any]
) -> None:
    figures = list(range(1, 9))
    portal.see(0, figures=figures)
    assert portal.see(1, figures=figures, **said).change.class_ == "metadata"


def test_a_newer_parser_still_sees_a_change(portal: Any, toy_parser: Any) -> None:
    portal.see(0)
    toy_parser.PARSER_VERSION, toy_parser.salt = "2", "another digest"
    assert portal.see(1, text="13条。").change.class_ == "wording"


def test_report_identity_ignores_width_and_spaces(portal: Any, archive: Archive) -> None:
    portal.see(0, issuer="云溪市Ａ局")
    portal.see(1, issuer="云溪市 A局", url=ELSEWHERE)
    (report,) = queries.reports(archive)
    assert report.issuer == "云溪市A局"
    assert len(queries.versions(archive, str(report.id))) == 2


def test_a_report_without_a_year_is_known_by_its_page(portal: Any, archive: Archive) -> None:
    portal.see(0, year=None)
    portal.see(1, year=None, url=ELSEWHERE, text="全年未主动公开信息。")
    portal.see(2, year=None, made_new=13)
    assert sorted((row.url, row.versions) for row in queries.reports(archive)) == [
        (ELSEWHERE, 1),
        (URL, 2),
    ]


numbers = itertools.count()
visits = st.lists(st.sampled_from(["a", "b", "c", "301", "404", "blocked"]), max_size=8)


@given(visits=visits)
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_sequence_of_visits_gives_the_chain_of_a_simple_model(
    visits: list[str], portal: Any, archive: Archive
) -> None:
    """The model: adjacent repeats fall together, what is no report is as if not there, and so
    is a redirect of what stands nowhere else."""
    url = f"http://www.yunxi.example/{next(numbers)}"
    quiet = {"301": portal.redirect, "blocked": partial(portal.see, kind="not_report")}
    reports: list[str] = []
    told: list[str] = []
    gone = False
    for day, visit in enumerate(visits):
        if visit == "404":
            portal.lose(day, url=url)
            if reports and not gone:
                told.append("removed")
            gone = gone or bool(reports)
        elif visit in quiet:
            quiet[visit](day, url=url)
        else:
            portal.see(day, url=url, text=visit, issuer=url)
            if gone:
                told.append("restored")
            gone = False
            if not reports:
                told.append("new")
            elif reports[-1] != visit:
                told.append("wording")
            if reports[-1:] != [visit]:
                reports.append(visit)
    changes = [change for change in queries.changes(archive) if change.url == url]
    assert [change.class_ for change in changes] == told
    assert [change.to for change in changes if change.class_ in ("new", "wording")] == list(
        range(1, len(reports) + 1)
    )
    if reports:
        (row,) = (row for row in queries.reports(archive) if row.url == url)
        assert (row.versions, row.state) == (len(reports), "removed" if gone else "live")
