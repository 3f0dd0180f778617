"""Section 三: 本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和."""

from collections.abc import Iterator, Mapping

from parser.checks.identity import Side, check_equal, compare, count, side
from parser.extraction import Figure, Finding
from parser.findings import finding
from parser.forms import Form
from parser.forms.requests import APPLICANTS
from parser.reading import Reading

NOT_RESULTS = {"new_received", "carried_in", "results_total", "carried_out"}
KINDS = [column.key for column in APPLICANTS if column.key != "total"]
GROUP_PREFIX = {
    "refused": "refused_",
    "unable": "unable_",
    "rejected": "rejected_",
    "other": "other_",
}


def check(form: Form, reading: Reading) -> Iterator[Finding]:
    rows = [row.path.removeprefix("requests.") for row in form.rows]
    leaves = [row for row in rows if row not in NOT_RESULTS]
    figures = reading.figures
    yield from (_check_row(row, figures) for row in rows)
    yield from (_check_balance(column.key, figures) for column in APPLICANTS)
    yield from (_check_results(column.key, leaves, figures) for column in APPLICANTS)
    yield from _check_blank_total(leaves, figures)
    yield from _check_subtotals(leaves, reading)
    yield from _check_negative(form, figures)


def _side(figures: Mapping[str, Figure], *paths: str) -> Side:
    return side(count(figures, f"requests.{path}") for path in paths)


def _leaves(figures: Mapping[str, Figure], leaves: list[str], column: str) -> Side:
    return _side(figures, *(f"{leaf}.{column}" for leaf in leaves))


def _check_row(row: str, figures: Mapping[str, Figure]) -> Finding:
    kinds = _side(figures, *(f"{row}.{kind}" for kind in KINDS))
    total = _side(figures, f"{row}.total")
    return check_equal("T3-ROWSUM", f"requests.{row}", kinds, total, "applicants against 总计")


def _check_balance(column: str, figures: Mapping[str, Figure]) -> Finding:
    came = _side(figures, f"new_received.{column}", f"carried_in.{column}")
    went = _side(figures, f"results_total.{column}", f"carried_out.{column}")
    what = "new and carried in against results and carried out"
    return check_equal("T3-BALANCE", f"requests.{column}", came, went, what)


def _check_results(column: str, leaves: list[str], figures: Mapping[str, Figure]) -> Finding:
    total = _side(figures, f"results_total.{column}")
    where = f"requests.results_total.{column}"
    parts = _leaves(figures, leaves, column)
    return check_equal("T3-RESULTS-SUM", where, total, parts, "（七）总计 against the results")


def _check_blank_total(leaves: list[str], figures: Mapping[str, Figure]) -> Iterator[Finding]:
    """One finding for the row: the sum of the results is what it should say, and the balance is
    tried again with it."""
    inferred = {
        column.key: _leaves(figures, leaves, column.key).known
        for column in APPLICANTS
        if count(figures, f"requests.results_total.{column.key}") is None
    }
    if not any(inferred.values()):
        return
    shown = ", ".join(f"{key} {value}" for key, value in inferred.items() if value)
    kept = all(_balances(column, value, figures) for column, value in inferred.items() if value)
    retried = "holds" if kept else "does not hold"
    yield finding(
        "T3-TOTAL-BLANK",
        "requests.results_total.*",
        f"（七）总计 is blank over results of {shown}; with them T3-BALANCE {retried}",
    )


def _balances(column: str, results: int, figures: Mapping[str, Figure]) -> bool:
    came = _side(figures, f"new_received.{column}", f"carried_in.{column}")
    went = side([results, count(figures, f"requests.carried_out.{column}")])
    return compare(came, went).startswith("pass")


def _check_subtotals(leaves: list[str], reading: Reading) -> Iterator[Finding]:
    for (group, column), value in reading.subtotals.items():
        if prefix := GROUP_PREFIX.get(group):
            parts = [leaf for leaf in leaves if leaf.startswith(prefix)]
            yield check_equal(
                "T3-SUBTOTAL",
                f"requests.{group}.{column}",
                side([value if isinstance(value, int) else None]),
                _leaves(reading.figures, parts, column),
                "a value printed beside a group label against its rows",
            )


def _check_negative(form: Form, figures: Mapping[str, Figure]) -> Iterator[Finding]:
    for path in (path for row in form.rows for path in row.paths):
        value = count(figures, path)
        if value is not None and value < 0:
            yield finding("T3-NONNEG", path, f"a number of requests cannot be {value}")
