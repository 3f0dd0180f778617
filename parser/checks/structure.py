"""What is missing, doubled or damaged in a report as a document."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from parser.extraction import Family, Finding, Metadata, Section
from parser.findings import finding
from parser.forms import expected_family
from parser.metadata.period import is_whole_year
from parser.prose.sections import HEADINGS, REQUIRED
from parser.tables.keeping import Reading

TABLES = {"proactive": "二", "requests": "三", "remedies": "四"}
"""The section each table stands in."""
SOURCES = {
    "period": "统计期限",
    "title": "标题",
    "caption": "附表",
    "preamble": "导言",
    "overview": "总体情况",
}
"""Where a document states its year, in the words of the form."""


def check_sections(
    sections: Sequence[Section], repeated: Sequence[str], family: Family | None, attachments: int
) -> Iterator[Finding]:
    if family is None:
        yield finding("DOC-IN-ATTACHMENT", "document", count=attachments)
        return
    keys = [section.key for section in sections]
    for section in sections:
        if section.key == "extra":
            yield finding("SECTION-EXTRA", "sections", heading=section.heading)
    for heading in repeated:
        yield finding("SECTION-REPEATED", "sections", heading=heading)
    wanted = (*REQUIRED, "fees") if family in ("f2014", "f_free") else REQUIRED
    for key in (key for key in wanted if key not in keys):
        yield finding("SECTION-MISSING", f"sections.{key}", heading=HEADINGS[key][0])


def check_metadata(metadata: Metadata, years: Mapping[str, int]) -> Iterator[Finding]:
    missing = {
        "META-TITLE-MISSING": ("title", metadata.title),
        "META-ISSUER-MISSING": ("issuer", metadata.issuer.name),
        "META-YEAR-MISSING": ("year", metadata.year),
        "META-PERIOD-MISSING": ("period", metadata.period.start),
        "META-CONTACT-MISSING": ("contact", metadata.contact.unit or metadata.contact.phone),
    }
    for rule, (name, value) in missing.items():
        if not value:
            yield finding(rule, f"metadata.{name}")
    period = metadata.period
    if period.start and not is_whole_year(period):
        yield finding("META-PERIOD-PARTIAL", "metadata.period", start=period.start, end=period.end)
    stated = {where: year for where, year in years.items() if where != "published"}
    if len(set(stated.values())) > 1:
        yield finding(
            "N-YEAR",
            "metadata.year",
            years=", ".join(f"{where} {year}" for where, year in stated.items()),
            years_zh="，".join(f"{SOURCES[where]} {year}" for where, year in stated.items()),
        )


def check_family(family: Family | None, year: int | None) -> Iterator[Finding]:
    if year and family and family != (expected := expected_family(year)):
        yield finding("FAMILY-YEAR", "family", year=year, family=family, expected=expected)


def check_tables(reading: Reading, pictures: Sequence[str], year: int | None) -> Iterator[Finding]:
    """Blank cells are counted a table; rows and tables of the form that are not there, named.
    ``pictures``: the sections that hold one, perhaps of their table; ``year``: that of the
    report, which tells whether tables are due where none was found."""
    figures = reading.figures
    present = {form.table for form in reading.forms}
    for table in (table for table in TABLES if table in pictures and table not in present):
        yield finding("TABLE-IMAGE", table, section=TABLES[table])
    for form in reading.forms:
        paths = [path for row in form.rows for path in row.paths]
        for row in form.rows:
            if not any(path in figures for path in row.paths):
                name = row.labels[0] if row.labels else row.path  # section 四 has no labels
                yield finding("ROW-MISSING", row.path, row=name)
        counts = Counter(
            figures[path] is None and path not in reading.unread
            for path in paths
            if path in figures
        )
        if counts[True]:
            yield finding("CELL-BLANK", form.table, blank=counts[True], total=counts.total())
    is_due = year is not None and expected_family(year) in ("f2019", "f2021")
    if present & set(TABLES) or (is_due and not present):
        for table in (t for t in TABLES if t not in present and t not in pictures):
            yield finding("TABLE-MISSING", table, section=TABLES[table])
