"""Every shape by its name: how a report is rendered in it."""

from collections.abc import Callable
from random import Random

from demo.dice import dice
from parser import Document
from tests.renderings import flat, markdown, ofd, office, pdf, web
from tests.renderings.report import FORMS, Report, draw

Render = Callable[[Report, Random], Document]


def _text(table: flat.Write) -> Render:
    return lambda report, rng: flat.render(report, table, rng)


SHAPES: dict[str, Render] = {
    "html": web.render,
    **{f"text {name}": _text(table) for name, table in (flat.SHAPES | markdown.SHAPES).items()},
    "text extracted": markdown.extracted,
    "docx": office.render_docx,
    "xlsx": office.render_xlsx,
    "pdf": pdf.render,
    "ofd": ofd.render,
}


def rendering(shape: str, number: int) -> tuple[Report, Document]:
    """The same for the same shape and number, whatever was asked before."""
    report = draw(FORMS[number % len(FORMS)], f"{shape}/{number}")
    return report, SHAPES[shape](report, dice("rendering", shape, number))
