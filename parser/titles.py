"""What a title alone says: a statutory annual report, or which of its look-alikes.

A title that passes is only worth a look at the page, which decides (``parser.kind``).
"""

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

from parser.script import simplify

YEAR = re.compile(r"20[0-2]\d|二[〇○零oO0][一二][〇○零oO0一二三四五六七八九]")

_REPORT = re.compile(
    r"((信息|政务)公开.{0,16}(年度报告|年度工作报告|年报|工作报告|年度.{0,6}报告)"
    r"|(年度报告|年报).{0,8}(信息|政务)公开)"
)
_ENDS_AS_REPORT = re.compile(_REPORT.pattern + r"(\(.{0,12}\))?$")
_SITE_TAIL = re.compile(r"\s*[-_|—–][^-_|—–]{2,20}(?=$|[-_|—–])(?:[-_|—–].*)?$")

LOOK_ALIKES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("interpretation", re.compile(r"解读|图解|一图|读懂|问答|视频")),
    ("story", re.compile(r"召开|推进会|部署会|会议$|培训班|调研|座谈")),
    (
        "notice",
        re.compile(r"关于(做好|开展|编制|报送|印发|发布|公布)|通知|通报|公告|方案|函$|意见$"),
    ),
    ("rule", re.compile(r"指南|制度|目录|办法|条例|规定|细则|标准|清单")),
    ("plan", re.compile(r"要点|计划|安排")),
    ("other report", re.compile(r"统计公报|预算|决算|法治政府|行政复议年|报表")),
)
"""Looked for in this order; a title is dropped, and counted, under the first name that fits."""

_TELLING_OF_A_REPORT = {"interpretation", "story", "notice"}
"""What can end in the words of a report and still only tell of one. The other words may stand in
the name of a body: 卫生和计划生育委员会, 标准化研究院."""


def normalise_title(title: str) -> str:
    """Half-width, without blanks: titles are broken over lines and padded at will."""
    return "".join(unicodedata.normalize("NFKC", title).split())


def look_alike(title: str) -> str | None:
    """Why a title is not an annual report's: ``notice``, ``story`` …; ``None`` if it may be one."""
    text = simplify(normalise_title(title))
    reason = next((name for name, pattern in LOOK_ALIKES if pattern.search(text)), None)
    if not YEAR.search(text) or not _REPORT.search(text):
        return reason or "no report title"
    if _ENDS_AS_REPORT.search(text) and reason not in _TELLING_OF_A_REPORT:
        return None
    return reason


def title_candidates(above: Sequence[str]) -> list[str]:
    """The lines above a report that may be its title, which may be broken over two of them."""
    return [*above, *(first + second for first, second in pairwise(above))]


def trim_site(title: str) -> str:
    """The title of a window without the portal's name: ``…年度报告-青禾县林业局`` ends sooner."""
    return _SITE_TAIL.sub("", title) or title
