"""When a report was due: article 49 of 政府信息公开条例 (国务院令第711号); before it, article 31 of
国务院令第492号.

An office publishes two reports: that of its government, and as a department its own. Towns,
streets and committees report by local orders with dates of their own, so they have none.
"""

from collections.abc import Iterator

from parser.extraction import Finding, Metadata, Status
from parser.findings import finding

FIRST_YEAR_OF_JANUARY = 2019
"""The revised regulation is in force since 15 May 2019, so for the report of that year."""
DEPARTMENTS = ("department", "government_office")
GOVERNMENT_LEVELS = ("province", "prefecture", "county")


def check_deadline(metadata: Metadata) -> Iterator[Finding]:
    due, published = due_by(metadata), metadata.publish_date
    if due and published:
        is_possible = (
            published > f"{metadata.year}-12-31"
        )  # else the date is that of something else
        status: Status = "fail" if published > due else "pass" if is_possible else "not_assessable"
        yield finding(
            "DEADLINE-LATE", "metadata.publish_date", status, published=published, due=due
        )


def due_by(metadata: Metadata) -> str | None:
    """The last day, as an ISO date; ``None`` where no national rule sets one."""
    year, kind = metadata.year, metadata.issuer.kind
    if year is None:
        return None
    if kind in DEPARTMENTS:
        return f"{year + 1}-01-31" if year >= FIRST_YEAR_OF_JANUARY else f"{year + 1}-03-31"
    if kind == "government" and metadata.level in GOVERNMENT_LEVELS:
        return f"{year + 1}-03-31"
    return None
