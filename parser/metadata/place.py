"""The places that the name of a body states.

1. divisions at its start, each within the one before: 云溪市青禾县林业局 states two; 2. the town
after them, if the body is one; 3. where several places bear the name, whatever else the document
says of the place decides. What it does not decide stays open.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from parser.divisions.table import Division, by_code, by_name, by_short_name, counties_of_town

TOLERANCE = 1
"""Years. A report of the year in which a county became a city is titled by either name."""
MAX_NAME = 20
"""Characters of a division's name; the longest is 积石山保安族东乡族撒拉族自治县, with 15."""
TOWN_KINDS = ("township", "street")

_ABOVE_ALL = re.compile(
    r"国家[\u4e00-\u9fff]{2,8}?总?局|(?:中国)?[证银保]{1,2}监会|"
    r"中国[\u4e00-\u9fff]{2,10}?(?:委员会|银行)|中华人民共和国|中国"
)
"""What vertical organs begin with: 国家税务总局青禾县税务局."""
_SUFFIX = "省市县区州盟旗镇乡街路"

Lookup = Callable[[], Mapping[str, tuple[Division, ...]]]


class Place(NamedTuple):
    """What a name states. ``found``: the places it may mean; ``first``: the level of the first
    one it names (``"town"`` if it begins with a town), ``rest``: what follows the divisions."""

    found: Sequence[Division]
    first: str | None
    rest: str


def place_of(name: str, kind: str | None, year: int | None) -> Place:
    above_all = _ABOVE_ALL.match(name)
    rest = name[above_all.end() :] if above_all else name
    found: Sequence[Division] = ()
    first = None
    while step := _next_division(rest, found, kind, year):
        found, rest = step
        first = first or found[0].level
    if above_all and not found:
        found = _standing(_without_suffix(rest), year)
    if kind in TOWN_KINDS and (counties := _counties_of(rest, found, year)):
        return Place(counties, first or "town", rest)
    return Place(found, None if above_all else first, rest)


def _next_division(
    text: str, above: Sequence[Division], kind: str | None, year: int | None
) -> tuple[Sequence[Division], str] | None:
    """The longest name that the text begins with; a short one only where no suffix follows it,
    and never for a town: 金华 is a prefecture, 金华镇 stands in many."""
    lookups: tuple[Lookup, ...] = (by_name,) if kind in TOWN_KINDS else (by_name, by_short_name)
    for lookup in lookups:
        for length in range(min(MAX_NAME, len(text)), 1, -1):
            named = lookup().get(text[:length], ())
            cut = lookup is by_short_name and text[length : length + 1] in _SUFFIX
            if not cut and (found := _standing(_within(named, above), year)):
                return found, text[length:]
    return None


def _without_suffix(text: str) -> list[Division]:
    """Vertical organs are named after a county by its short name: 国家统计局青州调查队."""
    lengths = range(min(MAX_NAME, len(text)), 1, -1)
    named = ([*_named(text[:length])] for length in lengths)
    return next(filter(None, named), [])


def _named(short: str) -> Iterator[Division]:
    for suffix in "市县区旗":
        yield from by_name().get(short + suffix, ())


def _within(divisions: Sequence[Division], above: Sequence[Division]) -> list[Division]:
    return [
        division
        for division in divisions
        if not above
        or any(division.code.startswith(a.prefix) and division.code != a.code for a in above)
    ]


def _standing(divisions: Sequence[Division], year: int | None) -> list[Division]:
    """Those whose name stood in the year, else those it just missed. Without a year the newest
    of each name within one parent."""
    near = [division for division in divisions if division.distance(year) <= TOLERANCE]
    least = min((division.distance(year) for division in near), default=0)
    best = [division for division in near if division.distance(year) == least]
    if len(best) == 1:
        return best
    newest = {full_name(d, year): d for d in sorted(best, key=lambda d: d.last)}
    return sorted(newest.values())


def _counties_of(text: str, above: Sequence[Division], year: int | None) -> list[Division]:
    """The places that have the town a text begins with, within those already named."""
    for length in range(min(MAX_NAME, len(text)), 1, -1):
        if codes := counties_of_town().get(text[:length]):
            within = [
                division
                for code in codes
                if not above or any(code.startswith(a.prefix) for a in above)
                for division in by_code().get(code, ())
            ]
            return _standing(within, year)
    return []


def parents(division: Division, year: int | None) -> Iterator[Division]:
    """From the province down, by their names in the year; some counties stand under a province
    alone."""
    year = division.last if year is None else year
    for code in dict.fromkeys((division.code[:2] + "0000", division.code[:4] + "00")):
        above = by_code().get(code, ())
        if code != division.code and above:
            yield min(above, key=lambda above: above.distance(year))


def full_name(division: Division, year: int | None) -> str:
    return "".join(above.name for above in parents(division, year)) + division.name


def decide(found: Sequence[Division], evidence: str, year: int | None) -> Sequence[Division]:
    """The one place that a document names most closely with its parents, or all that are left."""
    weights = {division: _weight(division, evidence, year) for division in found}
    most = max(weights.values(), default=0)
    return [division for division in found if weights[division] == most]


def _weight(division: Division, evidence: str, year: int | None) -> int:
    """A prefecture outweighs a province, and a county both."""
    weights = {"province": 1, "prefecture": 2, "county": 4}
    named = [above for above in parents(division, year) if above.short in evidence]
    if division.name in evidence:
        named.append(division)
    return sum(weights[place.level] for place in named)
