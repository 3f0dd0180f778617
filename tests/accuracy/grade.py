"""What came back, cell by cell: right, wrong, or null with or without a finding that says so."""

from collections import Counter
from collections.abc import Mapping

from parser import Extraction
from parser.extraction import Figure
from parser.paths import flatten

RIGHT, WRONG, EXPLAINED, SILENT = "right", "wrong", "null with finding", "null without"


def grade_cells(extraction: Extraction, expected: Mapping[str, Figure]) -> Counter[str]:
    """A figure at a path where the document has none is wrong, too."""
    read = flatten(extraction.tables)
    told = [f.where for f in extraction.findings if f.status in ("fail", "not_assessable")]
    grades = Counter(_grade(path, figure, read, told) for path, figure in expected.items())
    grades[WRONG] += sum(read[path] is not None for path in read.keys() - expected.keys())
    return grades


def _grade(path: str, figure: Figure, read: Mapping[str, Figure], told: list[str]) -> str:
    if read.get(path, "absent") == figure:
        return RIGHT
    if read.get(path) is not None:
        return WRONG
    return EXPLAINED if any(path.startswith(where) for where in told) else SILENT


def grade_fields(said: Mapping[str, object], expected: Mapping[str, object]) -> Counter[str]:
    """Metadata: a field is right, wrong, or not found where the document states it."""
    return Counter(
        "fields right"
        if said[name] == value
        else "fields missed"
        if said[name] is None
        else "fields wrong"
        for name, value in expected.items()
    )
