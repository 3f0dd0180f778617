"""The statement behind a list of changes; its columns are the fields of ``ChangeRow``."""

from sqlalchemy import and_, func, select

from store.models import Change, Page, Report, Version

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
)
"""The report of a change is that of the version it led to, or away from."""
