"""A report that is lost on one page and stands on another of the same host has moved. Lost is a
page that is gone, and one that redirects for good.

The two are seen in either order, and within one crawl they may be compared against the order of
their moments. So what counts is that the one page came after the other was last seen; a page that
stood beside it is a copy. A page takes part in one move: its attachment makes another.
"""

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlsplit

import msgspec
from sqlalchemy import Connection, bindparam, func, select
from sqlalchemy.orm import aliased

from store.capture import Capture as Captured
from store.derivation import Derivation
from store.identity import OCCURRING, Occurring, is_same_text
from store.models import Capture, Change, Page, Version

_Any = aliased(Version)
_came = (
    select(func.min(Capture.captured_at))
    .join(_Any, _Any.first_capture_id == Capture.id)
    .where(_Any.page_id == Version.page_id)
    .scalar_subquery()
)
_came_by = (
    select(Capture.crawl_id)
    .join(_Any, _Any.first_capture_id == Capture.id)
    .where(_Any.page_id == Version.page_id, _Any.ordinal == 1)
    .scalar_subquery()
)
_last_seen = (
    select(Capture.captured_at).where(Capture.id == Version.last_capture_id).scalar_subquery()
)
_lost_since = func.coalesce(Page.gone_since, Page.redirected_since)
_STANDING = OCCURRING.add_columns(_came, _came_by, _last_seen, _lost_since)
_OF_REPORT = _STANDING.where(Version.report_id == bindparam("report"))
_ON_PAGE = _STANDING.where(Version.page_id == bindparam("page"))
_A_LOSS = (
    select(Page.id)
    .join(Version, Version.page_id == Page.id)
    .where(Version.report_id == bindparam("report"), _lost_since.is_not(None))
    .limit(1)
)
"""Asked first: most reports never lost a page, and comparing texts takes long."""
_MOVES = select(Change.page_id, Change.other_page_id, Change.to_ordinal, Change.detected_at).where(
    Change.class_ == "moved", Change.page_id.in_(bindparam("pages", expanding=True))
)


class _Standing(msgspec.Struct, frozen=True):
    """When and by which crawl the page first had a report, and when it last had this one."""

    page: Occurring
    came: datetime
    came_by: int | None
    last_seen: datetime
    lost_since: datetime | None


class _Told(msgspec.Struct, frozen=True):
    source: int | None
    target: int | None
    at: datetime


def moved_from(
    connection: Connection, report: int, derivation: Derivation, capture: Captured
) -> Occurring | None:
    """The page that had the report in much the same words, and was lost last; one that said the
    very same before others: a page and its file move side by side."""
    if connection.scalar(_A_LOSS, {"report": report}) is None:
        return None
    others = _alike(connection, report, derivation, capture.url)
    lost = [one for one in others if one.lost_since and one.last_seen < capture.captured_at]
    told = _told(connection, others) if lost else ()
    left = [one for one in lost if not _has_left(one, told)]
    said = derivation.content_digest
    best = max(left, key=lambda one: (one.page.content_digest == said, one.last_seen), default=None)
    return best.page if best else None


def moved_to(connection: Connection, lost: Captured) -> Occurring | None:
    """The page that came first of those that came after the lost one was last seen; one that says
    the very same before others, as in ``moved_from``. Where a newer parser reads all again, the
    index has pages that came long after the loss: they are none."""
    gone = _standing(connection.execute(_ON_PAGE, {"page": lost.page_id}).one())
    others = _alike(connection, gone.page.report_id, gone.page, gone.page.url)
    later = [
        one
        for one in others
        if one.lost_since is None
        and one.came > gone.last_seen
        and (one.came <= lost.captured_at or (lost.crawl_id and one.came_by == lost.crawl_id))
    ]
    taken = {one.target for one in (_told(connection, others) if later else ())}
    free = [one for one in later if one.page.page_id not in taken]
    said = gone.page.content_digest
    best = min(free, key=lambda one: (one.page.content_digest != said, one.came), default=None)
    return best.page if best else None


def _has_left(lost: _Standing, told: Sequence[_Told]) -> bool:
    """A page that came back and was lost again may move again."""
    return any(one.source == lost.page.page_id and one.at > lost.last_seen for one in told)


def _alike(
    connection: Connection, report: int, text: Derivation | Occurring, url: str
) -> list[_Standing]:
    """The other pages of its host that have or had the report last, in much the same words."""
    rows = map(_standing, connection.execute(_OF_REPORT, {"report": report}).all())
    host = urlsplit(url).netloc
    here = (one for one in rows if urlsplit(one.page.url).netloc == host and one.page.url != url)
    return [one for one in here if is_same_text(text, one.page)]


def _standing(row: Sequence[object]) -> _Standing:
    *page, came, came_by, last_seen, lost_since = row
    return _Standing(Occurring(*page), came, came_by, last_seen, lost_since)  # type: ignore[arg-type]


def _told(connection: Connection, standing: Sequence[_Standing]) -> list[_Told]:
    """A move is told of the page that it led to, or else of the one that was left."""
    pages = {"pages": [one.page.page_id for one in standing]}
    return [
        _Told(other, page, at) if arrived else _Told(page, other, at)
        for page, other, arrived, at in connection.execute(_MOVES, pages)
    ]
