"""A portal whose robots.txt is refused: nobody may ask it for anything else."""

from collections.abc import Mapping
from string import Template
from typing import ClassVar

from demo.history import Posting
from demo.portals.dialect import Dialect
from demo.portals.site import Ask, Page, Reply


class Shut(Dialect):
    """All its pages are there all the same."""

    family, dialect = "guard", "shut"
    platform = "/zwgk/"
    column = "/zwgk/gknb/"
    menu: ClassVar[Mapping[str, str]] = {}
    article = Template("<h1>$title</h1><p>$published　$source</p><div>$text</div>\n")

    def address(self, posting: Posting) -> str:
        """`/zwgk/gknb/30107.html`."""
        return f"{self.column}{posting.serial}.html"

    def lists(self, day: int) -> Mapping[str, Page]:
        """One page of reports."""
        return {self.column: lambda: self.listed(self.entries(day))}

    def answer(self, day: int, ask: Ask) -> Reply:
        """403 for robots.txt."""
        if ask.path == "/robots.txt":
            return self.html("Forbidden", 403)
        return super().answer(day, ask)
