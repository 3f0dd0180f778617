"""A portal of the Hanweb family: `/col/colN/index.html`, `/art/Y/M/D/art_col_id.html`.

The first block of a list stands in an XML island of the column page; the blocks behind it come
from a data proxy, by record number.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from string import Template

from demo.history import Posting
from demo.portals.site import (
    DUTIES,
    GUIDE,
    REQUESTS,
    RULES,
    Ask,
    Entry,
    Page,
    Reply,
    Site,
    file,
    metas,
    platform_text,
)

_PLATFORM, _COLUMN = 1490, 1500
_TEXTS = {1491: GUIDE, 1492: RULES, 1493: DUTIES, 1494: REQUESTS}
_NAMES = {_PLATFORM: "政府信息公开", **_TEXTS, _COLUMN: "政府信息公开年报"}
_ROWS = 5
_PAGES = 3  # the system hands out so many pages of a list at a time
_BLOCK = _PAGES * _ROWS
_PROXY = "/module/web/jpage/dataproxy.jsp"

_FRAME = Template("""<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="UTF-8">
<title>$title</title>
<meta name="Generator" content="大汉版通">
<meta name="Author" content="大汉网络">
$metas
<link href="/style.css" type="text/css" rel="stylesheet">
<script src="/script/pagecontrol.js"></script>
<script>
function doZoom(size){document.getElementById('zoom').style.fontSize=size+'px';}
</script>
</head>
<body>
<div id="header"><div class="logo">${name}门户网站</div>
<div class="nav"><a href="/index.html">首页</a><a href="/col/col1490/index.html">信息公开</a>
<a href="/col/col1494/index.html">依申请公开</a><a href="/col/col1600/index.html">政民互动</a></div>
</div>
<div class="current-position"><table><tr>
<td>当前位置：<a href="/index.html">首页</a></td>$crumbs</tr></table></div>
<div class="main">
$main</div>
<div class="footer"><p>${name}主办　${name}办公室承办　网站标识码：$code</p>
<p><a href="/col/col1491/index.html">关于我们</a> | <a href="/index.html">网站地图</a></p>
<p style="display:none">Produced By 大汉网络 大汉版通发布系统</p></div>
</body>
</html>
""")
_HOME = Template("""<div class="entry"><a href="/col/col1490/index.html">信息公开</a>
<a href="/col/col1600/index.html">政民互动</a></div>
<h2>公开动态</h2><ul>
$newest</ul>
<p>友情链接：$friends</p>
""")
_DETAIL = Template("""<table border="1" width="1000px" class="xxgk">
<tr><td>索引号: 0117$serial/$filed-$serial</td><td>文件编号: </td><td>发布机构: $source</td></tr>
<tr><td>生成日期: $published</td><td>主题分类: 政务公开</td><td>公开方式: 主动公开</td></tr>
</table>
<table width="100%" border="0" align="center" id="c">
<tr><td align="center" class="title">$title</td></tr>
<tr><td><table border="0" width="90%"><tr>
<td width="25%" align="center">发布日期：$published</td>
<td width="25%" align="center">来源：$source</td>
<td width="25%" align="center">浏览次数：$views</td>
<td width="25%" align="center">字体：[ <a href="javascript:doZoom(16)">大</a>
<a href="javascript:doZoom(14)">中</a> <a href="javascript:doZoom(12)">小</a> ]</td>
</tr></table></td></tr>
<tr><td class="bt_content"><div id="zoom"><!--ZJEG_RSS.content.begin-->
$text<!--ZJEG_RSS.content.end--></div></td></tr>
</table>
$near<div class="tools"><a href="javascript:window.print()">【打印本页】</a>
<a href="javascript:window.close()">【关闭窗口】</a></div>
<iframe src="/module/visitcount/visit.jsp?type=3&i_webid=7&i_columnid=1500&i_articleid=$serial"
width="0" height="0" style="display:none"></iframe>
""")
_LIST = Template("""<div id="3345" class="default_pgContainer"><script type="text/xml">
$datastore
</script></div>
<script>jQuery('#3345').jpage({themename:'default', barPosition:'bottom', totalRecord:$total,
perPage:$rows, groupSize:$pages, proxyUrl:'/module/web/jpage/dataproxy.jsp',
param:{col:1, appid:1, webid:7, path:'/', columnid:1500, sourceContentType:1, unitid:3345,
webname:'$name', permissiontype:0}});</script>
""")
# Shows the embedded block, and all the others on a click.
_SCRIPT = """function jQuery(selector) {
  var box = document.querySelector(selector);
  function show(xml) {
    xml.match(/<li>[^]*?<\\/li>/g).forEach(function (row) {
      box.insertAdjacentHTML("beforeend", row);
    });
  }
  function jpage(options) {
    var first = options.perPage * options.groupSize + 1, more = document.createElement("button");
    more.textContent = "更多";
    more.onclick = function () {
      more.remove();
      fetch(options.proxyUrl + "?startrecord=" + first + "&endrecord=" + options.totalRecord +
        "&columnid=" + options.param.columnid).then(function (r) { return r.text(); }).then(show);
    };
    show(box.innerHTML);
    box.after(more);
  }
  return {jpage: jpage};
}
"""
_DATASTORE = Template("""<datastore>
<nextgroup><![CDATA[$following]]></nextgroup>
<totalrecord>$total</totalrecord><totalpage>$pages</totalpage>
<recordset>
$records</recordset>
</datastore>""")
_FOLLOWING = Template(
    '<a href="/module/web/jpage/dataproxy.jsp?startrecord=$first&endrecord=$last&perpage=$rows'
    "&col=1&appid=1&webid=7&path=/&columnid=1500&sourceContentType=1&unitid=3345&permissiontype=0"
    '"></a>'
)


class Datastore(Site):
    """As JCMS sets up the portal of a county."""

    family, dialect = "hanweb", "datastore"
    headers = (
        ("Server", "Apache-Coyote/1.1"),
        ("Set-Cookie", "JSESSIONID=6C21F0A4; Path=/; HttpOnly"),
        ("Set-Cookie", "hq_lang=zh_CN; Path=/"),
    )
    html_type = "text/html;charset=UTF-8"
    robots = "User-agent: *\nDisallow: /jcms/\nDisallow: /module/jslib/\n"

    def address(self, posting: Posting) -> str:
        """`/art/2024/1/17/art_1500_310107.html`."""
        filed = posting.filed
        day = f"{filed.year}/{filed.month}/{filed.day}"
        return f"/art/{day}/art_{_COLUMN}_{posting.serial}.html"

    def answer(self, day: int, ask: Ask) -> Reply:
        """The data proxy takes its parameters from the address or from a form."""
        return self._block(day, ask.query) if ask.path == _PROXY else super().answer(day, ask)

    def columns(self, day: int) -> Mapping[str, Page]:
        """The home page at two addresses, and columns by number."""
        home = partial(self._home, day)
        texts: dict[str, Page] = {
            _column_path(number): partial(self._frame, name, platform_text(name), number)
            for number, name in _TEXTS.items()
        }
        return {
            "/": home,
            "/index.html": home,
            "/script/pagecontrol.js": partial(file, "text/javascript", _SCRIPT),
            **texts,
            _column_path(_PLATFORM): self._platform,
            _column_path(_COLUMN): partial(self._list, day),
        }

    def detail(self, entry: Entry, day: int) -> str:
        """The text in `#zoom`, below it links to the neighbours in the list."""
        entries, article = self.entries(day), entry.article
        at = entries.index(entry)
        near = "".join(
            f'<p class="near">{name}：<a href="{self.address(other.posting)}">'
            f"{other.article.title}</a></p>\n"
            for name, others in (("上一篇", entries[:at][-1:]), ("下一篇", entries[at + 1 :][:1]))
            for other in others
        )
        main = _DETAIL.substitute(self.shown(entry, day), near=near)
        content = (
            ("ArticleTitle", article.title),
            ("PubDate", f"{article.published} 10:12"),
            ("ContentSource", article.source),
            ("author", ""),
        )
        return self._page(article.title, main, (_PLATFORM, _COLUMN), content)

    def _home(self, day: int) -> Reply:
        main = _HOME.substitute(
            newest="\n".join(map(self._row, self.entries(day)[:3])),
            friends=" ".join(f'<a href="{url}">{name}</a>' for name, url in self.neighbours),
        )
        return self.html(self._page(self.name, main, ()))

    def _platform(self) -> Reply:
        """The menu of the columns below."""
        rows = "".join(
            f'<li><a href="{_column_path(number)}">{name}</a></li>\n'
            for number, name in _NAMES.items()
            if number != _PLATFORM
        )
        main = f'<ul class="menu">{rows}</ul>\n'
        return self.html(self._page(_NAMES[_PLATFORM], main, (_PLATFORM,)))

    def _frame(self, title: str, main: str, number: int) -> Reply:
        return self.html(self._page(title, main, (_PLATFORM, number)))

    def _list(self, day: int) -> Reply:
        entries = self.entries(day)
        datastore = self._datastore(entries, 1, _BLOCK)
        main = _LIST.substitute(
            datastore=datastore, total=len(entries), rows=_ROWS, pages=_PAGES, name=self.name
        )
        column = (("ColumnType", "信息公开年报"), ("ColumnKeywords", "年报,年度报告"))
        return self.html(self._page(_NAMES[_COLUMN], main, (_PLATFORM, _COLUMN), column))

    def _block(self, day: int, query: Mapping[str, str]) -> Reply:
        """Records of the column by number, both ends included; any other column is empty."""
        entries = self.entries(day) if query.get("columnid") == str(_COLUMN) else []
        first, last = (_record(query.get(name, "")) for name in ("startrecord", "endrecord"))
        text = f'<?xml version="1.0" encoding="UTF-8"?>\n{self._datastore(entries, first, last)}'
        return Reply(200, (("Content-Type", "text/xml;charset=UTF-8"),), text.encode())

    def _datastore(self, entries: Sequence[Entry], first: int, last: int) -> str:
        following = _FOLLOWING.substitute(first=last + 1, last=last + _BLOCK, rows=_ROWS)
        records = entries[max(first - 1, 0) : last]
        return _DATASTORE.substitute(
            following=following if 0 < last < len(entries) else "",
            total=len(entries),
            pages=-(-len(entries) // _ROWS),
            records="".join(f"<record><![CDATA[{self._row(e)}]]></record>\n" for e in records),
        )

    def _row(self, entry: Entry) -> str:
        title = entry.article.title
        return (
            f'<li><a href="{self.address(entry.posting)}" title="{title}" target="_blank">'
            f"{title}</a><span>{entry.article.published}</span></li>"
        )

    def _page(
        self,
        title: str,
        main: str,
        trail: Sequence[int],
        metadata: Iterable[tuple[str, str]] = (),
    ) -> str:
        """A page inside the frame; `trail` are the numbers of the columns above it."""
        site = (("SiteName", self.name), ("SiteDomain", "127.0.0.1"), ("SiteIDCode", self.code))
        column = (("ColumnName", _NAMES[number]) for number in trail[-1:])
        crumbs = "".join(
            f'<td> &gt; <a href="{_column_path(number)}">{_NAMES[number]}</a></td>'
            for number in trail
        )
        return _FRAME.substitute(
            title=title,
            metas=metas((*site, *column, *metadata)),
            name=self.name,
            crumbs=crumbs,
            main=main,
            code=self.code,
        )


def _column_path(number: int) -> str:
    return f"/col/col{number}/index.html"


def _record(text: str) -> int:
    """A record number; what is none counts as 0, before all records."""
    return int(text) if text.isdecimal() else 0
