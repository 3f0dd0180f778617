"""The class of the step between two versions. Pure: two extractions in, a class out."""

from datetime import timedelta
from typing import Any, Literal

import msgspec

from parser.extraction import Extraction
from parser.html.attachments import identity_of
from store.diff import figure_changes

ChangeClass = Literal[
    "new", "wording", "figures", "metadata", "attachment", "removed", "restored", "moved"
]

REPUBLISHED: frozenset[ChangeClass] = frozenset({"figures", "wording", "attachment"})
"""The classes that can happen in silence: what the report says is not what it said."""

REMOVAL_CONFIRMED_AFTER = timedelta(hours=20)
"""A second 404 this long after the first confirms a removal: a night of maintenance is over by
then, and a daily crawl that starts a few hours early still counts as the next day."""


def change_class(old: Extraction, new: Extraction) -> ChangeClass:
    """The weightiest difference names the step: figures, then attachments or wording."""
    if old.digests.figures != new.digests.figures:
        return "figures"
    if old.digests.content == new.digests.content:
        return "metadata"
    if _said(old) == _said(new):
        if _attached(old) != _attached(new):
            return "attachment"
        if old.metadata.title != new.metadata.title:
            return "metadata"
    return "wording"


def is_silent(step: ChangeClass, old: Extraction, new: Extraction) -> bool:
    """Republished without a word: neither date nor index number moved, or neither is stated."""
    before, after = old.metadata, new.metadata
    return step in REPUBLISHED and (before.publish_date, before.index_number) == (
        after.publish_date,
        after.index_number,
    )


def changed_cells(old: Extraction, new: Extraction) -> list[dict[str, Any]]:
    """Each with its places in the old and in the new document."""
    return [msgspec.structs.asdict(figure) for figure in figure_changes(old, new)]


def _attached(extraction: Extraction) -> set[str]:
    return {identity_of(attachment) for attachment in extraction.attachments}


def _said(extraction: Extraction) -> list[tuple[str, str]]:
    """What the report itself says: the text around it may hold a page counter."""
    if not extraction.sections:
        return [("", extraction.text)]
    return [(section.heading, section.text) for section in extraction.sections]
