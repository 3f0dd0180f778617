"""What the read side hands out: structs whose JSON form is the contract of the command line."""

from datetime import datetime
from typing import Any, Literal

import msgspec

from parser.extraction import Extraction, Finding
from store.change import ChangeClass
from store.diff import Edit, FieldChange, FigureChange

State = Literal["live", "removed"]


class ReportRow(msgspec.Struct, frozen=True):
    """A report as its latest version has it. ``versions`` counts those it has had on the
    page at ``url``;
    ``captured_at`` is when the latest version was last seen; ``findings`` did not pass."""

    id: int
    issuer: str | None
    year: int | None
    region: str
    family: str | None
    kind: str
    url: str
    title: str | None
    publish_date: str | None
    versions: int
    captured_at: datetime
    findings: list[Finding]
    state: State


class Occurrence(msgspec.Struct, frozen=True):
    """A page on which the report stands or stood; ``gone_since`` is its first 404, or the permanent
    redirect with which the report moved, and ``redirected_since`` its first such redirect, whatever
    it meant. ``repost``: its host is no organ's own, as only archives made by others hold them.
    ``why`` it is the report of the page that stands for it: what both say, of ``name``, ``region``,
    ``content``, ``figures`` and ``text``; ``likeness`` is the share of wording in common where it
    tells anything: a page may only link to the file that is its report."""

    url: str
    repost: bool
    versions: int
    gone_since: datetime | None
    redirected_since: datetime | None
    why: list[str]
    likeness: float | None


class CaptureRow(msgspec.Struct, frozen=True):
    url: str
    captured_at: datetime
    status: int
    record: str
    warc: str
    offset: int


class FailureRow(msgspec.Struct, frozen=True):
    """A fetch that brought no response. ``portal_answered`` is whether anything else did in the
    same crawl, null where that never came to its end: what a portal has alone lost may be removed,
    a portal that is away as a whole removes nothing."""

    url: str
    failed_at: datetime
    reason: str
    portal_answered: bool | None


class RecordPlace(msgspec.Struct, frozen=True):
    """The WARC record that showed a version first."""

    warc: str
    offset: int
    record: str


class VersionRow(msgspec.Struct, frozen=True):
    """``cosmetic`` counts other bytes that said the same: a page counter, a template."""

    ordinal: int
    url: str
    first_seen: datetime
    last_seen: datetime
    content_digest: str
    figures_digest: str
    publish_date: str | None
    capture: RecordPlace
    parser_version: str
    cosmetic: int


class Seen(msgspec.Struct, frozen=True):
    """The capture that showed one side of a change."""

    captured_at: datetime
    warc: str
    offset: int
    record: str


class ChangeRow(msgspec.Struct, frozen=True):
    """``from`` and ``to`` are ordinals of versions of the page at ``url``; null is absence.
    ``seen`` is the capture that showed the change, ``seen_before`` the first of the version that
    it led away from, or back to (``restored``); ``other_url`` is where a moved report stood before,
    or stands now. Of an attachment that was replaced behind its link, ``other_url`` is the file,
    ``seen_before`` and ``seen`` show it, and ``from`` is ``to``."""

    id: int
    url: str
    issuer: str | None
    year: int | None
    class_: ChangeClass = msgspec.field(name="class")
    silent: bool
    confirmed: bool
    from_: int | None = msgspec.field(name="from")
    to: int | None
    detected_at: datetime
    cells: list[dict[str, Any]]
    other_url: str | None
    seen_before: Seen | None
    seen: Seen


class ShownReport(msgspec.Struct, frozen=True):
    """``replaced_files`` are the changes of attachments behind their links; ``failures`` are those
    since the last answer of each page."""

    report: ReportRow
    extraction: Extraction
    occurrences: list[Occurrence]
    captures: list[CaptureRow]
    replaced_files: list[ChangeRow]
    failures: list[FailureRow]


class Comparison(msgspec.Struct, frozen=True):
    """Two versions of the page at ``url``; only what differs."""

    url: str
    issuer: str | None
    year: int | None
    from_: int = msgspec.field(name="from")
    to: int
    figures: list[FigureChange]
    metadata: list[FieldChange]
    text: list[list[Edit]]
