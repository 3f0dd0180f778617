"""The summary of a crawl on a terminal: counts by outcome, and what was dropped by reason."""

from collections import Counter
from pathlib import Path

from rich.console import Console
from rich.table import Table

from crawler.run import Crawled
from crawler.scope import origin
from crawler.tally import OUTCOMES


def print_summaries(crawled: list[Crawled], archive: Path) -> None:
    console = Console(highlight=False)
    console.print(outcome_table(crawled))
    resumed, not_due, failed = (
        sum(getattr(one, what) for one in crawled) for what in ("resumed", "not_due", "failed")
    )
    if resumed:
        console.print(f"{resumed} pages stood in the archive from the crawl that was stopped.")
    if not_due:
        console.print(f"{not_due} report pages are not due for another look.")
    if failed:
        console.print(f"{failed} fetches brought no answer; tried again, each counts.")
    dropped: Counter[str] = Counter()
    for one in crawled:
        dropped.update(one.dropped)
    if dropped:
        console.print("Dropped, by reason:", style="bold")
    for reason, count in dropped.most_common():
        console.print(f"  {count:>5}  {reason}")
    console.print(f"Archive: {archive}   next: gongkai reports --archive {archive}", soft_wrap=True)


def outcome_table(crawled: list[Crawled]) -> Table:
    table = Table(box=None, header_style="bold", padding=(0, 1, 0, 0))
    table.add_column("portal", no_wrap=True)
    for column in ("pages", "reports", *OUTCOMES, "removed", "seconds"):
        table.add_column(column, justify="right")
    for one in crawled:
        outcomes = (str(one.outcomes[name]) for name in OUTCOMES)
        table.add_row(
            one.portal or origin(one.seed),
            str(one.pages),
            str(one.reports),
            *outcomes,
            str(one.removed),
            f"{one.seconds:.1f}",
        )
    return table
