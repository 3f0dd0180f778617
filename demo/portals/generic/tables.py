"""An old portal of no known family: GBK bytes that call themselves gb2312, 下一页 links.

No charset in the header, no standard metas, titles cut in the list, and a directory whose index
is only a `meta refresh`.
"""

from collections.abc import Mapping, Sequence
from functools import partial
from string import Template

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
    chunks,
    platform_text,
)

_SLUGS = {GUIDE: "zhinan", RULES: "zhidu", DUTIES: "neirong", REQUESTS: "shenqing"}
_COLUMN = "信息公开年度报告"
_ROWS = 10
_CUT = 20  # characters of a title that fit into a row

_FRAME = Template("""<HTML>
<HEAD>
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=gb2312">
<TITLE>$title</TITLE>
<LINK REL="stylesheet" HREF="/style.css">
</HEAD>
<BODY>
<TABLE WIDTH="980" ALIGN="center" BORDER="0">
<TR><TD><FONT SIZE="6">$name</FONT></TD></TR>
<TR><TD><A HREF="/index.html">首页</A> | <A HREF="/gongkai/index.html">政府信息公开</A> |
<A HREF="/gongkai/shenqing.html">依申请公开</A> | <A HREF="/bianmin/">便民服务</A></TD></TR>
<TR><TD>
$main</TD></TR>
<TR><TD ALIGN="center"><FONT SIZE="2">版权所有：$name　地址：望澜区堃宁路18号<BR>
网站标识码：$code　技术支持：望澜区信息中心　管理员：高镕</FONT></TD></TR>
</TABLE>
</BODY>
</HTML>
""")
_HOME = Template("""<P><A HREF="/gongkai/">政府信息公开</A> <A HREF="/bianmin/">便民服务</A></P>
<TABLE WIDTH="100%">$newest</TABLE>
<P>相关链接：$friends</P>
""")
_DETAIL = Template("""<TABLE WIDTH="100%" BORDER="0">
<TR><TD ALIGN="center"><FONT SIZE="5"><B>$title</B></FONT></TD></TR>
<TR><TD ALIGN="center"><FONT COLOR="#666666">来源：$source　发布时间：$published　责任编辑：陶喆
浏览次数：$views</FONT></TD></TR>
<TR><TD CLASS="content">
$text</TD></TR>
<TR><TD ALIGN="right"><A HREF="javascript:window.print()">[打印]</A>
<A HREF="javascript:window.close()">[关闭]</A></TD></TR>
</TABLE>
""")
_STUB = '<html><head><meta http-equiv="refresh" content="0;url=index.html"></head></html>'


class Tables(Site):
    """A dialect nobody else speaks."""

    family, dialect = "generic", "tables"
    encoding = "gbk"
    headers = (("Server", "Microsoft-IIS/6.0"), ("X-Powered-By", "ASP.NET"))
    html_type = "text/html"

    def address(self, posting: Posting) -> str:
        """`/gongkai/2024/4107.html`."""
        return f"/gongkai/{posting.filed.year}/{posting.serial}.html"

    def columns(self, day: int) -> Mapping[str, Page]:
        """Home page, platform and the stub before it, list pages from 1."""
        home = partial(self._home, day)
        texts: dict[str, Page] = {
            f"/gongkai/{slug}.html": partial(self._frame, name, platform_text(name))
            for name, slug in _SLUGS.items()
        }
        lists = chunks(self.entries(day), _ROWS)
        return {
            "/": home,
            "/index.html": home,
            "/gongkai/": partial(self.html, _STUB),
            "/gongkai/index.html": self._platform,
            **texts,
            **{
                _list_path(number): partial(self._list, rows, number, len(lists))
                for number, rows in enumerate(lists, start=1)
            },
        }

    def detail(self, entry: Entry, day: int) -> str:
        """Tables in tables, and nothing that names its parts."""
        main = _DETAIL.substitute(self.shown(entry, day))
        return self._page(f"{entry.article.title}_{self.name}", main)

    def _home(self, day: int) -> Reply:
        friends = " ".join(f'<A HREF="{url}">{name}</A>' for name, url in self.neighbours)
        newest = "".join(map(self._row, self.entries(day)[:3]))
        return self._frame(self.name, _HOME.substitute(newest=newest, friends=friends))

    def _platform(self) -> Reply:
        menu = {**_SLUGS, _COLUMN: "nianbao"}
        rows = "".join(
            f'<TR><TD><A HREF="{slug}.html">{name}</A></TD></TR>\n' for name, slug in menu.items()
        )
        return self._frame("政府信息公开", f"<TABLE>{rows}</TABLE>\n")

    def _list(self, rows: Sequence[Entry], number: int, total: int) -> Reply:
        links = [f"共{total}页 第{number}页"]
        if number > 1:
            links.append(f'<A HREF="{_list_path(number - 1)}">上一页</A>')
        if number < total:
            links.append(f'<A HREF="{_list_path(number + 1)}">下一页</A>')
            links.append(f'<A HREF="{_list_path(total)}">尾页</A>')
        main = (
            f'<TABLE WIDTH="100%">{"".join(map(self._row, rows))}</TABLE>\n'
            f'<P ALIGN="center">{" ".join(links)}</P>\n'
        )
        return self._frame(_COLUMN, main)

    def _row(self, entry: Entry) -> str:
        title, published = entry.article.title, entry.article.published
        short = title if len(title) <= _CUT else f"{title[:_CUT]}…"
        return (
            f'<TR><TD>·<A HREF="{self.address(entry.posting)}" TITLE="{title}">{short}</A></TD>'
            f"<TD>[{published}]</TD></TR>\n"
        )

    def _frame(self, title: str, main: str) -> Reply:
        return self.html(self._page(title, main))

    def _page(self, title: str, main: str) -> str:
        return _FRAME.substitute(title=title, name=self.name, main=main, code=self.code)


def _list_path(number: int) -> str:
    return f"/gongkai/nianbao{f'_{number}' if number > 1 else ''}.html"
