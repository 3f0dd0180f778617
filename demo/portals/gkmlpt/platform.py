"""The disclosure platform of Guangdong: a shell with a tree in a script, and an API for the rows.

A hundred rows a page; page 0 is page 1. One node of the tree leads to another site altogether.
"""

import json
from collections.abc import Mapping
from functools import partial
from string import Template
from typing import Any, ClassVar

from demo.history import Posting
from demo.portals.dialect import Dialect
from demo.portals.site import Ask, Entry, Page, Reply

_ROWS = 100
_API = "/gkmlpt/api/all/"
_WECHAT = "https://mp.weixin.qq.com/mp/homepage?__biz=0"
Node = dict[str, Any]


class Platform(Dialect):
    """A city that files the news of its meetings among the reports."""

    family, dialect = "gkmlpt", "platform"
    platform = "/gkmlpt/index"
    column = "/gkmlpt/annualreport"
    menu: ClassVar[Mapping[str, str]] = {}
    sid: ClassVar[int] = 175
    article = Template("""<table><tr><td>索引号</td><td>11990500/$filed-$serial</td>
<td>分类</td><td>年度报告</td></tr><tr><td>发布机构</td><td>$source</td>
<td>发布日期</td><td>$published</td></tr></table>
<h1>$title</h1>
<div class="article-content">
$text</div>
<script>var NFCMS_SITE_ID = "175"; var NFCMS_POST_ID = "$serial";</script>
""")

    def address(self, posting: Posting) -> str:
        """`/gkmlpt/content/4/4688/post_4688907.html`."""
        thousands = posting.serial // 1000
        return f"/gkmlpt/content/{thousands // 1000}/{thousands}/post_{posting.serial}.html"

    def file_address(self, posting: Posting) -> str:
        """Among all attachments of the site."""
        return f"/attachment/0/{posting.serial // 1000}/{posting.serial}/{posting.serial}.pdf"

    def lists(self, day: int) -> Mapping[str, Page]:  # noqa: ARG002 - the API knows the day
        """The same shell at both entries."""
        return {path: partial(self.html, self._shell()) for path in (self.platform, self.column)}

    def tree(self) -> list[Node]:
        """The columns of the platform."""
        return [
            {"id": 2611, "name": "机构职能", "children": []},
            {"id": 2629, "name": "政府信息公开年报", "children": []},
            {"id": 2633, "name": "图解年报", "children": [], "jump_url": _WECHAT},
        ]

    def rows_of(self, node: int, day: int) -> list[Entry]:
        """What stands in a column of the tree."""
        return self.entries(day) if node == self.tree()[1]["id"] else []

    def answer(self, day: int, ask: Ask) -> Reply:
        """The API asks for the number of the site as well."""
        node = ask.path.removeprefix(_API)
        if node == ask.path or not node.isdecimal() or ask.query.get("sid") != str(self.sid):
            return super().answer(day, ask)
        rows, page = self.rows_of(int(node), day), ask.query.get("page", "")
        first = (max(int(page), 1) - 1) * _ROWS if page.isdecimal() else 0
        host = ask.headers.get("Host", "")
        articles = [self._row(entry, host) for entry in rows[first : first + _ROWS]]
        told = {"classify": {"id": int(node), "post_count": len(rows)}, "total": len(rows)}
        body = json.dumps({**told, "articles": articles}, ensure_ascii=False)
        return Reply(200, (("Content-Type", "application/json"),), body.encode())

    def _shell(self) -> str:
        config = {"SID": str(self.sid), "TREE": self.tree(), "SERVICE_AREA_ID": 2}
        return (
            f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{self.name}</title></head>"
            f"<body><div id='app'></div><script>window._CONFIG = {json.dumps(config)};</script>"
            "</body></html>\n"
        )

    def _row(self, entry: Entry, host: str) -> dict[str, Any]:
        posting, article = entry
        files = []
        if posting.enclosure is not None:
            url = f"http://{host}{self.file_address(posting)}"
            files = [{"name": "年报.pdf", "type": "file", "mime": "application/pdf", "url": url}]
        return {
            "id": posting.serial,
            "title": article.title,
            "publisher": article.source,
            "created_at": f"{article.published} 16:00:00",
            "url": f"http://{host}{self.address(posting)}",
            "post_url": "",
            "attachment": files,
            "classify_main_name": "年度报告",
        }
