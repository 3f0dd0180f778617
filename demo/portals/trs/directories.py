"""A portal of the TRS family: directories as columns, relative links, pager only in a script.

Page 2 of a list is `index_1.html`. The script claims one page more than there is; that page is
a stub, and those behind it are 404.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from string import Template

from demo.history import DAYS, Posting
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
    file,
    metas,
    platform_text,
)

_PLATFORM = "/zwgk/zfxxgk/"
_COLUMN = f"{_PLATFORM}zfxxgknb/"
_SLUGS = {GUIDE: "zfxxgkzn", RULES: "zfxxgkzd", DUTIES: "fdzdgknr", REQUESTS: "ysqgk"}
_CRUMBS = {"/": "首页", _PLATFORM: "政府信息公开", _COLUMN: "政府信息公开年报"}
_ROWS = 15
_RELATED = 5
_WEEKDAYS = "一二三四五六日"

# $root climbs from a page to the top directory; every link of the frame is relative.
_FRAME = Template("""<!DOCTYPE html>
<html>
<head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<title>$title</title>
$metas
<link href="${root}style.css" rel="stylesheet" type="text/css">
<script src="${root}pager.js"></script>
<script>
function submitSearch(){
  var form = document.getElementById("frmSearch");
  if (form.searchword.value == "") { alert("请输入关键词"); return false; }
  form.submit();
}
</script>
</head>
<body>
<div class="header">
<div class="top">今天是：$today
<a href="javascript:void(0)" onclick="setHome()">设为首页</a>
<a href="javascript:void(0)" onclick="addFavorite()">加入收藏</a></div>
<div class="logo">$name</div>
<form id="frmSearch" action="${root}was5/web/search" method="get">
<input type="hidden" name="channelid" value="200114"><input type="text" name="searchword">
<input type="button" value="搜索" onclick="submitSearch()"></form>
</div>
<div class="nav">
<a href="${root}index.html">首页</a>
<a href="${root}zwgk/zfxxgk/">政务公开</a>
<a href="${root}zwgk/zfxxgk/fdzdgknr/">公开内容</a>
<a href="${root}zwgk/zfxxgk/ysqgk/">依申请公开</a>
</div>
<div class="position">您现在的位置：$crumbs</div>
<div class="main">
$main</div>
<div class="footer">
<p>主办：$name　承办：${name}办公室　网站标识码：$code</p>
<p>联系电话：0700-2100012　建议使用1280×768以上分辨率浏览</p>
</div>
</body>
</html>
""")
_HOME = Template("""<div class="entry"><a href="./zwgk/zfxxgk/">政府信息公开</a>
<a href="./hdjl/szxx/">市长信箱</a></div>
<div class="new"><h2>最新公开</h2><ul>
$newest</ul></div>
<div class="friends">友情链接：$friends</div>
""")
_DETAIL = Template("""<table class="xxgk_table" width="100%">
<tr><td><b>索引号：</b></td><td>0114$serial/$filed-00$serial</td>
<td><b>主题分类：</b></td><td>综合政务/政务公开</td></tr>
<tr><td><b>发布机构：</b></td><td>$source</td>
<td><b>公开日期：</b></td><td>$published</td></tr>
</table>
<h1 class="title">$title</h1>
<div class="info"><span>发布时间：$published</span> <span>来源：$source</span>
<span>浏览次数：$views</span>
<span>字体：<a href="javascript:doZoom(18)">大</a> <a href="javascript:doZoom(16)">中</a>
<a href="javascript:doZoom(14)">小</a></span></div>
<div class="article-content"><div class="TRS_Editor">
$text</div></div>
<div class="tools"><a href="javascript:window.print()">打印</a>
<a href="javascript:window.close()">关闭</a></div>
<div class="xgxx"><h3>相关信息</h3><ul>
$related</ul></div>
""")
_LIST = Template("""<div class="list"><ul>
$rows</ul></div>
<div class="page"><script language="JavaScript">
createPageHTML($total, $number, "index", "html");</script></div>
""")
_PAGER = """function createPageHTML(total, current, stem, extension) {
  for (var number = 0; number < total; number++) {
    var file = stem + (number ? "_" + number : "") + "." + extension;
    document.write(number == current ? number + 1 : String(number + 1).link(file), " ");
  }
}
"""
_STUB = """<!DOCTYPE html>
<html><head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<title>政府信息公开年报</title>
<link href="../../../style.css" rel="stylesheet" type="text/css">
</head><body>
<div class="list"><ul></ul></div>
<script language="JavaScript">createPageHTML(0, 0, "index", "html");</script>
</body></html>
"""


class Directories(Site):
    """As TRS sets up the portal of a city."""

    family, dialect = "trs", "directories"
    headers = (("Server", "nginx"), ("X-Frame-Options", "SAMEORIGIN"))
    html_type = "text/html"
    robots = "User-agent: *\nAllow: /\nDisallow: /was5/\n"
    compresses = True
    validator = "ETag"

    def address(self, posting: Posting) -> str:
        """`…/202401/t20240117_200107.html`: the month, then the day and the serial number."""
        filed = posting.filed
        return f"{_COLUMN}{filed:%Y%m}/t{filed:%Y%m%d}_{posting.serial}.html"

    def columns(self, day: int) -> Mapping[str, Page]:
        """The root redirects; every directory answers with and without `index.html`."""
        directories: dict[str, Page] = {_PLATFORM: partial(self._platform, day)}
        for name, slug in _SLUGS.items():
            path = f"{_PLATFORM}{slug}/"
            directories[path] = partial(self._frame, path, name, platform_text(name), day)
        lists = chunks(self.entries(day), _ROWS)
        directories[_COLUMN] = partial(self._list, lists, 0, day)
        return {
            "/": partial(Reply, 302, (("Location", "/index.html"),), b""),
            "/index.html": partial(self._home, day),
            "/pager.js": partial(file, "text/javascript", _PAGER),
            **directories,
            **{f"{path}index.html": page for path, page in directories.items()},
            **{_list_path(n): partial(self._list, lists, n, day) for n in range(1, len(lists))},
            _list_path(len(lists)): partial(self.html, _STUB),
        }

    def detail(self, entry: Entry, day: int) -> str:
        """A metadata table, the text in `TRS_Editor`, and the newest others of the column."""
        article = entry.article
        related = [other for other in self.entries(day) if other != entry][:_RELATED]
        main = _DETAIL.substitute(self.shown(entry, day), related=self._rows(related, "../"))
        content = (
            ("ColumnName", "政府信息公开年报"),
            ("ArticleTitle", article.title),
            ("PubDate", f"{article.published} 09:30"),
            ("ContentSource", article.source),
        )
        return self._page(self.address(entry.posting), article.title, main, day, content)

    def _home(self, day: int) -> Reply:
        main = _HOME.substitute(
            newest=self._rows(self.entries(day)[:3], f".{_COLUMN}"),
            friends="\n".join(f'<a href="{url}">{name}</a>' for name, url in self.neighbours),
        )
        return self._frame("/index.html", self.name, main, day)

    def _platform(self, day: int) -> Reply:
        """The menu; 机构职能 leads nowhere."""
        menu = {**_SLUGS, "政府信息<br>公开年报": "zfxxgknb", "机构职能": "jgzn"}
        rows = "".join(
            f'<li><a href="./{slug}/" target="_self">{name}</a></li>\n'
            for name, slug in menu.items()
        )
        return self._frame(_PLATFORM, _CRUMBS[_PLATFORM], f'<ul class="menu">{rows}</ul>\n', day)

    def _list(self, lists: Sequence[Sequence[Entry]], number: int, day: int) -> Reply:
        rows = self._rows(lists[number], "./")
        main = _LIST.substitute(rows=rows, total=len(lists) + 1, number=number)
        return self._frame(_list_path(number), _CRUMBS[_COLUMN], main, day)

    def _rows(self, entries: Iterable[Entry], base: str) -> str:
        """`base` leads from the page to the directory of the column."""
        return "".join(
            f'<li><a href="{base}{self.address(posting).removeprefix(_COLUMN)}" target="_blank">'
            f"{article.title}</a><span>{article.published}</span></li>\n"
            for posting, article in entries
        )

    def _frame(self, path: str, title: str, main: str, day: int) -> Reply:
        return self.html(self._page(path, title, main, day, (("ColumnName", title),)))

    def _page(
        self, path: str, title: str, main: str, day: int, metadata: Iterable[tuple[str, str]]
    ) -> str:
        site = (("SiteName", self.name), ("SiteDomain", "127.0.0.1"), ("SiteIDCode", self.code))
        root = "../" * (path.count("/") - 1) or "./"
        crumbs = (
            f'<a href="{root}{top.removeprefix("/")}" title="{name}" class="CurrChnlCls">{name}</a>'
            for top, name in _CRUMBS.items()
            if path.startswith(top)
        )
        return _FRAME.substitute(
            title=title,
            metas=metas((*site, *metadata)),
            root=root,
            today=f"{DAYS[day]} 星期{_WEEKDAYS[DAYS[day].weekday()]}",
            name=self.name,
            crumbs="&nbsp;&gt;&nbsp;".join(crumbs),
            main=main,
            code=self.code,
        )


def _list_path(number: int) -> str:
    return f"{_COLUMN}index{f'_{number}' if number else ''}.html"
