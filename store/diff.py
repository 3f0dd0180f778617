"""Two extractions side by side: figures, stated metadata, and the text word by word."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Literal

import msgspec

from parser.extraction import Extraction, Figure
from parser.paths import flatten

Operation = Literal["equal", "delete", "insert", "replace"]

SENTENCE = re.compile(r"[^。！？；\n]*(?:[。！？；\n]+|$)")
WORD = re.compile(r"[A-Za-z]+|\d+(?:[.,]\d+)*%?|\s+|.", re.DOTALL)
"""Chinese is written without spaces: a word here is one character, a Latin word or a number."""

MAX_PAIRS = 1_000_000
"""Pairs of sentences, and pairs of words over all changed runs, that difflib may compare: it is
quadratic at its worst, about 1 s at this size. The longest report seen has 400 sentences; what is
beyond is shown as one replacement."""


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
    before, after = flatten(old.tables), flatten(new.tables)
    return [
        FigureChange(path, before.get(path), after.get(path), *_evidence(path, old, new))
        for path in before | after
        if before.get(path) != after.get(path)
    ]


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
    """Sentences are aligned first, then the words within each run of those that changed."""
    sentences = _align(SENTENCE.findall(old), SENTENCE.findall(new), MAX_PAIRS)
    runs = [edit for edit in sentences if edit.op != "equal"]
    return [_by_words(run, MAX_PAIRS // len(runs)) for run in runs]


def _by_words(run: Edit, max_pairs: int) -> list[Edit]:
    return list(_align(WORD.findall(run.old), WORD.findall(run.new), max_pairs))


def _align(old: list[str], new: list[str], max_pairs: int) -> Iterator[Edit]:
    if len(old) * len(new) > max_pairs:
        yield Edit("replace", "".join(old), "".join(new))
        return
    for op, i, j, k, m in SequenceMatcher(None, old, new).get_opcodes():
        yield Edit(op, "".join(old[i:j]), "".join(new[k:m]))


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
