"""A look-alike of Lonsun: every report at `/OpennessAnnualReport/show/<id>.html`.

Numbers run over the whole site, and every link of the list carries the id of a session.
"""

from collections.abc import Mapping
from functools import partial
from string import Template
from urllib.parse import urlsplit

from demo.history import Posting
from demo.portals.dialect import Dialect, menu_at
from demo.portals.site import Ask, Page, Reply, chunks

_LIST = "/OpennessAnnualReport/index.html"


class Shows(Dialect):
    """A county and its town."""

    family, dialect = "lonsun", "shows"
    validator = "ETag"
    platform = "/Openness/index.html"
    platform_name = "信息公开"
    column = _LIST
    menu = menu_at("/Openness/", ".html")
    article = Template("""<div class="con_title">$title</div>
<div class="con_info">发布日期：$published　信息来源：$source　浏览：<em>0</em>次</div>
<div class="con_text content">
$text</div>
""")

    def address(self, posting: Posting) -> str:
        """`/OpennessAnnualReport/show/6407.html`."""
        return f"/OpennessAnnualReport/show/{posting.serial}.html"

    def lists(self, day: int) -> Mapping[str, Page]:
        """`?page=2` behind the first page."""
        rows = chunks(self.entries(day), self.rows)
        return {
            f"{_LIST}{f'?page={n}' if n > 1 else ''}": partial(
                self.listed, rows[n - 1], _pager(n, len(rows))
            )
            for n in range(1, len(rows) + 1)
        }

    def answer(self, day: int, ask: Ask) -> Reply:
        """Whatever session is named, the page is the same."""
        page = ask.query.get("page", "1")
        target = urlsplit(ask.target).path + (f"?page={page}" if page != "1" else "")
        return super().answer(day, ask._replace(target=target))


def _pager(number: int, total: int) -> str:
    links = [f"<span>第{number}页/共{total}页</span>"]
    if number < total:
        links.append(f'<a href="{_LIST}?page={number + 1}&sid=7f{number}c">下一页</a>')
    return f'<div class="pager">{" ".join(links)}</div>\n'
