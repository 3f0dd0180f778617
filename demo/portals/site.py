"""What portals of every family have in common: pages by address and day."""

import gzip
import hashlib
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import ClassVar, NamedTuple

from demo.history import Article, Posting

_STYLE = """body{font:16px/1.8 "Microsoft YaHei",sans-serif;width:1000px;margin:0 auto;color:#333}
a{color:#1a4a8a;text-decoration:none}.nav a,.menu a{margin-right:2em}table{border-collapse:collapse}
h1{font-size:24px;text-align:center}.info,.footer{color:#777;text-align:center;font-size:14px}
"""
_MISSING = "<html><head><title>404</title></head><body>404 Not Found</body></html>"

# What a disclosure platform holds besides the reports (国办公开办函〔2019〕61号).
GUIDE, RULES, DUTIES, REQUESTS = (
    "政府信息公开指南",
    "政府信息公开制度",
    "法定主动公开内容",
    "依申请公开",
)
_TEXTS = {
    GUIDE: "为方便公民、法人和其他组织获取政府信息，特编制本指南。受理机构的办公时间为工作日"
    "上午8:30至12:00，下午14:00至17:30。",
    RULES: "本栏目公布政府信息公开的法律、法规和工作制度，制度修订后及时更新。",
    DUTIES: "机构职能、规划信息、统计信息、行政许可、行政处罚和财政信息在本栏目集中公开。",
    REQUESTS: "申请可以当面、通过信函或者在网上提交，收到申请后二十个工作日内予以答复。",
}


@dataclass(frozen=True)
class Reply:
    """What a portal answers, before the connection adds its own headers."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    @cached_property
    def compressed(self) -> bytes:
        """The body as gzip, the same bytes at any time."""
        return gzip.compress(self.body, mtime=0)

    @cached_property
    def etag(self) -> str:
        """A validator that moves with every byte."""
        return f'"{hashlib.sha256(self.body).hexdigest()[:20]}"'


Page = Callable[[], Reply]


class Entry(NamedTuple):
    """An article where a portal shows it on a day."""

    posting: Posting
    article: Article


class Site(ABC):
    """One portal of a family. Its pages are rendered when they are first asked for."""

    family: ClassVar[str]
    encoding: ClassVar[str] = "utf-8"
    headers: ClassVar[tuple[tuple[str, str], ...]]
    """Sent with every reply."""
    html_type: ClassVar[str]
    robots: ClassVar[str | None] = None
    """The text of robots.txt; None answers 404."""
    compresses: ClassVar[bool] = False
    validates: ClassVar[bool] = False
    """Sends an ETag and answers If-None-Match with 304."""

    def __init__(
        self,
        name: str,
        code: str,
        postings: Sequence[Posting],
        neighbours: Sequence[tuple[str, str]] = (),
    ) -> None:
        """`code` is the SiteIDCode, `neighbours` the names and URLs for the home page."""
        self.name, self.code = name, code
        self.postings, self.neighbours = tuple(postings), tuple(neighbours)
        self._pages: dict[int, Mapping[str, Page]] = {}
        self._replies: dict[tuple[int, str], Reply] = {}

    @abstractmethod
    def address(self, posting: Posting) -> str:
        """The path of an article."""

    @abstractmethod
    def detail(self, entry: Entry, day: int) -> str:
        """The page of an article."""

    @abstractmethod
    def columns(self, day: int) -> Mapping[str, Page]:
        """Every page of the family that is not an article, by path."""

    def answer(self, day: int, path: str, query: Mapping[str, str]) -> Reply:  # noqa: ARG002
        """What stands at a path on a day; static pages do not look at the `query`."""
        if day not in self._pages:
            self._pages[day] = self._all_pages(day)
        page = self._pages[day].get(path)
        if page is None:
            return self.html(_MISSING, 404)
        if (day, path) not in self._replies:
            self._replies[day, path] = page()
        return self._replies[day, path]

    def entries(self, day: int) -> list[Entry]:
        """The report column of a day, newest first."""
        shown = [Entry(p, p.editions[day]) for p in self.postings if day in p.editions]
        return sorted(shown, key=lambda e: (e.article.published, e.posting.serial), reverse=True)

    def html(self, text: str, status: int = 200) -> Reply:
        """A page in the encoding of the portal."""
        return Reply(status, (("Content-Type", self.html_type),), text.encode(self.encoding))

    def shown(self, entry: Entry, day: int) -> dict[str, object]:
        """What the template of a detail page prints of an article.

        The counter moves every day, and nothing else need move with it.
        """
        posting, article = entry
        return {
            "title": article.title,
            "source": article.source,
            "published": article.published,
            "text": article.html(),
            "serial": posting.serial,
            "filed": posting.filed.year,
            "views": posting.serial % 871 + 19 * day,
        }

    def _all_pages(self, day: int) -> Mapping[str, Page]:
        pages: dict[str, Page] = {"/style.css": partial(file, "text/css", _STYLE)}
        pages.update(self.columns(day))
        if self.robots is not None:
            pages["/robots.txt"] = partial(file, "text/plain", self.robots)
        for entry in self.entries(day):
            pages[self.address(entry.posting)] = partial(self._article, entry, day)
        return pages

    def _article(self, entry: Entry, day: int) -> Reply:
        return self.html(self.detail(entry, day))


def file(media_type: str, text: str) -> Reply:
    """A style sheet, a script, robots.txt: the same on every day."""
    return Reply(200, (("Content-Type", media_type),), text.encode())


def metas(pairs: Iterable[tuple[str, str]]) -> str:
    """The meta tags of 国办发〔2017〕47号, in the order given."""
    return "\n".join(f'<meta name="{name}" content="{content}">' for name, content in pairs)


def chunks(entries: Sequence[Entry], size: int) -> list[Sequence[Entry]]:
    """List pages of so many rows."""
    return [entries[at : at + size] for at in range(0, len(entries), size)]


def platform_text(name: str) -> str:
    """What a page of the platform says that is not the report column."""
    return f"<h1>{name}</h1>\n<p>{_TEXTS[name]}</p>\n"
