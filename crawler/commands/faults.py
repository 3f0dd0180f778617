"""What went wrong on the way, for a person: on stderr, each fault once."""

from collections import Counter
from collections.abc import Iterable, Iterator

import typer


def tell_faults(faults: Iterable[str], *, in_sum: bool = True) -> None:
    each = dict.fromkeys(faults)
    for line in summed(each) if in_sum else each:
        typer.echo(f"gongkai: {line}", err=True)


def summed(faults: Iterable[str]) -> Iterator[str]:
    """A line for all that say the same: a lost file has a fault for each record that named it."""
    first: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for fault in faults:
        what = fault.rpartition(": ")[2]
        first.setdefault(what, fault)
        counts[what] += 1
    for what, fault in first.items():
        more = f" (and {counts[what] - 1} more; --json lists them)" if counts[what] > 1 else ""
        yield fault + more
