"""What stands around a report on its page and is none of it: counters, widgets, neighbours.

A change in any of it must not make a version, so it is taken off the
ends of the main text before anything is digested.
"""

import re
from collections.abc import Sequence

from parser.grid import Table
from parser.prose.sections import heading_of

_COUNTER = r"(?:浏览|点击|阅读|访问)(?:次数|人数|人次|量|数|率)?"
_AROUND = re.compile(
    rf"^[\[【(（\s]*(?:{_COUNTER}\s*[:：]|(?:本文)?(?:已)?被?{_COUNTER}\s*\d|您是第|字\s*[体号]|"
    r"打\s*印|关\s*闭|返\s*回|分\s*享|收\s*藏|扫一扫|我要(?:打印|纠错|收藏)|纠错|责任编辑|"
    r"编\s*辑\s*[:：]|审\s*核\s*[:：]|作\s*者\s*[:：]|来\s*源\s*[:：]|信息来源|文章来源|稿源|发布(?:时间|日期|机构|人)|"
    r"公开(?:时间|日期)|更新时间|页面生成时间|当前位置|您(?:现在)?的位置|首页\s*[>＞]|索\s*引\s*号|"
    r"微信|微博|手机(?:浏览|版)|视力保护|朗读|打开手机)"
)
_NEIGHBOURS = re.compile(
    r"^[\[【\s]*(?:上一[篇条页]|下一[篇条页]|相关(?:链接|信息|文章|阅读|稿件|新闻|文档)|"
    r"主办(?:单位)?\s*[:：]|承办|版权所有|网站地图|友情链接|网站标识码|[\u4e00-\u9fff]?ICP备|Copyright)",
    re.IGNORECASE,
)
_SENTENCE_END = ("。", "：", ":", "；", ";")

MAX_AROUND = 150
"""A line of widgets holds a date, a source, a counter; a paragraph is longer."""
MIN_PREAMBLE = 40
"""Before the first heading, shorter lines without a full stop are titles, dates, bread crumbs."""


def is_around(line: str) -> bool:
    return _may_be_around(line) and bool(_AROUND.match(line) or _NEIGHBOURS.match(line))


def _may_be_around(line: str) -> bool:
    """微信公众号发布信息20条。 is a sentence of the report, 微信扫一扫 is not."""
    return len(line) <= MAX_AROUND and not line.endswith("。")


def trim(body: Sequence[str | Table]) -> tuple[list[str], list[str | Table]]:
    """The lines above the report, and the report: from its preamble to its signature."""
    marks = [number for number, item in enumerate(body) if _is_mark(item)]
    start, end = (marks[0], marks[-1] + 1) if marks else (0, 0)
    above = [item for item in body[:start] if not _is_preamble(item)]
    report = [item for item in body[:start] if _is_preamble(item)]
    report += body[start:end]
    for item in body[end:]:
        if isinstance(item, str):
            if _may_be_around(item) and _NEIGHBOURS.match(item):
                break
            if is_around(item):
                continue
        report.append(item)
    return [item for item in above if isinstance(item, str)], report


def _is_mark(item: str | Table) -> bool:
    return isinstance(item, Table) or heading_of(item) is not None


def _is_preamble(item: str | Table) -> bool:
    if isinstance(item, Table):
        return True
    prose = len(item) >= MIN_PREAMBLE or item.endswith(_SENTENCE_END)
    return prose and not is_around(item)
