"""Saved pages: a new page is a new folder with a ``page.html`` or ``page.txt``, without new code.

A folder without ``expected.json`` gets one written, and the test fails once, for someone to read
it: is that what the page says?
"""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from parser import Document, Extraction, parse_report
from parser.kind.rejection import REASONS

PAGES = Path(__file__).parent / "pages"
MEDIA_TYPES = {".html": "text/html", ".txt": "text/plain", ".doc": "application/msword"}
URL = "http://www.qinghe.test/zfxxgk/nb/202301/t1.html"


def load(folder: Path) -> Document:
    (page,) = folder.glob("page.*")
    return Document(page.read_bytes(), MEDIA_TYPES[page.suffix], url=URL)


def summary(extraction: Extraction) -> dict[str, Any]:
    """All that the page says; of the findings those that failed, of the cells none (their
    evidence is tested in ``test_round_trip.py``)."""
    said = msgspec.to_builtins(extraction)
    failed = [f"{f.rule} {f.where}" for f in extraction.findings if f.status == "fail"]
    kept = ("kind", "reasons", "family", "script", "metadata", "tables", "attachments", "text")
    return {
        **{key: said[key] for key in kept},
        "sections": [f"{section.key} {section.heading}" for section in extraction.sections],
        "failed": failed,
    }


@pytest.mark.parametrize("folder", sorted(PAGES.iterdir()), ids=lambda folder: folder.name)
def test_page(folder: Path) -> None:
    extraction = parse_report(load(folder))
    assert set(extraction.reasons) <= REASONS.keys()
    said = summary(extraction)
    expected = folder / "expected.json"
    if not expected.exists():
        expected.write_text(json.dumps(said, ensure_ascii=False, indent=1) + "\n", "utf-8")
        pytest.fail(f"{expected} was written: read it, then run again")
    assert said == json.loads(expected.read_text("utf-8"))
