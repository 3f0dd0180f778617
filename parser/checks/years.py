"""One body's report of a year against that of the year before."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, pairwise
from typing import NamedTuple

from msgspec.structs import replace

from parser.extraction import CitedFigure, Extraction, Figure, Finding, Status
from parser.findings import finding
from parser.forms.requests import APPLICANTS
from parser.harmonised import harmonise_key
from parser.prose.narrative import CUMULATIVE, TOTAL
from parser.tables.printed import Printed

DOCUMENTS = ("art20_1.rules", "art20_1.normative_docs")
ITEMS = (
    "art20_5.licensing",
    "art20_5.other_services",
    "art20_6.penalty",
    "art20_6.coercion",
    "art20_8.fees",
)
COMPARABLE = (
    "h.req.received_new",
    "h.req.granted",
    "h.req.partly_granted",
    "h.review.total",
    "h.litigation.total",
    "h.normative.made",
)
"""Keys that mean the same in every form and that every body has some of."""

OUTLIER_FACTOR = 5
OUTLIER_BASE = 10
"""A change is looked at from five times on; numbers below ten jump without a reason."""
MIN_SAME = 5
"""Figures that are not 0: fewer of them agree by chance in a body with little to report."""


class Term(NamedTuple):
    report: Printed
    path: str
    sign: int = 1


def check_years(reports: Sequence[Extraction]) -> list[Finding]:
    """Reports of one body, each against the one before it; those without a year are left out."""
    dated = [report for report in reports if report.metadata.year]
    dated.sort(key=lambda report: report.metadata.year or 0)
    years = [report.metadata.year for report in dated]
    if len(set(years)) < len(years):
        raise ValueError(f"several reports of one year among {years}; give one report a year")
    return [found for pair in pairwise(dated) for found in compare_years(*pair)]


def compare_years(earlier: Extraction, later: Extraction) -> list[Finding]:
    """Sums that run from one year into the next are only checked of years that follow each other.
    Raises ``ValueError`` if the second report is not of a later year."""
    before, after = earlier.metadata.year, later.metadata.year
    if not before or not after or before >= after:
        raise ValueError(f"reports of {before} and {after}: the earlier one comes first")
    old, new = Printed.by(earlier), Printed.by(later)
    findings = [*_check_same(old, new), *_check_issuer(earlier, later)]
    if after == before + 1:
        findings += _check_carried(old, new)
        findings += _check_items(old, new)
        findings += _check_stock(old, new)
        findings += _check_cumulative(earlier, later)
        findings += _check_pending(old, new)
        findings += _check_outliers(old, new)
    return findings


def _check_sum(rule: str, terms: Sequence[Term], result: Term) -> Finding | None:
    """Do the terms add up to the result? ``None`` where a form has no such cell."""
    if any(path not in report.figures for report, path, _ in (*terms, result)):
        return None
    numbers = [report.count(path) for report, path, _ in terms]
    told, right = result.report.count(result.path), "?"
    left = " ".join(
        f"{'-+'[term.sign > 0]} {'?' if number is None else number}"
        for term, number in zip(terms, numbers, strict=True)
    ).removeprefix("+ ")
    status: Status = "not_assessable"
    if told is not None and None not in numbers:
        expected = sum(t.sign * (n or 0) for t, n in zip(terms, numbers, strict=True))
        status, right = ("pass" if expected == told else "fail"), str(told)
        left = f"{left} = {expected}" if len(terms) > 1 else left
    cited = chain.from_iterable(report.cite([path]) for report, path, _ in (*terms, result))
    return finding(rule, result.path, status, cited, left=left, right=right)


def _check_carried(old: Printed, new: Printed) -> Iterator[Finding]:
    """Hard for the total; between the kinds of applicants corrections are usual. Of 2018 only
    received less closed hints at what was carried."""
    for column in APPLICANTS:
        carried = Term(new, f"requests.carried_in.{column.key}")
        terms = [Term(old, f"requests.carried_out.{column.key}")]
        if found := _check_sum("Y-CARRY", terms, carried):
            yield found if column.key == "total" else replace(found, severity="S")
    hint = [Term(old, "stat2014.requests_received"), Term(old, "stat2014.requests_closed", -1)]
    if found := _check_sum("Y-2018-2019", hint, Term(new, "requests.carried_in.total")):
        yield found


def _check_items(old: Printed, new: Printed) -> Iterator[Finding]:
    for row in ITEMS:
        terms = [Term(old, f"{row}.items_prev"), Term(old, f"{row}.items_delta")]
        if found := _check_sum("Y-ITEMS", terms, Term(new, f"{row}.items_prev")):
            yield found


def _check_stock(old: Printed, new: Printed) -> Iterator[Finding]:
    """The stock of documents. The forms of 2019 and 2021 count another one, so between them the
    numbers are told and nothing fails."""
    for row in DOCUMENTS:
        moved = [Term(new, f"{row}.made"), Term(new, f"{row}.repealed", -1)]
        in_force = Term(new, f"{row}.in_force")
        if found := _check_sum("Y-STOCK-2021", [Term(old, in_force.path), *moved], in_force):
            yield found
        disclosed = Term(old, f"{row}.disclosed_total")
        if found := _check_sum("Y-STOCK-BREAK", [disclosed, *moved], in_force):
            yield replace(found, status="not_assessable")
        yield from _check_growth(row, old, new)


def _check_growth(row: str, old: Printed, new: Printed) -> Iterator[Finding]:
    path = f"{row}.disclosed_total"
    before, after, added = old.count(path), new.count(path), new.count(f"{row}.disclosed_new")
    if before is None or after is None or added is None:
        return
    yield finding(
        "Y-STOCK-2019",
        path,
        "pass" if after >= before + added else "fail",
        chain(old.cite([path]), new.cite([f"{row}.disclosed_new", path])),
        left=f"{before} + {added} = {before + added}",
        right=after,
    )


def _check_cumulative(earlier: Extraction, later: Extraction) -> Iterator[Finding]:
    """By what sentences say."""
    before, after = _said(earlier), _said(later)
    said = [before.get(CUMULATIVE), after.get(TOTAL), after.get(CUMULATIVE)]
    cited = [figure for figure in said if figure]
    numbers = [figure.value for figure in cited if isinstance(figure.value, int)]
    if len(numbers) == len(said):
        known, added, told = numbers
        status: Status = "pass" if known + added == told else "fail"
        left = f"{known} + {added} = {known + added}"
        yield finding("Y-CUMULATIVE", CUMULATIVE, status, cited, left=left, right=told)


def _said(report: Extraction) -> dict[str, CitedFigure]:
    name = Printed.by(report).report
    return {
        said.key: CitedFigure(said.key, said.value, said.evidence, name)
        for said in report.narrative
    }


def _check_pending(old: Printed, new: Printed) -> Iterator[Finding]:
    for block in ("review", "litigation_direct", "litigation_after_review"):
        pending, total = f"remedies.{block}.pending", f"remedies.{block}.total"
        if (left := old.count(pending)) and new.count(total) == 0:
            cited = chain(old.cite([pending]), new.cite([total]))
            yield finding("Y-PENDING", total, "fail", cited, pending=left)


def _check_outliers(old: Printed, new: Printed) -> Iterator[Finding]:
    for key in COMPARABLE:
        sources = harmonise_key(key, old.figures), harmonise_key(key, new.figures)
        before, after = (source.value for source in sources)
        if isinstance(before, int) and isinstance(after, int) and _jumps(before, after):
            cited = chain(old.cite(sources[0].sources), new.cite(sources[1].sources))
            yield finding("Y-OUTLIER", key, "fail", cited, before=before, after=after)


def _jumps(before: int, after: int) -> bool:
    small, large = sorted((before, after))
    return large >= OUTLIER_BASE and large > OUTLIER_FACTOR * small


def _check_same(old: Printed, new: Printed) -> Iterator[Finding]:
    same = _filled(old.figures)
    if len(same) >= MIN_SAME and same == _filled(new.figures):
        cited = chain(old.cite(same), new.cite(same))
        yield finding("Y-DUPLICATE", "tables", "fail", cited, count=len(same))


def _filled(figures: Mapping[str, Figure]) -> dict[str, Figure]:
    return {path: value for path, value in figures.items() if value not in (None, 0, "0")}


def _check_issuer(earlier: Extraction, later: Extraction) -> Iterator[Finding]:
    before, after = earlier.metadata.issuer.name, later.metadata.issuer.name
    if before and after and before != after:
        yield finding("Y-ISSUER", "metadata.issuer", before=before, after=after)
