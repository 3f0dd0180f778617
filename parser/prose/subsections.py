"""The parts of section 一, usually five: （一）主动公开 （二）依申请公开 （三）政府信息管理
（四）平台建设 （五）监督保障, in these and other words."""

import re
from collections.abc import Iterable

from parser.extraction import Subsection
from parser.text.script import simplify

SIGNS = {
    "response": re.compile("回应|关切|解读"),
    "requests": re.compile("依申请|申请公开"),
    "supervision": re.compile("监督|保障|考核|培训"),
    "platform": re.compile("平台|网站|渠道|载体"),
    "management": re.compile("管理|制度|规范|机制"),
    "proactive": re.compile("主动公开|公开内容|重点领域"),
}
"""Words of a heading, tried in this order: 加强公开平台管理 is about the platform."""

MAX_SUBSECTIONS = 50

_HEADING = re.compile(r"\s*[（(][一二三四五六七八九十]{1,3}[）)]\s*[^。：:；;]{2,40}(?:[。：:]|$)")


def read_subsections(lines: Iterable[str]) -> list[Subsection]:
    """Headings that stand on a line of their own or end in a full stop, with the text under them;
    lines before the first one belong to none."""
    found: list[Subsection] = []
    for line in lines:
        match = _HEADING.match(line) if len(found) < MAX_SUBSECTIONS else None
        if match:
            heading = match.group().strip(" 。：:")
            found.append(Subsection(_key_of(heading), heading, ""))
        said = line[match.end() if match else 0 :].strip()
        if found and said:
            text = found[-1].text
            found[-1].text = f"{text}\n{said}" if text else said
    return found


def _key_of(heading: str) -> str:
    words = simplify(heading)
    return next((key for key, sign in SIGNS.items() if sign.search(words)), "extra")
