"""A portal that answers reports with everything but the report, and pages without end.

Rows of the list lead in turn to a report and to a wall. No wall is more than its look: none could
be solved.
"""

import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from http import HTTPStatus
from itertools import chain, zip_longest
from string import Template
from typing import Any, ClassVar, NamedTuple

from demo.history import Posting
from demo.portals.dialect import Dialect, menu_at
from demo.portals.site import Ask, Page, Reply
from demo.report import Report

_HTML = ("Content-Type", "text/html;charset=utf-8")
_COLUMN = "/zwgk/gknb/"
_CALENDAR = f"{_COLUMN}rili/"
_LARGE = 80 << 20
"""Bytes: more than any report has, of a page or of what a gzip body becomes."""

_RUISHU = (
    f'<html><head><meta id="9DhefwqGPrzGxEp9hPaoag" content="{"f7Qq" * 90}"><script>$_ts={{}};'
    '</script><script src="/c7k/2f.js"></script></head><body></body></html>'
)
_JIASULE = "<script>document.cookie=('_')+('_jsl_clearance')+'=1;path=/';location.href='/'</script>"
_ALIYUN = "<html><head><title>405</title></head><body>您的访问被阻断</body></html>"
_C3VK = "<script>document.cookie='C3VK=2a7f10; path=/';window.location.reload();</script>"
_GONE = "<html><head><title>页面不存在</title></head><body>您访问的页面不存在</body></html>"


def _wall(status: int, text: str, *headers: tuple[str, str]) -> Reply:
    return Reply(status, (_HTML, *headers), text.encode())


def _bomb() -> Reply:
    """A hundred kilobytes that become eighty megabytes."""
    packer, zeros = zlib.compressobj(wbits=31), bytes(1 << 20)
    packed = b"".join(packer.compress(zeros) for _ in range(_LARGE >> 20)) + packer.flush()
    return Reply(200, (_HTML, ("Content-Encoding", "gzip")), packed)


class _Wall(NamedTuple):
    """What a row leads to instead of a report."""

    kind: str | None
    """What the answer is told by; None for one that is no block."""
    reply: Callable[[], Reply]


_WALLS: Mapping[str, _Wall] = {
    f"{_COLUMN}10412.html": _Wall(
        "412", partial(_wall, 412, _RUISHU, ("Set-Cookie", "FSSBBIl1UgzbN7N80S=1; Path=/"))
    ),
    f"{_COLUMN}10521.html": _Wall(
        "521", partial(_wall, 521, _JIASULE, ("Set-Cookie", "__jsluid_h=7c1a; Path=/"))
    ),
    f"{_COLUMN}10405.html": _Wall(
        "405", partial(_wall, 405, _ALIYUN, ("Set-Cookie", "acw_tc=76b2; Path=/"))
    ),
    f"{_COLUMN}10200.html": _Wall("C3VK", partial(_wall, 200, _C3VK)),
    f"{_COLUMN}10013.html": _Wall("soft 404", partial(_wall, 200, "404 not found")),
    f"{_COLUMN}10404.html": _Wall("soft 404", partial(_wall, 200, _GONE)),
    f"{_COLUMN}10302.html": _Wall(
        None, partial(_wall, 302, "", ("Location", "http://10.11.12.13/zwgk/gknb/1.html"))
    ),
    f"{_COLUMN}10080.html": _Wall(None, _bomb),
    f"{_COLUMN}10081.html": _Wall(None, lambda: Reply(200, (_HTML,), bytes(_LARGE))),
}
_HOME_AGAIN = f"{_COLUMN}10001.html"
_FORBIDDEN = "/neibu/10002.html"

_SLOW, _BUSY, _TURNED = 2019, 2020, 2021
"""The years of the reports that are slow, come at the second asking, and want their cookie."""


class Walls(Dialect):
    """What stands between the walls are the reports of a county."""

    family, dialect = "guard", "walls"
    robots = "User-agent: *\nDisallow: /neibu/\n"
    platform = "/zwgk/"
    column = _COLUMN
    menu = menu_at("/zwgk/")
    blocks: ClassVar[Mapping[str, int]] = Counter(
        [*filter(None, (wall.kind for wall in _WALLS.values())), "soft 404"]
    )
    """How many answers are blocks, by what each is told by; the last is the home page again."""
    article = Template("""<h1>$title</h1><p>发布时间：$published　来源：$source</p>
<div class="content">
$text</div>
""")

    def __init__(self, *founding: Any) -> None:
        """As any site; it remembers how often it was asked."""
        super().__init__(*founding)
        self._asked = Counter[str]()

    def address(self, posting: Posting) -> str:
        """`/zwgk/gknb/20107.html`."""
        return f"{_COLUMN}{posting.serial}.html"

    def lists(self, day: int) -> Mapping[str, Page]:  # noqa: ARG002 - the list has no end
        """Nothing but what is answered below."""
        return {}

    def answer(self, day: int, ask: Ask) -> Reply:
        """The walls before the pages."""
        path = ask.path
        if path in _WALLS:
            return _WALLS[path].reply()
        if path == _HOME_AGAIN:
            return super().answer(day, ask._replace(path="/", target="/"))
        if path.startswith(_CALENDAR):
            return self._calendar(path)
        if path == _COLUMN:
            return self._list(day, ask)
        reply = super().answer(day, ask)
        return self._hindered(reply, ask) if reply.status == HTTPStatus.OK else reply

    def _hindered(self, reply: Reply, ask: Ask) -> Reply:
        """Slow, busy, or turning until the cookie is brought."""
        year = self._years().get(ask.path)
        if year == _SLOW:
            return Reply(reply.status, reply.headers, reply.body, seconds=1.0)
        if year == _TURNED and "turned=1" not in ask.headers.get("Cookie", ""):
            return _wall(302, "", ("Location", ask.path), ("Set-Cookie", "turned=1; Path=/"))
        if year == _BUSY:
            self._asked[ask.path] += 1
            if self._asked[ask.path] == 1:
                return _wall(429, "", ("Retry-After", "1"))
        return reply

    def _list(self, day: int, ask: Ask) -> Reply:
        """Page 1 whatever page is asked for, with a link to the next, in a session of its own."""
        number = int(page) if (page := ask.query.get("page", "1")).isdecimal() else 1
        reports = (self.item(entry) for entry in self.entries(day))
        rows = chain.from_iterable(zip_longest(reports, self._walls(), fillvalue=""))
        more = f'<a href="{_COLUMN}?page={number + 1}&sid={number:08x}">下一页</a>\n'
        calendar = f'<a href="{_CALENDAR}2030/">2030年</a>\n'
        return self.framed("政府信息公开年报", f"<ul>{''.join(rows)}</ul>{calendar}{more}")

    def _walls(self) -> Iterator[str]:
        """Rows that promise the reports of earlier years."""
        paths = (*_WALLS, _HOME_AGAIN, _FORBIDDEN)
        for year, path in enumerate(paths, start=2008):
            title = f"{self.name}{year}年政府信息公开工作年度报告"
            yield f'<li><a href="{path}">{title}</a><span>{year + 1}-03-01</span></li>\n'

    def _calendar(self, path: str) -> Reply:
        """Every year leads to one more."""
        year = 2000 + path.count("/") % 100
        return self.framed("日历", f'<a href="{path}{year}/">{year}年</a>\n')

    def _years(self) -> dict[str, int]:
        """The years that the reports are on, by address."""
        return {
            self.address(posting): article.year
            for posting in self.postings
            for article in posting.editions.values()
            if isinstance(article, Report)
        }
