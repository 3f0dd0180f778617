"""The statement behind a list of changes, and the rows made of it."""

from typing import Any

from sqlalchemy import Row, and_, case, func, select
from sqlalchemy.orm import aliased

from store.models import Capture, Change, Page, Report, Version, Warc
from store.rows import ChangeRow, Seen

_Other = aliased(Page)
_Old, _OldSeen, _OldWarc = aliased(Version), aliased(Capture), aliased(Warc)

_before = case((Change.class_ == "restored", Change.to_ordinal), else_=Change.from_ordinal)

CHANGE_ROWS = (
    select(
        Change.id,
        Page.url,
        Report.issuer,
        Report.year,
        Change.class_.label("class_"),
        Change.silent,
        Change.confirmed,
        Change.from_ordinal.label("from_"),
        Change.to_ordinal.label("to"),
        Change.detected_at,
        Change.cells,
        _Other.url.label("other_url"),
        _OldSeen.captured_at,
        _OldWarc.name,
        _OldSeen.offset,
        _OldSeen.record,
        Capture.captured_at,
        Warc.name,
        Capture.offset,
        Capture.record,
    )
    .join(Page, Page.id == Change.page_id)
    .join(
        Version,
        and_(
            Version.page_id == Change.page_id,
            Version.ordinal == func.coalesce(Change.to_ordinal, Change.from_ordinal),
        ),
    )
    .join(Report, Report.id == Version.report_id)
    .join(Capture, Capture.id == Change.capture_id)
    .join(Warc, Warc.id == Capture.warc_id)
    .outerjoin(_Other, _Other.id == Change.other_page_id)
    .outerjoin(_Old, and_(_Old.page_id == Change.page_id, _Old.ordinal == _before))
    .outerjoin(
        _OldSeen, _OldSeen.id == func.coalesce(Change.before_capture_id, _Old.first_capture_id)
    )
    .outerjoin(_OldWarc, _OldWarc.id == _OldSeen.warc_id)
)
"""The report of a change is that of the version it led to, or away from."""

_SEEN = len(Seen.__struct_fields__)


def change_row(row: Row[*tuple[Any, ...]]) -> ChangeRow:
    """Of ``CHANGE_ROWS``, whose last columns are those of two captures."""
    said, old, new = row[: -2 * _SEEN], row[-2 * _SEEN : -_SEEN], row[-_SEEN:]
    seen_before = Seen(*old) if old[0] else None
    names = ChangeRow.__struct_fields__
    return ChangeRow(**dict(zip(names, (*said, seen_before, Seen(*new)), strict=True)))
