"""The disclosure module of JCMS: a tree of units, and for every unit and year the report itself.

A year without a report has a page all the same. Files come through `downfile.jsp`, which
redirects.
"""

from collections.abc import Mapping
from functools import partial
from string import Template
from urllib.parse import quote

from demo.history import Posting
from demo.portals.dialect import Dialect, digest, menu_at
from demo.portals.site import Page, Reply
from demo.report import Report

_REPORT = "/module/xxgk/xxgkAnnualReport.jsp"
_TREE = "/module/xxgk/tree.jsp?area=&divid=div13"
_YEARS = range(2021, 2025)
_NONE = "<p>该单位本年度尚未发布。</p>\n"


class Module(Dialect):
    """A district whose bodies are units of the module."""

    family, dialect = "hanweb", "module"
    headers = (("Server", "Apache-Coyote/1.1"), ("Set-Cookie", "JSESSIONID=71B0; Path=/"))
    html_type = "text/html;charset=UTF-8"
    robots = "User-agent: *\nDisallow: /jcms/\n"
    head = '<script src="/module/jslib/jquery.js"></script>'
    foot = "<p style='display:none'>Produced By 大汉网络 大汉版通发布系统</p>"
    platform = "/xxgk/index.html"
    column = "/xxgk/nb/index.html"
    menu = menu_at("/xxgk/", ".html")
    article = Template("""<table class="xxgk_table"><tr><td>发布机构：$source</td>
<td>发文日期：$published</td></tr></table>
<div class="title">$title</div>
<div id="zoom">
$text</div>
""")

    def address(self, posting: Posting) -> str:
        """By the code of the unit and the year; a JSP page has no other name."""
        (article, *_) = posting.editions.values()
        assert isinstance(article, Report)
        return f"{_REPORT}?area={self._units()[article.source]}&fbtime={article.year}"

    def file_address(self, posting: Posting) -> str:
        """Where the download ends."""
        return f"/attach/0/{digest(posting)}.docx"

    def file_link(self, posting: Posting) -> str:
        """Where it begins."""
        return f"/module/download/downfile.jsp?classid=0&filename={digest(posting)}.docx"

    def lists(self, day: int) -> Mapping[str, Page]:
        """The column is a script that asks for the tree."""
        script = f"<script>jQuery('#tree').load('{_TREE}');</script><div id='tree'></div>\n"
        there = {self.address(entry.posting) for entry in self.entries(day)}
        missing = (
            f"{_REPORT}?area={code}&fbtime={year}"
            for code in self._units().values()
            for year in _YEARS
        )
        return {
            self.column: partial(self.framed, "政府信息公开年报", script),
            _TREE: self._tree,
            **{path: partial(self.framed, "年报", _NONE) for path in missing if path not in there},
            **{
                self.file_link(posting): partial(_redirect, self.file_address(posting))
                for posting, _ in self.entries(day)
                if posting.enclosure is not None
            },
        }

    def _tree(self) -> Reply:
        years = "".join(f"<option value='{year}'>{year}年</option>" for year in _YEARS)
        units = "".join(
            f"<li onclick=\"funclick('{code}','{quote(name)}')\">{name}</li>\n"
            for name, code in self._units().items()
        )
        return self.html(f"<select id='fbtime'>{years}</select><ul>\n{units}</ul>\n")

    def _units(self) -> dict[str, str]:
        """The bodies that report here, with codes as the module gives them."""
        names = {a.source for posting in self.postings for a in posting.editions.values()}
        return {name: f"LY00{at}221215454{at}-1" for at, name in enumerate(sorted(names))}


def _redirect(path: str) -> Reply:
    return Reply(302, (("Location", path),), b"")
