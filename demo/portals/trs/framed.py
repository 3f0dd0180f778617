"""TRS, old: the list stands in a frame, the years since 2022 are directories that are the report.

The platform is a stub that refreshes, and GBK bytes call themselves gb2312.
"""

from collections.abc import Mapping
from functools import partial
from string import Template

from demo.history import Posting
from demo.portals.dialect import REPORTS, Dialect, menu_at
from demo.portals.site import Entry, Page, Reply, chunks
from demo.report import Report

_FIRST_DIRECTORY = 2022
_STUB = '<html><head><meta http-equiv="refresh" content="0;url=./pt/"></head><body></body></html>'


class Framed(Dialect):
    """The only body of its portal: a year is enough to tell its reports apart."""

    family, dialect = "trs", "framed"
    encoding, charset = "gbk", "gb2312"
    chunked = True
    states_content = False
    head = '<link rel="stylesheet" href="../style.css">'
    platform = "/xxgk/"
    column = "/xxgk/gknb/"
    menu = menu_at("/xxgk/")
    article = Template("""<h2>$title</h2>
<p class="info">信息来源：$source　发布时间：$published　作者：喆</p>
<div class="Custom_UnionStyle">
$text</div>
""")

    def address(self, posting: Posting) -> str:
        """`2023n/` for a report that is a directory, `202003/t20200305_88107.html` for others."""
        (article, *_) = posting.editions.values()
        if isinstance(article, Report) and article.year >= _FIRST_DIRECTORY:
            return f"{self.column}{article.year}n/"
        return f"{self.column}{posting.filed:%Y%m}/t{posting.filed:%Y%m%d}_{posting.serial}.html"

    def lists(self, day: int) -> Mapping[str, Page]:
        """The column is only a frame; the list behind it has a stem of its own."""
        rows = chunks(self.entries(day), self.rows)
        frame = '<iframe src="./index_iframe.html" width="100%" height="600"></iframe>\n'
        names = [f"index_iframe{f'_{n}' if n else ''}.html" for n in range(len(rows))]
        pager = '<script>createPageHTML({}, {}, "index_iframe", "html");</script>\n'
        return {
            self.platform: partial(self.html, _STUB),
            f"{self.platform}pt/": self.platform_page,
            self.column: partial(self.framed, REPORTS, frame),
            **{
                f"{self.column}{name}": partial(self.listed, rows[n], pager.format(len(rows), n))
                for n, name in enumerate(names)
            },
        }

    def item(self, entry: Entry) -> str:
        """A directory goes by its year alone."""
        address = self.address(entry.posting)
        if not address.endswith("n/"):
            return super().item(entry)
        return f'<li><a href="./{address[-6:]}">{address[-6:-2]}年</a></li>\n'

    def platform_page(self) -> Reply:
        """The menu, with a break inside the name of the report column."""
        page = super().platform_page()
        name, broken = (text.encode(self.encoding) for text in (REPORTS, "政府信息<br>公开年报"))
        return self.html(page.body.replace(name, broken).decode(self.encoding))
