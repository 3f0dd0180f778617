"""Ucap, many sites on one host: every organ has a prefix of its own, and a column below it.

The template leaks the name of its header as the name of every column.
"""

from collections.abc import Mapping
from functools import partial
from string import Template

from demo.history import Posting
from demo.portals.dialect import REPORTS, Dialect, menu_at
from demo.portals.site import Page, Reply, chunks

_OWN, _BUREAU = "/zlx", "/zlxlyj"


class Sites(Dialect):
    """A county and its bureau."""

    family, dialect = "ucap", "sites"
    head = '<meta name="ColumnName" content="头部">\n<meta name="ColumnType" content="">'
    platform = f"{_OWN}/xxgk/list.shtml"
    column = f"{_OWN}/c100290/rlist.shtml"
    menu = menu_at(f"{_OWN}/", "/list.shtml")
    article = Template("""<div class="article-content"><h1>$title</h1>
<p>来源：$source　发布日期：$published</p>
<div id="zoomcon"><font face="仿宋">
$text</font></div></div>
""")

    def address(self, posting: Posting) -> str:
        """`/zlx/c100290/202401/c01_8107.shtml`; the prefix is the organ's."""
        return f"{self._folder(posting)}{posting.filed:%Y%m}/c01_{posting.serial}.shtml"

    def lists(self, day: int) -> Mapping[str, Page]:
        """A column of each organ, and the page of the bureau that leads to its own."""
        pages: dict[str, Page] = {
            f"{_BUREAU}/xxgk/list.shtml": partial(
                self.framed, "县林业局", self.menu_of({REPORTS: f"{_BUREAU}/c100294/rlist.shtml"})
            )
        }
        for folder in (f"{_OWN}/c100290/", f"{_BUREAU}/c100294/"):
            own = [e for e in self.entries(day) if self._folder(e.posting) == folder]
            rows = chunks(own, self.rows)
            pages |= {
                f"{folder}rlist{f'_{n}' if n > 1 else ''}.shtml": partial(
                    self.listed, rows[n - 1], f"<p>共{len(rows)}页　第{n}页</p>\n"
                )
                for n in range(1, len(rows) + 1)
            }
        return pages

    def platform_page(self) -> Reply:
        """The menu, and the bureau."""
        places = {**self.menu, REPORTS: self.column, "县林业局": f"{_BUREAU}/xxgk/list.shtml"}
        return self.framed(self.platform_name, self.menu_of(places))

    def _folder(self, posting: Posting) -> str:
        (source, *_) = {article.source for article in posting.editions.values()}
        return f"{_OWN}/c100290/" if source == self.name else f"{_BUREAU}/c100294/"
