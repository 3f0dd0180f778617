"""The pages on which a report stands or stood, and why each is taken for that report."""

from collections.abc import Iterator
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, and_, bindparam, func, select

from parser.kind.candidate import is_official
from store.derivation import unpack
from store.identity import issuer_identity, tells
from store.likeness import ALIKE, likeness
from store.models import Derivation, Page, Version
from store.rows import Occurrence

_LATEST = (
    select(
        Version.page_id,
        func.max(Version.ordinal).label("ordinal"),
        func.count().label("versions"),
    )
    .where(Version.report_id == bindparam("report"))
    .group_by(Version.page_id)
    .subquery()
)
"""A page may show another report by now: its latest version of this one counts."""

_OCCURRENCES = (
    select(
        Page.id,
        Page.url,
        Page.gone_since,
        Page.redirected_since,
        _LATEST.c.versions,
        Derivation.issuer,
        Derivation.year,
        Derivation.content_digest,
        Derivation.figures_digest,
        Derivation.signature,
        Derivation.blob,
    )
    .join(_LATEST, _LATEST.c.page_id == Page.id)
    .join(Version, and_(Version.page_id == Page.id, Version.ordinal == _LATEST.c.ordinal))
    .join(Derivation, Derivation.id == Version.derivation_id)
    .order_by(Page.id)
)

Found = Row[*tuple[Any, ...]]


def occurrences(connection: Connection, report: int, page: int) -> list[Occurrence]:
    """``page`` is the one that stands for the report, with which the others are compared."""
    rows = connection.execute(_OCCURRENCES, {"report": report}).all()
    standing = next(row for row in rows if row.id == page)
    return [_occurrence(row, standing) for row in rows]


def _occurrence(row: Found, standing: Found) -> Occurrence:
    repost = row.url.startswith("http") and not is_official(row.url)
    away = (row.gone_since, row.redirected_since)
    found = Occurrence(row.url, repost, row.versions, *away, [], None)
    if row is standing:
        return found
    alike = likeness(row.signature, standing.signature) or 0
    why = [*_in_common(row, standing), *(["text"] if alike >= ALIKE else [])]
    return msgspec.structs.replace(found, why=why, likeness=alike if alike >= ALIKE else None)


def _in_common(row: Found, standing: Found) -> Iterator[str]:
    names = {(issuer_identity(one.issuer), one.year) for one in (row, standing)}
    here, there = unpack(row.blob), unpack(standing.blob)
    codes = {one.metadata.region.code for one in (here, there)}
    if len(names) == 1 and row.issuer and row.year:
        yield "name"
    if len(codes) == 1 and None not in codes:
        yield "region"
    if row.content_digest == standing.content_digest:
        yield "content"
    if row.figures_digest == standing.figures_digest and tells(here):
        yield "figures"
