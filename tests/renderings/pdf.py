"""Pages as PDF: a text layer and ruled lines, in a font that every reader knows."""

from io import BytesIO
from random import Random

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from demo.paper import HEIGHT, WIDTH, typeset
from parser import Document
from tests.renderings.report import Report

FONT = "STSong-Light"


def render(report: Report, rng: Random) -> Document:
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    written = BytesIO()
    canvas = Canvas(written, pagesize=(WIDTH, HEIGHT), invariant=True)
    for sheet in typeset(report.body, rng):
        for x, y, size, text in sheet.texts:
            canvas.setFont(FONT, size)
            canvas.drawString(x, HEIGHT - y, text)
        canvas.lines([(x0, HEIGHT - y0, x1, HEIGHT - y1) for x0, y0, x1, y1 in sheet.rules])
        canvas.showPage()
    canvas.save()
    return Document(written.getvalue(), "application/pdf")
