"""Making findings: a rule, its place, the figures involved, and the operands of its sentences."""

from collections.abc import Iterable

from parser.extraction import CitedFigure, Finding, Status
from parser.rules import RULES


def finding(
    rule: str,
    where: str,
    status: Status = "fail",
    figures: Iterable[CitedFigure] = (),
    **operands: object,
) -> Finding:
    """``operands`` fill the templates of the rule. Only a failure cites its figures: those
    of every check would double the size of an extraction, and its place tells them."""
    severity, _, english, chinese = RULES[rule]
    return Finding(
        rule,
        severity,
        status,
        where,
        english.format(**operands),
        chinese.format(**operands),
        list(figures) if status == "fail" else [],
    )
