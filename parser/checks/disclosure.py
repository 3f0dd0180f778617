"""Section 二: what the cells of one row say about each other."""

from collections.abc import Iterator
from typing import Any

from parser.extraction import Finding, Metadata, Status
from parser.findings import finding
from parser.forms import Form
from parser.forms.form import Row
from parser.tables.printed import Printed

RULES = "art20_1.rules"

MAY_MAKE_RULES = {"government", "government_office", None}
TOO_LOW = {"county", "township", "committee"}
"""规章 are made by State Council departments and by governments of provinces, 设区的市 and 自治州.
A local department, a county, a town, a street or a committee makes none; of a 市 the name alone
does not tell the rank."""


def check(form: Form, printed: Printed, metadata: Metadata) -> Iterator[Finding]:
    for row in form.rows:
        keys = [column.key for column in row.columns]
        if "disclosed_new" in keys:
            yield from _check_disclosed(row, printed)
        elif "items_prev" in keys:
            yield from _check_items(row, printed)
        elif "in_force" in keys:
            yield from _check_in_force(row, printed)
    if metadata.issuer.kind not in MAY_MAKE_RULES or metadata.level in TOO_LOW:
        yield from _check_rules_power(form, printed, metadata.issuer.name)


def _check_disclosed(row: Row, printed: Printed) -> Iterator[Finding]:
    made, new, total = printed.counts(row.paths)
    label = row.labels[0]
    if new is None:
        return
    if total is not None:
        yield finding(
            "T2-DISCLOSED-TOTAL",
            row.path,
            "pass" if total >= new else "fail",
            printed.cite(row.paths[1:]),
            row=label,
            total=total,
            new=new,
        )
    if made is not None and new > made:
        cited = printed.cite(row.paths[:2])
        yield finding(
            "T2-DISCLOSED-GT-MADE", row.path, figures=cited, row=label, new=new, made=made
        )


def _check_items(row: Row, printed: Printed) -> Iterator[Finding]:
    before, delta = printed.counts(row.paths[:2])
    if before is None or delta is None:
        return
    items = before + delta
    told: dict[str, Any] = {
        "row": row.labels[0],
        "items": f"{before} {'-' if delta < 0 else '+'} {abs(delta)} = {items}",
    }
    cited = list(printed.cite(row.paths))
    status: Status = "pass" if items >= 0 else "fail"
    yield finding("T2-ITEMS-NONNEG", row.path, status, cited[:2], **told)
    if abs(delta) > before > 0:
        told |= {"delta": delta, "before": before}
        yield finding("T2-DELTA-OUTLIER", row.paths[1], figures=cited[:2], **told)
    if decisions := printed.count(f"{row.path}.decisions"):
        told |= {"decisions": decisions}
        if decisions == items:
            yield finding("T2-DECISIONS-IS-STOCK", row.paths[2], figures=cited, **told)
        if items == 0:
            yield finding("T2-DECISIONS-NO-ITEMS", row.paths[2], figures=cited, **told)


def _check_in_force(row: Row, printed: Printed) -> Iterator[Finding]:
    made, _, in_force = printed.counts(row.paths)
    if made is None or in_force is None:
        return
    status: Status = "pass" if in_force >= made else "fail"
    cited = printed.cite((row.paths[0], row.paths[2]))
    yield finding(
        "T2-INFORCE", row.path, status, cited, row=row.labels[0], made=made, in_force=in_force
    )


def _check_rules_power(form: Form, printed: Printed, issuer: str | None) -> Iterator[Finding]:
    rules = next(row for row in form.rows if row.path == RULES)
    if reported := [path for path in rules.paths if printed.count(path)]:
        cited = printed.cite(reported)
        yield finding("T2-RULES-POWER", rules.path, figures=cited, issuer=issuer)
