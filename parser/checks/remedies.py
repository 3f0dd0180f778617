"""Section 四: the outcomes of each block add up to its total."""

from collections.abc import Iterator

from parser.checks.identity import check_equal, count, side
from parser.extraction import Finding
from parser.forms.remedies import BLOCKS, OUTCOMES
from parser.reading import Reading


def check(reading: Reading) -> Iterator[Finding]:
    for block, label in BLOCKS.items():
        values = [count(reading.figures, f"remedies.{block}.{outcome}") for outcome in OUTCOMES]
        *outcomes, total = values
        what = f"outcomes of {label} against 总计"
        yield check_equal("T4-SUM", f"remedies.{block}", side(outcomes), side([total]), what)
