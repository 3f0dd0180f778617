"""``python -m tests.accuracy [SHAPE…]``: the whole measurement; exits 1 when a figure has fallen.

Without the real documents beside the checkout only renderings are graded, and it says so.
"""

import sys
from collections import Counter
from collections.abc import Iterable
from multiprocessing import Pool
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.accuracy.documents import KINDS, grade_documents
from tests.accuracy.floor import faults_of_documents, faults_of_renderings, load_floor, share
from tests.accuracy.grade import EXPLAINED, RIGHT, SILENT, WRONG
from tests.accuracy.sample import CRASHED, grade_renderings
from tests.renderings.shapes import SHAPES

SHARED = Path(__file__).resolve().parents[3] / "shared"
COUNTS = {"html": 3000, "docx": 500, "xlsx": 500, "pdf": 500, "ofd": 500}
"""Renderings a shape; HTML has the most dialects."""
COUNT = 250
"""Of the others: all in all, more than ten thousand."""
BATCH = 50
WIDTH = 150
"""Characters, on a terminal as in a log: the table is not cut."""
CELLS = (RIGHT, WRONG, EXPLAINED, SILENT)
FIELDS = ("fields right", "fields wrong", "fields missed")
OUTCOMES = ("rejected", "unreadable", CRASHED)


def main() -> int:
    console, floor = Console(width=WIDTH), load_floor()
    if not SHARED.is_dir():
        console.print(f"no real documents: {SHARED} is absent")
    documents = {kind: grade_documents(SHARED, kind) for kind in KINDS if SHARED.is_dir()}
    renderings = grade_all(sys.argv[1:] or list(SHAPES))
    console.print(tabulate("real documents", documents), tabulate("renderings", renderings))
    faults = [
        f"{name}: {fault}"
        for part, faults_of, tallies in (
            ("documents", faults_of_documents, documents),
            ("renderings", faults_of_renderings, renderings),
        )
        for name, tally in tallies.items()
        for fault in faults_of(tally, floor[part][name])
    ]
    console.print("\n".join(faults) or "nothing has fallen", markup=False)
    return bool(faults)


def grade_all(shapes: Iterable[str]) -> dict[str, Counter[str]]:
    batches = [
        (shape, range(start, min(start + BATCH, count)))
        for shape in shapes
        for count in (COUNTS.get(shape, COUNT),)
        for start in range(0, count, BATCH)
    ]
    tallies: dict[str, Counter[str]] = {shape: Counter() for shape in shapes}
    with Pool() as pool:
        for number, (shape, tally) in enumerate(pool.imap(_grade_batch, batches), 1):
            tallies[shape] += tally
            print(f"{shape}: batch {number} of {len(batches)}", file=sys.stderr)
    return tallies


def _grade_batch(batch: tuple[str, range]) -> tuple[str, Counter[str]]:
    return batch[0], grade_renderings(*batch)


def tabulate(title: str, tallies: dict[str, Counter[str]]) -> Table:
    table = Table(title, "documents", *CELLS, "share", *FIELDS, *OUTCOMES, box=None)
    for name, tally in tallies.items():
        counts = (f"{tally[key]:,}" for key in (*CELLS,))
        rest = (f"{tally[key]:,}" for key in (*FIELDS, *OUTCOMES))
        table.add_row(name, f"{tally['documents']:,}", *counts, f"{share(tally):.4f}", *rest)
    return table


if __name__ == "__main__":
    sys.exit(main())
