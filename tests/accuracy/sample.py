"""Renderings read back and graded."""

from collections import Counter
from collections.abc import Iterable

from parser import Document, Extraction, UnreadableDocument, parse_report
from tests.accuracy.grade import SILENT, grade_cells, grade_fields
from tests.renderings.report import Report
from tests.renderings.shapes import rendering

CRASHED = "crashed"


def grade_renderings(shape: str, numbers: Iterable[int]) -> Counter[str]:
    tally: Counter[str] = Counter()
    for number in numbers:
        report, document = rendering(shape, number)
        tally += grade_rendering(report, document)
        tally["documents"] += 1
    return tally


def grade_rendering(report: Report, document: Document) -> Counter[str]:
    """A report taken for none counts all its figures as null without a finding."""
    try:
        extraction = parse_report(document)
    except UnreadableDocument:
        return Counter({"unreadable": 1, SILENT: len(report.figures)})
    except Exception:  # noqa: BLE001 - whatever it is, it is counted, and the run fails
        return Counter({CRASHED: 1})
    tally = grade_cells(extraction, report.figures)
    tally += grade_fields(_said(extraction), _stated(report))
    tally["rejected"] += extraction.kind != "annual_report"
    return tally


def _stated(report: Report) -> dict[str, object]:
    return {
        "year": report.year,
        "issuer": report.issuer,
        "start": f"{report.year}-01-01",
        "end": f"{report.year}-12-31",
        "phone": report.telephone,
        "family": report.family,
    }


def _said(extraction: Extraction) -> dict[str, object]:
    metadata = extraction.metadata
    return {
        "year": metadata.year,
        "issuer": metadata.issuer.name,
        "start": metadata.period.start,
        "end": metadata.period.end,
        "phone": metadata.contact.phone,
        "family": extraction.family,
    }
