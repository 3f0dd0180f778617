"""The statutory forms as data, and which of them a document uses."""

from collections.abc import Set

from parser.extraction import Family
from parser.forms import f2014, f2019, f2021, remedies
from parser.forms.form import Column, Form, Row
from parser.grid import Table
from parser.labels import core

__all__ = [
    "ALL",
    "COLUMN_LABELS",
    "LABELS",
    "ROW_LABELS",
    "Column",
    "Form",
    "Row",
    "expected_family",
    "forms_used",
    "is_continuation",
    "is_statutory",
    "labels_of",
    "shows",
]

ALL = (*f2019.FORMS, *f2021.FORMS, *f2014.FORMS)
"""The earlier family first: a table of section 三 without the rows of 2021 is one of 2019."""

LABELS = frozenset[str]().union(*(form.labels for form in ALL))
"""Cores of every official label of a row, a column or a group."""
ROW_LABELS = frozenset[str]().union(*(form.row_labels for form in ALL))
"""Those of them that begin a row."""
COLUMN_LABELS = frozenset(
    core(label) for form in ALL for row in form.rows for c in row.columns for label in c.labels
)
"""Those of a column; 其他 and 总计 are both."""
PARTS = ("proactive", "requests", "remedies", "stat2014")

MIN_LABELS = 2
"""Labels that make a table statutory; one may stand in any table."""
MIN_UNSIGNED = 4
"""Labels that do so without a sign: the second half of a table cut in two."""


FIRST_YEAR: dict[Family, int] = {"f2021": 2021, "f2019": 2019, "f2014": 2014}
"""The first report year a form is prescribed for, the latest form first."""


def expected_family(year: int) -> Family:
    """The form that the rules prescribe for a report year; what a report uses may differ."""
    return next((family for family, first in FIRST_YEAR.items() if year >= first), "f_free")


def labels_of(table: Table) -> frozenset[str]:
    """The cores of the official labels in a table."""
    return LABELS & table.cores


def is_statutory(table: Table) -> bool:
    return len(labels_of(table)) >= MIN_LABELS


def is_continuation(table: Table) -> bool:
    """May a table go on where a statutory one before it was cut? Rows behind labels of the form
    do, and so does the row of section 四, which is the longest of all and has no label."""
    named = {cell.core for cell in table.cells if cell.core and not cell.core.isdigit()}
    if not any(cell.core.isdigit() for cell in table.cells):
        return False
    is_row = len(table.rows) == 1 and len(table.rows[0]) == remedies.SIZE
    return bool(named or is_row) and named <= ROW_LABELS


def shows(form: Form, labels: Set[str]) -> bool:
    """Does a table with these labels (cores) belong to the form?"""
    known = len(form.labels & labels)
    return known >= (MIN_LABELS if form.signs & labels else MIN_UNSIGNED)


def forms_used(labels: Set[str]) -> list[Form]:
    """Of each part the form of the family whose own signs stand among the labels of a document.

    Section 二 and section 三 may be of different families (a report of 2023 with the section 三 of
    2019 is real), so each part is judged by itself."""
    used = []
    for part in PARTS:
        forms = [form for form in ALL if form.table == part]
        best = max(forms, key=lambda form: _likeness(form, labels))
        if shows(best, labels):
            used.append(best)
    return used


def _likeness(form: Form, labels: Set[str]) -> tuple[int, float]:
    """Signs first; where headers were cut and none is left, the share of its rows that is there."""
    there = {row for label in form.by_label.keys() & labels for row in form.by_label[label]}
    return len(form.signs & labels), len(there) / len(form.rows)
