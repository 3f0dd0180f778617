"""What a statutory form is made of. The forms themselves are tables of these, one file each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal, NamedTuple

from parser.extraction import Family
from parser.labels import core

Type = Literal["count", "signed", "money"]
"""``count`` an integer ≥ 0, ``signed`` an integer with a sign, ``money`` a decimal in 万元."""

MIN_SHARED = 4
"""Characters a cut or lengthened label must share with the official one: 本年新收, 上年结转."""
MIN_KEPT = 0.7
"""Of the characters of a label, so that what is left can be no other label of its form."""


class Column(NamedTuple):
    """``block``: the header above those of several columns, where their own words do not tell it
    from others."""

    key: str
    labels: tuple[str, ...]
    type: Type = "count"
    block: str = ""


@dataclass(frozen=True, eq=False)
class Row:
    """One data row. ``labels``: the official one first, then variants seen. ``group`` is the key
    of the group label above it, where the row's own words do not tell it from others."""

    path: str
    labels: tuple[str, ...]
    columns: tuple[Column, ...]
    group: str | None = None

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """The canonical path of each of its figures."""
        return tuple(map(self.path_of, self.columns))

    def path_of(self, column: Column) -> str:
        return ".".join(filter(None, (self.path, column.key)))


class Form:
    """One table of one family: its rows, the labels that open a group of rows, the labels that
    make a row a header, and its signs: labels that no other table carries."""

    def __init__(
        self,
        table: str,
        family: Family,
        rows: Iterable[Row],
        groups: Mapping[str, tuple[str, ...]] | None = None,
        headers: Iterable[str] = (),
        signs: Iterable[str] = (),
    ) -> None:
        self.table = table
        self.family = family
        self.rows = tuple(rows)
        self.groups = {core(label): key for key, names in (groups or {}).items() for label in names}
        self.headers = frozenset(map(core, headers))
        self.signs = frozenset(map(core, signs))
        self.columns = frozenset(
            core(label) for row in self.rows for c in row.columns for label in c.labels
        )
        self.by_label: dict[str, list[Row]] = {}
        for row in self.rows:
            for label in row.labels:
                self.by_label.setdefault(core(label), []).append(row)
        self.row_labels = frozenset({*self.by_label, *self.groups, *self.headers})
        self.labels = self.row_labels | self.signs | self.columns

    def find_row(self, label: str, group: str | None) -> Row | None:
        """The row of a label (a core); its group decides where the label alone does not."""
        rows = self.by_label.get(label) or _similar_rows(self, label)
        for row in rows:
            if row.group is None or row.group == group:
                return row
        return None


@lru_cache(maxsize=4096)
def _similar_rows(form: Form, label: str) -> list[Row]:
    """Rows whose label begins like this one, or is this one but for lost characters: a source
    cuts labels, adds words to them, or drops some (其他法律行政止公开)."""
    return [
        row
        for official, rows in form.by_label.items()
        if min(len(official), len(label)) >= MIN_SHARED
        and (
            official.startswith(label)
            or label.startswith(official)
            or _has_lost_some(label, official)
        )
        for row in rows
    ]


def _has_lost_some(label: str, official: str) -> bool:
    if not MIN_KEPT * len(official) <= len(label) < len(official):
        return False
    rest = iter(official)
    return all(character in rest for character in label)
