"""Columns and articles named by UUID, a column for every year (as in Hebei).

Everything older was published again in August 2023, and only the address tells that date.
"""

from collections.abc import Mapping
from datetime import date
from functools import partial
from string import Template
from uuid import NAMESPACE_URL, uuid5

from demo.history import Posting
from demo.portals.dialect import REPORTS, Dialect, menu_at
from demo.portals.site import Page

_REPUBLISHED = date(2023, 8, 21)


class Columns(Dialect):
    """A district that lists its reports by the year they are on."""

    family, dialect = "generic", "columns"
    compresses = True
    platform = "/columns/zfxxgk/index.html"
    column = f"/columns/{uuid5(NAMESPACE_URL, 'nb')}/index.html"
    menu = menu_at("/columns/", "/index.html")
    article = Template("""<div class="article"><h1>$title</h1>
<div class="date">发布时间：$published　来源：$source</div>
<div class="article-content">
$text</div></div>
""")

    def address(self, posting: Posting) -> str:
        """`/columns/<uuid>/202308/21/<uuid>.html`."""
        shown = max(posting.filed, _REPUBLISHED)
        name = uuid5(NAMESPACE_URL, str(posting.serial))
        return f"/columns/{_column(posting.filed.year)}/{shown:%Y%m/%d}/{name}.html"

    def lists(self, day: int) -> Mapping[str, Page]:
        """The column names the years; each has a column of its own."""
        years = sorted({entry.posting.filed.year for entry in self.entries(day)}, reverse=True)
        places = {f"{year - 1}年": f"/columns/{_column(year)}/index.html" for year in years}
        return {
            self.column: partial(self.framed, REPORTS, self.menu_of(places)),
            **{
                f"/columns/{_column(year)}/index.html": partial(
                    self.listed,
                    [entry for entry in self.entries(day) if entry.posting.filed.year == year],
                )
                for year in years
            },
        }


def _column(year: int) -> str:
    return str(uuid5(NAMESPACE_URL, f"nb/{year}"))
