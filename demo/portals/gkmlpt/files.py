"""The same platform, its reports below a node for every year, and every article only a file."""

from demo.portals.gkmlpt.platform import Node, Platform
from demo.portals.site import Entry


class Files(Platform):
    """A county, with a report of the city above it that is a page."""

    family, dialect = "gkmlpt", "files"
    chunked = True
    sid = 4031

    def tree(self) -> list[Node]:
        """The years hang below the report column, which has no rows of its own."""
        years = sorted({filed.filed.year for filed in self.postings}, reverse=True)
        nodes = [{"id": year, "name": f"{year - 1}年", "children": []} for year in years]
        return [
            {"id": 11, "name": "政府信息公开指南", "children": []},
            {"id": 12, "name": "政府信息公开年报", "children": nodes},
        ]

    def rows_of(self, node: int, day: int) -> list[Entry]:
        """By the year in which they were filed."""
        return [entry for entry in self.entries(day) if entry.posting.filed.year == node]
