"""Rich Text Format (1.9.1) → page. Chinese stands in it as bytes of GBK or as ``\\u`` escapes."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import islice

from parser.errors import UnreadableDocument
from parser.files.wordflow import Slot, WordFlow
from parser.grid import Table
from parser.page import Page
from parser.text.bare import page_of_file

MAX_TOKENS = 2_000_000
"""A report has some 30,000; its pictures, as lines of digits, several hundred thousand."""
MAX_DEPTH = 1_000

NOT_PRINTED = frozenset(
    {"colortbl", "datastore", "fldinst", "footer", "footerf", "footerl", "footerr", "footnote"}
    | {"ftnsep", "generator", "header", "headerf", "headerl", "headerr", "info", "listtable"}
    | {"listoverridetable", "nonesttables", "nonshppict", "object", "pict", "rsidtbl", "shppict"}
    | {"stylesheet", "themedata", "xmlnstbl"}
)
"""Destinations whose text stands nowhere in the document. ``listtext`` is kept: it holds the
ordinal of a paragraph as it is printed."""
BREAKS = {"line": "\n", "tab": " ", "emdash": "—", "endash": "–", "bullet": "·"}
BREAKS |= {"lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "emspace": " "}
CODE_PAGES = {936: "gb18030", 950: "big5", 65001: "utf-8", 10008: "gb18030"}
CHARSETS = {134: "gb18030", 136: "big5"}
"""Of fonts, as Windows numbers them."""
LATIN = "cp1252"

_TOKEN = re.compile(
    r"\\([a-zA-Z]{1,32})(-?\d{1,9})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z'])|([{}])|([^\\{}\r\n]+)"
)


@dataclass
class _Group:
    """What a ``{`` saves and its ``}`` brings back."""

    printed: bool = True
    in_table: bool = False
    encoding: str = LATIN
    fallback: int = 1
    in_fonts: bool = False


@dataclass
class _Reader:
    group: _Group = field(default_factory=_Group)
    outer: list[_Group] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    pending: bytearray = field(default_factory=bytearray)
    flow: WordFlow = field(default_factory=WordFlow)
    fonts: dict[int, str] = field(default_factory=dict)
    font: int = 0
    code_page: str = LATIN
    to_skip: int = 0
    slots: list[Slot] = field(default_factory=list)
    left: int = 0
    across: bool = False
    down: bool = False

    def token(self, found: re.Match[str]) -> None:
        word, number, byte, symbol, brace, text = found.groups()
        if brace:
            self._brace(brace)
        elif word:
            self._word(word, int(number) if number else None)
        elif byte:
            self._byte(int(byte, 16))
        elif symbol:
            self._symbol(symbol)
        else:
            self._write(text)

    def _brace(self, brace: str) -> None:
        self._decode()
        self.to_skip = 0
        if brace == "}":
            self.group = self.outer.pop() if self.outer else self.group
            return
        if len(self.outer) >= MAX_DEPTH:
            raise UnreadableDocument("an RTF document nested without end; it is damaged")
        self.outer.append(self.group)
        self.group = replace(self.group)

    def _symbol(self, symbol: str) -> None:
        if symbol == "*":
            self.group.printed = False
        elif symbol in "\r\n":
            self._word("par", None)
        elif symbol in "\\{}":
            self._write(symbol)
        elif symbol in "~_":
            self._write(" " if symbol == "~" else "-")

    def _byte(self, byte: int) -> None:
        if self.to_skip:
            self.to_skip -= 1
        elif self.group.printed:
            self.pending.append(byte)

    def _write(self, text: str) -> None:
        self._decode()
        text, self.to_skip = text[self.to_skip :], max(self.to_skip - len(text), 0)
        if self.group.printed:
            self.text.append(text)

    def _decode(self) -> None:
        if self.pending:
            self.text.append(self.pending.decode(self.group.encoding, "replace"))
            self.pending.clear()

    def _word(self, word: str, number: int | None) -> None:
        if word in NOT_PRINTED:
            self.group.printed = False
        elif word == "fonttbl":
            self.group.printed, self.group.in_fonts = False, True
        elif word in BREAKS:
            self._write(BREAKS[word])
        elif action := ACTIONS.get(word):
            self._decode()
            action(self, number or 0)

    def unicode(self, number: int) -> None:
        """A UTF-16 unit, signed, in front of what older readers print instead."""
        if self.group.printed:
            self.text.append(chr(number & 0xFFFF))
        self.to_skip = self.group.fallback

    def taken(self) -> str:
        """The text since the last mark; pairs of surrogates are characters."""
        text = "".join(self.text)
        self.text.clear()
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")

    def choose_font(self, number: int) -> None:
        self.font = number
        if not self.group.in_fonts:
            self.group.encoding = self.fonts.get(number, self.code_page)

    def charset(self, number: int) -> None:
        if self.group.in_fonts and number in CHARSETS:
            self.fonts[self.font] = CHARSETS[number]

    def choose_code_page(self, number: int) -> None:
        self.group.encoding = self.code_page = CODE_PAGES.get(number, LATIN)

    def set_fallback(self, number: int) -> None:
        self.group.fallback = max(min(number, 8), 0)

    def begin_row(self, _: int) -> None:
        self.slots, self.left, self.across, self.down = [], 0, False, False

    def set_left(self, number: int) -> None:
        self.left = number

    def goes_on_across(self, _: int) -> None:
        self.across = True

    def goes_on_down(self, _: int) -> None:
        self.down = True

    def slot(self, right: int) -> None:
        self.slots.append(Slot(self.left, right, self.across, self.down))
        self.left, self.across, self.down = right, False, False

    def set_in_table(self, _: int) -> None:
        self.group.in_table = True

    def plain(self, _: int) -> None:
        self.group.in_table = False

    def paragraph(self, _: int) -> None:
        if self.group.printed:
            self.flow.paragraph(self.taken(), in_table=self.group.in_table)

    def cell(self, _: int) -> None:
        self.flow.end_cell(self.taken())

    def row(self, _: int) -> None:
        self.flow.end_row(self.slots)


ACTIONS: dict[str, Callable[[_Reader, int], None]] = {
    "u": _Reader.unicode,
    "uc": _Reader.set_fallback,
    "f": _Reader.choose_font,
    "fcharset": _Reader.charset,
    "ansicpg": _Reader.choose_code_page,
    "trowd": _Reader.begin_row,
    "trleft": _Reader.set_left,
    "clmrg": _Reader.goes_on_across,
    "clvmrg": _Reader.goes_on_down,
    "cellx": _Reader.slot,
    "intbl": _Reader.set_in_table,
    "pard": _Reader.plain,
    "par": _Reader.paragraph,
    "sect": _Reader.paragraph,
    "page": _Reader.paragraph,
    "nestcell": _Reader.paragraph,
    "cell": _Reader.cell,
    "row": _Reader.row,
}


def read_rtf(content: bytes) -> Page:
    return page_of_file(_body(content.decode("latin-1")))


def _body(source: str) -> list[str | Table]:
    """RTF is ASCII; a writer that breaks the rule leaves bytes of the code page, which are kept."""
    reader = _Reader()
    tokens = 0
    for found in islice(_TOKEN.finditer(source), MAX_TOKENS + 1):
        reader.token(found)
        tokens += 1
    if tokens > MAX_TOKENS:
        raise UnreadableDocument(f"more than {MAX_TOKENS} words of RTF; no report has as many")
    reader.paragraph(0)
    return reader.flow.finish()
