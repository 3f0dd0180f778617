"""The statement behind a list of reports, and what a reference to one can say."""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, false, func, select
from sqlalchemy.orm import aliased

from store.identity import issuer_identity
from store.models import Capture, Derivation, Page, Report, Version
from store.tip import LAST_ORDINAL

MAX_ID_DIGITS = 18
"""What surely fits the 64 bits of an id; a longer number is not one."""


Standing = aliased(Derivation)


def report_rows(*conditions: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """One row a report: its latest version, on a page that still has it where there is one; what
    holds its tables before a page that only points to a file, and a page before a file of the same
    report, which mostly does not say when it was published: that a page of it says.
    ``copies_differ``: it stands on several pages, or in files, with other figures."""
    standing = and_(Version.ordinal == LAST_ORDINAL, Page.gone_since.is_(None))
    live = case((standing, 1), else_=0)
    first, last = aliased(Capture), aliased(Capture)
    figures = case((standing, Standing.figures_digest)).label("figures")
    least, most = (of(figures).over(partition_by=Version.report_id) for of in (func.min, func.max))
    dated = case((Standing.publish_date.is_not(None), 1), else_=0)
    tabled = case((Standing.family.is_not(None), 1), else_=0)
    told = func.min(case((standing, Standing.publish_date))).over(partition_by=Version.report_id)
    best_first = (
        live.desc(),
        tabled.desc(),
        dated.desc(),
        first.captured_at.desc(),
        Version.id.desc(),
    )
    ranked = (
        select(
            Version.page_id,
            Version.ordinal,
            Version.derivation_id,
            Report.id,
            Report.issuer,
            Report.year,
            Page.url,
            last.captured_at,
            case((standing, "live"), else_="removed").label("state"),
            func.count().over(partition_by=(Version.report_id, Version.page_id)).label("versions"),
            func.row_number()
            .over(partition_by=Version.report_id, order_by=best_first)
            .label("rank"),
            (least != most).label("copies_differ"),
            told.label("told"),
        )
        .join(Standing, Standing.id == Version.derivation_id)
        .join(Report, Report.id == Version.report_id)
        .join(Page, Page.id == Version.page_id)
        .join(first, first.id == Version.first_capture_id)
        .join(last, last.id == Version.last_capture_id)
        .where(*conditions)
        .subquery()
    )
    read = (
        Derivation.region,
        Derivation.family,
        Derivation.kind,
        Derivation.title,
        func.coalesce(Derivation.publish_date, ranked.c.told).label("publish_date"),
        Derivation.findings,
    )
    return (
        select(ranked, *read)
        .join(Derivation, Derivation.id == ranked.c.derivation_id)
        .where(ranked.c.rank == 1)
        .order_by(ranked.c.issuer.nulls_last(), ranked.c.year.nulls_last(), ranked.c.id)
    )


def about(issuer: str | None = None, year: int | None = None) -> list[ColumnElement[bool]]:
    """Conditions on the report: any part of the body's name, and the year."""
    conditions: list[ColumnElement[bool]] = []
    if issuer is not None:
        name = issuer_identity(issuer) or ""
        conditions.append(Report.issuer.icontains(name, autoescape=True))
    if year is not None:
        conditions.append(Report.year == year)
    return conditions


def answers_to(ref: str) -> ColumnElement[bool]:
    """An id, the URL of a page, or part of a body's name, with or without a year behind it."""
    if ref.isascii() and ref.isdecimal() and len(ref) <= MAX_ID_DIGITS:
        return Report.id == int(ref)
    if "://" in ref:
        standing = select(Version.report_id).join(Page).where(Page.url == ref)
        latest = standing.order_by(Version.ordinal.desc()).limit(1)
        return Report.id == latest.scalar_subquery()
    name, year = as_name_and_year(ref)
    return and_(*about(name, year)) if name else false()


def as_name_and_year(ref: str) -> tuple[str, int | None]:
    name, _, year = ref.strip().rpartition(" ")
    is_year = len(year) == len("2023") and year.isascii() and year.isdecimal()
    return (name, int(year)) if is_year else (ref, None)
