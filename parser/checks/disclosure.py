"""Section 二: what the cells of one row say about each other."""

from collections.abc import Iterator, Mapping

from parser.checks.identity import count
from parser.extraction import Figure, Finding, Metadata, Status
from parser.findings import finding
from parser.forms import Form
from parser.reading import Reading

DOCUMENTS = ("art20_1.rules", "art20_1.normative_docs")

MAY_MAKE_RULES = {"government", "government_office", None}
TOO_LOW = {"county", "township", "committee"}
"""规章 are made by State Council departments and by governments of provinces, 设区的市 and 自治州.
A local department, a county, a town, a street or a committee makes none; of a 市 the name alone
does not tell the rank."""


def check(form: Form, reading: Reading, metadata: Metadata) -> Iterator[Finding]:
    if form.family == "f2019":
        for path in DOCUMENTS:
            yield from _check_disclosed(path, reading.figures)
        for row in form.rows:
            if any(column.key == "items_prev" for column in row.columns):
                yield from _check_items(row.path, reading.figures)
    else:
        for path in DOCUMENTS:
            yield from _check_in_force(path, reading.figures)
    if metadata.issuer.kind not in MAY_MAKE_RULES or metadata.level in TOO_LOW:
        yield from _check_rules_power(form, reading.figures, metadata.issuer.name)


def _check_disclosed(row: str, figures: Mapping[str, Figure]) -> Iterator[Finding]:
    made, new, total = (
        count(figures, f"{row}.{key}") for key in ("made_new", "disclosed_new", "disclosed_total")
    )
    if new is None:
        return
    if total is not None:
        status: Status = "pass" if total >= new else "fail"
        message = f"{total} disclosed in total, {new} of them this year"
        yield finding("T2-DISCLOSED-TOTAL", row, message, status)
    if made is not None and new > made:
        message = f"{new} newly disclosed, only {made} newly made: older documents among them?"
        yield finding("T2-DISCLOSED-GT-MADE", row, message)


def _check_items(row: str, figures: Mapping[str, Figure]) -> Iterator[Finding]:
    before, delta = (count(figures, f"{row}.{key}") for key in ("items_prev", "items_delta"))
    decisions = count(figures, f"{row}.decisions")
    if before is None or delta is None:
        return
    items = before + delta
    sum_ = f"{before} {'-' if delta < 0 else '+'} {abs(delta)} = {items}"
    status: Status = "pass" if items >= 0 else "fail"
    yield finding("T2-ITEMS-NONNEG", row, f"items now: {sum_}", status)
    if abs(delta) > before > 0:
        message = f"a change of {delta:+d} on a base of {before}"
        yield finding("T2-DELTA-OUTLIER", f"{row}.items_delta", message)
    if decisions and decisions == items:
        message = f"{decisions} decisions are exactly the items now, {sum_}: column misread?"
        yield finding("T2-DECISIONS-IS-STOCK", f"{row}.decisions", message)
    if decisions and items == 0:
        message = f"{decisions} decisions without an item: {sum_}"
        yield finding("T2-DECISIONS-NO-ITEMS", f"{row}.decisions", message)


def _check_in_force(row: str, figures: Mapping[str, Figure]) -> Iterator[Finding]:
    made, in_force = (count(figures, f"{row}.{key}") for key in ("made", "in_force"))
    if made is None or in_force is None:
        return
    message = f"{made} made this year, {in_force} in force at its end"
    yield finding("T2-INFORCE", row, message, "pass" if in_force >= made else "fail")


def _check_rules_power(
    form: Form, figures: Mapping[str, Figure], issuer: str | None
) -> Iterator[Finding]:
    rules = next(row for row in form.rows if row.path == "art20_1.rules")
    reported = [path for path in rules.paths if count(figures, path)]
    if reported:
        message = f"规章 reported by {issuer}, which cannot make any"
        yield finding("T2-RULES-POWER", rules.path, message)
