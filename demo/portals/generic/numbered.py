"""Nothing but numbers: a directory for the newer articles, `content_<id>` for the older ones.

`?page=` turns the list. One row leads to a copy of the portal on a foreign host.
"""

from collections.abc import Mapping, Sequence
from functools import partial
from string import Template

from demo.history import Posting
from demo.portals.dialect import Dialect, menu_at
from demo.portals.site import Entry, Page, Reply, chunks

_MOVED = 2022
_LIST = "/2/105/nb/index.html"
_MIRROR = "http://www.tinglan.example"


class Numbered(Dialect):
    """A county and its bureau."""

    family, dialect = "generic", "numbered"
    chunked = True
    platform = "/2/105/index.html"
    column = _LIST
    menu = menu_at("/2/105/", "/index.html")
    article = Template("""<div class="easysite-news-title"><h2>$title</h2>
<p>$published　　$source</p></div>
<div class="easysite-news-text">
$text</div>
""")

    def address(self, posting: Posting) -> str:
        """`/2/105/199207/index.html`, or `/zwgk/nb/content_199207`."""
        if posting.filed.year >= _MOVED:
            return f"/2/105/{posting.serial}/index.html"
        return f"/zwgk/nb/content_{posting.serial}"

    def lists(self, day: int) -> Mapping[str, Page]:
        """Every page links all the pages, itself included."""
        rows = chunks(self.entries(day), self.rows)
        paths = [_LIST, *(f"{_LIST}?page={n}" for n in range(2, len(rows) + 1))]
        pager = "".join(f'<a href="{path}">{n}</a> ' for n, path in enumerate(paths, start=1))
        return {path: partial(self._list, rows[at], pager) for at, path in enumerate(paths)}

    def _list(self, entries: Sequence[Entry], pager: str) -> Reply:
        """The first row once more, as the copy has it."""
        copied = self.item(entries[0]).replace('href="', f'href="{_MIRROR}')
        return self.listed(
            entries, f'<ul class="list">{copied}</ul>\n<p class="page">{pager}</p>\n'
        )
