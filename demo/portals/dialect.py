"""Portals that are told in a page or two: one frame for all their pages, and what differs."""

import hashlib
from abc import abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from string import Template
from typing import ClassVar

from demo.history import Posting
from demo.portals.site import (
    DUTIES,
    GUIDE,
    REQUESTS,
    RULES,
    Entry,
    Page,
    Reply,
    Site,
    platform_text,
)
from demo.portals.site import metas as meta_tags

REPORTS = "政府信息公开年报"
Metas = Iterable[tuple[str, str]]

_FRAME = Template("""<!DOCTYPE html>
<html>
<head>
<meta http-equiv="Content-Type" content="text/html; charset=$charset">
<title>$title</title>
$metas
$head
</head>
<body>
<div class="header"><div class="logo">$name</div>
<div class="nav"><a href="/">网站首页</a> <a href="$platform">$platform_name</a>
<a href="/bsfw/">办事服务</a></div></div>
<div class="container">
$main</div>
<div class="footer"><p>$name　版权所有　网站标识码：$code</p>$foot</div>
</body>
</html>
""")


class Dialect(Site):
    """A home page, the platform with its menu, and a report column below it."""

    html_type = "text/html"
    headers: ClassVar[tuple[tuple[str, str], ...]] = (("Server", "nginx"),)
    charset: ClassVar[str] = "utf-8"
    """What the pages call their encoding."""
    head: ClassVar[str] = ""
    foot: ClassVar[str] = ""
    """Markup that gives the system away, in every page."""
    article: ClassVar[Template]
    """Around the text of an article."""
    states_content: ClassVar[bool] = True
    """Whether the metas of an article are there (国办发〔2017〕47号); many leave them out."""
    rows: ClassVar[int] = 4
    """On a page of the list."""

    platform: ClassVar[str]
    platform_name: ClassVar[str] = "政府信息公开"
    column: ClassVar[str]
    menu: ClassVar[Mapping[str, str]]
    """The texts of the platform, by where they stand below it."""

    @abstractmethod
    def lists(self, day: int) -> Mapping[str, Page]:
        """The report column, and whatever its pages are made of."""

    def columns(self, day: int) -> Mapping[str, Page]:
        """Home page, platform, its texts, the report column."""
        texts: dict[str, Page] = {
            path: partial(self.framed, name, platform_text(name), ())
            for name, path in self.menu.items()
        }
        return {"/": self.home, self.platform: self.platform_page, **texts, **self.lists(day)}

    def detail(self, entry: Entry, day: int) -> str:
        """The article inside the frame."""
        article = entry.article
        content = (
            ("ArticleTitle", article.title),
            ("PubDate", f"{article.published} 16:20"),
            ("ContentSource", article.source),
        )
        main = self.article.substitute(self.shown(entry, day))
        return self.page(article.title, main, content if self.states_content else ())

    def home(self) -> Reply:
        """办事服务 leads nowhere, as on every portal some link does."""
        friends = " ".join(f'<a href="{url}">{name}</a>' for name, url in self.neighbours)
        return self.framed(self.name, f"<h2>欢迎访问</h2><p>友情链接：{friends}</p>\n", ())

    def platform_page(self) -> Reply:
        """The menu of the platform, the report column last but one as the rules have it."""
        return self.framed(self.platform_name, self.menu_of({**self.menu, REPORTS: self.column}))

    def menu_of(self, places: Mapping[str, str]) -> str:
        """Links by their text."""
        items = (f'<li><a href="{path}">{name}</a></li>\n' for name, path in places.items())
        return f'<ul class="menu">{"".join(items)}</ul>\n'

    def listed(self, entries: Sequence[Entry], more: str = "", name: str = REPORTS) -> Reply:
        """A page of a report column; `more` is what follows the rows."""
        column = (("ColumnName", name), ("ColumnType", "信息公开年报"))
        return self.framed(name, f'<ul class="list">\n{self.items(entries)}</ul>\n{more}', column)

    def items(self, entries: Iterable[Entry]) -> str:
        """Rows of a list."""
        return "".join(map(self.item, entries))

    def item(self, entry: Entry) -> str:
        """One row: link, whole title, date."""
        title, published = entry.article.title, entry.article.published
        href = self.address(entry.posting)
        return f'<li><a href="{href}" title="{title}">{title}</a><span>{published}</span></li>\n'

    def framed(self, title: str, main: str, metas: Metas = ()) -> Reply:
        """A page that is not an article."""
        return self.html(self.page(title, main, metas))

    def page(self, title: str, main: str, metas: Metas = ()) -> str:
        """Anything inside the frame."""
        site = (("SiteName", self.name), ("SiteDomain", "127.0.0.1"), ("SiteIDCode", self.code))
        return _FRAME.substitute(
            charset=self.charset,
            title=title,
            metas=meta_tags((*site, *metas)),
            head=self.head,
            name=self.name,
            platform=self.platform,
            platform_name=self.platform_name,
            main=main,
            code=self.code,
            foot=self.foot,
        )


def menu_at(folder: str, end: str = "/") -> dict[str, str]:
    """The four texts of a platform below a folder."""
    slugs = {GUIDE: "zfxxgkzn", RULES: "zfxxgkzd", DUTIES: "fdzdgknr", REQUESTS: "ysqgk"}
    return {name: f"{folder}{slug}{end}" for name, slug in slugs.items()}


def digest(posting: Posting) -> str:
    """The 32 hex digits that many systems name an article by."""
    return hashlib.sha256(f"{posting.serial} {posting.filed}".encode()).hexdigest()[:32]
