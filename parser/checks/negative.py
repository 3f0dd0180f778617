"""Figures below zero; only the change of a number of items, 本年增/减, may be."""

from collections.abc import Iterator

from parser.extraction import Finding
from parser.findings import finding
from parser.forms import Form
from parser.tables.printed import Printed


def check(form: Form, printed: Printed) -> Iterator[Finding]:
    rule = "T3-NONNEG" if form.table == "requests" else "FIGURE-NEGATIVE"
    for row in form.rows:
        for path, column in zip(row.paths, row.columns, strict=True):
            value = printed.number(path)
            if value is not None and value < 0 and column.type != "signed":
                yield finding(
                    rule,
                    path,
                    figures=printed.cite([path]),
                    row=row.labels[0] if row.labels else column.block,
                    column=column.labels[0],
                    value=value,
                )
