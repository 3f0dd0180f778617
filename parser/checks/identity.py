"""One sum against another, where some of the operands may be blank."""

from collections.abc import Sequence

import msgspec

from parser.extraction import Finding, Status
from parser.findings import finding
from parser.tables.printed import Printed

SIGNS: dict[Status, str] = {
    "pass": "=",
    "pass_with_blanks": "=",
    "fail": "≠",
    "not_assessable": "?",
}
BLANK = {"": ("blank", "{} ({} blank)"), "zh": ("空白", "{}（另有{}格空白）")}
"""How a side without a figure and one with some blanks are told, by language."""


class Side(msgspec.Struct):
    """``known`` is the sum of what is printed; ``shown`` the operands that are not 0; ``told`` the
    sum in full: ``137 + 2 = 139``."""

    known: int
    blanks: int
    is_blank: bool
    shown: list[int]
    told: str
    paths: Sequence[str]

    def __format__(self, language: str) -> str:
        """``137 + 2 = 139 (1 blank)``: zeros left out, blanks counted and never shown as 0."""
        if not self.blanks:
            return self.told
        blank, with_blanks = BLANK[language]
        return blank if self.is_blank else with_blanks.format(self.told, self.blanks)


def side(operands: Sequence[int | None], paths: Sequence[str] = ()) -> Side:
    shown = [value for value in operands if value]
    known, blanks = sum(shown), operands.count(None)
    told = f"{' + '.join(map(str, shown))} = {known}" if len(shown) > 1 else str(known)
    return Side(known, blanks, blanks == len(operands), shown, told, paths)


def side_at(paths: Sequence[str], printed: Printed) -> Side:
    return side(printed.counts(paths), paths)


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


def check_equal(
    rule: str, where: str, printed: Printed, left: Side, right: Side, **operands: object
) -> Finding:
    status = compare(left, right)
    cited = printed.cite((*left.paths, *right.paths))
    return finding(
        rule, where, status, cited, left=left, sign=SIGNS[status], right=right, **operands
    )
