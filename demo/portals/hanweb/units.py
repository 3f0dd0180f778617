"""JPAAS: lists are units that a server builds; page 1 stands in the page of the column already.

Behind the last page the server repeats page 1 for ever. The year in an address is that of the
calendar, and what was published twice has two names.
"""

import json
from collections.abc import Mapping
from functools import partial
from string import Template

from demo.history import Posting
from demo.portals.dialect import Dialect, digest, menu_at
from demo.portals.site import Ask, Page, Reply, chunks

_UNIT = "/api-gateway/jpaas-publish-server/front/page/build/unit"
_QUERY = (
    "{'parseType':'bulidstatic','webId':'c1d7','tplSetId':'a8f0','pageType':'column',"
    "'tagId':'分页列表','editType':'null','pageId':'3011','rows':'4'}"
)


class Units(Dialect):
    """As the publish server sets up the portal of a county."""

    family, dialect = "hanweb", "units"
    headers = (("Server", "nginx"), ("Set-Cookie", "yunsuo_session_verify=5f1c; Path=/"))
    html_type = "text/html;charset=UTF-8"
    validator = "ETag"
    head = '<meta name="Generator" content="大汉版通">'
    platform = "/col/col3010/index.html"
    column = "/col/col3011/index.html"
    menu = menu_at("/col/col302", "1/index.html")
    article = Template("""<div class="sp_title">$title</div>
<div class="sp_time">发布时间：$published　信息来源：$source　浏览：<span id="hits"></span></div>
<div class="main-txt" id="zoom">
$text</div>
""")

    def address(self, posting: Posting) -> str:
        """`/col/col3011/art/2025/art_<32 hex>.html`."""
        return f"/col/col3011/art/{posting.filed.year}/art_{digest(posting)}.html"

    def lists(self, day: int) -> Mapping[str, Page]:
        """The column with the unit that it is made of."""
        return {self.column: partial(self._column, day)}

    def answer(self, day: int, ask: Ask) -> Reply:
        """A unit by the number of its page."""
        if ask.path != _UNIT:
            return super().answer(day, ask)
        number = _page_number(ask.query.get("paramJson", ""))
        rows = chunks(self.entries(day), self.rows)
        items = self.items(rows[number - 1] if 0 < number <= len(rows) else rows[0])
        body = json.dumps({"success": True, "data": {"html": f"<ul>{items}</ul>"}})
        return Reply(200, (("Content-Type", "application/json;charset=UTF-8"),), body.encode())

    def _column(self, day: int) -> Reply:
        first = chunks(self.entries(day), self.rows)[0]
        return self.framed(
            "政府信息公开年报",
            f'<div class="unit" url="{_UNIT}" querydata="{_QUERY}"><ul>{self.items(first)}</ul>'
            "</div>\n",
            (("ColumnName", "政府信息公开年报"), ("ColumnType", "信息公开年报")),
        )


def _page_number(parameters: str) -> int:
    """1 where none is asked for."""
    try:
        return int(json.loads(parameters)["pageNo"])
    except (ValueError, KeyError, TypeError):
        return 1
