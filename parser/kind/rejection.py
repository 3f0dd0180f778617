"""Is a document an annual report at all, and if not, why not."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from parser.extraction import Script
from parser.kind.titles import YEAR, look_alike, normalise_title
from parser.metadata.dates import years_in
from parser.metadata.issuer import issuer_in_title
from parser.page import Page
from parser.prose.sections import REQUIRED, heading_of
from parser.tables.keeping import Reading
from parser.text.mojibake import is_mojibake
from parser.text.script import is_mixed

REASONS = {
    "COMPILATION": "several documents on one page: 篇1, 篇2 … or whole reports under their titles",
    "MASKED": "year, names or figures are masked: 20**, **年, XX",
    "TEMPLATE": "the title is that of a sample text for others to copy",
    "MIRROR": "pinyin in brackets behind characters, or both scripts mixed: a copy for searches",
    "FORM": "statutory tables with every cell blank under no report's title: a form to fill in",
    "NOTICE": "the title is that of a notice, an order or a circular about reports",
    "PART-OF-YEAR": "the title is that of a return of a month, a quarter or half a year",
    "INTERPRETATION": "the title is that of an explanation of a report, in words or pictures",
    "RULE": "the title is that of a rule, a guide or a list",
    "PLAN": "the title is that of a plan or a programme of work",
    "STORY": "the title is that of a piece of news: a meeting, a training, a visit",
    "OTHER-REPORT": "the title is that of another statutory report",
    "LIST": "the page lists reports and is none",
    "NO-REPORT-PHRASE": "neither title nor preamble says 政府信息公开 … 年度报告 with a year",
    "NO-CONTENT": "a title alone: neither sections, nor tables, nor a document to open",
    "NO-TABLE": "no statutory table with a figure in it (said along with another reason)",
    "NO-ISSUER": "no issuing body is named (said along with another reason)",
    "MOJIBAKE": "text damaged by a wrong encoding (said along with another reason)",
    "SCRIPT": "Traditional characters (said along with another reason)",
}
"""Every code of ``Extraction.reasons``; a test holds them to this table."""

OF_LOOK_ALIKE = {
    "template": "TEMPLATE",
    "order": "NOTICE",
    "notice": "NOTICE",
    "part of a year": "PART-OF-YEAR",
    "interpretation": "INTERPRETATION",
    "rule": "RULE",
    "plan": "PLAN",
    "story": "STORY",
    "announcement": "STORY",
    "other report": "OTHER-REPORT",
}

MIN_SECTIONS = 3
MIN_WHOLE = 0.5
"""Of the cells of a table. Other returns share some rows with the forms; a damaged table of a
report keeps more than half of its own."""
MAX_SOURCES = 3
"""Documents under the title of one report: itself, its table, its picture. More are a list."""
MIN_MASKS = 3
"""A name may be masked in a genuine report; a template masks years and figures throughout."""
MAX_TITLE = 80
"""Characters. The longest real title seen has 48; a line of a list adds its date."""
OPENING = 600
"""Characters of the text in which a report without a title says what it is."""

_PHRASE = re.compile(r"政[府务]信息公开.{0,12}(?:年度报告|年报|年度工作报告)|信息公开年度报告")
_LISTED = re.compile(r"信息公开.{0,6}年(?:度|报)")
_PART = re.compile(
    r"^\s*(?:[\[【].{0,40})?(?:篇\s*[一二三四五六七八九\d]|第[一二三四五六七八九\d]+篇|"
    r".{2,40}[(（][2-9][)）]\s*$|.{2,30}\d+\s*篇\s*$)"
)
_MASK = re.compile(r"20\*\*|(?<![\w*])\*{2}年|20[xX×]{2}|(?<![A-Za-z])[xX×]{2,4}年")
_PINYIN = re.compile(r"(?<=[\u4e00-\u9fff])[(（][a-zü\u00e0-\u01dc]{1,7}[)）]")
MIN_PINYIN = 5
"""A report may give the reading of one rare character; mirrors annotate some in every line."""
_TELLING = {"template", "interpretation", "story", "order", "part of a year"}
"""Even with all tables under it, such a title tells of a report, or of samples for one, or is that
of another return on the same form. A notice or an announcement may contain a report."""
_RETURN = re.compile(r"年度?报|公开.*(?:报告|统计)")
_MASK_SIGNS = "*xX×"
"""One stands in every mask; most pages have none, and need not be searched for the pattern."""


def rejections(
    page: Page, reading: Reading, keys: Sequence[str], title: str | None, printed: str
) -> list[str]:
    """The reasons why a document is not an annual report; none if it is one. ``page`` is in
    Simplified characters, ``printed`` its text in those of the document; ``keys`` are those of its
    sections."""
    has_figures = any(figure is not None for figure in reading.figures.values())
    found = ["MIRROR"] if is_mirror(printed) else []
    found += _decisive(page, reading, title)
    if not found and not (has_figures and _shows_form(page, reading, keys, title)):
        found = list(_lacking(page, keys, title))
    if found and not has_figures:
        found.append("NO-TABLE")
    return found


def accompanying(
    page: Page, reasons: Sequence[str], issuer: str | None, script: Script
) -> list[str]:
    """Reasons that reject nothing by themselves, and are said when something else has."""
    said = {
        "NO-ISSUER": issuer is None or "COMPILATION" in reasons,
        "MOJIBAKE": is_mojibake("\n".join(page.lines)),
        "SCRIPT": script == "traditional",
    }
    return [reason for reason, holds in said.items() if holds]


def _decisive(page: Page, reading: Reading, title: str | None) -> Iterator[str]:
    lines = page.lines
    if sum(bool(_PART.match(line)) for line in lines) > 1 or _holds_reports(lines, title):
        yield "COMPILATION"
    text = "\n".join([title or "", *lines])
    if any(sign in text for sign in _MASK_SIGNS) and len(_MASK.findall(text)) >= MIN_MASKS:
        yield "MASKED"
    if reason := _telling(page.titles):
        yield OF_LOOK_ALIKE[reason]
    figures = reading.figures.values()
    is_blank = bool(figures) and all(figure is None for figure in figures)
    if is_blank and (title is None or look_alike(title)):
        yield "FORM"


def _shows_form(page: Page, reading: Reading, keys: Sequence[str], title: str | None) -> bool:
    """Is what has figures of a form a report? Under a report's title it is. Under the title of
    something else only the whole form is, for some labels of it stand in other returns too; and
    under no telling title whatever says that it is a report, or shows one of its own tables."""
    reason = look_alike(title) if title else "no title"
    tables = _whole_tables(reading)
    if reason is None or _sections(keys) >= MIN_SECTIONS or tables >= {"proactive", "requests"}:
        return True
    if reason in OF_LOOK_ALIKE:
        return "stat2014" in tables
    return bool(tables - {"remedies"}) or bool(_PHRASE.search(_opening(page)))


def _whole_tables(reading: Reading) -> set[str]:
    """Tables of which most cells are there, blank or not."""
    paths = {form.table: [p for row in form.rows for p in row.paths] for form in reading.forms}
    return {
        table
        for table, cells in paths.items()
        if sum(path in reading.figures for path in cells) >= MIN_WHOLE * len(cells)
    }


def _lacking(page: Page, keys: Sequence[str], title: str | None) -> Iterator[str]:
    reason = look_alike(title) if title else "no title"
    if reason in OF_LOOK_ALIKE:
        yield OF_LOOK_ALIKE[reason or ""]
    elif _sections(keys) < MIN_SECTIONS and _listed_reports(page) > 1:
        yield "LIST"
    elif reason and not _PHRASE.search(_opening(page)):
        yield "NO-REPORT-PHRASE"
    elif _sections(keys) < MIN_SECTIONS and not 0 < len(page.attachments) <= MAX_SOURCES:
        yield "NO-CONTENT"


def _sections(keys: Iterable[str]) -> int:
    """How many of those of a report."""
    return len(set(keys) & {*REQUIRED, "fees"})


def _opening(page: Page) -> str:
    return normalise_title("".join(page.lines)[:OPENING])


def _holds_reports(lines: Sequence[str], title: str | None) -> bool:
    """Several reports, each under a title of its own with its sections behind it; one that is
    printed twice is one."""
    named = first = _named(title or "", _Named("", None))
    of_line = [named := _named(line, named) if _is_title(line) else named for line in lines]
    if set(of_line) <= {first}:
        return False
    sections: dict[_Named, set[str]] = {}
    for line, named in zip(lines, of_line, strict=True):
        if heading := heading_of(line):
            sections.setdefault(named, set()).add(heading.key)
    return sum(_sections(keys) >= MIN_SECTIONS for keys in sections.values()) > 1


def _is_title(line: str) -> bool:
    return len(line) <= MAX_TITLE and "公开" in line and "报" in line and look_alike(line) is None


class _Named(NamedTuple):
    issuer: str
    year: int | None


def _named(title: str, above: _Named) -> _Named:
    """What a title leaves out, or says in fewer or more words, is that of the title above it."""
    issuer = issuer_in_title(title) or above.issuer
    is_same = bool(above.issuer) and (issuer in above.issuer or above.issuer in issuer)
    return _Named(above.issuer if is_same else issuer, next(iter(years_in(title)), above.year))


def _listed_reports(page: Page) -> int:
    """Different titles of reports that stand on a line each; a list may cut them."""
    lines = {line for line in page.lines if len(line) <= MAX_TITLE}
    return sum(bool(YEAR.search(line) and _LISTED.search(line)) for line in lines)


def is_mirror(printed: str) -> bool:
    return len(_PINYIN.findall(printed)) >= MIN_PINYIN or is_mixed(printed)


def _telling(titles: Sequence[str]) -> str | None:
    """The look-alike that the first title of a page about a report is, if it only tells of one.
    Titles further down may be those of other pages."""
    title = next((title for title in titles if _RETURN.search(title)), "")
    reason = look_alike(title)
    return reason if reason in _TELLING else None
