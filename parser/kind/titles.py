"""What a title alone says: a statutory annual report, or which of its look-alikes.

A title that passes is only worth a look at the page, which decides (``parser.kind``); with its
address it says a little more (``parser.kind.candidate``).
"""

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

from parser.metadata.issuer import kind_of
from parser.text.script import simplify

YEAR = re.compile(r"20[0-2]\d|二[〇○零oO0][一二][〇○零oO0一二三四五六七八九]")

_PINYIN = re.compile(r"(?<=[\u4e00-\u9fff])\([a-zü\u00e0-\u01dc]{1,7}\)")
"""報(bào): mirrors write so to hide from a search."""
_REPORT = re.compile(
    r"(?P<whose>政[府务]|与)?(?:信息|政务)(?:主动)?公开"
    r"(?:[和与及暨]?政[府务](?:信息)?公开|工作|总结|情况|年度|年|的|20\d\d|[()])*"
    r"(?:报告|年报)"
    r"|年(?:度报告|报)\W{1,2}(?P<whose_behind>政[府务])信息公开"
)
"""Nothing else stands between the two words: 信息公开考核年度报告 is of the appraisal."""
_YEARLY = re.compile(r"年度|年报|情况的?报告|工作报告")
_ENDS_AS_REPORT = re.compile(rf"(?:{_REPORT.pattern})" + r"(?:\([^()]{0,12}\))?$")
_YEAR_WORDS = re.compile(r"(?:20\d\d|二[^年]{3})(?:年度|年)?|年度|^关于|[()_\-\s]|的$")
_SITE_TAIL = re.compile(r"\s*[-_|—–][^-_|—–]{2,20}(?=$|[-_|—–])(?:[-_|—–].*)?$")

LOOK_ALIKES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "template",
        re.compile(
            r"范文|模板|样本|样表|示例|[\d一二三四五六七八九十]篇|[xX×*]{2}|\(单位(?:名称)?\)"
        ),
    ),
    (
        "interpretation",
        re.compile(r"解读|图解|图说|图表|长图|海报|一图|读懂|看懂|速览|问答|视频|报告的?说明$"),
    ),
    (
        "story",
        re.compile(
            r"召开|推进会|部署会|会议$|培训[班会]|调研(?!室)|座谈|出炉|亮相|晒出|(?<!关于)开展"
        ),
    ),
    (
        "announcement",
        re.compile(
            r"(?<!关于)(?<!关于做好)(?<![局委厅办处镇乡])(?:发布|公布)(?!的)(?=.*公开)"
            r"(?!.*(?:通知|公告|通报)$)|报告(?:正式)?(?:发布|公布)$"
        ),
    ),
    (
        "order",
        re.compile(
            r"关于(?:认真|切实|扎实|进一步)*(?:做好|开展|编制)|"
            r"(?:编制|编写|撰写|填报)(?:[和及与、]|发布|公布|报送)*(?:工作|情况|要求|说明)"
        ),
    ),
    (
        "notice",
        re.compile(
            r"关于(?:报送|印发|发布|公布|转发)|通知|通报|(?<!报告的)公告|方案|函$|意见$|"
            r"更正说明|勘误"
        ),
    ),
    (
        "part of a year",
        re.compile(r"半年|季度|(?<![-—–~至\d])\d{1,2}月份?(?=政[府务]信息公开|依申请公开)"),
    ),
    ("rule", re.compile(r"指南|制度|目录|办法|条例|规定|细则|标准|清单|格式|须知|汇总|一览")),
    ("plan", re.compile(r"要点|计划|安排")),
    (
        "other report",
        re.compile(
            r"统计公报|预算|决算|法治政府|行政复议年|报表|学年|自查|整改|考核|评[估议]|检查|督查|"
            r"依申请公开|工作总结|统计年[报鉴]|白皮书"
        ),
    ),
)
"""Looked for in this order; a title is dropped, and counted, under the first name that fits. What a
government announces is news of others' reports; a department that does announces its own."""

_TELLING_OF_A_REPORT = {
    *("template", "interpretation", "story", "announcement", "order", "notice"),
    "part of a year",
}
"""What can end in the words of a report and still only tell of one. The other words may stand in
the name of a body: 卫生和计划生育委员会, 标准化研究院."""

MAX_TITLE = 200
"""Characters. The longest notices seen have 90; a longer text is no title."""
UNTOLD = ("no report title", "no year")
"""What is said of a title that names nothing else: neither a report nor a look-alike."""


def normalise_title(title: str) -> str:
    """Half-width, without blanks and pinyin: titles are broken over lines and padded at will."""
    return _PINYIN.sub("", "".join(unicodedata.normalize("NFKC", title).split()))


def look_alike(title: str) -> str | None:
    """Why a title is not an annual report's: ``notice``, ``story`` …; ``None`` if it may be one.

    ``no year`` is the title of a report that is whole but for its year, or of a column."""
    text = simplify(normalise_title(title[: MAX_TITLE + 1]))
    if len(text) > MAX_TITLE:
        return "no report title"
    reason = next((name for name, pattern in LOOK_ALIKES if pattern.search(text)), None)
    match = _REPORT.search(text)
    if not match or not _YEARLY.search(match.group()):
        return reason or "no report title"
    if not _is_of_government(text, match):
        return "other report"
    if _ENDS_AS_REPORT.search(text) and reason not in _TELLING_OF_A_REPORT:
        reason = None
    return reason or (None if YEAR.search(text) else "no year")


def _is_of_government(text: str, match: re.Match[str]) -> bool:
    """政府信息公开, or 信息公开 of a body: schools, firms and hospitals report under other rules,
    and 环境信息公开 is a matter of firms too."""
    whose = match["whose"] or match["whose_behind"] or ""
    if whose or match.group().startswith("政务"):
        return True
    head = _YEAR_WORDS.sub("", text[: match.start()])
    return not head or (kind_of(head) or "institution") != "institution"


def title_candidates(above: Sequence[str]) -> list[str]:
    """The lines above a report that may be its title, which may be broken over two of them."""
    return [*above, *(first + second for first, second in pairwise(above))]


def trim_site(title: str) -> str:
    """The title of a window without the portal's name: ``…年度报告-青禾县林业局`` ends sooner."""
    return _SITE_TAIL.sub("", title) or title
