"""VSB (博达): pages of a list are numbered from behind, so the one after the first is the highest.

Downloads have no name in their address; the header has one, in GBK.
"""

from collections.abc import Mapping
from functools import partial
from string import Template

from demo.history import Posting
from demo.portals.dialect import Dialect, menu_at
from demo.portals.site import Entry, Page, Reply, chunks


class Descending(Dialect):
    """As VSB sets up the portal of a county."""

    family, dialect = "generic", "descending"
    headers = (("Server", "VWebServer"),)
    validator = "Last-Modified"
    head = (
        '<script src="/_sitegray/_sitegray.js"></script>\n<!--Announced by Visual SiteBuilder 9-->'
    )
    platform = "/zwgk/zfxxgk.htm"
    column = "/zwgk/gknb.htm"
    menu = menu_at("/zwgk/", ".htm")
    article = Template("""<h2>$title</h2>
<div class="info">$published　来源：$source　点击：</div>
<div id="vsb_content"><div class="v_news_content">
$text</div></div>
""")

    def address(self, posting: Posting) -> str:
        """`/info/1042/3307.htm`."""
        return f"/info/1042/{posting.serial}.htm"

    def file_address(self, posting: Posting) -> str:
        """By its number alone."""
        return (
            "/system/_content/download.jsp?urltype=news.DownloadAttachUrl&owner=1042"
            f"&wbfileid={posting.serial}"
        )

    def lists(self, day: int) -> Mapping[str, Page]:
        """Of three pages `gknb.htm` is the first, `gknb/2.htm` the next, `gknb/1.htm` the last."""
        rows = chunks(self.entries(day), self.rows)
        paths = [self.column, *(f"/zwgk/gknb/{n}.htm" for n in range(len(rows) - 1, 0, -1))]
        return {
            path: partial(self.listed, rows[at], _pager(paths[at + 1 : at + 2]))
            for at, path in enumerate(paths)
        }

    def document(self, entry: Entry) -> Reply:
        """A type that says nothing, and the name as raw bytes."""
        name = f"{entry.article.title}.pdf".encode("gbk").decode("latin-1")
        headers = (
            ("Content-Type", "application/octet-stream"),
            ("Content-Disposition", f'attachment; filename="{name}"'),
        )
        return Reply(200, headers, super().document(entry).body)


def _pager(following: list[str]) -> str:
    links = [f'<span class="p_next p_fun"><a href="{path}">下页</a></span>' for path in following]
    return "".join(links or ['<span class="p_next_d">下页</span>']) + "\n"
