"""The hand of an editor: how text and cells become markup. It never changes a figure."""

import re
from dataclasses import dataclass
from random import Random

from demo.layout import Cell

_DIGITS = re.compile(r"\d+")
_WORD_FONT = "font-family:仿宋_GB2312"
# Characters. Word ends a run wherever its author once stopped typing, inside a word as well as
# between; so longer text is cut into runs of this length, and a label longer than 5 in two.
_RUN, _LABEL = 24, 5


@dataclass(frozen=True)
class Hand:
    """What differs from editor to editor on otherwise equal reports."""

    word: bool = False
    """Pasted from Word: spans that end inside words, `<o:p>`, sizes in points."""
    five_columns: bool = False
    """Section two of f2019 in the grid of five columns instead of four."""
    broken_headers: bool = False
    """A `<br>` inside the labels of narrow header cells."""
    unit_in_cell: bool = False
    """Amounts of f2019 carry 万元 in the cell instead of the header."""
    signs: tuple[str, str] = ("", "-")
    """What stands before a number of items by which there are more, and by which fewer."""

    @classmethod
    def draw(cls, rng: Random) -> "Hand":
        """Any of them; half of all reports are pasted from Word."""
        flip = (True, False)
        return cls(
            word=rng.choice(flip),
            five_columns=rng.choice(flip),
            broken_headers=rng.choice(flip),
            unit_in_cell=rng.choice(flip),
            signs=rng.choice((("", "-"), ("+", "-"), ("增", "减"))),
        )

    def run(self, text: str) -> str:
        """Text inside a paragraph or a cell."""
        if not self.word:
            return text
        pieces = [text[at : at + _RUN] for at in range(0, len(text), _RUN)]
        if len(pieces) == 1 and len(text) > _LABEL:
            pieces = [text[: len(text) // 2], text[len(text) // 2 :]]
        return "".join(f'<span style="{_WORD_FONT}">{_foreign(piece)}</span>' for piece in pieces)

    def paragraph(self, text: str) -> str:
        """A paragraph of the report."""
        if not self.word:
            return f'<p style="text-indent:2em;line-height:2">{text}</p>\n'
        return (
            '<p class="MsoNormal" style="text-indent:24.0pt;line-height:28.0pt;'
            f'mso-line-height-rule:exactly">{self.run(text)}'
            '<span lang="EN-US"><o:p></o:p></span></p>\n'
        )

    def cell(self, cell: Cell) -> str:
        """A cell; one without text is left blank as this editor leaves it."""
        markup = self._broken(cell.text) if cell.header else self.run(cell.text)
        spans = "".join(
            f' {name}="{span}"'
            for name, span in (("colspan", cell.colspan), ("rowspan", cell.rowspan))
            if span > 1
        )
        if not self.word:
            return f'<td{spans} align="center" style="font-size:14px">{markup or "&nbsp;"}</td>'
        markup = markup or "<span><o:p>&nbsp;</o:p></span>"
        return (
            f'<td{spans} valign="center" style="padding:0cm 5.4pt">'
            f'<p class="MsoNormal" align="center">{markup}</p></td>'
        )

    def _broken(self, label: str) -> str:
        cut = 3 if len(label) > _LABEL else 2
        if not self.broken_headers or len(label) <= cut + 1:
            return self.run(label)
        return f"{self.run(label[:cut])}<br>{self.run(label[cut:])}"


def _foreign(text: str) -> str:
    """Word sets digits in another font, hence in a span of their own."""
    return _DIGITS.sub(r'<span lang="EN-US">\g<0></span>', text)
