"""The latest version of a page, as a new capture is compared with it."""

from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, bindparam, func, select
from sqlalchemy.orm import aliased

from store import models
from store.derivation import Derivation
from store.models import Page, Payload, Version

COMPARED = ("content_digest", "publish_date", "index_number", "title", "issuer", "year")
"""What makes a version when it differs: the content, and metadata stated beside it."""


_other = aliased(Version)
LAST_ORDINAL = (
    select(func.max(_other.ordinal)).where(_other.page_id == Version.page_id).scalar_subquery()
)
"""Of the page of the ``Version`` that a statement is about."""


class Tip(msgspec.Struct, frozen=True):
    version_id: int
    ordinal: int
    report_id: int
    derivation_id: int
    gone_since: datetime | None
    redirected_since: datetime | None
    payload_digest: str
    parser_version: str
    figures_digest: str
    signature: bytes | None
    content_digest: str
    publish_date: str | None
    index_number: str | None
    title: str | None
    issuer: str | None
    year: int | None

    def says_the_same_as(self, derivation: Derivation) -> bool:
        return all(getattr(self, name) == getattr(derivation, name) for name in COMPARED)


_FIND: Select[*tuple[Any, ...]] = (
    select(
        Version.id,
        Version.ordinal,
        Version.report_id,
        Version.derivation_id,
        Page.gone_since,
        Page.redirected_since,
        Payload.digest,
        models.Derivation.parser_version,
        models.Derivation.figures_digest,
        models.Derivation.signature,
        *(getattr(models.Derivation, name) for name in COMPARED),
    )
    .join(Page, Page.id == Version.page_id)
    .join(models.Derivation, models.Derivation.id == Version.derivation_id)
    .join(Payload, Payload.id == models.Derivation.payload_id)
    .where(Version.page_id == bindparam("page"))
    .order_by(Version.ordinal.desc())
    .limit(1)
)


def find_tip(connection: Connection, page: int) -> Tip | None:
    """``None`` for a page that never had a report."""
    row = connection.execute(_FIND, {"page": page}).one_or_none()
    return Tip(*row) if row else None
