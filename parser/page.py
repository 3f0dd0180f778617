"""What a document shows, before anyone knows what it means: the same shape for HTML and text."""

from collections.abc import Callable
from dataclasses import dataclass, field

from msgspec.structs import replace

from parser.extraction import Attachment, Finding
from parser.grid import GridCell, Table


@dataclass
class Page:
    """``body`` is the main text in reading order, a line or a table at a time. ``titles`` holds
    the candidates, the most trusted first; ``fields`` what metas and labels say about the page:
    ``index_number``, ``issuer``, ``published`` …, see ``html/fields.py``; ``pictures`` the keys of
    the sections that hold one. ``findings`` tell what of the document could not be read."""

    body: list[str | Table]
    titles: list[str] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)
    attachments: list[Attachment] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @property
    def lines(self) -> list[str]:
        return [item for item in self.body if isinstance(item, str)]

    @property
    def tables(self) -> list[Table]:
        return [item for item in self.body if isinstance(item, Table)]

    def translate(self, change: Callable[[str], str]) -> "Page":
        """The same page with every text changed, line by line and cell by cell."""
        return Page(
            [
                change(item) if isinstance(item, str) else _translate(item, change)
                for item in self.body
            ],
            [change(title) for title in self.titles],
            {key: change(value) for key, value in self.fields.items()},
            [Attachment(a.url, change(a.text)) for a in self.attachments],
            self.pictures,
            self.findings,
        )


def _translate(table: Table, change: Callable[[str], str]) -> Table:
    def changed(cell: GridCell) -> GridCell:
        return replace(cell, text=change(cell.text))

    return Table([[changed(cell) for cell in row] for row in table.rows], table.flattened)
