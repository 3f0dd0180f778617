"""Invented figures that satisfy every identity of their form.

The identities hold by construction, and one can be broken on purpose.
"""

import re
from collections.abc import Mapping

from demo.dice import dice
from demo.figures import f2014, since2019
from demo.figures.figure import Figure, Figures, count, nested
from demo.forms import FORMS, ORGANISATIONS, Form, paths

__all__ = ["BREAKS", "Figure", "Figures", "count", "make", "nested"]

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
    if form == "f2014":
        figures = f2014.draw(rng, volume)
    else:
        figures = since2019.draw(rng, form, volume, rules, before)
    if break_ is not None:
        _break(figures, break_)
    if blanks:
        figures = {path: _unprinted(path, figure) for path, figure in figures.items()}
    return {path: figures[path] for path in paths(form)}


def _break(figures: Figures, rule: str) -> None:
    touched = BREAKS.get(rule, ())
    if not touched or touched[0] not in figures:
        known = ", ".join(r for r, (first, *_) in BREAKS.items() if first in figures)
        raise ValueError(f"this form has no rule {rule!r} to break; one of {known}")
    for path in touched:
        figures[path] = count(figures, path) + 2


def _unprinted(path: str, figure: Figure) -> Figure:
    return None if figure == 0 and _LEFT_EMPTY.fullmatch(path) else figure
