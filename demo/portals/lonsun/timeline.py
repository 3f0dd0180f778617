"""Lonsun: a column of every organ, `type=3` with a line of years, `type=4&action=rel` for names.

Clients that call themselves by the name of a tool are refused.
"""

from collections.abc import Mapping
from functools import partial
from string import Template
from typing import ClassVar

from demo.history import Posting
from demo.portals.dialect import Dialect
from demo.portals.site import DUTIES, GUIDE, Ask, Page, Reply

_FIRST_ORGAN = 6600001


class Timeline(Dialect):
    """A county and its commission."""

    family, dialect = "lonsun", "timeline"
    headers = (("Server", "nginx"), ("Set-Cookie", "SHIROJSESSIONID=91c2; Path=/; HttpOnly"))
    refused_agents = ("curl", "Wget", "Python-urllib")
    platform = f"/public/column/{_FIRST_ORGAN}?type=4&action=list"
    column = f"/public/column/{_FIRST_ORGAN}?type=3&action=list&nav=3"
    menu: ClassVar[Mapping[str, str]] = {
        GUIDE: f"/public/column/{_FIRST_ORGAN}?type=2&action=list",
        DUTIES: f"/public/column/{_FIRST_ORGAN}?type=4&action=list&nav=4",
    }
    article = Template("""<table class="xxgk_table"><tr><td>索引号：</td><td>11990629/$serial</td>
<td>发布机构：</td><td>$source</td></tr></table>
<h1 class="wzbt">$title</h1>
<p>发布日期：$published　字体：【大 中 小】</p>
<div class="j-fontContent wzcon">
$text</div>
""")

    def address(self, posting: Posting) -> str:
        """`/public/6600001/11112207.html`: the organ, then the article."""
        (source, *_) = {article.source for article in posting.editions.values()}
        return f"/public/{self._organs()[source]}/{posting.serial}.html"

    def lists(self, day: int) -> Mapping[str, Page]:
        """The years of every organ."""
        return {
            f"/public/column/{organ}?type=3": partial(self._years, name, day)
            for name, organ in self._organs().items()
        } | {f"/public/column/{_FIRST_ORGAN}?action=rel": self._names}

    def answer(self, day: int, ask: Ask) -> Reply:
        """What else the query says is decoration."""
        query = ask.query
        if query.get("action") == "rel":
            target = f"{ask.path}?action=rel"
        else:
            target = f"{ask.path}?type=3" if query.get("type") == "3" else ask.target
        return super().answer(day, ask._replace(target=target))

    def _years(self, name: str, day: int) -> Reply:
        rows = "".join(
            f'<li><a href="{self.address(entry.posting)}" title="{entry.article.title}">'
            f"{getattr(entry.article, 'year', '')}</a></li>\n"
            for entry in self.entries(day)
            if entry.article.source == name
        )
        column = (("ColumnName", "信息公开年报"), ("ColumnType", "信息公开年报"))
        return self.framed(f"{name}年报", f'<ul id="timeFrame">\n{rows}</ul>\n', column)

    def _names(self) -> Reply:
        places = {
            name: f"/public/column/{organ}?type=4&action=list"
            for name, organ in self._organs().items()
        }
        return self.framed("单位列表", self.menu_of(places))

    def _organs(self) -> dict[str, int]:
        names = {a.source for posting in self.postings for a in posting.editions.values()}
        return {
            name: _FIRST_ORGAN + at
            for at, name in enumerate(sorted(names, key=lambda name: (name != self.name, name)))
        }
