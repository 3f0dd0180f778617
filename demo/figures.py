"""Invented figures that satisfy every identity of their form.

A year is told forwards: what came in, what was carried over, what became of it; sums are
computed last. So the identities hold by construction, and one can be broken on purpose.
"""

import re
from collections import Counter
from collections.abc import Mapping
from random import Random
from typing import Any

from demo.dice import dice
from demo.forms import (
    APPLICANTS,
    DECISIONS,
    FORMS,
    LITIGATION,
    ORGANISATIONS,
    REVIEW,
    Form,
    outcome_keys,
    paths,
    request_keys,
)

Figure = int | str | None
"""A count, an amount in 万元 as a decimal string, or None where nothing is printed."""
Figures = dict[str, Figure]
"""Figures by path: `{"requests.granted.total": 87, …}`."""

# What a rule is broken by: two is added to each of these. No other hard rule breaks with it;
# T3-RESULTS-SUM is broken as real reports break it, hidden behind a balance that holds.
BREAKS: dict[str, tuple[str, ...]] = {
    "T3-ROWSUM": (
        "requests.new_received.total",
        "requests.granted.total",
        "requests.results_total.total",
    ),
    "T3-BALANCE": ("requests.new_received.natural_person", "requests.new_received.total"),
    "T3-RESULTS-SUM": (
        "requests.new_received.natural_person",
        "requests.new_received.total",
        "requests.results_total.natural_person",
        "requests.results_total.total",
    ),
    "T4-SUM": ("remedies.review.total",),
    "S-RECEIVED": ("stat2014.requests_received",),
    "S-CLOSED": ("stat2014.requests_closed",),
    "S-REPLIES": ("stat2014.replies_total",),
    "S-REFUSED": ("stat2014.refused_state_secret",),
    "S-REVIEW": ("stat2014.review_total",),
    "S-LITIGATION": ("stat2014.litigation_total",),
    "S-STAFF": ("stat2014.staff_total",),
}

# Shares of a usual year's requests by applicant, and weights of their outcomes: the order of
# size of published reports, where natural persons and 予以公开 make up most.
_SHARES = dict(zip((a.key for a in APPLICANTS), (1.0, 0.15, 0.02, 0.03, 0.08, 0.03), strict=True))
_WEIGHTS = {"granted": 50, "partly_granted": 9, "refused_third_party": 5, "unable_not_held": 18}
_OTHER_WEIGHT = 1

# Where issuers leave cells empty instead of printing 0: never a natural person, never a sum.
_LEFT_EMPTY = re.compile(
    rf"requests\.\w+\.(?:{'|'.join(o.key for o in ORGANISATIONS)})|stat2014\.refused_\w+"
)


def make(
    form: Form,
    seed: int | str,
    *,
    volume: int = 40,
    rules: bool = False,
    before: Mapping[str, Figure] | None = None,
    break_: str | None = None,
    blanks: bool = False,
) -> Figures:
    """All figures of one report, in printed order.

    `volume` is the number of requests of a busy year. `rules` is for bodies that may make 规章.
    `before` are the figures of the same body one year earlier: stocks and requests carried over
    then continue. `break_` names the one rule that shall fail. With `blanks` zeros are left
    empty where issuers leave them empty.
    Raises ValueError for an unknown form, or a rule that the form does not have.
    """
    if form not in FORMS:
        raise ValueError(f"unknown form {form!r}; one of {', '.join(FORMS)}")
    rng, before = dice(form, seed), before or {}
    figures: Figures = {}
    if form == "f2014":
        figures |= _stat2014(rng, volume)
    else:
        section_two = _section_two_2019 if form == "f2019" else _section_two_2021
        figures |= section_two(rng, volume, rules, before)
        figures |= _requests(rng, form, volume, before)
        figures |= _remedies(rng, volume)
    if break_ is not None:
        _break(figures, break_)
    if blanks:
        figures = {
            p: None if v == 0 and _LEFT_EMPTY.fullmatch(p) else v for p, v in figures.items()
        }
    return {path: figures[path] for path in paths(form)}


def nested(figures: Mapping[str, Figure]) -> dict[str, Any]:
    """The same figures as a tree: `{"requests": {"granted": {"total": 87, …`."""
    tree: dict[str, Any] = {}
    for path, figure in figures.items():
        *parents, leaf = path.split(".")
        node = tree
        for parent in parents:
            node = node.setdefault(parent, {})
        node[leaf] = figure
    return tree


def count(figures: Mapping[str, Figure], path: str) -> int:
    """The count at a path; 0 where the cell is empty or the form has no such figure."""
    value = figures.get(path)
    return value if isinstance(value, int) else 0


def _break(figures: Figures, rule: str) -> None:
    touched = BREAKS.get(rule, ())
    if not touched or touched[0] not in figures:
        known = ", ".join(r for r, (first, *_) in BREAKS.items() if first in figures)
        raise ValueError(f"this form has no rule {rule!r} to break; one of {known}")
    for path in touched:
        figures[path] = count(figures, path) + 2


def _unprinted(path: str, figure: Figure) -> Figure:
    return None if figure == 0 and _LEFT_EMPTY.fullmatch(path) else figure


def _stock(before: Mapping[str, Figure], path: str, drawn: int) -> int:
    """What stood there at the end of the year before; drawn when that year is not known."""
    return count(before, path) if path in before else drawn


def _money(rng: Random, whole: int) -> str:
    """Up to `whole` 万元, now and then none; no trailing zeros, so there is one way to write it."""
    if rng.randint(0, whole) % 3 == 0:
        return "0"
    return f"{rng.randint(0, whole)}.{rng.randint(0, 9)}{rng.randint(1, 9)}"


def _section_two_2019(
    rng: Random, volume: int, rules: bool, before: Mapping[str, Figure]
) -> Figures:
    figures: Figures = {}
    for row, most in (("rules", 3 if rules else 0), ("normative_docs", volume // 4)):
        path = f"art20_1.{row}"
        made = rng.randint(0, most)
        stock = _stock(before, f"{path}.disclosed_total", rng.randint(0, most * 8))
        figures[f"{path}.made_new"] = figures[f"{path}.disclosed_new"] = made
        figures[f"{path}.disclosed_total"] = made + stock
    for path in ("art20_5.licensing", "art20_5.other_services", "art20_6.penalty"):
        figures |= _items(rng, path, volume * 3, before)
    figures |= _items(rng, "art20_6.coercion", volume // 4, before)
    fees = _items(rng, "art20_8.fees", volume // 5, before)
    figures |= {path: n for path, n in fees.items() if not path.endswith(".decisions")}
    figures["art20_9.procurement.items"] = rng.randint(0, volume)
    figures["art20_9.procurement.amount_wanyuan"] = _money(rng, volume * 40)
    return figures


def _items(rng: Random, path: str, most: int, before: Mapping[str, Figure]) -> Figures:
    """Items of last year, their change, and decisions, which need an item to rest on."""
    items = _stock(before, f"{path}.items_prev", rng.randint(0, most))
    items += count(before, f"{path}.items_delta")
    delta = rng.randint(-(items // 6), items // 6)
    decisions = rng.randint(0, most * 5) if items + delta else 0
    # Equal numbers would say that the issuer took the stock for the decisions.
    decisions += decisions == items + delta > 0
    return {
        f"{path}.items_prev": items,
        f"{path}.items_delta": delta,
        f"{path}.decisions": decisions,
    }


def _section_two_2021(
    rng: Random, volume: int, rules: bool, before: Mapping[str, Figure]
) -> Figures:
    figures: Figures = {}
    for row, most in (("rules", 3 if rules else 0), ("normative_docs", volume // 4)):
        path = f"art20_1.{row}"
        stock = _stock(before, f"{path}.in_force", rng.randint(0, most * 6))
        made, repealed = rng.randint(0, most), rng.randint(0, min(stock, most))
        figures[f"{path}.made"], figures[f"{path}.repealed"] = made, repealed
        figures[f"{path}.in_force"] = stock + made - repealed
    for path, most in (("art20_5.licensing", 60), ("art20_6.penalty", 12), ("art20_6.coercion", 1)):
        figures[f"{path}.decisions"] = rng.randint(0, volume * most)
    figures["art20_8.fees.amount_wanyuan"] = _money(rng, volume * 9)
    return figures


def _requests(rng: Random, form: Form, volume: int, before: Mapping[str, Figure]) -> Figures:
    figures: Figures = {}
    for applicant, share in _SHARES.items():
        for row, number in _handled(rng, form, int(volume * share), before, applicant).items():
            figures[f"requests.{row}.{applicant}"] = number
    for row in request_keys(form):
        figures[f"requests.{row}.total"] = sum(
            count(figures, f"requests.{row}.{applicant}") for applicant in _SHARES
        )
    return figures


def _handled(
    rng: Random, form: Form, most: int, before: Mapping[str, Figure], applicant: str
) -> dict[str, int]:
    """One applicant column, by row."""
    new = rng.randint(most // 2, most)
    carried_in = _stock(before, f"requests.carried_out.{applicant}", rng.randint(0, most // 12))
    carried_out = rng.randint(0, (new + carried_in) // 12)
    results = new + carried_in - carried_out
    outcomes = outcome_keys(form)
    weights = [_WEIGHTS.get(key, _OTHER_WEIGHT) for key in outcomes]
    return dict.fromkeys(outcomes, 0) | {
        "new_received": new,
        "carried_in": carried_in,
        "carried_out": carried_out,
        "results_total": results,
        **Counter(rng.choices(outcomes, weights, k=results)),
    }


def _remedies(rng: Random, volume: int) -> Figures:
    figures: Figures = {}
    for remedy in (REVIEW, *LITIGATION):
        numbers = {column.key: rng.randint(0, volume // 20) for column in DECISIONS}
        for key, number in (numbers | {"total": sum(numbers.values())}).items():
            figures[f"remedies.{remedy.key}.{key}"] = number
    return figures


def _stat2014(rng: Random, volume: int) -> Figures:
    figures: Figures = (
        _published_2014(rng, volume)
        | _responses_2014(rng, volume)
        | _requests_2014(rng, volume)
        | _remedies_2014(rng, volume)
        | _means_2014(rng, volume)
    )
    return {f"stat2014.{key}": figure for key, figure in figures.items()}


def _published_2014(rng: Random, volume: int) -> Figures:
    """The same item in several channels counts once: the total lies between maximum and sum."""
    shares = {"gazette": 1, "website": 60, "weibo": 10, "wechat": 20, "other": 6}
    channels = {
        f"channel_{name}": rng.randint(volume * share // 2, volume * share)
        for name, share in shares.items()
    }
    docs = rng.randint(0, volume // 3)
    total = rng.randint(max(channels.values()), sum(channels.values()))
    return {
        **channels,
        "proactive_total": total,
        "proactive_normative_docs": min(total, rng.randint(0, docs)),
        "normative_docs_made": docs,
    }


def _responses_2014(rng: Random, volume: int) -> Figures:
    held = {
        "press_conferences": rng.randint(0, volume // 10),
        "online_interviews": rng.randint(0, volume // 15),
        "interpretation_articles": rng.randint(0, volume),
        "weibo_wechat_responses": rng.randint(0, volume // 2),
        "other_responses": rng.randint(0, volume // 4),
    }
    return {
        **held,
        "press_conferences_by_head": rng.randint(0, held["press_conferences"]),
        "online_interviews_by_head": rng.randint(0, held["online_interviews"]),
        "responses_total": rng.randint(0, sum(held.values())),
    }


_REFUSALS_2014 = (
    "refused_state_secret",
    "refused_trade_secret",
    "refused_privacy",
    "refused_safety_stability",
    "refused_not_gov_info",
    "refused_other_law",
)
_REPLIES_2014 = {
    "reply_already_public": 20,
    "reply_granted": 40,
    "reply_partly_granted": 5,
    "reply_refused": 8,
    "reply_not_this_agency": 10,
    "reply_not_exist": 8,
    "reply_asked_to_correct": 4,
    "reply_other_route": 5,
}


def _requests_2014(rng: Random, volume: int) -> Figures:
    shares = {"in_person": 0.4, "fax": 0.02, "online": 1.0, "letter": 0.3}
    channels = {
        f"requests_{name}": rng.randint(0, int(volume * share)) for name, share in shares.items()
    }
    received = sum(channels.values())
    closed = received - rng.randint(0, received // 12)
    extended = rng.randint(0, closed // 10)
    replies = Counter(rng.choices([*_REPLIES_2014], [*_REPLIES_2014.values()], k=closed))
    refusals = Counter(rng.choices(_REFUSALS_2014, k=replies["reply_refused"]))
    return {
        **channels,
        "requests_received": received,
        "requests_closed": closed,
        "closed_on_time": closed - extended,
        "closed_extended": extended,
        "replies_total": closed,
        **{key: replies[key] for key in _REPLIES_2014},
        **{key: refusals[key] for key in _REFUSALS_2014},
    }


def _remedies_2014(rng: Random, volume: int) -> Figures:
    figures: Figures = {"complaints": rng.randint(0, volume // 30)}
    for remedy in ("review", "litigation"):
        numbers = {key: rng.randint(0, volume // 20) for key in ("upheld", "corrected", "other")}
        figures |= {f"{remedy}_{key}": number for key, number in numbers.items()}
        figures[f"{remedy}_total"] = sum(numbers.values())
    return figures


def _means_2014(rng: Random, volume: int) -> Figures:
    full_time, part_time = rng.randint(1, 2 + volume // 20), rng.randint(1, 3 + volume // 4)
    return {
        "request_fees_wanyuan": "0",
        "dedicated_units": rng.randint(1, 1 + volume // 30),
        "reading_points": rng.randint(1, 1 + volume // 10),
        "staff_total": full_time + part_time,
        "staff_full_time": full_time,
        "staff_part_time": part_time,
        "dedicated_budget_wanyuan": _money(rng, volume // 4),
        "meetings": rng.randint(1, 2 + volume // 20),
        "trainings": rng.randint(1, 2 + volume // 20),
        "trainees": rng.randint(10, 20 + volume * 2),
    }
