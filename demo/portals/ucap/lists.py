"""Ucap, static lists: page 2 is `common_list_2.shtml`; the platform is a stub that a script leaves.

Articles have a page for the table of what they are, with the file of the report in it.
"""

from collections.abc import Mapping
from functools import partial
from string import Template

from demo.history import Posting
from demo.portals.dialect import Dialect, digest, menu_at
from demo.portals.site import Page, chunks

_ROOT = "/ycxrmzf"
_STUB = f"<script>window.location.href = '{_ROOT}/c118900/xxgk_list.shtml';</script>"


class Lists(Dialect):
    """As Ucap sets up the portal of a county."""

    family, dialect = "ucap", "lists"
    validator = "Last-Modified"
    head = '<meta name="others" content="页面生成时间 2025-03-10 02:11:09">'
    foot = f'<script src="{_ROOT}/xhtml/js/common.js"></script>'
    platform = f"{_ROOT}/zwgk/redirect_firstChannel.shtml"
    platform_name = "政务公开"
    column = f"{_ROOT}/c118921/common_list.shtml"
    menu = menu_at(f"{_ROOT}/", "/list.shtml")
    article = Template("""<table class="headInfo">
<tr><td class="c1">名称</td><td>$title</td></tr>
<tr><td class="c1">索引号</td><td>11990424MB$serial/$filed-00$serial</td></tr>
<tr><td class="c1">分类</td><td>信息公开年报</td><td class="c1">发布机构</td><td>$source</td></tr>
<tr><td class="c1">公开日期</td><td><publishtime>$published</publishtime></td></tr></table>
<h1>$title</h1>
<div id="UCAP-CONTENT">
$text</div>
""")

    def address(self, posting: Posting) -> str:
        """`/ycxrmzf/c118921/202501/<32 hex>.shtml`: a month is all that is told of the date."""
        return f"{_ROOT}/c118921/{posting.filed:%Y%m}/{digest(posting)}.shtml"

    def file_address(self, posting: Posting) -> str:
        """Below the article, by the digest of the file."""
        return f"{_ROOT}/c118921/{posting.filed:%Y%m}/{digest(posting)}/files/report.docx"

    def lists(self, day: int) -> Mapping[str, Page]:
        """The stub, the page behind it, and the pages of the column."""
        rows = chunks(self.entries(day), self.rows)
        pager = "<script>createPageHTML('page_div',{},{},'common_list','shtml',{});</script>\n"
        return {
            self.platform: partial(self.html, _STUB),
            f"{_ROOT}/c118900/xxgk_list.shtml": self.platform_page,
            **{
                f"{_ROOT}/c118921/common_list{f'_{n}' if n > 1 else ''}.shtml": partial(
                    self.listed, rows[n - 1], pager.format(len(rows), n, len(self.entries(day)))
                )
                for n in range(1, len(rows) + 1)
            },
        }
