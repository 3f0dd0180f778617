"""The official tables from figures, in the hand of their editor."""

from collections.abc import Mapping

from demo import layout
from demo.figures import Figure
from demo.forms import SECTION_TWO, Form
from demo.hand import Hand
from demo.layout import Grid

Figures = Mapping[str, Figure]


def section_two(form: Form, figures: Figures, hand: Hand) -> Grid:
    """Section 二, with the signs and units of the hand."""
    texts = _texts(figures) | _signed(figures, hand)
    if hand.unit_in_cell:
        texts |= _with_units(form, figures)
    five = form == "f2019" and hand.five_columns
    return layout.section_two(form, texts, five=five, unit=not hand.unit_in_cell)


def section_three(form: Form, figures: Figures) -> Grid:
    """Section 三."""
    return layout.section_three(form, _texts(figures))


def section_four(figures: Figures) -> Grid:
    """Section 四."""
    return layout.section_four(_texts(figures))


def stat2014(figures: Figures) -> Grid:
    """The statistics of 2014 to 2018."""
    return layout.stat2014(_texts(figures))


def html(grid: Grid, hand: Hand) -> str:
    """A table as this editor leaves it on a page."""
    style = "border-collapse:collapse;mso-yfti-tbllook:1184" if hand.word else "width:100%"
    lines = "\n".join(f"<tr>{''.join(map(hand.cell, row))}</tr>" for row in grid)
    return (
        f'<table border="1" cellspacing="0" cellpadding="2" style="{style}"><tbody>\n'
        f"{lines}\n</tbody></table>\n"
    )


def _texts(figures: Figures) -> dict[str, str]:
    return {path: "" if figure is None else str(figure) for path, figure in figures.items()}


def _signed(figures: Figures, hand: Hand) -> dict[str, str]:
    """Changes in the number of items; none is printed as 0."""
    return {
        path: f"{hand.signs[figure < 0]}{abs(figure)}"
        for path, figure in figures.items()
        if path.endswith(".items_delta") and isinstance(figure, int) and figure
    }


def _with_units(form: Form, figures: Figures) -> dict[str, str]:
    """Amounts whose column does not print the unit."""
    paths = (
        f"{block.key}.{row.key}.{column.key}"
        for block in SECTION_TWO[form]
        for row in block.rows
        for column in block.columns
        if layout.leaves_unit_open(column)
    )
    return {path: f"{figures[path]}万元" for path in paths if figures[path] is not None}
