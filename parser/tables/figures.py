"""The text of one cell → its value. Blank is not 0, and what is not understood is not guessed."""

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple, get_args

from parser.extraction import Figure
from parser.forms.form import Type
from parser.labels import INVISIBLE, fold
from parser.text.script import simplify

MAX_RAW = 200
"""Characters; a figure with the longest note seen has 30."""
MAX_DIGITS = 15
"""Longer runs of digits are no count and no sum of money; they would also slow the arithmetic."""

_INVISIBLE = dict.fromkeys(map(ord, INVISIBLE))
_BLANK = re.compile(r"[-—–―─_/\\|.]*|无|空")
_SEPARATOR = re.compile(r"(?<=\d),(?=\d{3})")
_INTEGER = re.compile(r"[+-]?\d+")
_WITH_UNIT = re.compile(r"([+-]?\d+)(?:件次|人次|[件条项宗次份起篇个人例])")
_WITH_NOTE = re.compile(r"(\d+)\((.*)\)")
_CHANGE = re.compile(r"净?(?P<sign>增|减)[加少]?(?P<number>\d+)[项件个]?")
_CHANGE_NOTED = re.compile(r"(?P<number>\d+)[项件个]?\(净?(?P<sign>增|减)[加少]?\)")
_SIGN = re.compile(r"[增减负]")
_MONEY = re.compile(r"([+-]?\d+(?:\.\d+)?)\(?(亿|万|)(元|)\)?")
_UNIT = re.compile(r"(?<![十百千万亿])(亿|万|)元")

WANYUAN = {"亿": Decimal(10_000), "万": Decimal(1), "": Decimal("0.0001")}


class Value(NamedTuple):
    """``rule`` names the finding a reading calls for, if any."""

    figure: Figure
    rule: str | None = None


BLANK = Value(None)
UNREAD = Value(None, "CELL-UNREAD")


def read_figure(raw: str, kind: Type, scale: str | None = None) -> Value:
    """``scale`` of money without a unit of its own, as ``scale_of`` reads it in a header."""
    return UNREAD if len(raw) > MAX_RAW else _read_figure(raw, kind, scale)


def is_figure(text: str) -> bool:
    """Can a cell of any kind hold it? A blank one can."""
    return any(read_figure(text, kind) != UNREAD for kind in get_args(Type))


@lru_cache(maxsize=1024)
def scale_of(label: str) -> str | None:
    """``万``, ``亿`` or ``""`` for 元, by the unit that a label says: （单位：万元）."""
    match = _UNIT.search(fold(simplify(label[:MAX_RAW])))
    return match[1] if match else None


@lru_cache(maxsize=4096)
def _read_figure(raw: str, kind: Type, scale: str | None) -> Value:
    text = _SEPARATOR.sub("", _fold_digits(raw))
    if _BLANK.fullmatch(text):
        return BLANK
    if len(re.findall(r"\d", text)) > MAX_DIGITS:
        return UNREAD
    if kind == "money":
        return _read_money(text, scale)
    return _read_count(text, kind)


def _fold_digits(raw: str) -> str:
    """Blanks at the ends go, one between two digits stays: ``1 2`` may be two numbers."""
    text = " ".join(simplify(raw).translate(_INVISIBLE).split())
    joined = re.sub(r"(?<!\d) | (?!\d)", "", text)
    return " ".join(map(fold, joined.split(" ")))


def _read_count(text: str, kind: Type) -> Value:
    if _INTEGER.fullmatch(text):
        return Value(int(text))
    if match := _WITH_UNIT.fullmatch(text):
        return Value(int(match[1]))
    if (match := _WITH_NOTE.fullmatch(text)) and not (kind == "signed" and _SIGN.search(match[2])):
        return Value(int(match[1]), "CELL-NOTE")
    if kind == "signed" and (match := _CHANGE.fullmatch(text) or _CHANGE_NOTED.fullmatch(text)):
        number = int(match["number"])
        return Value(number if match["sign"] == "增" else -number)
    return UNREAD


def _read_money(text: str, header: str | None) -> Value:
    """In 万元: by the unit in the cell, else the one in the header, else 万元 is assumed."""
    match = _MONEY.fullmatch(text)
    if not match:
        return UNREAD
    number, scale, yuan = match.groups()
    if scale or yuan:
        return Value(_decimal(Decimal(number) * WANYUAN[scale]), "MONEY-UNIT-IN-CELL")
    figure = _decimal(Decimal(number) * WANYUAN["万" if header is None else header])
    assumed = header is None and figure != "0"
    return Value(figure, "MONEY-UNIT-UNKNOWN" if assumed else None)


def _decimal(amount: Decimal) -> str:
    return format(amount.normalize(), "f") if amount else "0"
