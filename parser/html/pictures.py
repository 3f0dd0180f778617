"""Pictures where the form has tables: some issuers scan them."""

from collections.abc import Sequence

from lxml import etree

from parser.html.lines import Line
from parser.prose.sections import heading_of

MIN_SIDE = 100
"""Pixels. A table that can be read is wider and higher; icons of files and buttons are not."""


def pictured_sections(report: etree._Element, lines: Sequence[Line]) -> list[str]:
    """The keys of the sections in which a picture stands, in order."""
    pictures = {element for element in report.iter("img") if _is_picture(element)}
    if not pictures:
        return []
    read = ((line.element, heading_of(line.text)) for line in lines)
    keys = {element: heading.key for element, heading in read if heading}
    found: dict[str, None] = {}
    key = None
    for element in report.iter():
        key = keys.get(element, key)
        if key and element in pictures:
            found[key] = None
    return list(found)


def _is_picture(element: etree._Element) -> bool:
    sides = (element.get(name, "").removesuffix("px") for name in ("width", "height"))
    is_small = any(side.isdecimal() and int(side[:6]) < MIN_SIDE for side in sides)
    return not is_small and not (element.get("src") or "").lower().endswith((".gif", ".svg"))
