"""A document without a template around it, such as a text or a Word file, as a page: the lines
above the report stay, the title among them."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from parser.forms import LABELS, is_statutory
from parser.grid import GridCell, Table
from parser.html.chrome import trim
from parser.html.fields import fields_of_lines, fields_of_table, is_field_table, merge_fields
from parser.kind.titles import title_candidates
from parser.page import Page
from parser.prose.sections import HEADINGS, heading_of


def bare_page(body: Sequence[str | Table]) -> Page:
    above, report = trim(body)
    fields = fields_of_lines([*above, *(item for item in report if isinstance(item, str))])
    return Page([*above, *report], title_candidates(above), fields)


def page_of_file(body: Iterable[str | Table]) -> Page:
    """The same for a body whose tables are of any kind: those of the form stay tables, tables
    about the document become fields, and of all others, layout or local data, the text stays."""
    settled: list[str | Table] = []
    fields: list[dict[str, str]] = []
    for item in body:
        if isinstance(item, str):
            settled.append(item)
        elif is_statutory(item):
            settled += _without_prose(item)
        else:
            if is_field_table(item):
                fields.append(fields_of_table(item))
            settled += filter(None, map(_line, item.rows))
    page = bare_page(settled)
    page.fields = merge_fields(*fields, page.fields)
    return page


def _without_prose(table: Table) -> Iterator[str | Table]:
    """Whole reports are put into one table, or on one sheet: rows that hold prose alone are lines,
    and part the tables between them."""
    rows = [row for row in table.rows if row]
    labelled = [number for number, row in enumerate(rows) if _has_label(row)]
    first, last = labelled[0], labelled[-1]
    parted = groupby(enumerate(rows), lambda row: _is_prose(row[1], first <= row[0] <= last))
    for is_prose, group in parted:
        part = [row for _, row in group]
        if is_prose:
            yield from filter(None, map(_line, part))
        else:
            yield Table(part, table.flattened)


def _has_label(row: Sequence[GridCell]) -> bool:
    return any(cell.core in LABELS for cell in row)


def _is_prose(row: Sequence[GridCell], within: bool) -> bool:
    """Around the labels of a form a row of one text is a title or a note; between them only one
    that reads as a heading or a sentence, for the blocks of the form have titles, too."""
    filled = [cell for cell in row if cell.core]
    if len(filled) != 1 or filled[0].core in LABELS:
        return False
    text = filled[0].text
    if filled[0].core.isdigit():
        return False
    return not within or text.endswith("。") or _is_heading(text)


def _is_heading(text: str) -> bool:
    heading = heading_of(text)
    return heading is not None and heading.key in HEADINGS


def _line(row: Sequence[GridCell]) -> str:
    return " ".join(cell.text for cell in row if cell.text)
