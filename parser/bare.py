"""A document without a template around it, such as a text or a Word file, as a page: the lines
above the report stay, the title among them."""

from collections.abc import Iterable, Iterator, Sequence

from parser.chrome import trim
from parser.fields import fields_of_lines, fields_of_table, is_field_table, merge_fields
from parser.forms import LABELS, is_statutory
from parser.grid import GridCell, Table
from parser.page import Page
from parser.titles import title_candidates


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
    """Titles and notes that an editor put into the first and the last rows of a table; what is
    left between them has an official label, or a row of several cells, at each end."""
    rows = [row for row in table.rows if row]
    kept = [number for number, row in enumerate(rows) if not _is_prose(row)]
    first, last = kept[0], kept[-1] + 1
    yield from filter(None, map(_line, rows[:first]))
    yield Table(rows[first:last], table.flattened)
    yield from filter(None, map(_line, rows[last:]))


def _is_prose(row: Sequence[GridCell]) -> bool:
    filled = [cell for cell in row if cell.core]
    return not filled or (len(filled) == 1 and _is_free(filled[0]))


def _is_free(cell: GridCell) -> bool:
    return cell.core not in LABELS and not cell.core.isdigit()


def _line(row: Sequence[GridCell]) -> str:
    return " ".join(cell.text for cell in row if cell.text)
