"""One schema over all forms."""

from collections.abc import Callable

import pytest

from parser import Extraction, harmonise
from parser.extraction import Family, Figure, NarrativeFigure
from parser.forms import ALL
from parser.harmonised import SOURCES, Harmonised

Report = Callable[..., Extraction]


@pytest.mark.parametrize(
    ("figures", "key", "value", "quality"),
    [
        ({"requests.new_received.total": 7}, "h.req.received_new", 7, "copy"),
        ({"stat2014.requests_received": 7}, "h.req.received_new", 7, "copy"),
        (
            {"stat2014.reply_already_public": 2, "stat2014.reply_granted": 3},
            "h.req.granted", 5, "sum",
        ),
        ({"stat2014.reply_refused": 4}, "h.req.refused", 4, "lossy"),
        (
            {"stat2014.requests_closed": None, "stat2014.replies_total": 6},
            "h.req.results_total", 6, "lossy",
        ),
        ({"requests.other_handling.total": 1}, "h.req.other_handling", 1, "copy"),
        (
            {f"requests.other_{key}.total": 1 for key in ("no_correction", "fee_unpaid", "other")},
            "h.req.other_handling", 3, "sum",
        ),
        (
            {"remedies.litigation_direct.total": 2, "remedies.litigation_after_review.total": None},
            "h.litigation.total", None, "sum",
        ),
        ({"art20_8.fees.items_prev": 3, "art20_8.fees.items_delta": -1}, "h.fees.items", 2, "sum"),
        ({"art20_8.fees.items_prev": 3}, "h.fees.amount_wanyuan", None, "absent"),
        ({"art20_8.fees.amount_wanyuan": "0.5"}, "h.fees.amount_wanyuan", "0.5", "copy"),
        ({"art20_1.rules.disclosed_total": 9}, "h.rules.stock", 9, "lossy"),
        ({"art20_1.rules.disclosed_total": 9}, "h.rules.repealed", None, "absent"),
        ({"stat2014.refused_not_gov_info": 9}, "h.req.refused_internal_affairs", None, "absent"),
    ],
)  # fmt: skip
def test_a_key(
    report_of: Report, figures: dict[str, Figure], key: str, value: Figure, quality: str
) -> None:
    said = harmonise(report_of(2020, figures))[key]
    assert (said.value, said.quality) == (value, quality)
    assert set(said.sources) <= set(figures)


@pytest.mark.parametrize("family", ["f2014", "f2019", "f2021"])
def test_no_total_of_a_form_is_forgotten(family: Family) -> None:
    """Kinds of applicants are kept of new requests only; every other figure has a key."""
    used = {path for sources in SOURCES.values() for source in sources for path in source.paths}
    paths = {
        path for form in ALL if form.family == family for row in form.rows for path in row.paths
    }
    totals = {path for path in paths if not path.startswith("requests.") or path.endswith(".total")}
    assert totals <= used


def test_a_sentence_speaks_where_tables_are_silent(report_of: Report) -> None:
    report = report_of(2012, {"requests.carried_in.total": 1})
    report.narrative = [
        NarrativeFigure(key, 7, "件", "", "requests", "text line 3")
        for key in ("h.req.received_new", "h.req.carried_in")
    ]
    said = harmonise(report)
    assert said["h.req.received_new"] == Harmonised(7, "lossy", ("text line 3",))
    assert said["h.req.carried_in"].value == 1
