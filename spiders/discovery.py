"""Where reports stand on a portal: home → disclosure platform → report column → reports.

Column names vary by portal; the words in them hardly do (measured on some two hundred addresses).
Where a link says nothing, its address may: the slugs of report columns are as few.
"""

import re
from collections.abc import Sequence
from typing import Literal
from urllib.parse import urlsplit

from scrapy.http import TextResponse

from parser.kind.candidate import judge_candidate
from parser.kind.titles import UNTOLD, YEAR, look_alike, normalise_title
from spiders.links import ARTICLE, Link
from spiders.metas import read_metas

Role = Literal["report", "column", "part", "platform", "organ", "notices"]
"""``part``: what a report column is split by, a year, a level, an organ. ``organ``: a body, or a
level of them, whose disclosure stands beside that of the portal's own. ``notices``: the column
where bodies without a report column file their reports."""

COLUMN_WORDS = re.compile(r"年报|年度报告")
_PLATFORM = re.compile(r"(政府信息|政务|信息)公开|^公开(平台|目录)$")
_NOT_A_PLATFORM = re.compile(r"指南|制度|规定|依申请|申请公开|意见箱|条例")
_NOTICES = re.compile(r"^(通知|公示|政府)?(公告|公示)(公示|公告)?$|^通知公告|^(文件)?通知(通告)?$")
_SLUG = re.compile(
    r"/(bm|zf|xz)?(zf)?((xx)?gk)?(nb|ndbg)(_\d+)?"
    r"/?((index|\w*list|redirect_\w+)?(_\d+)?\.s?html?|\d{1,3}\.s?html?)?$"
    r"|/gkmlpt/annualreport|[?&]type=3(&|$)",
    re.IGNORECASE,
)
_DISCLOSURE = re.compile(r"/(\w*(xxgk|zwgk|gongkai)\w*|gk)(/|$)")
_REPORT_ADDRESS = re.compile(
    r"xxgkAnnualReport\.jsp\?(.*&)?fbtime=20|/(Openness|Xxgk)AnnualReport/show/\d|/Xxgknb/show/\d"
    r"|/openness/detail/annual_report/",
)
_YEAR_ALONE = re.compile(r"^20\d\d年?(度|年报|度报告|年度报告)?$")
_LEVEL = re.compile(
    r"^(市|区|县|州|省|旗)?(人民)?(政府|直|级|属)?(部门|单位|机关|机构)(年报)?$|^(市|区|县|州|省|旗)(人民)?政府(年报)?$"
    r"|^(街道|乡镇|镇街|镇乡|区县|县区|县市区|县市|旗县|各区|各县|各镇|开发区)"
)
_ORGAN = re.compile(
    r"(局|委|办|厅|部|院|社|署|室|会|处|街道|镇|乡|苏木|区|县|市|旗|州|盟|人民政府|中心|支队|大队|总队|集团|公司)$"
)
_MARKUP = re.compile(r"<[^<>]*>|\s")
_REPORT_WORD = re.compile(r"报告|年报|…$|\.\.$")  # or a title cut short, of which that much is left
_VARYING = re.compile(r"[0-9a-f]{8,}(-[0-9a-f]{4,12})*|\d{2,}", re.IGNORECASE)
"""Numbers of columns, units and years; a single digit is a code, as in ``type=3``."""

MENU_WORDS = 20
"""Characters: the longest menu entry seen is 政府信息公开工作年度报告专栏; titles are longer."""

SECTION_MARKERS = ("总体情况", "主动公开", "收到和处理", "行政复议", "问题及改进", "其他需要报告")
SECTIONS_OF_A_REPORT = 4
"""A menu or a notice names three of the six at most; a page with more prints the report itself."""


def role(link: Link) -> Role | None:
    """What following a link on a home, platform or column page may lead to."""
    title = normalise_title(link.title)
    if judge_candidate(title, link.url).reason is None or _REPORT_ADDRESS.search(link.url):
        return "report"
    if len(title) > MENU_WORDS or YEAR.search(title):
        return None
    if COLUMN_WORDS.search(title) and not is_another(title):
        return "column"
    if _PLATFORM.search(title) and not _NOT_A_PLATFORM.search(title):
        return "platform"
    if _SLUG.search(link.url) and not title:
        return "column"
    return "notices" if _NOTICES.search(title) else None


def role_on_platform(link: Link, platform: str) -> Role | None:
    """The same on a page of the platform, which may name organs with pages of their own."""
    if found := role(link):
        return found
    near = _DISCLOSURE.search(link.url) or akin(link.url, platform)
    return "organ" if _names_a_body(link) and near else None


def role_in_column(link: Link, column: str) -> Role | None:
    """The same on a page of a report column, where shorter words will do: the column at address
    ``column`` says already what its rows are."""
    title = normalise_title(link.title)
    if _YEAR_ALONE.match(title) or _LEVEL.match(title):
        return "report" if ARTICLE.search(urlsplit(link.url).path) else "part"
    if found := role(link):
        return found if found != "notices" else None
    if YEAR.search(title) and _REPORT_WORD.search(title) and not is_another(title):
        return "report"
    if not _names_a_body(link):
        return None
    if ARTICLE.search(urlsplit(link.url).path):
        return "report" if _below(link.url, column) and not is_another(title) else None
    return "part" if akin(link.url, column) else None


def _names_a_body(link: Link) -> bool:
    title = normalise_title(link.title)
    return len(title) <= MENU_WORDS and bool(_ORGAN.search(title) or _LEVEL.match(title))


def is_another(title: str) -> bool:
    """What the words of a menu entry or of a file's name say it is instead: 年报解读, 网站年度报表,
    信息公开指南."""
    return look_alike(title) not in (None, *UNTOLD)


def akin(url: str, column: str) -> bool:
    """Below the column, its query turned, an address of its shape or with its last directory:
    ``/col/col1501/`` and ``/czj/gknb/`` are akin to ``/col/col1500/`` and ``/gknb/``. The rest of a
    column page is menus."""
    own, other = urlsplit(column), urlsplit(url)
    if own.netloc != other.netloc or ARTICLE.search(other.path):
        return False
    if own.query or other.query:
        return _shape(column) == _shape(url) or bool(_SLUG.search(url))
    name = own.path.rpartition("/")[0].rpartition("/")[2]
    named = bool(name) and other.path.rpartition("/")[0].endswith(f"/{name}")
    return _below(url, column) or named or _shape(column) == _shape(url) or bool(_SLUG.search(url))


def _below(url: str, column: str) -> bool:
    own, other = urlsplit(column), urlsplit(url)
    folder = own.path.rpartition("/")[0]
    return own.netloc == other.netloc and bool(folder) and other.path.startswith(f"{folder}/")


def _shape(url: str) -> str:
    return _VARYING.sub("#", url.partition("://")[2])


def is_column(page: TextResponse) -> bool:
    """The page says of itself that it is the report column (国办发〔2017〕47号, ``ColumnType``), by
    its name, or by its address."""
    metas = read_metas(page)
    named = COLUMN_WORDS.search(metas.get("ColumnName", ""))
    return "年报" in metas.get("ColumnType", "") or bool(named or _SLUG.search(page.url))


def prints_a_report(page: TextResponse) -> bool:
    """A year directory can be the report itself: its index page prints it, no link leads on.
    Word ends its runs inside words, so only the text without any markup has the headings whole."""
    return _names_sections(page.text) or _names_sections(_MARKUP.sub("", page.text))


def _names_sections(text: str) -> bool:
    return sum(marker in text for marker in SECTION_MARKERS) >= SECTIONS_OF_A_REPORT


def may_be_a_list(page: TextResponse) -> bool:
    """Told by its address first, which costs nothing: most report pages have that of an article."""
    return not ARTICLE.search(urlsplit(page.url).path) and not prints_a_report(page)


def dropped(link: Link) -> str | None:
    """The reason a disclosure-like link is not followed, for the count; menus are not counted."""
    title = normalise_title(link.title)
    reason = judge_candidate(title, link.url).reason
    if reason in (None, *UNTOLD) or len(title) <= MENU_WORDS // 2:
        return None
    return reason if re.search(r"公开|年报|年度报告", title) else None


def years_of(titles: Sequence[str]) -> list[int]:
    """The report years that titles name, latest first."""
    found = (re.search(r"20[0-2]\d", title) for title in titles)
    return sorted({int(match[0]) for match in found if match}, reverse=True)
