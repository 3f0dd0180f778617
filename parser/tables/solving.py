"""Which columns the kept values of a row stand in, where its blank cells have vanished.

A row that kept three values of seven may have held them in 35 ways. Those that break an identity
of the table are ruled out, row by row and column by column, until nothing changes; a cell is
certain when all that is left agrees on it, and some placement of the whole table keeps every
identity. Where none does, the report itself breaks an identity, and nothing can be told from them.
"""

from collections.abc import Mapping, Sequence
from itertools import combinations
from math import comb
from typing import NamedTuple

Kept = Sequence[int | None]
"""The values of a row in order; ``None`` is a blank cell that was kept."""
Placement = tuple[int | None, ...]
"""By column the ordinal of the kept value that stands there, ``None`` for a vanished blank."""
Shares = tuple[int, ...]
"""What a placement adds to each identity that its row takes part in."""

MAX_PLACEMENTS = 10_000
"""Of one row. The most a statutory row allows is 6,435: seven values in fifteen columns."""
MAX_PASSES = 30
MAX_TRIALS = 60
"""Bounds for hostile tables; a real one settles in three passes and a dozen trials. Stopping early
leaves more placements standing, so that less is certain and nothing is wrong."""


class Term(NamedTuple):
    row: str
    column: int
    sign: int


Identity = Sequence[Term]
"""Cells that add up to nothing, a blank as 0: those of one side with +1, of the other with -1."""


class Domain(NamedTuple):
    """The placements a row still has, by what they add to its ``identities``."""

    identities: tuple[int, ...]
    placements: Mapping[Shares, list[Placement]]

    def shares_of(self, identity: int) -> list[int]:
        at = self.identities.index(identity)
        return [shares[at] for shares in self.placements]

    def within(self, identity: int, low: int, high: int) -> "Domain":
        at = self.identities.index(identity)
        kept = {s: found for s, found in self.placements.items() if low <= s[at] <= high}
        return Domain(self.identities, kept)


Domains = dict[str, Domain]


def solve(
    kept: Mapping[str, Kept], width: int, identities: Sequence[Identity]
) -> dict[str, list[set[int | None]]]:
    """Which kept values may stand in each column of each row; ``{}`` if there is no telling."""
    if any(comb(width, len(values)) > MAX_PLACEMENTS for values in kept.values()):
        return {}
    domains = {row: _domain(row, values, width, identities) for row, values in kept.items()}
    settled = _propagate(domains, len(identities))
    if settled is None or not _Search(len(identities)).finds(settled):
        return {}
    return {row: _occupants(domain, width) for row, domain in settled.items()}


def _domain(row: str, values: Kept, width: int, identities: Sequence[Identity]) -> Domain:
    terms = {
        number: [term for term in identity if term.row == row]
        for number, identity in enumerate(identities)
    }
    own = {number: found for number, found in terms.items() if found}
    placements: dict[Shares, list[Placement]] = {}
    for columns in combinations(range(width), len(values)):
        at = dict(zip(columns, values, strict=True))
        shares = tuple(
            sum(term.sign * (at.get(term.column) or 0) for term in found) for found in own.values()
        )
        ordinals = {column: ordinal for ordinal, column in enumerate(columns)}
        placements.setdefault(shares, []).append(tuple(map(ordinals.get, range(width))))
    return Domain(tuple(own), placements)


def _propagate(domains: Domains, identities: int) -> Domains | None:
    """Without the placements that no choice in the other rows can balance; ``None`` if a row is
    left without any."""
    for _ in range(MAX_PASSES):
        before = domains
        for identity in range(identities):
            domains = _narrow(domains, identity)
            if not all(domain.placements for domain in domains.values()):
                return None
        if _size(domains) == _size(before):
            break
    return domains


def _narrow(domains: Domains, identity: int) -> Domains:
    shares = {
        row: domain.shares_of(identity)
        for row, domain in domains.items()
        if identity in domain.identities
    }
    low = sum(min(found) for found in shares.values())
    high = sum(max(found) for found in shares.values())
    narrowed = dict(domains)
    for row, found in shares.items():
        narrowed[row] = domains[row].within(identity, max(found) - high, min(found) - low)
    return narrowed


def _size(domains: Domains) -> int:
    return sum(len(domain.placements) for domain in domains.values())


class _Search:
    """Looks for one placement of the whole table that keeps every identity."""

    def __init__(self, identities: int) -> None:
        self.identities = identities
        self.trials = 0

    def finds(self, domains: Domains) -> bool:
        row = min(
            (row for row, domain in domains.items() if len(domain.placements) > 1),
            key=lambda row: len(domains[row].placements),
            default=None,
        )
        if row is None:
            return True
        return any(self._holds(domains, row, shares) for shares in domains[row].placements)

    def _holds(self, domains: Domains, row: str, shares: Shares) -> bool:
        self.trials += 1
        if self.trials > MAX_TRIALS:
            return False
        only = Domain(domains[row].identities, {shares: domains[row].placements[shares]})
        settled = _propagate({**domains, row: only}, self.identities)
        return settled is not None and self.finds(settled)


def _occupants(domain: Domain, width: int) -> list[set[int | None]]:
    placements = [found for same in domain.placements.values() for found in same]
    return [{placement[column] for placement in placements} for column in range(width)]
