"""A portal without a report column: reports are among the notices, and their ids are long.

Lists are `1.html`, `2.html`, with a link to the next.
"""

from collections.abc import Mapping
from functools import partial
from string import Template
from typing import ClassVar

from demo.history import Posting
from demo.portals.dialect import Dialect
from demo.portals.site import Page, Reply, chunks

_TIME_BITS = 22  # of an id that counts milliseconds (as in Xi'an) all but the lowest 22


class Notices(Dialect):
    """A small county."""

    family, dialect = "generic", "notices"
    platform = "/zwzx/tzgg/1.html"
    platform_name = "通知公告"
    column = platform
    menu: ClassVar[Mapping[str, str]] = {}
    article = Template("""<h1>$title</h1>
<p>时间：$published　来源：$source</p>
<div class="content">
$text</div>
""")

    def address(self, posting: Posting) -> str:
        """`/zwzx/tzgg/<19 digits>.html`."""
        return f"/zwzx/tzgg/{(posting.serial + 438_000_000_000) << _TIME_BITS}.html"

    def lists(self, day: int) -> Mapping[str, Page]:
        """Notices of all kinds."""
        rows = chunks(self.entries(day), self.rows)
        return {
            f"/zwzx/tzgg/{n}.html": partial(self._list, self.items(rows[n - 1]), n, len(rows))
            for n in range(1, len(rows) + 1)
        }

    def _list(self, items: str, number: int, total: int) -> Reply:
        more = f'<a href="./{number + 1}.html">下一页 &gt;</a>' if number < total else ""
        return self.framed(self.platform_name, f'<ul class="list">\n{items}</ul>\n<p>{more}</p>\n')
