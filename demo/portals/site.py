"""What portals of every family have in common: pages by address and day."""

import gzip
import hashlib
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import ClassVar, NamedTuple

from demo.dice import dice
from demo.docx import write_docx
from demo.history import DAYS, Article, Posting
from demo.paper import typeset
from demo.pdf import write_pdf
from demo.report import Report

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_STYLE = """body{font:16px/1.8 "Microsoft YaHei",sans-serif;width:1000px;margin:0 auto;color:#333}
a{color:#1a4a8a;text-decoration:none}.nav a,.menu a{margin-right:2em}table{border-collapse:collapse}
h1{font-size:24px;text-align:center}.info,.footer{color:#777;text-align:center;font-size:14px}
"""
_SEE_FILE = "<p>报告全文见附件。</p>\n"
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
    seconds: float = 0.0
    """How long the portal thinks about it."""

    @cached_property
    def compressed(self) -> bytes:
        """The body as gzip, the same bytes at any time."""
        return gzip.compress(self.body, mtime=0)

    @cached_property
    def etag(self) -> str:
        """A validator that moves with every byte."""
        return f'"{hashlib.sha256(self.body).hexdigest()[:20]}"'


Page = Callable[[], Reply]


class Ask(NamedTuple):
    """What a client asks a portal for."""

    path: str
    target: str
    """The path with its query, as it was sent."""
    query: Mapping[str, str]
    """Of the address, and of the form if there is one."""
    headers: Mapping[str, str]


class Entry(NamedTuple):
    """An article where a portal shows it on a day."""

    posting: Posting
    article: Article


class Site(ABC):
    """One portal of a family. Its pages are rendered when they are first asked for."""

    family: ClassVar[str]
    dialect: ClassVar[str]
    encoding: ClassVar[str] = "utf-8"
    headers: ClassVar[tuple[tuple[str, str], ...]]
    """Sent with every reply."""
    html_type: ClassVar[str]
    robots: ClassVar[str | None] = None
    """The text of robots.txt; None answers 404."""
    compresses: ClassVar[bool] = False
    chunked: ClassVar[bool] = False
    """Sends pages in pieces, without saying how long they are."""
    validator: ClassVar[str | None] = None
    """ETag or Last-Modified: sent with pages, and answered with 304 while they stay the same."""
    refused_agents: ClassVar[tuple[str, ...]] = ()
    """Clients of these names are refused with 403."""

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

    def file_address(self, posting: Posting) -> str:
        """The path of the file that is enclosed with an article."""
        assert posting.enclosure is not None
        return f"/uploads/{posting.filed:%Y%m}/{posting.serial}.{posting.enclosure.kind}"

    def file_link(self, posting: Posting) -> str:
        """Where the page of the article says that the file is."""
        return self.file_address(posting)

    def stands_at(self, posting: Posting) -> str:
        """Where the text of an article can be read: on its page, or in the file alone."""
        alone = posting.enclosure is not None and posting.enclosure.alone
        return self.file_address(posting) if alone else self.address(posting)

    def answer(self, day: int, ask: Ask) -> Reply:
        """What stands at an address on a day; static pages do not look at the query."""
        pages = self._pages_of(day)
        key = ask.target if ask.target in pages else ask.path
        if key not in pages:
            return self.html(_MISSING, 404)
        if (day, key) not in self._replies:
            self._replies[day, key] = pages[key]()
        return self._replies[day, key]

    def unchanged_since(self, day: int, ask: Ask) -> int:
        """The first day from which on the answer has been the one of this day."""
        reply = self.answer(day, ask)
        while day > min(DAYS) and self.answer(day - 1, ask) == reply:
            day -= 1
        return day

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
            "text": self._text(entry),
            "serial": posting.serial,
            "filed": posting.filed.year,
            "views": posting.serial % 871 + 19 * day,
        }

    def _pages_of(self, day: int) -> Mapping[str, Page]:
        if day not in self._pages:
            self._pages[day] = self._all_pages(day)
        return self._pages[day]

    def _all_pages(self, day: int) -> Mapping[str, Page]:
        pages: dict[str, Page] = {"/style.css": partial(file, "text/css", _STYLE)}
        if self.robots is not None:
            pages["/robots.txt"] = partial(file, "text/plain", self.robots)
        for entry in self.entries(day):
            pages[self.address(entry.posting)] = partial(self._article, entry, day)
            if entry.posting.enclosure is not None:
                pages[self.file_address(entry.posting)] = partial(self.document, entry)
        pages.update(self.columns(day))
        return pages

    def _article(self, entry: Entry, day: int) -> Reply:
        return self.html(self.detail(entry, day))

    def _text(self, entry: Entry) -> str:
        posting, article = entry
        if posting.enclosure is None:
            return article.html()
        text = _SEE_FILE if posting.enclosure.alone else article.html()
        name = f"{article.title}.{posting.enclosure.kind}"
        return f'{text}<p>附件：<a href="{self.file_link(posting)}">{name}</a></p>\n'

    def document(self, entry: Entry) -> Reply:
        """The enclosed file."""
        posting, article = entry
        assert isinstance(article, Report) and posting.enclosure is not None  # noqa: PT018
        body = [article.title, *article.body_text()]
        if posting.enclosure.kind == "docx":
            return Reply(200, (("Content-Type", DOCX),), write_docx(body))
        sheets = typeset(body, dice(article.title, "paper"))
        return Reply(200, (("Content-Type", "application/pdf"),), write_pdf(sheets))


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
