"""What is missing, doubled or damaged in a report as a document."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from parser.extraction import Family, Figure, Finding, Metadata, Section
from parser.findings import finding
from parser.forms import Form, expected_family
from parser.period import is_whole_year
from parser.sections import REQUIRED

TABLES = {"proactive": "section 二", "requests": "section 三", "remedies": "section 四"}


def check_sections(
    sections: Sequence[Section], repeated: Sequence[str], family: Family | None, attachments: int
) -> Iterator[Finding]:
    if family is None:
        message = f"the page holds no text of the report, only {attachments} linked document(s)"
        yield finding("DOC-IN-ATTACHMENT", "document", message)
        return
    keys = [section.key for section in sections]
    for section in sections:
        if section.key == "extra":
            message = f"{section.heading!r} is no heading of the form"
            yield finding("SECTION-EXTRA", "sections", message)
    for heading in repeated:
        yield finding("SECTION-REPEATED", "sections", f"{heading!r} is printed more than once")
    wanted = (*REQUIRED, "fees") if family in ("f2014", "f_free") else REQUIRED
    for key in (key for key in wanted if key not in keys):
        yield finding("SECTION-MISSING", f"sections.{key}", f"no section {key!r} was found")


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
            yield finding(rule, f"metadata.{name}", f"the document states no {name}")
    period = metadata.period
    if period.start and not is_whole_year(period):
        message = f"the period {period.start} to {period.end} is not a whole year"
        yield finding("META-PERIOD-PARTIAL", "metadata.period", message)
    stated = {where: year for where, year in years.items() if where != "published"}
    if len(set(stated.values())) > 1:
        shown = ", ".join(f"{where} {year}" for where, year in stated.items())
        yield finding("N-YEAR", "metadata.year", f"the document gives several years: {shown}")


def check_family(family: Family | None, year: int | None) -> Iterator[Finding]:
    if year and family and family != (expected := expected_family(year)):
        message = f"a report of {year} by the form {family}; {expected} is due"
        yield finding("FAMILY-YEAR", "family", message)


def check_tables(forms: Sequence[Form], figures: Mapping[str, Figure]) -> Iterator[Finding]:
    """Blank cells are counted a table; rows and tables of the form that are not there, named."""
    for form in forms:
        paths = [path for row in form.rows for path in row.paths]
        for row in form.rows:
            if not any(path in figures for path in row.paths):
                name = row.labels[0] if row.labels else row.path  # section 四 has no labels
                yield finding("ROW-MISSING", row.path, f"no row {name!r} was found")
        counts = Counter(figures[path] is None for path in paths if path in figures)
        if counts[True]:
            message = f"{counts[True]} of {counts.total()} cells are blank"
            yield finding("CELL-BLANK", form.table, message)
    present = {form.table for form in forms}
    if present & set(TABLES):
        for table in (table for table in TABLES if table not in present):
            yield finding("TABLE-MISSING", table, f"the table of {TABLES[table]} was not found")
