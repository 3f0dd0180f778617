"""The text of a page in lines, as a reader sees them."""

from typing import NamedTuple

from lxml import etree

BLOCK_TAGS = frozenset(
    {"html", "body", "main", "article", "section", "header", "footer", "aside", "nav", "form"}
    | {"div", "p", "br", "hr", "pre", "center", "blockquote", "address", "figure", "fieldset"}
    | {"h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "ucapcontent"}
)
"""What begins a line; any other tag, known or not, stands within one."""

MAX_LINES = 20_000


class Line(NamedTuple):
    text: str
    element: etree._Element


def lines_of(root: etree._Element) -> list[Line]:
    """The text of a tree, a line a block, with the block it stands in."""
    lines: list[Line] = []
    blocks = [root]
    parts: list[str] = []

    def end_line() -> None:
        if text := " ".join("".join(parts).split()):
            lines.append(Line(text, blocks[-1]))
        parts.clear()

    for event, element in etree.iterwalk(root, events=("start", "end")):
        is_block = element.tag in BLOCK_TAGS
        if is_block:
            end_line()
        if event == "start":
            if is_block:
                blocks.append(element)
            parts.append(element.text or "")
            continue
        if is_block:
            blocks.pop()
        parts.append(element.tail or "" if element is not root else "")
        if len(lines) >= MAX_LINES:
            break
    end_line()
    return lines
