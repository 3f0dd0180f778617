"""Pages as OFD, the national page format (GB/T 33190): a zip of XML, in millimetres."""

from collections.abc import Iterator
from io import BytesIO
from itertools import count
from random import Random
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from demo.paper import HEIGHT, LINE, WIDTH, Rule, Sheet, Text, typeset
from parser import Document
from tests.renderings.report import Report

MILLIMETRES = 25.4 / 72
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
FONT_ID = 3
FIRST_OBJECT = 1000
HAIR = 0.5
"""A box has to be wider than a line, in points."""


def render(report: Report, rng: Random) -> Document:
    written = BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as package:
        for name, markup in _parts(typeset(report.body, rng)):
            package.writestr(name, HEAD + markup)
    return Document(written.getvalue(), "application/ofd")


def _parts(sheets: list[Sheet]) -> Iterator[tuple[str, str]]:
    yield (
        "OFD.xml",
        f'<ofd:OFD {SPACE} DocType="OFD" Version="1.0"><ofd:DocBody><ofd:DocInfo/>'
        "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
    )
    pages = "".join(
        f'<ofd:Page ID="{FONT_ID + 1 + n}" BaseLoc="Pages/Page_{n}/Content.xml"/>'
        for n in range(len(sheets))
    )
    yield (
        "Doc_0/Document.xml",
        f"<ofd:Document {SPACE}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>"
        f"{_numbers(0, 0, WIDTH, HEIGHT)}</ofd:PhysicalBox></ofd:PageArea>"
        "<ofd:PublicRes>PublicRes.xml</ofd:PublicRes></ofd:CommonData>"
        f"<ofd:Pages>{pages}</ofd:Pages></ofd:Document>",
    )
    yield (
        "Doc_0/PublicRes.xml",
        f'<ofd:Res {SPACE} BaseLoc="Res"><ofd:Fonts><ofd:Font ID="{FONT_ID}" FontName="宋体"/>'
        "</ofd:Fonts></ofd:Res>",
    )
    for number, sheet in enumerate(sheets):
        yield f"Doc_0/Pages/Page_{number}/Content.xml", _page(sheet)


def _page(sheet: Sheet) -> str:
    ids = count(FIRST_OBJECT)
    rules = (_path(rule, next(ids)) for rule in sheet.rules)
    texts = (_text(text, next(ids)) for text in sheet.texts)
    return (
        f'<ofd:Page {SPACE}><ofd:Content><ofd:Layer ID="{FIRST_OBJECT - 1}">'
        f"{''.join((*rules, *texts))}</ofd:Layer></ofd:Content></ofd:Page>"
    )


def _text(text: Text, number: int) -> str:
    """The box of a line; its baseline, and the step from each character to the next, inside it."""
    steps = [text.size / 2 if character.isascii() else text.size for character in text.text]
    box = _numbers(text.x, text.y - text.size, sum(steps), text.size * LINE)
    size = _numbers(text.size)
    return (
        f'<ofd:TextObject ID="{number}" Boundary="{box}" Font="{FONT_ID}" Size="{size}">'
        f'<ofd:TextCode X="0" Y="{size}" DeltaX="{_numbers(*steps[:-1])}">{escape(text.text)}'
        "</ofd:TextCode></ofd:TextObject>"
    )


def _path(rule: Rule, number: int) -> str:
    width, height = rule.x1 - rule.x0, rule.y1 - rule.y0
    box = _numbers(rule.x0, rule.y0, max(width, HAIR), max(height, HAIR))
    return (
        f'<ofd:PathObject ID="{number}" Boundary="{box}" LineWidth="0.2"><ofd:AbbreviatedData>'
        f"M 0 0 L {_numbers(width, height)}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def _numbers(*points: float) -> str:
    return " ".join(f"{point * MILLIMETRES:.3f}" for point in points)
