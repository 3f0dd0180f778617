"""One sum against another, where some of the operands may be blank."""

from collections.abc import Mapping, Sequence

import msgspec

from parser.extraction import Figure, Finding, Status
from parser.findings import finding

SIGNS: dict[Status, str] = {
    "pass": "=",
    "pass_with_blanks": "=",
    "fail": "≠",
    "not_assessable": "?",
}


class Side(msgspec.Struct):
    """``known`` is the sum of what is printed; ``shown`` the operands that are not 0."""

    known: int
    blanks: int
    is_blank: bool
    shown: list[int]

    def __str__(self) -> str:
        """``137 + 2 = 139 (1 blank)``: zeros left out, blanks counted and never shown as 0."""
        if self.is_blank:
            return "blank"
        sum_ = str(self.known)
        if len(self.shown) > 1:
            sum_ = f"{' + '.join(map(str, self.shown))} = {sum_}"
        return f"{sum_} ({self.blanks} blank)" if self.blanks else sum_


def side(operands: Sequence[int | None]) -> Side:
    shown = [value for value in operands if value]
    blanks = operands.count(None)
    return Side(sum(shown), blanks, blanks == len(operands), shown)


def count(figures: Mapping[str, Figure], path: str) -> int | None:
    """A figure as a number to reckon with; money is not counted."""
    figure = figures.get(path)
    return figure if isinstance(figure, int) else None


def compare(left: Side, right: Side) -> Status:
    """Are the two sides equal?

    Counts are not negative, so a blank can only add: a side that is short and has no blank
    is wrong whatever the blanks of the other hide."""
    if left.is_blank or right.is_blank:
        return "not_assessable"
    if left.known == right.known:
        return "pass_with_blanks" if left.blanks or right.blanks else "pass"
    short = left if left.known < right.known else right
    return "not_assessable" if short.blanks else "fail"


def check_equal(rule: str, where: str, left: Side, right: Side, what: str) -> Finding:
    """``what`` says in words what the two sides are: ``（七）总计 against the results``."""
    status = compare(left, right)
    return finding(rule, where, f"{what}: {left} {SIGNS[status]} {right}", status)
