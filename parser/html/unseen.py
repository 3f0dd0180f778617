"""What stands in a page and is no part of its text: struck out, hidden in a table, or a mark of a
note, raised behind the word or the number that it belongs to."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Literal

from lxml import etree

STRUCK = ("s", "strike", "del")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_STRUCK = re.compile(r"text-decoration[^;]*line-through", re.IGNORECASE)
_RAISED = re.compile(r"vertical-align\s*:\s*super", re.IGNORECASE)
_INLINE = frozenset({"sup", "span", "font", "b", "strong", "em", "i", "u", "a"})
_styled = etree.XPath("descendant::*[@style or @hidden]")
CELLS = ("td", "th")
DROPPED = "dropped"

Effect = Literal["hidden", "struck", "raised"]


def strip_unseen(root: etree._Element) -> None:
    """Not what styles hide outside of tables: the panel of a tab, its reader can open."""
    for element in root.iter("sup"):
        if _stands_behind_text(element):
            element.tag = DROPPED
    etree.strip_elements(root, *STRUCK, DROPPED, with_tail=False)


def unseen_in(table: etree._Element) -> Iterator[etree._Element]:
    """What its styles hide, strike out or raise; of rows and cells, those that are hidden."""
    for element in _styled(table):
        shown = element.get("hidden") is None
        effect = _effect(element.get("style", "")) if shown else "hidden"
        if effect is not None and _takes_away(effect, element):
            yield element


def strip(root: etree._Element, elements: Iterable[etree._Element]) -> None:
    """Hidden cells stay, where they are counted."""
    for element in elements:
        if element.tag not in CELLS:
            element.tag = DROPPED
    etree.strip_elements(root, DROPPED, with_tail=False)


def _takes_away(effect: Effect, element: etree._Element) -> bool:
    if effect == "raised":
        return _stands_behind_text(element)
    return effect == "hidden" or element.tag not in CELLS


@lru_cache(maxsize=4096)
def _effect(style: str) -> Effect | None:
    """Editors give thousands of elements of a page the same few styles."""
    if _HIDDEN.search(style):
        return "hidden"
    if _STRUCK.search(style):
        return "struck"
    return "raised" if _RAISED.search(style) else None


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
