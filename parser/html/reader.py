"""HTML → page. One parse; what is read of it, in which order:

1. metas and titles; 2. tables are lifted out; 3. inline markup goes, so that words join; 4. the
report is found on its page; 5. its links to documents, and its pictures; 6. its text; 7. what
stands around it.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile

from lxml import etree

from parser.grid import Table
from parser.html.attachments import read_attachments
from parser.html.chrome import trim
from parser.html.fields import fields_of_lines, fields_of_metas, merge_fields
from parser.html.headdate import date_of_head
from parser.html.lifting import lift_tables
from parser.html.lines import Line, lines_of
from parser.html.maintext import find_report, read_main_text, read_report_text
from parser.html.pictures import pictured_sections
from parser.html.unseen import strip_unseen
from parser.kind.titles import title_candidates, trim_site
from parser.page import Page
from parser.text.plainlines import Line as PrintedLine
from parser.text.plainlines import read_lines

NO_TEXT = (
    *("script", "style", "noscript", "iframe", "object", "svg", "template"),
    *("select", "textarea", "button"),
)
TITLE_TAGS = ("ucaptitle", "h1", "h2", "title")
"""Kaipu pages mark their title up as such; else the headline; the window title comes last."""
NEAR_LINES = 40
"""Lines above the report in which a page gives its date and source; menus stand further up."""


def read_html(text: str, url: str | None = None) -> Page:
    root = _parse(text)
    metas = ((meta.get("name") or "", meta.get("content") or "") for meta in root.iter("meta"))
    meta_fields = fields_of_metas(metas)
    head_date = None if "published" in meta_fields else date_of_head(root)
    head_fields = {"published": head_date} if head_date else {}
    titles = list(_titles(root))
    etree.strip_elements(root, *NO_TEXT, with_tail=False)
    strip_unseen(root)
    lifted = lift_tables(root)
    lines = lines_of(root)
    report = find_report(lines, lifted.tables.keys())
    attachments = read_attachments(lines, report, url)
    pictures = [] if report is None else pictured_sections(report, lines)
    near = _lines_above(lines, report)[-NEAR_LINES:]
    above, body = trim(_read_body(root, report, lifted.tables))
    near_fields = fields_of_lines([*near, *above])
    stated = [fields["title"] for fields in (meta_fields, lifted.fields) if "title" in fields]
    return Page(
        body,
        [*stated, *titles, *title_candidates(above)],
        merge_fields(lifted.fields, meta_fields, near_fields, head_fields),
        attachments,
        pictures,
    )


def _parse(text: str) -> etree._Element:
    """NUL ends a document for libxml2. ``huge_tree`` raises its limit of depth from 256 to 2048,
    where the rest is cut off: pages with an unclosed ``<font>`` a paragraph pass the first."""
    parser = etree.HTMLParser(
        remove_comments=True, remove_pis=True, huge_tree=True, collect_ids=False, encoding="utf-8"
    )
    content = text.replace("\0", "\ufffd").encode("utf-8", "replace")
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        root = None
    return etree.Element("html") if root is None else root


def _titles(root: etree._Element) -> Iterator[str]:
    found = root.iter(*TITLE_TAGS)
    for element in sorted(found, key=lambda element: TITLE_TAGS.index(element.tag)):
        title = " ".join("".join(element.itertext()).split())
        yield trim_site(title) if element.tag == "title" else title


def _lines_above(lines: Sequence[Line], report: etree._Element | None) -> list[str]:
    if report is None:
        return [line.text for line in lines]
    above = takewhile(
        lambda line: line.element is not report and report not in line.element.iterancestors(),
        lines,
    )
    return [line.text for line in above]


def _read_body(
    root: etree._Element, report: etree._Element | None, tables: Mapping[str, Table]
) -> list[str | Table]:
    if report is not None:
        lines = read_report_text(report, tables.keys())
    else:
        body = root.find("body")
        lines = [] if body is None else read_main_text(body)
    if not tables:  # perhaps typed: a row a line, blanks between its cells
        return list(read_lines([PrintedLine(number, text) for number, text in enumerate(lines, 1)]))
    return [tables.get(line, line) for line in lines]
