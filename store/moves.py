"""A report that is gone from one page and stands on another has moved."""

from datetime import datetime
from urllib.parse import urlsplit

from sqlalchemy import Connection, bindparam, func, select
from sqlalchemy.orm import aliased

from store.derivation import Derivation
from store.identity import OCCURRING, Occurring, is_same_text
from store.models import Capture, Page, Version
from store.tip import LAST_ORDINAL

_OF_REPORT = OCCURRING.where(Version.report_id == bindparam("report"))
_GONE = _OF_REPORT.where(Page.gone_since <= bindparam("now"))
_LATEST = OCCURRING.where(Version.page_id == bindparam("page"))
_LAST_SEEN = (
    select(Capture.captured_at)
    .join(Version, Version.last_capture_id == Capture.id)
    .where(Version.page_id == bindparam("page"), Version.ordinal == LAST_ORDINAL)
)
_Earlier = aliased(Version)
_came = (
    select(func.min(Capture.captured_at))
    .join(_Earlier, _Earlier.first_capture_id == Capture.id)
    .where(_Earlier.page_id == Version.page_id)
    .scalar_subquery()
)
_CAME_LATER = _OF_REPORT.where(
    Page.gone_since.is_(None), _came > bindparam("since"), _came <= bindparam("now")
)


def moved_from(
    connection: Connection, report: int, derivation: Derivation, now: datetime
) -> Occurring | None:
    """The page that had the report in much the same words, and is gone."""
    key = {"report": report, "now": now}
    gone = (Occurring(*row) for row in connection.execute(_GONE, key).all())
    return next((page for page in gone if is_same_text(derivation, page)), None)


def moved_to(connection: Connection, page: int, now: datetime) -> int | None:
    """The page of the same host that came after this one was last seen, with its report in much
    the same words. A copy on another portal, or of before, was not made by moving it."""
    gone = Occurring(*connection.execute(_LATEST, {"page": page}).one())
    since = connection.execute(_LAST_SEEN, {"page": page}).scalar_one()
    key = {"report": gone.report_id, "since": since, "now": now}
    later = (Occurring(*row) for row in connection.execute(_CAME_LATER, key).all())
    here = (one for one in later if urlsplit(one.url).netloc == urlsplit(gone.url).netloc)
    return next((one.page_id for one in here if is_same_text(gone, one)), None)
