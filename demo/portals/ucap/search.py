"""Ucap, newer: the column is empty, and a search in its channel answers the rows as JSON.

Addresses in it have no scheme. Articles have no metas: title and date stand in tags of Ucap's own.
"""

import json
from collections.abc import Mapping
from functools import partial
from string import Template
from typing import Any

from demo.history import Posting
from demo.portals.dialect import REPORTS, Dialect, digest, menu_at
from demo.portals.site import Ask, Entry, Page, Reply

_CHANNEL = "0f3a6c1e5d7b49028e4f1a2b3c4d5e6f"
_SEARCH = f"/common/search/{_CHANNEL}"


class Search(Dialect):
    """As Ucap sets up the portal of a city."""

    family, dialect = "ucap", "search"
    compresses = True
    states_content = False
    head = f'<meta name="channelid" content="{_CHANNEL}">'
    platform = "/lhsrmzf/zwgk/index.shtml"
    platform_name = "政务公开"
    column = "/lhsrmzf/gknb/zfxxgk_list.shtml"
    menu = menu_at("/lhsrmzf/", "/list.shtml")
    article = Template("""<ucaptitle>$title</ucaptitle>
<p>发布时间：<publishtime>$published</publishtime>　来源：$source　字号：大 中 小</p>
<ucapcontent>
$text</ucapcontent>
""")

    def address(self, posting: Posting) -> str:
        """`/lhsrmzf/gknb/202401/<32 hex>.shtml`."""
        return f"/lhsrmzf/gknb/{posting.filed:%Y%m}/{digest(posting)}.shtml"

    def file_address(self, posting: Posting) -> str:
        """Beside the article."""
        return f"/lhsrmzf/gknb/{posting.filed:%Y%m}/{digest(posting)}/report.pdf"

    def lists(self, day: int) -> Mapping[str, Page]:  # noqa: ARG002 - the search knows the day
        """A page whose list a script fills in."""
        column = (("ColumnName", REPORTS), ("ColumnType", "信息公开年报"))
        return {self.column: partial(self.framed, REPORTS, "<ul id='results'></ul>\n", column)}

    def answer(self, day: int, ask: Ask) -> Reply:
        """So many rows of the channel as are asked for."""
        if ask.path != _SEARCH:
            return super().answer(day, ask)
        page, size = (
            _number(ask.query.get(name, ""), n) for name, n in (("page", 1), ("_pageSize", 20))
        )
        entries = self.entries(day)
        host = ask.headers.get("Host", "")
        found = [_row(entry, self, host) for entry in entries[(page - 1) * size : page * size]]
        told = {"page": page, "rows": size, "total": len(entries), "channelId": _CHANNEL}
        body = json.dumps({"data": {**told, "results": found}}, ensure_ascii=False)
        return Reply(200, (("Content-Type", "application/json;charset=UTF-8"),), body.encode())


def _row(entry: Entry, site: Dialect, host: str) -> dict[str, Any]:
    posting, article = entry
    files = []
    if posting.enclosure is not None:
        files = [{"filePath": site.file_address(posting), "title": "附件"}]
    return {
        "title": article.title,
        "url": f"//{host}{site.address(posting)}",
        "publishedTimeStr": f"{article.published} 09:30:00",
        "channelName": "年报",
        "resList": files,
    }


def _number(text: str, default: int) -> int:
    return max(int(text), 1) if text.isdecimal() else default
