"""Section 三: 本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from parser.checks.identity import Side, check_equal, compare, count, side
from parser.extraction import Finding
from parser.findings import finding
from parser.forms import Form
from parser.forms.requests import APPLICANTS
from parser.reading import Reading

NOT_RESULTS = {"new_received", "carried_in", "results_total", "carried_out"}
COLUMNS = [column.key for column in APPLICANTS]
TOTAL = COLUMNS.index("total")
GROUP_PREFIX = {
    "refused": "refused_",
    "unable": "unable_",
    "rejected": "rejected_",
    "other": "other_",
}

Counts = Mapping[str, Sequence[int | None]]
"""The figures of each row in the order of ``APPLICANTS``, by the row's key."""


def check(form: Form, reading: Reading) -> Iterator[Finding]:
    counts = {
        row.path.removeprefix("requests."): [count(reading.figures, path) for path in row.paths]
        for row in form.rows
    }
    leaves = [row for row in counts if row not in NOT_RESULTS]
    yield from (_check_row(row, values) for row, values in counts.items())
    yield from (_check_balance(column, counts) for column in range(len(COLUMNS)))
    yield from (_check_results(column, leaves, counts) for column in range(len(COLUMNS)))
    yield from _check_blank_total(leaves, counts)
    yield from _check_subtotals(leaves, counts, reading)
    yield from _check_negative(counts)


def _sum(counts: Counts, rows: Iterable[str], column: int) -> Side:
    return side([counts[row][column] for row in rows])


def _check_row(row: str, values: Sequence[int | None]) -> Finding:
    kinds, total = side(values[:TOTAL]), side(values[TOTAL:])
    return check_equal("T3-ROWSUM", f"requests.{row}", kinds, total, "applicants against 总计")


def _check_balance(column: int, counts: Counts) -> Finding:
    came = _sum(counts, ("new_received", "carried_in"), column)
    went = _sum(counts, ("results_total", "carried_out"), column)
    what = "new and carried in against results and carried out"
    return check_equal("T3-BALANCE", f"requests.{COLUMNS[column]}", came, went, what)


def _check_results(column: int, leaves: Sequence[str], counts: Counts) -> Finding:
    total, parts = _sum(counts, ("results_total",), column), _sum(counts, leaves, column)
    where = f"requests.results_total.{COLUMNS[column]}"
    return check_equal("T3-RESULTS-SUM", where, total, parts, "（七）总计 against the results")


def _check_blank_total(leaves: Sequence[str], counts: Counts) -> Iterator[Finding]:
    """One finding for the row: the sum of the results is what it should say, and the balance is
    tried again with it."""
    inferred = {
        column: _sum(counts, leaves, column).known
        for column, total in enumerate(counts["results_total"])
        if total is None
    }
    if not any(inferred.values()):
        return
    shown = ", ".join(f"{COLUMNS[column]} {value}" for column, value in inferred.items() if value)
    kept = all(_balances(column, value, counts) for column, value in inferred.items() if value)
    retried = "holds" if kept else "does not hold"
    yield finding(
        "T3-TOTAL-BLANK",
        "requests.results_total.*",
        f"（七）总计 is blank over results of {shown}; with them T3-BALANCE {retried}",
    )


def _balances(column: int, results: int, counts: Counts) -> bool:
    came = _sum(counts, ("new_received", "carried_in"), column)
    went = side([results, counts["carried_out"][column]])
    return compare(came, went).startswith("pass")


def _check_subtotals(leaves: Sequence[str], counts: Counts, reading: Reading) -> Iterator[Finding]:
    for (group, column), value in reading.subtotals.items():
        if prefix := GROUP_PREFIX.get(group):
            parts = [leaf for leaf in leaves if leaf.startswith(prefix)]
            yield check_equal(
                "T3-SUBTOTAL",
                f"requests.{group}.{column}",
                side([value if isinstance(value, int) else None]),
                _sum(counts, parts, COLUMNS.index(column)),
                "a value printed beside a group label against its rows",
            )


def _check_negative(counts: Counts) -> Iterator[Finding]:
    for row, values in counts.items():
        for column, value in zip(COLUMNS, values, strict=True):
            if value is not None and value < 0:
                where = f"requests.{row}.{column}"
                yield finding("T3-NONNEG", where, f"a number of requests cannot be {value}")
