"""Two digests: did the report change, and did its numbers change?

Both are of what was read, never of bytes: a page counter, a template, a menu or a session id in a
link is no part of the report.
"""

import hashlib
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import cast

from parser.extraction import Digests, Figure
from parser.grid import GridCell, Table
from parser.html.attachments import identity_of
from parser.page import Page


def digest_page(page: Page, title: str | None, figures: Mapping[str, Figure]) -> Digests:
    return Digests(content=_sha256(_content_of(page, title)), figures=_sha256(_figures(figures)))


def _content_of(page: Page, title: str | None) -> Iterable[str]:
    """Blanks and line breaks in text count for nothing: an editor wraps lines as it likes. Cells
    are kept apart, for a blank cell is content."""
    yield _packed(title or "")
    for is_text, items in groupby(page.body, key=lambda item: isinstance(item, str)):
        if is_text:
            yield _packed("".join(cast("Iterable[str]", items)))
        else:
            yield from (_row(row) for table in items for row in cast("Table", table).rows)
    yield from sorted(map(identity_of, page.attachments))


def _row(cells: Iterable[GridCell]) -> str:
    return _packed("|".join([cell.text for cell in cells]))


def _figures(figures: Mapping[str, Figure]) -> Iterable[str]:
    """``path=value`` by path; a blank has no value, which is not 0."""
    for path in sorted(figures):
        figure = figures[path]
        yield f"{path}=" if figure is None else f"{path}={figure}"


def _packed(text: str) -> str:
    return "".join(text.split())


def _sha256(lines: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode("utf-8", "replace")).hexdigest()
