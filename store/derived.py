"""Derivations in the index: found, and kept once."""

import msgspec
from sqlalchemy import Connection, bindparam, select

from parser.extraction import Finding
from store import models
from store.database import add_row
from store.derivation import Derivation
from store.models import Payload

_FIND = (
    select(
        Payload.digest.label("payload_digest"),
        *(
            column
            for column in models.Derivation.__table__.columns
            if column.name not in ("id", "payload_id")
        ),
    )
    .join(Payload, Payload.id == models.Derivation.payload_id)
    .where(
        Payload.digest == bindparam("digest"),
        models.Derivation.parser_version == bindparam("parser_version"),
    )
)
_FIND_ID = _FIND.with_only_columns(models.Derivation.id)
_PAYLOAD_ID = select(Payload.id).where(Payload.digest == bindparam("digest"))


def find(connection: Connection, payload_digest: str, parser_version: str) -> Derivation | None:
    key = {"digest": payload_digest, "parser_version": parser_version}
    row = connection.execute(_FIND, key).one_or_none()
    if row is None:
        return None
    columns = dict(row._mapping)
    findings = msgspec.convert(columns.pop("findings"), list[Finding])
    return Derivation(findings=findings, **columns)


def keep(connection: Connection, derivation: Derivation) -> int:
    """The id of the derivation, which is stored if it is new. Its payload must be captured."""
    key = {"digest": derivation.payload_digest, "parser_version": derivation.parser_version}
    known: int | None = connection.scalar(_FIND_ID, key)
    if known is not None:
        return known
    row = msgspec.structs.asdict(derivation)
    row["payload_id"] = connection.scalar(_PAYLOAD_ID, key)
    del row["payload_digest"]
    return add_row(connection, models.Derivation, row)
