"""The tables have the spans of the printed forms, and every figure can be read back from them."""

import re
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from demo import tables
from demo.figures import Figure, Figures, make
from demo.forms import SECTION_TWO, Form, paths
from demo.hand import Hand

hands = st.builds(
    Hand,
    word=st.booleans(),
    five_columns=st.booleans(),
    broken_headers=st.booleans(),
    unit_in_cell=st.booleans(),
    signs=st.sampled_from((("", "-"), ("+", "-"), ("增", "减"))),
)
since_2019 = st.sampled_from(("f2019", "f2021"))
Cell = tuple[str, int, int]


def cells(markup: str) -> list[list[Cell]]:
    """Text, colspan and rowspan of every cell, row by row, without any white space."""
    table = html.fragment_fromstring(markup)
    return [
        [
            (
                re.sub(r"\s", "", cell.text_content()),
                int(cell.get("colspan", 1)),
                int(cell.get("rowspan", 1)),
            )
            for cell in row.iter("td")
        ]
        for row in table.iter("tr")
    ]


def widths(rows: list[list[Cell]]) -> set[int]:
    """Grid columns that each row fills, cells hanging down from above included."""
    hanging: list[list[int]] = [[] for _ in range(len(rows) + 30)]
    for at, row in enumerate(rows):
        for _, colspan, rowspan in row:
            for below in range(at, at + rowspan):
                hanging[below].append(colspan)
    assert not any(hanging[len(rows) :]), "a cell hangs out of the table"
    return {sum(hanging[at]) for at in range(len(rows))}


def texts(figures: Figures, table: str) -> list[str]:
    """The figures of a table as they are printed without any adornment, in printed order."""
    return ["" if v is None else str(v) for p, v in figures.items() if p.startswith(f"{table}.")]


def bare(text: str) -> str:
    """A printed figure of section two without its sign word and unit."""
    return text.replace("万元", "").replace("减", "-").lstrip("+增")


@given(since_2019, st.integers(), hands, st.booleans())
def test_section_two(form: Form, seed: int, hand: Hand, blanks: bool) -> None:
    figures = make(form, seed, blanks=blanks)
    rows = cells(tables.html(tables.section_two(form, figures, hand), hand))
    assert widths(rows) == {5 if form == "f2019" and hand.five_columns else 4}
    labels = {row.text for block in SECTION_TWO[form] for row in block.rows}
    data = [[text for text, _, _ in row[1:]] for row in rows if row[0][0] in labels]
    printed = [str(figure) for path, figure in figures.items() if path.startswith("art20_")]
    assert [bare(text) for text in chain(*data)] == printed


@given(since_2019, st.integers(), hands, st.booleans())
def test_section_three(form: Form, seed: int, hand: Hand, blanks: bool) -> None:
    figures = make(form, seed, blanks=blanks)
    rows = cells(tables.html(tables.section_three(form, figures), hand))
    assert widths(rows) == {10}
    printed = [text for row in rows[3:] for text, _, _ in row[-7:]]
    assert printed == texts(figures, "requests")
    kept = [len(row) for row in rows]
    assert kept[:6] == [2, 3, 5, 8, 8, 9]
    assert kept.count(9) == {"f2019": 4, "f2021": 5}[form]


@given(since_2019, st.integers(), hands)
def test_section_four(form: Form, seed: int, hand: Hand) -> None:
    figures = make(form, seed)
    rows = cells(tables.html(tables.section_four(figures), hand))
    assert widths(rows) == {15}
    assert [len(row) for row in rows] == [2, 7, 10, 15]
    assert [text for text, _, _ in rows[-1]] == texts(figures, "remedies")


@given(st.integers(), hands, st.booleans())
def test_statistics_of_2014(seed: int, hand: Hand, blanks: bool) -> None:
    figures = make("f2014", seed, blanks=blanks)
    rows = cells(tables.html(tables.stat2014(figures), hand))
    assert widths(rows) == {3}
    printed = [row[2][0] for row in rows[1:] if row[1][0] != "——"]
    assert printed == texts(figures, "stat2014")


@pytest.mark.parametrize("hand", [Hand(), Hand(word=True, unit_in_cell=True)])
def test_an_empty_form_prints_no_figure(hand: Hand) -> None:
    empty: dict[str, Figure] = dict.fromkeys(paths("f2019"))
    rows = cells(tables.html(tables.section_two("f2019", empty, hand), hand))
    assert [text for row in rows for text, _, _ in row[1:] if re.search(r"\d|万元$", text)] == []
