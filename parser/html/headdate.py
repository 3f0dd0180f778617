"""The date of publication in the head of a page that has no PubDate: other metas, JSON-LD.

The rest of a page is not asked: menus, neighbours and footers carry dates of their own, and the
likeliest of them is still a guess.
"""

import re

from lxml import etree

from parser.metadata.dates import FIRST_YEAR, LAST_YEAR

_DATED = re.compile(r"20\d\d\D?\d\d")
LINKED_DATA = "application/ld+json"
MAX_HEAD = 50_000
"""Characters. The metas and data of a portal's page have some 3,000."""


def date_of_head(root: etree._Element) -> str | None:
    """ISO, or ``None``. Call it while scripts are still in the tree."""
    said = [
        etree.tostring(element, encoding="unicode", with_tail=False)
        for element in root.iter("meta", "script")
        if element.tag == "meta" or element.get("type") == LINKED_DATA
    ]
    head = "".join(said)[:MAX_HEAD]
    if not _DATED.search(head):
        return None
    from htmldate import find_date  # noqa: PLC0415  0.1 s to import, wanted by few pages

    # Without the bounds of its own, htmldate would ask the clock.
    date: str | None = find_date(
        f"<html><head>{head}</head><body></body></html>",
        original_date=True,
        extensive_search=False,
        min_date=f"{FIRST_YEAR}-01-01",
        max_date=f"{LAST_YEAR}-12-31",
    )
    return date
