"""When a report page is worth another look: learnt from its history, and from the calendar.

A page that has kept still for long will most likely go on so. A report is corrected, if at all,
in the weeks after it appeared, and reports appear from January to March (条例, art. 49).
"""

from datetime import datetime, timedelta

from store.watched import Visited

SHARE = 0.25
"""Of the time a page has kept still: looked at again after a week, a month, a season …"""
SOONEST = timedelta(days=1)
LATEST = timedelta(days=90)
SEASON = range(1, 5)
"""January to April: the months in which the reports of the past year appear and are corrected."""
IN_SEASON = timedelta(days=2)


def next_visit(page: Visited) -> datetime:
    """A page that is gone is always due: its removal is confirmed, or it comes back."""
    if page.gone:
        return page.visited_at
    still = page.visited_at - page.changed_at
    interval = min(max(still * SHARE, SOONEST), LATEST)
    if page.visited_at.month in SEASON and page.year == page.visited_at.year - 1:
        interval = min(interval, IN_SEASON)
    return page.visited_at + interval
