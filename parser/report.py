"""Bytes in, facts out: the one story of the parser.

1. which kind of document? · 2. its page: text, tables, fields · 3. sections · 4. figures · 5. is it
a report? · 6. metadata · 7. checks · 8. digests
"""

from collections.abc import Iterator, Sequence

from parser.checks import check_figures
from parser.checks.deadline import check_deadline
from parser.checks.narrative import check_narrative, check_text
from parser.checks.structure import check_family, check_metadata, check_sections, check_tables
from parser.digests import digest_page
from parser.extraction import (
    Document,
    Extraction,
    Family,
    Finding,
    Metadata,
    Script,
    Section,
)
from parser.findings import finding
from parser.kind.rejection import accompanying, rejections
from parser.metadata.reader import choose_title, read_metadata
from parser.opening import read_document
from parser.page import Page
from parser.paths import nest
from parser.prose.narrative import read_narrative
from parser.prose.sections import read_sections
from parser.tables.keeping import Reading
from parser.tables.printed import Printed
from parser.tables.reading import read_tables
from parser.text.mojibake import is_mojibake
from parser.text.script import detect_script, simplify
from parser.version import PARSER_VERSION

DOCUMENT_FINDINGS = {
    "COMPILATION": "DOC-COMPILATION",
    "MASKED": "DOC-MASKED-YEAR",
}


def parse_report(document: Document) -> Extraction:
    """Read one document. Raises ``UnreadableDocument`` for bytes of a kind that is not read, and
    for files too damaged to be; whatever else comes in, an ``Extraction`` comes out."""
    printed = read_document(document)
    text = "\n".join(printed.lines)
    script = detect_script(text)
    page = printed.translate(simplify) if script == "traditional" else printed
    sections, repeated = read_sections(page.lines)
    title, headline = choose_title(page)
    metadata, years = read_metadata(page, title, sections, document.hints)
    reading = read_tables(printed.body, metadata.year)
    keys = [section.key for section in sections]
    reasons = rejections(page, reading, keys, title or headline, text)
    damage = list(_check_document(printed, script, reasons))
    if reasons:
        reasons += accompanying(page, reasons, metadata.issuer.name, script)
        metadata.title = title or headline
        return _not_report(printed, script, reasons, metadata, damage)
    family = _family_of(reading, sections)
    narrative = read_narrative(page.lines, metadata.year)
    figures = Printed(reading.figures, reading.cells)
    findings = [
        *damage,
        *reading.findings,
        *check_figures(reading, metadata),
        *check_narrative(narrative, figures, metadata.issuer.kind),
        *check_text(sections, figures, family),
        *check_tables(reading, printed.pictures, metadata.year if family else None),
        *check_sections(sections, repeated, family, len(printed.attachments)),
        *check_metadata(metadata, years),
        *check_family(family, metadata.year),
        *check_deadline(metadata),
    ]
    return Extraction(
        kind="annual_report",
        reasons=[],
        family=family,
        script=script,
        metadata=metadata,
        text=text,
        sections=sections if page is printed else read_sections(printed.lines)[0],
        tables=nest(reading.figures),
        cells=reading.cells,
        findings=findings,
        attachments=printed.attachments,
        digests=digest_page(printed, title, reading.figures),
        parser_version=PARSER_VERSION,
        narrative=narrative,
    )


def _not_report(
    page: Page, script: Script, reasons: list[str], metadata: Metadata, damage: list[Finding]
) -> Extraction:
    """Title, date and text remain; no issuer, no year, no figure may come from such a page."""
    kept = Metadata(title=metadata.title, publish_date=metadata.publish_date)
    return Extraction(
        kind="not_report",
        reasons=reasons,
        family=None,
        script=script,
        metadata=kept,
        text="\n".join(page.lines),
        sections=[],
        tables={},
        cells={},
        findings=damage,
        attachments=page.attachments,
        digests=digest_page(page, metadata.title, {}),
        parser_version=PARSER_VERSION,
    )


def _family_of(reading: Reading, sections: Sequence[Section]) -> Family | None:
    """That of section 二, else of section 三. A report without tables is free
    text; one that is only a link to a document shows none."""
    families = {form.table: form.family for form in reading.forms}
    has_text = any(section.key != "attachment" for section in sections)
    known = (families.get(table) for table in ("proactive", "requests", "stat2014", "remedies"))
    return next(filter(None, known), "f_free" if has_text else None)


def _check_document(page: Page, script: Script, reasons: list[str]) -> Iterator[Finding]:
    for reason in reasons:
        if reason in DOCUMENT_FINDINGS:
            yield finding(DOCUMENT_FINDINGS[reason], "document")
    yield from page.findings
    if is_mojibake("\n".join(page.lines)):
        yield finding("TEXT-MOJIBAKE", "document")
    if script == "traditional":
        yield finding("TEXT-SCRIPT", "document")
