"""Which report is this? One body's for one year, wherever it stands."""

import unicodedata

from sqlalchemy import Connection, bindparam, select

from store.database import add_row
from store.derivation import Derivation
from store.models import Report

_BY_ISSUER_AND_YEAR = select(Report.id).where(
    Report.issuer == bindparam("issuer"), Report.year == bindparam("year")
)
_BY_PAGE = select(Report.id).where(Report.page_id == bindparam("page"))


def issuer_identity(name: str | None) -> str | None:
    """A name as reports are told apart by it: half-width, without spaces."""
    return "".join(unicodedata.normalize("NFKC", name).split()) if name else None


def report_id(connection: Connection, derivation: Derivation, page: int) -> int:
    """The report's id, given to it now if it is new. A report that does not state both issuer and
    year is known by the page it stands on."""
    issuer, year = issuer_identity(derivation.issuer), derivation.year
    known: int | None
    if issuer is None or year is None:
        known = connection.scalar(_BY_PAGE, {"page": page})
        row = {"issuer": issuer, "year": year, "page_id": page}
    else:
        known = connection.scalar(_BY_ISSUER_AND_YEAR, {"issuer": issuer, "year": year})
        row = {"issuer": issuer, "year": year}
    return known if known is not None else add_row(connection, Report, row)
