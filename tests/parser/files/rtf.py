"""RTF files as Word and WPS write them: bytes of GBK, or escapes with a fallback for each."""

from collections.abc import Iterator
from typing import Any

HEAD = (
    r"{\rtf1\ansi\ansicpg936\uc2{\fonttbl{\f0\fnil\fcharset134 \'cb\'ce\'cc\'e5;}"
    r"{\f1\fswiss\fcharset0 Arial;}}{\stylesheet{\s0 Normal;}}{\header 页眉}\f0"
)
COLUMN = 800
"""Twips."""
ASCII, SIGN = 0x80, 0x7FFF


def write_rtf(layout: Any, *, escaped: bool) -> bytes:
    """``layout`` as by the fixture; ``escaped``: characters as ``\\u``, else as bytes."""
    write = _escapes if escaped else _bytes
    body = "".join(
        rf"\pard {write(item)}\par " if isinstance(item, str) else "".join(_rows(item, write))
        for item in layout
    )
    return (HEAD.replace("页眉", write("页眉")) + body + "}").encode("ascii")


def _rows(grid: Any, write: Any) -> Iterator[str]:
    for y in range(grid.height):
        definition, texts, column = "", "", 0
        while column < grid.width:
            cell = grid.at(y, column)
            column += cell.colspan
            merge = "" if cell.rowspan == 1 else r"\clvmgf" if cell.row == y else r"\clvmrg"
            definition += rf"{merge}\cellx{column * COLUMN}"
            texts += rf"\pard\intbl {write(cell.text) if cell.row == y else ''}\cell "
        yield rf"\trowd\trleft0{definition} {texts}\row "


def _bytes(text: str) -> str:
    written = text.encode("gbk")
    return "".join(chr(byte) if byte < ASCII else rf"\'{byte:02x}" for byte in written)


def _escapes(text: str) -> str:
    """Signed, with two question marks for readers that know no Unicode."""
    codes = (ord(character) for character in text)
    return "".join(
        chr(code) if code < ASCII else rf"\u{code - (code > SIGN) * 2 * (SIGN + 1)}\'3f\'3f"
        for code in codes
    )
