"""One sheet of a workbook, as the text of its cells."""

import msgspec

Range = tuple[int, int, int, int]
"""First row, first column, last row, last column, from 0."""


class Worksheet(msgspec.Struct):
    """``rows`` begin at A1 and are equally long."""

    name: str
    rows: list[list[str]]
    merged: list[Range]
