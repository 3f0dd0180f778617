"""Section 四: the outcomes of each block add up to its total."""

from collections.abc import Iterator

from parser.checks.identity import check_equal, side_at
from parser.extraction import Finding
from parser.forms.remedies import BLOCKS, OUTCOMES
from parser.tables.printed import Printed


def check(printed: Printed) -> Iterator[Finding]:
    for block, label in BLOCKS.items():
        *outcomes, total = (f"remedies.{block}.{outcome}" for outcome in OUTCOMES)
        sides = side_at(outcomes, printed), side_at([total], printed)
        yield check_equal("T4-SUM", f"remedies.{block}", printed, *sides, block=label)
