"""Where reports stand on a portal: home → disclosure platform → report column → reports.

Column names vary by portal; the words in them hardly do (measured on some two hundred addresses).
"""

import re
from typing import Literal

from scrapy.http import TextResponse

from parser.titles import YEAR, look_alike, normalise_title
from spiders.links import Link

Role = Literal["report", "column", "platform"]

_COLUMN = re.compile(r"年报|年度报告")
_PLATFORM = re.compile(r"(政府信息|政务|信息)公开")
_NOT_A_PLATFORM = re.compile(r"指南|制度|规定|目录|依申请|申请公开|意见箱|条例")
_SUBCOLUMN = re.compile(
    r"^20\d\d年?(度|年报)?$|^(市|区|县|州|省)?(政府|直|级)?(部门|单位|机关)$|^(街道|乡镇|镇街|区县|县区|县市区)"
)
MENU_WORDS = 20
"""Characters: the longest menu entry seen is 政府信息公开工作年度报告专栏; titles are longer."""

SECTION_MARKERS = ("总体情况", "主动公开", "收到和处理", "行政复议", "问题及改进", "其他需要报告")
SECTIONS_OF_A_REPORT = 4
"""A menu or a notice names three of the six at most; a page with more prints the report itself."""


def role(link: Link) -> Role | None:
    """What following a link on a home, platform or column page may lead to."""
    title = normalise_title(link.title)
    if look_alike(title) is None:
        return "report"
    if len(title) > MENU_WORDS or YEAR.search(title):
        return None
    if _COLUMN.search(title):
        return "column"
    if _PLATFORM.search(title) and not _NOT_A_PLATFORM.search(title):
        return "platform"
    return None


def is_subcolumn(link: Link) -> bool:
    """A report column is often split by year or by level."""
    return bool(_SUBCOLUMN.match(normalise_title(link.title)))


def is_column(response: TextResponse) -> bool:
    """The page says of itself that it is the report column (国办发〔2017〕47号, ``ColumnType``)."""
    kinds = response.xpath(
        "//meta[translate(@name, 'COLUMNTYPE', 'columntype') = 'columntype']/@content"
    ).getall()
    names = response.xpath(
        "//meta[translate(@name, 'COLUMNAE', 'columnae') = 'columnname']/@content"
    ).getall()
    return any("年报" in kind for kind in kinds) or any(_COLUMN.search(name) for name in names)


def prints_a_report(response: TextResponse) -> bool:
    """A year directory can be the report itself: its index page prints it, no link leads on."""
    return sum(marker in response.text for marker in SECTION_MARKERS) >= SECTIONS_OF_A_REPORT


def dropped(link: Link) -> str | None:
    """The reason a disclosure-like link is not followed, for the count; menus are not counted."""
    title = normalise_title(link.title)
    reason = look_alike(title)
    if reason in (None, "no report title") or len(title) <= MENU_WORDS // 2:
        return None
    return reason if re.search(r"公开|年报|年度报告", title) else None
