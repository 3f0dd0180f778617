"""The version chain of a page: what each capture of it means.

Everything here follows from the sequence of captures and derivations alone; no clock is read, so
that an index built again from the WARC files has equal rows.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Literal

import msgspec
from sqlalchemy import Connection, ScalarSelect, bindparam, case, select, update
from sqlalchemy.orm import InstrumentedAttribute

from parser.extraction import Extraction
from store import attachments, derived, models
from store.archive import Archive
from store.capture import Capture
from store.change import ChangeClass, change_class, changed_cells, is_silent
from store.change_rows import CHANGE_ROWS, change_row
from store.database import add_row
from store.derivation import Derivation, derive, unpack
from store.identity import is_another, report_id
from store.models import Change, Page, Version
from store.moves import moved_from, moved_to
from store.rows import ChangeRow
from store.tip import Tip, find_tip
from store.warc import read_payload

Outcome = Literal["new", "changed", "unchanged", "not_report", "removed", "redirected"]

GONE = frozenset({404, 410})
"""The only statuses that tell of a removal; the others tell of the server, not of the page."""
REDIRECTED = frozenset({301, 308})
"""The page has another address for good (RFC 9110 §15.4.2, §15.4.9). Many a portal redirects what
it misses to its home page, so this alone says neither that a report is gone nor where it is."""


class Observation(msgspec.Struct, frozen=True):
    """What a capture showed. ``changed`` is every change but the first version and a removal;
    for a page that comes back changed, ``change`` is the step in its content."""

    outcome: Outcome
    change: ChangeRow | None = None


_CHANGE = CHANGE_ROWS.where(Change.id == bindparam("change"))
_BLOB = select(models.Derivation.blob).where(models.Derivation.id == bindparam("derivation"))


_REMOVAL = (
    select(Change.id)
    .join(Page, Page.id == Change.page_id)
    .where(
        Change.page_id == bindparam("page"),
        Change.class_ == "removed",
        Change.confirmed.is_(False),
        Change.detected_at == Page.gone_since,
    )
)
"""Not yet confirmed, so it may still turn out to be part of a move."""
_ARRIVAL = (
    select(Change.id)
    .join(models.Capture, models.Capture.id == Change.capture_id)
    .where(
        Change.page_id == bindparam("page"),
        Change.class_ == "new",
        models.Capture.crawl_id == bindparam("crawl"),
    )
)
"""Told by the same crawl: no crawl is done before it has told a move as one."""


def _seen_at(capture: InstrumentedAttribute[int]) -> ScalarSelect[datetime]:
    return select(models.Capture.captured_at).where(models.Capture.id == capture).scalar_subquery()


_SEE_AGAIN = (
    update(Version)
    .where(Version.id == bindparam("version"))
    .values(
        first_capture_id=case(
            (_seen_at(Version.first_capture_id) > bindparam("at"), bindparam("capture")),
            else_=Version.first_capture_id,
        ),
        last_capture_id=case(
            (_seen_at(Version.last_capture_id) <= bindparam("at"), bindparam("capture")),
            else_=Version.last_capture_id,
        ),
    )
)
"""Captures of one page by two processes are not always compared in the order of their moments."""


class Chain:
    """Works in the open transaction of a recorder."""

    def __init__(self, archive: Archive, connection: Connection, parser: str) -> None:
        self._archive = archive
        self._connection = connection
        self._parser = parser

    def observe(self, capture: Capture, derivation: Derivation) -> Observation:
        if derivation.kind == "not_report":  # a block page or a soft 404 is not the report's doing
            derived.keep(self._connection, derivation)
            attachments.compare(self._connection, capture, derivation, self._read_by)
            return Observation("not_report")
        tip = find_tip(self._connection, capture.page_id)
        if tip is None:
            return Observation("new", self._begin(capture, derivation))
        tip = self._read_alike(tip, capture.page_id, derivation)
        restored = self._stand_again(tip, capture)
        if tip.says_the_same_as(derivation):
            self._see_again(tip, capture, derivation)
            return Observation("changed", restored) if restored else Observation("unchanged")
        return Observation("changed", self._step(tip, capture, derivation))

    def observe_gone(self, capture: Capture, confirmed_after: timedelta) -> Observation | None:
        """Told at the first 404 or 410, confirmed by one that comes so much later; ``None`` when
        the page never had a report. What has moved to another page meanwhile is told as that.
        Raises ``ValueError`` for any other status."""
        if capture.status not in GONE:
            raise ValueError(f"{capture.url}: a {capture.status} is no sign of a removal")
        tip = find_tip(self._connection, capture.page_id)
        if tip is None:
            return None
        if tip.gone_since is None:
            self._update_page(capture.page_id, gone_since=capture.captured_at)
            move = self._move(tip, capture)
            change = move or self._tell("removed", capture, tip.ordinal, None)
            return Observation("removed", change)
        return Observation("removed", self._confirm(capture, tip.gone_since, confirmed_after))

    def observe_redirect(self, capture: Capture) -> Observation | None:
        """Tells a move, if the page that the report moved to was met before; else that page tells
        it when it is. ``None`` when the page never had a report. Raises ``ValueError`` for any
        status but that of a permanent redirect."""
        if capture.status not in REDIRECTED:
            raise ValueError(f"{capture.url}: a {capture.status} is no permanent redirect")
        tip = find_tip(self._connection, capture.page_id)
        if tip is None:
            return None
        if tip.gone_since or tip.redirected_since:
            return Observation("redirected")
        self._update_page(capture.page_id, redirected_since=capture.captured_at)
        move = self._move(tip, capture)
        if move is not None:
            self._leave(capture.page_id)
        return Observation("redirected", move)

    def _begin(self, capture: Capture, derivation: Derivation) -> ChangeRow:
        report = report_id(self._connection, derivation, capture.page_id)
        before = moved_from(self._connection, report, derivation, capture)
        self._add_version(1, report, capture, derivation)
        if derivation.stated.attachments:
            attachments.relist(self._connection, capture.page_id, derivation.stated.attachments)
        if before is None:
            return self._tell("new", capture, None, 1)
        cells = changed_cells(self._extraction(before.derivation_id), derivation.extraction())
        removal = self._connection.scalar(_REMOVAL, {"page": before.page_id})
        self._leave(before.page_id)
        return self._tell(
            "moved", capture, None, 1, cells=cells, other=before.page_id, instead_of=removal
        )

    def _move(self, tip: Tip, capture: Capture) -> ChangeRow | None:
        after = moved_to(self._connection, capture)
        if after is None:
            return None
        key = {"page": after.page_id, "crawl": capture.crawl_id}
        arrival = self._connection.scalar(_ARRIVAL, key)
        if arrival is None:
            return self._tell("moved", capture, tip.ordinal, None, other=after.page_id)
        old, new = (self._extraction(one) for one in (tip.derivation_id, after.derivation_id))
        said = {"class_": "moved", "other_page_id": capture.page_id}
        self._connection.execute(
            update(Change)
            .where(Change.id == arrival)
            .values(said | {"cells": changed_cells(old, new)})
        )
        return self._change(arrival)

    def _step(self, tip: Tip, capture: Capture, derivation: Derivation) -> ChangeRow:
        report = report_id(self._connection, derivation, capture.page_id)
        self._add_version(tip.ordinal + 1, report, capture, derivation)
        old = self._extraction(tip.derivation_id)
        new = derivation.extraction()
        if old.attachments != new.attachments:
            attachments.relist(self._connection, capture.page_id, new.attachments)
        if report != tip.report_id and is_another(tip, derivation):
            return self._tell("new", capture, tip.ordinal, tip.ordinal + 1)
        step = change_class(old, new)
        return self._tell(
            step,
            capture,
            tip.ordinal,
            tip.ordinal + 1,
            silent=is_silent(step, old, new),
            cells=changed_cells(old, new) if step == "figures" else (),
        )

    def _see_again(self, tip: Tip, capture: Capture, derivation: Derivation) -> None:
        seen = {"version": tip.version_id, "capture": capture.id, "at": capture.captured_at}
        self._connection.execute(_SEE_AGAIN, seen)
        if tip.payload_digest != derivation.payload_digest:
            derived.keep(self._connection, derivation)

    def _stand_again(self, tip: Tip, capture: Capture) -> ChangeRow | None:
        """Of a page that did no more than redirect nothing was told."""
        if tip.gone_since or tip.redirected_since:
            self._update_page(capture.page_id, gone_since=None, redirected_since=None)
        return self._tell("restored", capture, None, tip.ordinal) if tip.gone_since else None

    def _leave(self, page: int) -> None:
        """A page whose report moved is gone as of its redirect, if not by a 404."""
        standing = update(Page).where(Page.id == page, Page.gone_since.is_(None))
        self._connection.execute(standing.values(gone_since=Page.redirected_since))

    def _confirm(
        self, capture: Capture, gone_since: datetime, after: timedelta
    ) -> ChangeRow | None:
        if capture.captured_at - gone_since < after:
            return None
        confirmed = self._connection.scalar(
            update(Change)
            .where(
                Change.page_id == capture.page_id,
                Change.class_ == "removed",
                Change.confirmed.is_(False),
                Change.detected_at == gone_since,
            )
            .values(confirmed=True)
            .returning(Change.id)
        )
        return None if confirmed is None else self._change(confirmed)

    def _read_alike(self, tip: Tip, page: int, derivation: Derivation) -> Tip:
        """The tip as the parser version of ``derivation`` reads it: what two parsers say of one
        page may differ, and that is no change of the page."""
        if tip.parser_version == derivation.parser_version:
            return tip
        if tip.payload_digest == derivation.payload_digest:
            again = derivation
        else:
            again = self._read_by(tip.payload_digest, derivation.parser_version)
        if again.kind == "not_report":
            return tip
        self._connection.execute(
            update(Version)
            .where(Version.id == tip.version_id)
            .values(
                derivation_id=derived.keep(self._connection, again),
                report_id=report_id(self._connection, again, page),
            )
        )
        attachments.relist(self._connection, page, again.stated.attachments)
        return find_tip(self._connection, page) or tip

    def _read_by(self, digest: str, version: str) -> Derivation:
        known = derived.find(self._connection, digest, version)
        if known is not None:
            return known
        stored = read_payload(self._archive, self._connection, digest)
        return derive(stored.body, stored.headers, stored.url, digest, self._parser)

    def _add_version(
        self, ordinal: int, report: int, capture: Capture, derivation: Derivation
    ) -> None:
        row = {
            "page_id": capture.page_id,
            "ordinal": ordinal,
            "report_id": report,
            "derivation_id": derived.keep(self._connection, derivation),
            "first_capture_id": capture.id,
            "last_capture_id": capture.id,
        }
        add_row(self._connection, Version, row)

    def _update_page(self, page: int, **since: datetime | None) -> None:
        self._connection.execute(update(Page).where(Page.id == page).values(since))

    def _tell(
        self,
        step: ChangeClass,
        capture: Capture,
        from_ordinal: int | None,
        to_ordinal: int | None,
        *,
        silent: bool = False,
        cells: Sequence[dict[str, Any]] = (),
        other: int | None = None,
        instead_of: int | None = None,
    ) -> ChangeRow:
        """Only a removal has to be confirmed: a page is easily away for a night. ``instead_of`` is
        a change that was told and is part of this one, as is seen now."""
        row = {
            "page_id": capture.page_id,
            "capture_id": capture.id,
            "class": step,
            "silent": silent,
            "confirmed": step != "removed",
            "from_ordinal": from_ordinal,
            "to_ordinal": to_ordinal,
            "detected_at": capture.captured_at,
            "other_page_id": other,
            "cells": list(cells),
        }
        if instead_of is None:
            return self._change(add_row(self._connection, Change, row))
        self._connection.execute(update(Change).where(Change.id == instead_of).values(row))
        return self._change(instead_of)

    def _change(self, change: int) -> ChangeRow:
        return change_row(self._connection.execute(_CHANGE, {"change": change}).one())

    def _extraction(self, derivation: int) -> Extraction:
        return unpack(self._connection.execute(_BLOB, {"derivation": derivation}).scalar_one())
