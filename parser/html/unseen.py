"""What stands in a page and is no part of its text: struck out, hidden in a table, or a mark of a
note, raised behind the word or the number that it belongs to."""

import re
from functools import lru_cache

from lxml import etree

STRUCK = ("s", "strike", "del")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_STRUCK = re.compile(r"text-decoration[^;]*line-through", re.IGNORECASE)
_RAISED = re.compile(r"vertical-align\s*:\s*super", re.IGNORECASE)
_INLINE = frozenset({"sup", "span", "font", "b", "strong", "em", "i", "u", "a"})
_styled = etree.XPath("descendant::*[@style or @hidden]")
DROPPED = "dropped"


def strip_unseen(root: etree._Element) -> None:
    """Not what styles hide outside of tables: the panel of a tab, its reader can open."""
    for element in root.iter("sup"):
        if _stands_behind_text(element):
            element.tag = DROPPED
    etree.strip_elements(root, *STRUCK, DROPPED, with_tail=False)


def strip_unseen_in_cells(table: etree._Element) -> None:
    """Hidden cells stay where they are counted; see ``is_hidden``."""
    for element in _styled(table):
        if element.tag not in ("td", "th") and _is_unseen(element):
            element.tag = DROPPED
    etree.strip_elements(table, DROPPED, with_tail=False)


def is_hidden(element: etree._Element) -> bool:
    return element.get("hidden") is not None or _has(_HIDDEN, element)


def _is_unseen(element: etree._Element) -> bool:
    if is_hidden(element) or _has(_STRUCK, element):
        return True
    return _has(_RAISED, element) and _stands_behind_text(element)


def _has(style: re.Pattern[str], element: etree._Element) -> bool:
    declared = element.get("style")
    return declared is not None and _declares(style, declared)


@lru_cache(maxsize=4096)
def _declares(style: re.Pattern[str], declared: str) -> bool:
    """Editors give thousands of elements of a page the same few styles."""
    return style.search(declared) is not None


def _stands_behind_text(element: etree._Element) -> bool:
    while element.tag in _INLINE and (parent := element.getparent()) is not None:
        before = [parent.text, *_texts_before(element)]
        if any(text and text.strip() for text in before):
            return True
        element = parent
    return False


def _texts_before(element: etree._Element) -> list[str | None]:
    before = element.getprevious()
    return [] if before is None else [before.tail, "".join(before.itertext())]
