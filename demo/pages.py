"""One report page on its own, for whoever needs any number of them."""

from demo.history import DAYS, Posting
from demo.portals import DIALECTS
from demo.portals.site import Entry
from demo.report import Report


def render_report(report: Report, dialect: str = "trs/directories", serial: int = 1) -> str:
    """The page of a report on an otherwise empty portal of a dialect."""
    day = min(DAYS)
    posting = Posting(serial, report.published, {day: report})
    site = DIALECTS[dialect](report.source, "9901000000", [posting])
    return site.detail(Entry(posting, report), day)
