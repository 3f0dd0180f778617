"""Real documents, by kind of input, and what a person read in them."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from parser import Document, Extraction, parse_report
from parser.paths import flatten
from tests.accuracy.grade import grade_cells, grade_fields


class Kind(NamedTuple):
    folder: str
    pattern: str
    media_type: str


KINDS = {
    "flattened text": Kind("seeds", "*.txt", "text/plain"),
    "html": Kind("data/html", "report_*.html", "text/html"),
    "pdf": Kind("data/docs", "report_*.pdf", "application/pdf"),
}
FIELDS = {
    "issuer": ("name", "kind"),
    "region": ("province", "city", "county", "code"),
    "contact": ("unit", "address", "postcode", "phone", "fax", "email", "website"),
}
"""Of the parts of the metadata; what else the gold files say are remarks of their reader."""


def grade_documents(shared: Path, kind: str) -> Counter[str]:
    tally: Counter[str] = Counter()
    for path in sorted((shared / KINDS[kind].folder).glob(KINDS[kind].pattern)):
        gold = json.loads((shared / "gold" / f"{path.stem}.json").read_text("utf-8"))
        extraction = parse_report(Document(path.read_bytes(), KINDS[kind].media_type))
        tally += grade_cells(extraction, flatten(gold["tables"] or {}))
        tally += grade_fields(said(extraction), dict(stated(gold["metadata"] or {})))
        tally["documents"] += 1
    return tally


def stated(gold: dict[str, Any]) -> Iterator[tuple[str, object]]:
    """Fields as a person read them; null is a reading, too."""
    names = {
        "title_stated": "title",
        "report_year": "year",
        "period_start": "period.start",
        "period_end": "period.end",
        "publish_date": "publish_date",
        "level": "level",
    }
    yield from ((name, gold[key]) for key, name in names.items() if key in gold)
    for part, fields in FIELDS.items():
        known = gold.get(part, {})
        yield from ((f"{part}.{name}", known[name]) for name in fields if name in known)
    if "cited_documents" in gold:
        yield "cited_documents", [(c["title"], c["number"]) for c in gold["cited_documents"]]


def said(extraction: Extraction) -> dict[str, object]:
    """The same fields as the parser read them."""
    metadata = extraction.metadata
    return {
        "title": metadata.title,
        "year": metadata.year,
        "period.start": metadata.period.start,
        "period.end": metadata.period.end,
        "publish_date": metadata.publish_date,
        "level": metadata.level,
        "cited_documents": [(cited.title, cited.number) for cited in metadata.cited_documents],
        **{
            f"{part}.{name}": getattr(getattr(metadata, part), name)
            for part, names in FIELDS.items()
            for name in names
        },
    }
