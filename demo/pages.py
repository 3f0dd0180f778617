"""One report page on its own, for whoever needs any number of them."""

from demo.history import DAYS, Posting
from demo.portals import FAMILIES
from demo.portals.site import Entry
from demo.report import Report


def render_report(report: Report, family: str = "trs", serial: int = 1) -> str:
    """The page of a report on an otherwise empty portal of a family: trs, hanweb or generic."""
    day = min(DAYS)
    posting = Posting(serial, report.published, {day: report})
    site = FAMILIES[family](report.source, "9901000000", [posting])
    return site.detail(Entry(posting, report), day)
