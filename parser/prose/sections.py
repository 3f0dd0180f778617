"""Headings and the text under them.

Ordinals mislead: the rows of section 三 and the parts of the 2014 return carry the same ones, and
issuers number anew. So a heading is a line that begins with an ordinal **and** says one of the
headings; any other short line with an ordinal is an ``extra`` section.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from parser.extraction import Section
from parser.prose.subsections import read_subsections
from parser.text.script import simplify

HEADINGS = {
    "overview": (
        "总体情况",
        "概述",
        "概况",
        "工作基本情况",
        "基本工作情况",
        "主要工作概述",
        "政府信息公开工作概述",
        "政府信息公开总体工作情况",
        "基本情况",
        "政府信息公开工作情况",
    ),
    "proactive": (
        "主动公开政府信息情况",
        "主动公开政府信息的情况",
        "行政机关主动公开政府信息情况",
        "政府信息主动公开情况",
        "主动公开情况",
        "主动公开政府政府情况",
    ),
    "requests": (
        "收到和处理政府信息公开申请情况",
        "依申请公开政府信息情况",
        "依申请公开信息的情况",
        "政府信息依申请公开情况",
        "政府信息依申请公开办理情况",
        "依申请公开政府信息办理情况",
        "依申请公开办理情况",
        "依申请公开政府信息和不予公开政府信息情况",
        "政府信息咨询及申请情况",
    ),
    "fees": (
        "政府信息公开的收费及减免情况",
        "政府信息公开收费及减免情况",
        "收费及减免情况",
        "政府信息公开相关费用情况",
        "政府信息公开支出和收费情况",
        "人员和收支情况",
    ),
    "remedies": (
        "政府信息公开行政复议、行政诉讼情况",
        "政府信息公开行政复议和行政诉讼情况",
        "政府信息公开行政复议及行政诉讼情况",
        "政府信息公开行政复议行政诉讼情况",
        "因政府信息公开工作被申请行政复议、提起行政诉讼情况",
        "因政府信息公开申请行政复议、提起行政诉讼的情况",
        "申请行政复议和提起行政诉讼情况",
        "复议、诉讼情况",
        "复议、诉讼和申诉情况",
        "政府信息公开类行政复议、行政诉讼情况",
    ),
    "problems": (
        "存在的主要问题及改进情况",
        "政府信息公开工作存在的主要问题及改进情况",
        "存在的主要问题和改进措施",
        "存在主要问题及改进措施",
        "存在问题及改进情况",
        "存在问题及改进措施",
        "存在问题及工作打算",
        "存在的不足和下一步工作思路",
    ),
    "other": (
        "其他需要报告的事项",
        "其他需要报告事项",
        "其它需要报告事项",
        "其它需要报告的事项",
        "需要说明的其他事项及附表",
        "需要说明的事项与附表",
    ),
    "consultation": ("咨询处理情况", "咨询情况"),
    "response": ("回应解读情况",),
    "organisation": ("机构建设、保障经费和培训会议情况",),
}
"""What headings say, by key: the official words first, then variants seen in print."""

REQUIRED = ("overview", "proactive", "requests", "remedies", "problems", "other")
"""The six sections of the forms of 2019 and 2021."""

NEAR = {
    "remedies": re.compile(r"行政复议.*诉讼|复议.*诉讼.*情况"),
    "problems": re.compile(
        r"(?:存在|主要)的?.{0,4}(?:问题|不足).{0,3}(?:改进|整改|下一步|措施|打算)"
    ),
    "other": re.compile(r"其[他它](?:需要)?(?:报告|说明)的?(?:事项|情况)"),
    "requests": re.compile(r"(?:依申请公开|收到和处理).{0,12}(?:情况|申请)"),
    "proactive": re.compile(r"主动公开.{0,10}情况"),
    "fees": re.compile(r"收费.{0,4}减免"),
    "overview": re.compile(r"(?:总体|基本)(?:工作)?情况"),
}
"""Headings in other words, tried in this order on a line short enough to be nothing else."""

MAX_HEADING = 40
"""Characters of the longest heading seen in print: 36."""
MAX_SECTIONS = 100
"""A report has six to nine, with foreign ones two dozen."""
MAX_LINE = 120
"""Characters of a line within which a heading ends, blanks between its characters included."""

_BEGINNING = re.compile(
    r"\s*(?:(?P<ordinal>[一二三四五六七八九十]{1,3}\s*[、.．，,：:]\s*)"
    r"|附\s*[件表]\s*\d{0,2}\s*[:：]?\s*\Z)"
)
"""An ordinal, or a whole line that says 附件."""
_SENTENCE = re.compile(r"[，,；;。].")
_SPACE = re.compile(r"\s+")


class Heading(NamedTuple):
    key: str
    text: str
    rest: str


def _exact_headings() -> re.Pattern[str]:
    """All headings of the table, the longest first, with blanks allowed between characters."""
    says = sorted((text for texts in HEADINGS.values() for text in texts), key=len, reverse=True)
    spaced = (r"\s*".join(map(re.escape, text)) for text in says)
    return re.compile(rf"({'|'.join(spaced)})\s*[。.：:]?")


_EXACT = _exact_headings()
_KEY_OF = {text: key for key, texts in HEADINGS.items() for text in texts}


def heading_of(line: str) -> Heading | None:
    """The heading that a line is, or begins with: ``一、总体情况2019年，…`` has a rest."""
    beginning = _BEGINNING.match(line)
    if not beginning:
        return None
    if not beginning["ordinal"]:
        return Heading("attachment", line.strip(), "")
    if exact := _official_words(line[:MAX_LINE], beginning.end()):
        key = _KEY_OF[_SPACE.sub("", exact[1])]
        rest = line[exact.end() :].strip()
        if rest and not _begins_sentence(rest):
            return _short_heading(line, beginning.end()) or Heading(key, line.strip(), "")
        return Heading(key, line[: exact.end()].strip(), rest)
    return _short_heading(line, beginning.end())


@lru_cache(maxsize=1024)
def _official_words(line: str, start: int) -> re.Match[str] | None:
    """Reports share their headings, and each stage of the parser asks for them."""
    return _EXACT.match(simplify(line), start)


def _begins_sentence(rest: str) -> bool:
    """Is what follows the words of a heading the paragraph, and not the end of the heading?"""
    return len(rest) > MAX_HEADING or bool(_SENTENCE.search(rest)) or rest.endswith("。")


def _short_heading(line: str, start: int) -> Heading | None:
    words = _SPACE.sub("", simplify(line[start:MAX_LINE]))
    if not words or len(words) > MAX_HEADING or _SENTENCE.search(words):
        return None
    key = next((key for key, near in NEAR.items() if near.search(words)), "extra")
    return Heading(key, line.strip(), "")


def read_sections(lines: Iterable[str]) -> tuple[list[Section], list[str]]:
    """The sections in order, and the headings printed more than once, wherever they stand.

    A repeated heading keeps its first occurrence; the text goes on under it. Lines before the
    first heading are the preamble and belong to no section."""
    sections: list[Section] = []
    texts: list[list[str]] = []
    repeated = []
    for line in lines:
        heading = heading_of(line) if len(sections) < MAX_SECTIONS else None
        if heading and any(_same(heading, section) for section in sections):
            repeated.append(heading.text)
            heading = Heading(heading.key, "", heading.rest)
        elif heading:
            sections.append(Section(heading.key, heading.text, ""))
            texts.append([])
        if texts and (rest := heading.rest if heading else line):
            texts[-1].append(rest)
    for section, parts in zip(sections, texts, strict=True):
        section.text = "\n".join(parts)
        if section.key == "overview":
            section.subsections = read_subsections(parts)
    return sections, repeated


def _same(heading: Heading, section: Section) -> bool:
    return _SPACE.sub("", heading.text) == _SPACE.sub("", section.heading)


def preamble_of(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        if heading_of(line):
            return
        yield line
