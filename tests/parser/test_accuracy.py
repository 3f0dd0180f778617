"""Accuracy has a floor: cells right, wrong and null with a finding, by kind of input.

``accuracy.json`` holds what was reached; it goes up with the parser, and down only by hand.
"""

import json
from collections import Counter
from pathlib import Path

import pytest

from parser import Document, Extraction, parse_report
from parser.extraction import Figure
from parser.paths import flatten

FLOOR = Path(__file__).parent / "accuracy.json"
DOCUMENTS = {
    "flattened text": ("seeds", "*.txt", "text/plain"),
    "html": ("data/html", "report_*.html", "text/html"),
}
EXPLAINING = ("CELL-AMBIGUOUS", "CELL-UNREAD", "ROW-MISSING", "TABLE-MISSING")


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_no_number_falls(shared: Path, kind: str) -> None:
    folder, pattern, media_type = DOCUMENTS[kind]
    reached: Counter[str] = Counter()
    for path in sorted((shared / folder).glob(pattern)):
        gold = json.loads((shared / "gold" / f"{path.stem}.json").read_text("utf-8"))
        extraction = parse_report(Document(path.read_bytes(), media_type))
        reached += Counter(grade(extraction, flatten(gold["tables"] or {})))
    floor = json.loads(FLOOR.read_text("utf-8"))[kind]
    assert reached["right"] >= floor["right"]
    assert reached["wrong"] <= floor["wrong"]
    assert reached["null_with_finding"] <= floor["null_with_finding"]


def grade(extraction: Extraction, gold: dict[str, Figure]) -> list[str]:
    read = flatten(extraction.tables)
    told = [f.where for f in extraction.findings if f.rule in EXPLAINING]
    return [
        "right"
        if read.get(path, "absent") == figure
        else "null_with_finding"
        if read.get(path) is None and any(path.startswith(where) for where in told)
        else "wrong"
        for path, figure in gold.items()
    ] + ["wrong" for path in read.keys() - gold.keys()]
