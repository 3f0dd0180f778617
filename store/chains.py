"""Checks the chains of versions and what they were read from; the index alone is looked at."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Row, select
from sqlalchemy.orm import aliased

from store.derivation import unpack
from store.errors import DamagedArchive
from store.faults import Fault
from store.models import Capture, Change, Derivation, Page, Payload, Version

AnyRow = Row[*tuple[Any, ...]]


def check_chains(connection: Connection) -> Iterator[Fault]:
    first, last = aliased(Capture), aliased(Capture)
    statement = (
        select(
            Page.url,
            Version.page_id,
            Version.ordinal,
            first.page_id.label("first_page"),
            last.page_id.label("last_page"),
            first.captured_at.label("first_seen"),
            last.captured_at.label("last_seen"),
        )
        .join(Page, Page.id == Version.page_id)
        .join(first, first.id == Version.first_capture_id)
        .join(last, last.id == Version.last_capture_id)
        .order_by(Version.page_id, Version.ordinal)
    )
    for url, versions in groupby(connection.execute(statement), key=lambda row: row.url):
        yield from _check_versions(url, list(versions))
    yield from _check_changes(connection)
    yield from _check_derivations(connection)


def _check_versions(url: str, versions: Sequence[AnyRow]) -> Iterator[Fault]:
    if [version.ordinal for version in versions] != list(range(1, len(versions) + 1)):
        yield Fault("chain", None, f"{url}: its versions are not numbered from 1 on")
    for version in versions:
        if {version.first_page, version.last_page} != {version.page_id}:
            what = f"{url}: version {version.ordinal} was seen on another page"
            yield Fault("chain", None, what)
        elif version.first_seen > version.last_seen:
            what = f"{url}: version {version.ordinal} was last seen before it was first"
            yield Fault("chain", None, what)


def _check_changes(connection: Connection) -> Iterator[Fault]:
    """Each leads from a version of its page, or to one."""
    for end in (Change.from_ordinal, Change.to_ordinal):
        there = select(Version.id).where(Version.page_id == Change.page_id, Version.ordinal == end)
        statement = (
            select(Page.url, Change.class_, end)
            .join(Page, Page.id == Change.page_id)
            .where(end.is_not(None), ~there.exists())
        )
        for url, step, ordinal in connection.execute(statement):
            yield Fault("chain", None, f"{url}: a change ({step}) names version {ordinal}; none is")


def _check_derivations(connection: Connection) -> Iterator[Fault]:
    statement = select(
        Payload.digest, Derivation.blob, Derivation.content_digest, Derivation.figures_digest
    ).join(Payload, Payload.id == Derivation.payload_id)
    rows = connection.execution_options(stream_results=True).execute(statement)
    for digest, blob, content, figures in rows:
        try:
            digests = unpack(blob).digests
        except DamagedArchive as error:
            yield Fault(
                "derivation", None, f"what was read in {digest} is damaged ({error.__cause__})"
            )
            continue
        if (digests.content, digests.figures) != (content, figures):
            yield Fault("derivation", None, f"what was read in {digest} has another digest")
