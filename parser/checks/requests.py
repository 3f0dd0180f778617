"""Section 三: 本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from parser.checks.identity import Side, check_equal, compare, side, side_at
from parser.extraction import Figure, Finding
from parser.findings import finding
from parser.forms import Form
from parser.forms.form import Column, Row
from parser.forms.requests import APPLICANTS, GROUPS, LEAF_PREFIX, NOT_RESULTS
from parser.tables.printed import Printed

LABELS = {column.key: column.labels[0] for column in APPLICANTS}


def check(
    form: Form, printed: Printed, subtotals: Mapping[tuple[str, str], Figure]
) -> Iterator[Finding]:
    leaves = [key for row in form.rows if (key := _key(row)) not in NOT_RESULTS]
    for row in form.rows:
        found = _check_row(row, printed)
        yield found
        if found.status == "fail":
            yield from _check_split(row, leaves, printed)
    yield from (_check_balance(column, printed) for column in APPLICANTS)
    yield from (_check_results(column, leaves, printed) for column in APPLICANTS)
    yield from _check_blank_total(leaves, printed)
    for (group, column), value in subtotals.items():
        if group in LEAF_PREFIX:
            yield _check_subtotal(group, column, value, leaves, printed)


def _key(row: Row) -> str:
    return row.path.removeprefix("requests.")


def _column(column: str, rows: Iterable[str], printed: Printed) -> Side:
    """The sum of some rows in one column."""
    return side_at([f"requests.{row}.{column}" for row in rows], printed)


def _check_row(row: Row, printed: Printed) -> Finding:
    kinds, total = side_at(row.paths[:-1], printed), side_at(row.paths[-1:], printed)
    return check_equal("T3-ROWSUM", row.path, printed, kinds, total, row=row.labels[0])


def _check_split(row: Row, leaves: Sequence[str], printed: Printed) -> Iterator[Finding]:
    """A number of two digits over two cells: joined again, in either of them, it repairs the row
    and both columns."""
    digits = printed.counts(row.paths[:-1])
    for left in range(len(digits) - 1):
        tens, ones = digits[left], digits[left + 1]
        if tens is None or ones is None or tens not in range(1, 10) or ones not in range(10):
            continue
        columns, paths = row.columns[left : left + 2], row.paths[left : left + 2]
        joined = 10 * tens + ones
        for pair in ((joined, 0), (0, joined)):
            figures = {**printed.figures, **dict(zip(paths, pair, strict=True))}
            if _holds(row, columns, leaves, Printed(figures, printed.cells)):
                cited = printed.cite(paths)
                yield finding("T3-SPLIT", row.path, "fail", cited, row=row.labels[0], joined=joined)


def _holds(row: Row, columns: Iterable[Column], leaves: Sequence[str], printed: Printed) -> bool:
    found = [_check_row(row, printed)]
    for column in columns:
        found += _check_balance(column, printed), _check_results(column, leaves, printed)
    return all(check.status.startswith("pass") for check in found)


def _check_balance(column: Column, printed: Printed) -> Finding:
    came = _column(column.key, ("new_received", "carried_in"), printed)
    went = _column(column.key, ("results_total", "carried_out"), printed)
    where = f"requests.{column.key}"
    return check_equal("T3-BALANCE", where, printed, came, went, column=column.labels[0])


def _check_results(column: Column, leaves: Sequence[str], printed: Printed) -> Finding:
    total, parts = (_column(column.key, rows, printed) for rows in (("results_total",), leaves))
    where = f"requests.results_total.{column.key}"
    return check_equal("T3-RESULTS-SUM", where, printed, total, parts, column=column.labels[0])


def _check_blank_total(leaves: Sequence[str], printed: Printed) -> Iterator[Finding]:
    """One finding for the row: the sum of the results is what it should say, and the balance is
    tried again with it."""
    inferred = {
        column: value
        for column in LABELS
        if printed.figures.get(path := f"requests.results_total.{column}") is None
        and path not in printed.unread
        and (value := _column(column, leaves, printed).known)
    }
    if inferred:
        kept = all(_balances(column, value, printed) for column, value in inferred.items())
        yield finding(
            "T3-TOTAL-BLANK",
            "requests.results_total.*",
            figures=printed.cite(f"requests.results_total.{column}" for column in inferred),
            shown=", ".join(f"{column} {value}" for column, value in inferred.items()),
            shown_zh="，".join(f"{LABELS[column]} {value}" for column, value in inferred.items()),
            retried="holds" if kept else "does not hold",
            retried_zh="成立" if kept else "不成立",
        )


def _balances(column: str, results: int, printed: Printed) -> bool:
    came = _column(column, ("new_received", "carried_in"), printed)
    went = side([results, printed.count(f"requests.carried_out.{column}")])
    return compare(came, went).startswith("pass")


def _check_subtotal(
    group: str, column: str, value: Figure, leaves: Sequence[str], printed: Printed
) -> Finding:
    parts = [leaf for leaf in leaves if leaf.startswith(LEAF_PREFIX[group])]
    return check_equal(
        "T3-SUBTOTAL",
        f"requests.{group}.{column}",
        printed,
        side([value if isinstance(value, int) else None]),
        _column(column, parts, printed),
        group=GROUPS[group][0],
        column=LABELS[column],
    )
