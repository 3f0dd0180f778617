"""The divisions of the country by name and code, with the years in which they stood.

The tables are made by ``parser.divisions.build``; where they come from is told in ``README.md``.
Each is read when it is first asked for.
"""

import gzip
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

Level = Literal["province", "prefecture", "county"]

FOLDER = Path(__file__).parent
DIVISIONS = FOLDER / "divisions.tsv.gz"
TOWNS = FOLDER / "towns.tsv.gz"
AREA_CODES = FOLDER / "area_codes.tsv.gz"

NOT_ENDED = 9999
AUTONOMOUS = (("自治区", ""), ("自治州", "州"), ("自治县", "县"), ("自治旗", "旗"))
"""阿坝藏族羌族自治州 is 阿坝州 in most titles, 新疆维吾尔自治区 新疆."""
MIN_NAME = 2


class Division(NamedTuple):
    """A province, prefecture or county under one name; a new name or code is a new division.
    ``last`` is the last year in which the name stood at its end."""

    code: str
    name: str
    first: int
    last: int
    short: str

    @property
    def level(self) -> Level:
        if self.code.endswith("0000"):
            return "province"
        return "prefecture" if self.code.endswith("00") else "county"

    @property
    def prefix(self) -> str:
        """What the codes of all divisions within begin with."""
        return self.code[: {"province": 2, "prefecture": 4, "county": 6}[self.level]]

    @property
    def names(self) -> tuple[str, ...]:
        """In full, and for autonomous places as people say it: 长阳县."""
        endings = (end for suffix, end in AUTONOMOUS if self.name.endswith(suffix))
        return (self.name, *(self.short + end for end in endings))

    def distance(self, year: int | None) -> int:
        """Years between ``year`` and the time in which the name stood."""
        return 0 if year is None else max(self.first - year, year - self.last, 0)


@cache
def all_divisions() -> tuple[Division, ...]:
    return tuple(
        Division(code, name, int(first), int(last or NOT_ENDED), short or name[:-1])
        for code, name, first, last, short in _rows(DIVISIONS)
    )


@cache
def by_name() -> Mapping[str, tuple[Division, ...]]:
    return _grouped((name, division) for division in all_divisions() for name in division.names)


@cache
def by_short_name() -> Mapping[str, tuple[Division, ...]]:
    """Provinces and prefectures alone: 河南, 安庆. Short names of counties are words."""
    return _grouped(
        (division.short, division)
        for division in all_divisions()
        if division.level != "county" and len(division.short) >= MIN_NAME
    )


@cache
def by_code() -> Mapping[str, tuple[Division, ...]]:
    return _grouped((division.code, division) for division in all_divisions())


@cache
def counties_of_town() -> Mapping[str, tuple[str, ...]]:
    """The codes of all counties, and of cities without counties, that have a town of a name."""
    counties: dict[str, list[str]] = defaultdict(list)
    for code, *towns in _rows(TOWNS):
        for town in towns:
            counties[town].append(code)
    return {town: tuple(codes) for town, codes in counties.items()}


@cache
def place_of_area_code() -> Mapping[str, str]:
    """``0391`` → 河南省焦作市."""
    return {row[0]: row[1] for row in _rows(AREA_CODES)}


def _rows(path: Path) -> Iterator[list[str]]:
    text = gzip.decompress(path.read_bytes()).decode()
    return (line.split("\t") for line in text.splitlines())


def _grouped(pairs: Iterator[tuple[str, Division]]) -> Mapping[str, tuple[Division, ...]]:
    groups: dict[str, list[Division]] = defaultdict(list)
    for key, division in pairs:
        groups[key].append(division)
    return {key: tuple(group) for key, group in groups.items()}
