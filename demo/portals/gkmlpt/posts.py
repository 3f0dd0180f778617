"""NFCMS without the platform: plain columns, where page 2 is `index_2.html`, unlike TRS."""

from collections.abc import Mapping
from functools import partial
from string import Template

from demo.history import Posting
from demo.portals.dialect import Dialect, menu_at
from demo.portals.site import Page, chunks


class Posts(Dialect):
    """As NFCMS sets up the portal of a district."""

    family, dialect = "gkmlpt", "posts"
    validator = "Last-Modified"
    head = '<script>var NFCMS_SITE_ID = "88"; var NFCMS_PUB_TYPE = "index";</script>'
    platform = "/zwgk/index.html"
    platform_name = "政务公开"
    column = "/zwgk/zfxxgknb/index.html"
    menu = menu_at("/zwgk/", "/index.html")
    article = Template("""<link rel="alternate" media="handheld" href="mpost_$serial.html">
<h1 class="content_title">$title</h1>
<div class="content_date">发布时间：$published　来源：$source</div>
<div class="content_article">
$text</div>
""")

    def address(self, posting: Posting) -> str:
        """`/zwgk/zfxxgknb/content/post_9469007.html`."""
        return f"/zwgk/zfxxgknb/content/post_{posting.serial}.html"

    def lists(self, day: int) -> Mapping[str, Page]:
        """Numbered links, the page we are on without one."""
        rows = chunks(self.entries(day), self.rows)
        names = [f"index{f'_{n}' if n > 1 else ''}.html" for n in range(1, len(rows) + 1)]
        return {
            f"/zwgk/zfxxgknb/{name}": partial(self.listed, rows[at], _pager(names, at))
            for at, name in enumerate(names)
        }


def _pager(names: list[str], here: int) -> str:
    links = (
        f"<span>{at + 1}</span>" if at == here else f'<a href="{name}">{at + 1}</a>'
        for at, name in enumerate(names)
    )
    return f'<div class="page">{" ".join(links)}</div>\n'
