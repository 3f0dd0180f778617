"""What was reached, and what falls below it."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.accuracy.grade import EXPLAINED, RIGHT, SILENT, WRONG
from tests.accuracy.sample import CRASHED

FLOOR = Path(__file__).parents[1] / "accuracy.json"
NEVER = (WRONG, SILENT, "fields wrong", "rejected", "unreadable", CRASHED)
"""What no rendering may come to."""


def load_floor() -> dict[str, dict[str, Any]]:
    """``documents``: counts by kind of input. ``renderings``: the share of cells read right by
    shape; the others are null with a finding."""
    floor: dict[str, dict[str, Any]] = json.loads(FLOOR.read_text("utf-8"))
    return floor


def faults_of_documents(tally: Counter[str], floor: dict[str, int]) -> Iterator[str]:
    for name in (RIGHT, "fields right"):
        if tally[name] < floor[name]:
            yield f"{name}: {tally[name]}, was {floor[name]}"
    for name in (WRONG, EXPLAINED, SILENT):
        if tally[name] > floor.get(name, 0):
            yield f"{name}: {tally[name]}, was {floor.get(name, 0)}"


def faults_of_renderings(tally: Counter[str], least: float) -> Iterator[str]:
    for name in NEVER:
        if tally[name]:
            yield f"{name}: {tally[name]}"
    if share(tally) < least:
        yield f"share of cells right: {share(tally):.5f}, was {least}"


def share(tally: Counter[str]) -> float:
    cells = sum(tally[name] for name in (RIGHT, WRONG, EXPLAINED, SILENT))
    return tally[RIGHT] / cells if cells else 0.0
