"""Which report is this? One body's for one year, wherever it stands.

Most names say which body it is: 云溪市林业局 is one wherever it is met, if no region contradicts.
There is a 区税务局 in every city: a report under such a name, or under none, or of an unstated
year, is known by the page it stands on, and is another page's report only if more speaks for it
than the name: the same host, the same content, or the same figures in a text that is alike. A
copied text with another body's figures is another report.
"""

import re
import unicodedata
from typing import Any
from urllib.parse import urlsplit

import msgspec
from sqlalchemy import Connection, Select, bindparam, or_, select, update

from parser.extraction import Extraction, Metadata
from parser.paths import flatten
from store import models
from store.database import add_row
from store.derivation import Derivation
from store.likeness import are_alike
from store.models import Page, Report, Version
from store.tip import LAST_ORDINAL, Tip

TELLING_FIGURES = 6
"""Figures other than 0 and blank that two reports have in common by no accident: of a form filled
with zeros every body has the same."""

_ABOVE_ALL = re.compile(r"国家[\u4e00-\u9fff]{2,8}?总?局|中华人民共和国|中国")
_EVERYWHERE = r"(?:高新|经济|经开|技术|产业|工业|保税|综合|示范|风景|旅游|开发|新)+园?区"
_OWN_PLACE = re.compile(
    rf"(?!{_EVERYWHERE})(?![省市县区州盟旗])[\u4e00-\u9fff]{{2,8}}?(?:[省市县区州盟旗]|地区)"
)
"""青禾县水务局 names its place; 区税务局, 高新区管委会 and 林业局 do not."""


class Occurring(msgspec.Struct, frozen=True):
    """The latest version of a page that has a report."""

    report_id: int
    page_id: int
    derivation_id: int
    url: str
    issuer: str | None
    year: int | None
    region_code: str | None
    content_digest: str
    figures_digest: str
    signature: bytes | None


class Identity(msgspec.Struct, frozen=True):
    """What a report says of whose it is; ``region_code`` as in ``parser.extraction.Region``."""

    issuer: str | None
    year: int | None
    region_code: str | None
    is_certain: bool

    @classmethod
    def of(cls, metadata: Metadata) -> "Identity":
        issuer, region = issuer_identity(metadata.issuer.name), metadata.region
        stated = issuer is not None and metadata.year is not None
        placed = bool(region.code) or (not region.candidates and names_its_place(issuer or ""))
        return cls(issuer, metadata.year, region.code, stated and placed)

    def allows(self, other: Occurring) -> bool:
        """Nothing that both say contradicts. A name may be the end of another: 税务局 and
        青禾县税务局."""
        pairs = ((self.year, other.year), (self.region_code, other.region_code))
        if any(one and another and one != another for one, another in pairs):
            return False
        short, long = sorted((self.issuer or "", other.issuer or ""), key=len)
        return long.endswith(short)


def issuer_identity(name: str | None) -> str | None:
    """A name as reports are told apart by it: half-width, without spaces."""
    return "".join(unicodedata.normalize("NFKC", name).split()) if name else None


def names_its_place(issuer: str) -> bool:
    return _OWN_PLACE.match(_ABOVE_ALL.sub("", issuer, count=1)) is not None


def is_another(before: Tip, now: Derivation) -> bool:
    """Whether a page shows another report than it did: next year's at the address of the latest, or
    another body's; not the same one under a name or a year that was put right."""
    if before.year and now.year and before.year != now.year:
        return before.figures_digest != now.figures_digest or not tells(now.extraction())
    names = {issuer_identity(one.issuer) for one in (before, now)}
    same = before.figures_digest == now.figures_digest and is_same_text(now, before)
    return None not in names and len(names) > 1 and not same


def is_same_text(one: Derivation | Occurring, other: Occurring | Tip) -> bool:
    return one.content_digest == other.content_digest or are_alike(one.signature, other.signature)


def report_id(connection: Connection, derivation: Derivation, page: int) -> int:
    """The report's id, given to it now if it is new."""
    identity = Identity.of(derivation.stated.metadata)
    if identity.is_certain:
        return _named(connection, identity)
    return (
        _on_this_page(connection, derivation, page)
        or _saying_the_same(connection, derivation, identity)
        or _on_this_host(connection, identity, page)
        or _known_by_page(connection, identity, page)
    )


_NAMED = (
    select(Report.id, Report.region_code)
    .where(
        Report.issuer == bindparam("issuer"),
        Report.year == bindparam("year"),
        Report.page_id.is_(None),
    )
    .order_by(Report.id)
)


def _named(connection: Connection, identity: Identity) -> int:
    """That of the same region, or the first whose region nobody has stated yet."""
    code = identity.region_code
    key = {"issuer": identity.issuer, "year": identity.year}
    found = connection.execute(_NAMED, key).all()
    for row in sorted(found, key=lambda row: row.region_code != code):
        if not (code and row.region_code and code != row.region_code):
            if code and not row.region_code:
                learned = update(Report).where(Report.id == row.id).values(region_code=code)
                connection.execute(learned)
            known: int = row.id
            return known
    return add_row(connection, Report, {**key, "region_code": code})


_HERE = (
    select(Version.report_id)
    .join(models.Derivation, models.Derivation.id == Version.derivation_id)
    .where(
        Version.page_id == bindparam("page"),
        models.Derivation.issuer.is_not_distinct_from(bindparam("issuer")),
        models.Derivation.year.is_not_distinct_from(bindparam("year")),
    )
    .order_by(Version.ordinal.desc())
    .limit(1)
)


def _on_this_page(connection: Connection, derivation: Derivation, page: int) -> int | None:
    """An earlier version's of the page, which said the same of whose it is."""
    key = {"page": page, "issuer": derivation.issuer, "year": derivation.year}
    known: int | None = connection.scalar(_HERE, key)
    return known


OCCURRING: Select[*tuple[Any, ...]] = (
    select(
        Version.report_id,
        Version.page_id,
        Version.derivation_id,
        Page.url,
        Report.issuer,
        Report.year,
        Report.region_code,
        models.Derivation.content_digest,
        models.Derivation.figures_digest,
        models.Derivation.signature,
    )
    .join(Page, Page.id == Version.page_id)
    .join(Report, Report.id == Version.report_id)
    .join(models.Derivation, models.Derivation.id == Version.derivation_id)
    .where(Version.ordinal == LAST_ORDINAL)
    .order_by(Version.page_id)
)
_SAYING_THE_SAME = OCCURRING.where(
    or_(
        models.Derivation.content_digest == bindparam("content"),
        models.Derivation.figures_digest == bindparam("figures"),
    )
)
_OF_THE_NAME = OCCURRING.where(
    Report.issuer == bindparam("issuer"), Report.year == bindparam("year")
)
_URL = select(Page.url).where(Page.id == bindparam("page"))


def _saying_the_same(
    connection: Connection, derivation: Derivation, identity: Identity
) -> int | None:
    figures = derivation.figures_digest if tells(derivation.extraction()) else None
    said = {"content": derivation.content_digest, "figures": figures}
    found = (Occurring(*row) for row in connection.execute(_SAYING_THE_SAME, said).all())
    same = (one for one in found if is_same_text(derivation, one) and identity.allows(one))
    return next((one.report_id for one in same), None)


def _on_this_host(connection: Connection, identity: Identity, page: int) -> int | None:
    """Files that were taken in have none."""
    host = urlsplit(connection.execute(_URL, {"page": page}).scalar_one()).netloc
    named = {"issuer": identity.issuer, "year": identity.year}
    found = (Occurring(*row) for row in connection.execute(_OF_THE_NAME, named).all())
    same = (one for one in found if host and urlsplit(one.url).netloc == host)
    return next((one.report_id for one in same if identity.allows(one)), None)


def tells(extraction: Extraction) -> bool:
    """Whether the figures are telling."""
    figures = flatten(extraction.tables).values()
    return sum(figure not in (0, "0", None) for figure in figures) >= TELLING_FIGURES


_BY_PAGE = select(Report.id).where(
    Report.page_id == bindparam("page"),
    Report.issuer.is_not_distinct_from(bindparam("issuer")),
    Report.year.is_not_distinct_from(bindparam("year")),
)


def _known_by_page(connection: Connection, identity: Identity, page: int) -> int:
    key = {"page": page, "issuer": identity.issuer, "year": identity.year}
    known: int | None = connection.scalar(_BY_PAGE, key)
    row = {
        "issuer": identity.issuer,
        "year": identity.year,
        "region_code": identity.region_code,
        "page_id": page,
    }
    return known if known is not None else add_row(connection, Report, row)
