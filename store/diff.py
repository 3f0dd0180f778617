"""Two extractions side by side: figures, stated metadata, and the text word by word."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any, Literal

import msgspec

from parser.extraction import Extraction, Figure

Operation = Literal["equal", "delete", "insert", "replace"]

SENTENCE = re.compile(r"[^。！？；\n]*(?:[。！？；\n]+|$)")
WORD = re.compile(r"[A-Za-z]+|\d+(?:[.,]\d+)*%?|\s+|.", re.DOTALL)
"""Chinese is written without spaces: a word here is one character, a Latin word or a number."""

MAX_PAIRS = 4_000_000
"""Compared pairs in one run of difflib, which is quadratic at its worst (about 1 s at this size on
2020s hardware). The longest report seen has 400 sentences; beyond this the whole is one
replacement."""


class FigureChange(msgspec.Struct, frozen=True):
    """One canonical path; evidence is where the cell stands (XPath, or line of a text)."""

    path: str
    old: Figure
    new: Figure
    old_evidence: str | None
    new_evidence: str | None


class FieldChange(msgspec.Struct, frozen=True):
    field: str
    old: str | int | None
    new: str | int | None


class Edit(msgspec.Struct, frozen=True):
    op: Operation
    old: str
    new: str


class Diff(msgspec.Struct, frozen=True):
    """Only what differs. ``text`` has one list of edits for each changed run of sentences."""

    figures: list[FigureChange]
    metadata: list[FieldChange]
    text: list[list[Edit]]


def diff(old: Extraction, new: Extraction) -> Diff:
    text = text_changes(old.text, new.text)
    return Diff(figure_changes(old, new), _field_changes(old, new), text)


def figure_changes(old: Extraction, new: Extraction) -> list[FigureChange]:
    before, after = dict(figures(old.tables)), dict(figures(new.tables))
    return [
        FigureChange(path, before.get(path), after.get(path), *_evidence(path, old, new))
        for path in before | after
        if before.get(path) != after.get(path)
    ]


def figures(tables: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, Figure]]:
    """The nested tables of an extraction, flattened to canonical paths."""
    for key, value in tables.items():
        if isinstance(value, dict):
            yield from figures(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value


def stated(extraction: Extraction) -> dict[str, str | int | None]:
    """The metadata whose change makes a version by itself."""
    metadata = extraction.metadata
    return {
        "title": metadata.title,
        "issuer": metadata.issuer.name,
        "year": metadata.year,
        "publish_date": metadata.publish_date,
        "index_number": metadata.index_number,
    }


def text_changes(old: str, new: str) -> list[list[Edit]]:
    """Sentences are aligned first, then the words within those that changed."""
    a, b = SENTENCE.findall(old), SENTENCE.findall(new)
    return [
        [Edit(o, w, n) for o, w, n in _align(WORD.findall(was), WORD.findall(now))]
        for op, was, now in _align(a, b)
        if op != "equal"
    ]


def _align(a: list[str], b: list[str]) -> Iterator[tuple[Operation, str, str]]:
    if len(a) * len(b) > MAX_PAIRS:
        yield "replace", "".join(a), "".join(b)
        return
    for op, a1, a2, b1, b2 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        yield op, "".join(a[a1:a2]), "".join(b[b1:b2])


def _evidence(path: str, *extractions: Extraction) -> list[str | None]:
    cells = [extraction.cells.get(path) for extraction in extractions]
    return [cell.evidence if cell else None for cell in cells]


def _field_changes(old: Extraction, new: Extraction) -> list[FieldChange]:
    before, after = stated(old), stated(new)
    return [
        FieldChange(field, before[field], after[field])
        for field in before
        if before[field] != after[field]
    ]
