"""The ordinals that Word counts by itself: no text holds them, and headings need them.

Where a paragraph belongs to a list (numPr), of itself or by its style, its label is made of the
pattern of its level, such as ``%1、`` or ``（%1）``.
"""

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from parser.files.package import Package

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DIGITS = "〇一二三四五六七八九"
CHINESE = frozenset(
    {
        "chineseCounting",
        "chineseCountingThousand",
        "japaneseCounting",
        "taiwaneseCountingThousand",
        "ideographDigital",
        "taiwaneseCounting",
    }
)
MAX_LEVEL = 9
"""ECMA-376, 17.9.3: ilvl 0 to 8."""
MAX_NUMBER = 100
"""A list that counts further counts no headings."""


class Level(NamedTuple):
    start: int
    format: str
    pattern: str


Place = tuple[str, int]
"""Of a paragraph: the number of its list and its level."""


@dataclass
class Numbering:
    levels: dict[Place, Level] = field(default_factory=dict)
    by_style: dict[str, Place] = field(default_factory=dict)
    counted: Counter[Place] = field(default_factory=Counter)

    @classmethod
    def of(cls, package: Package) -> "Numbering":
        numbering = cls()
        if "word/numbering.xml" in package.names:
            numbering.levels = _levels(package.xml("word/numbering.xml"))
        if numbering.levels and "word/styles.xml" in package.names:
            numbering.by_style = _styles(package.xml("word/styles.xml"))
        return numbering

    def label(self, paragraph: etree._Element) -> str:
        """The ordinal in front of a paragraph, which is counted by asking."""
        place = _place(paragraph) or self.by_style.get(_text(paragraph, "pPr/pStyle"))
        if place is None or place not in self.levels:
            return ""
        self._count(place)
        label = self.levels[place].pattern
        for level in range(place[1] + 1):
            label = label.replace(f"%{level + 1}", self._number((place[0], level)))
        return label

    def _count(self, place: Place) -> None:
        """A step on one level begins all levels below it anew."""
        self.counted[place] += 1
        for level in range(place[1] + 1, MAX_LEVEL):
            self.counted.pop((place[0], level), None)

    def _number(self, place: Place) -> str:
        level = self.levels.get(place)
        if level is None or self.counted[place] > MAX_NUMBER:
            return ""
        number = level.start + max(self.counted[place], 1) - 1
        return in_chinese(number) if level.format in CHINESE else str(number)


def in_chinese(number: int) -> str:
    """一 to 九十九; beyond, digits."""
    tens, ones = divmod(number, 10)
    if not 0 < tens < len(DIGITS):
        return DIGITS[number] if 0 < number < len(DIGITS) else str(number)
    return DIGITS[tens] * (tens > 1) + "十" + DIGITS[ones] * (ones > 0)


def _levels(root: etree._Element) -> dict[Place, Level]:
    abstract = {
        element.get(f"{W}abstractNumId", ""): element for element in root.iter(f"{W}abstractNum")
    }
    found = {}
    for listed in root.iter(f"{W}num"):
        definition = abstract.get(_text(listed, "abstractNumId"))
        for level in () if definition is None else definition.iter(f"{W}lvl"):
            place = listed.get(f"{W}numId", ""), _integer(level.get(f"{W}ilvl", "0"))
            found[place] = Level(
                _integer(_text(level, "start"), 1), _text(level, "numFmt"), _text(level, "lvlText")
            )
    return {place: level for place, level in found.items() if level.format != "bullet"}


def _styles(root: etree._Element) -> dict[str, Place]:
    places = {style.get(f"{W}styleId", ""): _place(style) for style in root.iter(f"{W}style")}
    return {style: place for style, place in places.items() if place}


def _place(element: etree._Element) -> Place | None:
    number = _text(element, "pPr/numPr/numId")
    return (number, _integer(_text(element, "pPr/numPr/ilvl"))) if number else None


def _text(element: etree._Element, path: str) -> str:
    found = element.find("/".join(f"{W}{name}" for name in path.split("/")))
    return "" if found is None else found.get(f"{W}val", "")


def _integer(text: str, default: int = 0) -> int:
    return int(text) if text.isdecimal() and len(text) <= len(str(MAX_NUMBER)) else default
