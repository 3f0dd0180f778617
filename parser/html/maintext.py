"""Where the report is on its page, and its text in reading order.

A report announces itself: headings of the form and statutory tables. The smallest element that
holds them all is the report, whatever the template around it. Inside it trafilatura takes out
what is no text; on a page without marks it finds the main text by itself.
"""

import re
from collections.abc import Sequence, Set
from itertools import islice
from typing import cast

from lxml import etree, html
from trafilatura import bare_extraction
from trafilatura.settings import Document, Extractor

from parser.html.lines import Line, lines_of
from parser.prose.sections import HEADINGS, heading_of

MAX_CLEANED = 5_000
"""Elements of a light tree. A report has some hundred; trafilatura's time grows with the square."""
MAX_MARKS = 200

KEPT = 0.9
"""Share of the report's characters that trafilatura must keep to be believed: menus and widgets
inside a report are a few dozen characters, a lost section is hundreds."""

PROSE_TAGS = frozenset({"p", "div", "br", "center", "h1", "h2", "h3", "h4", "h5", "h6"})
PROSE_ATTRIBUTES = frozenset({"style", "align", "lang", "class"})
WORD_STYLES = frozenset({"MsoNormal", "MsoBodyText", "MsoListParagraph", "MsoPlainText"})
"""Classes of the paragraphs that Word writes. Trafilatura knows a widget by its class …"""
_HIDDEN = re.compile("none|hidden|border")
"""… or by these words of its style."""

KEYS = frozenset(HEADINGS)
MIN_HEADINGS = 3
"""Headings that make a page without tables a report: 主动公开情况 alone is a menu entry."""

_PAGE = Extractor(output_format="python", fast=True, comments=False, tables=False)
"""``fast``: no second opinion of readability or justext, whose choice hangs on the template.
Never ``dedup``: it is stateful, and returns less at each call."""
_REPORT = Extractor(output_format="python", fast=True, comments=False, tables=False, recall=True)
"""Inside a report nothing has to be found any more, so no second try is made either."""


def find_report(lines: Sequence[Line], marks: Set[str]) -> etree._Element | None:
    """The smallest element around all marks of the report, or ``None`` without enough of them."""
    read = ((line.element, heading_of(line.text)) for line in lines)
    headings = [(element, heading.key) for element, heading in read if heading]
    named = [(element, key) for element, key in headings if key in KEYS]
    tables = [line.element for line in lines if line.text in marks]
    if not tables and len({key for _, key in named}) < MIN_HEADINGS:
        return None
    elements = [element for element, _ in named[:MAX_MARKS]] + tables[:MAX_MARKS]
    return _common_ancestor(elements)


def _common_ancestor(elements: Sequence[etree._Element]) -> etree._Element:
    shared = [elements[0], *elements[0].iterancestors()]
    for element in elements[1:]:
        above = {element, *element.iterancestors()}
        shared = [ancestor for ancestor in shared if ancestor in above]
    return shared[0]


def read_report_text(element: etree._Element, marks: Set[str]) -> list[str]:
    """The lines of the report; all of its text where it is prose alone, and where trafilatura would
    lose part of it or change the order of its headings and tables.

    Takes the element out of its tree."""
    own = [line.text for line in lines_of(element)]
    if is_prose(element):
        return own
    frame = [text for text in own if text in marks or heading_of(text)]
    cleaned = read_main_text(element, _REPORT)
    in_frame = set(frame)
    kept = sum(map(len, cleaned)) >= KEPT * sum(map(len, own))
    return cleaned if kept and [text for text in cleaned if text in in_frame] == frame else own


def is_prose(report: etree._Element) -> bool:
    """Nothing in it can be a menu or a widget: no link, no list, nothing named or hidden. Most
    editors write so, and to ask trafilatura all the same takes a fifth of the time of a page."""
    return all(map(_is_plain, report.iterdescendants()))


def _is_plain(element: etree._Element) -> bool:
    return (
        element.tag in PROSE_TAGS
        and PROSE_ATTRIBUTES.issuperset(element.keys())
        and element.get("class", "MsoNormal") in WORD_STYLES
        and not _HIDDEN.search(element.get("style", ""))
    )


def read_main_text(element: etree._Element, options: Extractor = _PAGE) -> list[str]:
    """What trafilatura takes for the main text; takes the element out of its tree."""
    if sum(1 for _ in islice(element.iter(), MAX_CLEANED)) == MAX_CLEANED:
        return [line.text for line in lines_of(element)]
    document = html.document_fromstring("<article></article>")
    cast("etree._Element", document.find(".//article")).append(element)
    try:
        found = bare_extraction(document, options=options)
    except RecursionError:  # it goes down a tree by recursion; hostile pages nest 2000 deep
        return []
    text = found.text if isinstance(found, Document) and found.text else ""
    lines = (" ".join(line.split()).removeprefix("- ") for line in text.split("\n"))
    return [line for line in lines if line]
