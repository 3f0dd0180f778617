"""What a title alone says: a statutory annual report, or which of its look-alikes.

A title that passes is only worth a look at the page, which decides (``parser.kind``).
"""

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

from parser.issuer import issuer_in_title
from parser.script import simplify

YEAR = re.compile(r"20[0-2]\d|二[〇○零oO0][一二][〇○零oO0一二三四五六七八九]")

_REPORT = re.compile(r"(信息|政务)公开.{0,16}(年度报告|年度工作报告|年报|工作报告|年度.{0,6}报告)")
_REPORT_YEAR_LAST = re.compile(r"(年度报告|年报).{0,8}(信息|政务)公开")
_DISCLOSURE = re.compile(r"(?:政府|政务)?信息公开|政务公开")
_SITE_TAIL = re.compile(r"\s*[-_|—–][^-_|—–]{2,20}(?=$|[-_|—–])(?:[-_|—–].*)?$")

LOOK_ALIKES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("notice", re.compile(r"通知|通报|公告|函$|要求|编制.{0,6}发布|报送|方案|意见$")),
    ("interpretation", re.compile(r"解读|图解|一图|读懂|问答|视频")),
    ("rule", re.compile(r"指南|制度|目录|办法|条例|规定|细则|标准|清单")),
    ("plan", re.compile(r"要点|计划|安排")),
    ("story", re.compile(r"会议?$|召开|推进会|部署会|培训|调研|学习|检查|座谈")),
    (
        "other report",
        re.compile(r"统计公报|预算|决算|法治政府|工作报告解读|财政|行政复议年|网站.{0,8}报表"),
    ),
)
"""Looked for in this order; each is a reason a title is dropped by, and counted under its name."""


def normalise_title(title: str) -> str:
    """Half-width, without blanks: titles are broken over lines and padded at will."""
    return "".join(unicodedata.normalize("NFKC", title).split())


def look_alike(title: str) -> str | None:
    """Why a title is not an annual report's: ``notice``, ``story`` …; ``None`` if it may be one."""
    text = simplify(normalise_title(title))
    said = _without_issuer(text)
    for reason, pattern in LOOK_ALIKES:
        if pattern.search(said):
            return reason
    if YEAR.search(text) and (_REPORT.search(text) or _REPORT_YEAR_LAST.search(text)):
        return None
    return "no report title"


def _without_issuer(text: str) -> str:
    """财政局 and 卫生和计划生育委员会 say what a body is, not what the title is about."""
    issuer = issuer_in_title(text)
    if not issuer or any(pattern.search(issuer) for _, pattern in LOOK_ALIKES[:2]):
        return text
    start = _DISCLOSURE.search(text)
    return text[start.start() :] if start else text


def title_candidates(above: Sequence[str]) -> list[str]:
    """The lines above a report that may be its title, which may be broken over two of them."""
    return [*above, *(first + second for first, second in pairwise(above))]


def trim_site(title: str) -> str:
    """The title of a window without the portal's name: ``…年度报告-青禾县林业局`` ends sooner."""
    return _SITE_TAIL.sub("", title) or title
