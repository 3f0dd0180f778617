"""Reads the whole archive again with the installed parser, which may be another version.

1. every payload that was compared is read, beside what an earlier version read; in batches, each
   of them kept, so that a run that was killed is gone on with
2. in one transaction, the chains of versions are made again from what was read, and take the place
   of those that were; until then these stay as they are

Nothing happened to the pages: a change keeps its id and its moment as long as the new parser sees
one there too; where it sees one more, that change is of the day of its capture. A page of which
something could not be read keeps the chain it had.
"""

from itertools import count
from pathlib import Path

import msgspec
from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    MetaData,
    Table,
    and_,
    delete,
    func,
    insert,
    select,
    update,
)

from store.archive import Archive
from store.chain import Chain
from store.database import writer
from store.derivation import PARSER, parser_version
from store.locks import alone
from store.models import Attachment, Capture, Change, Derivation, File, Page, Report, Version
from store.progress import Tell
from store.replay import UNREAD_PAGES, Derive, read_payloads, replay


class Reparsed(msgspec.Struct):
    """``payloads`` were read in this run; ``pages_kept`` keep the chain they had; ``faults`` says
    why, a line each."""

    parser_version: str
    payloads: int = 0
    versions_before: int = 0
    versions: int = 0
    pages_kept: int = 0
    faults: list[str] = msgspec.field(default_factory=list)


def reparse(
    root: Path,
    *,
    database: str | None = None,
    derive: Derive,
    parser: str = PARSER,
    tell: Tell = lambda _: None,
    replace: bool = True,
) -> Reparsed:
    """``replace=False`` is the first step alone. Raises ``ArchiveLocked`` while anybody writes to
    the archive, and what ``Archive.open`` raises."""
    with (
        Archive.open(root, database=database) as archive,
        alone(archive.warc_dir),
        writer(archive.engine) as connection,
    ):
        return compare_again(archive, connection, derive, parser, tell, replace=replace)


def compare_again(
    archive: Archive,
    connection: Connection,
    derive: Derive,
    parser: str,
    tell: Tell,
    *,
    replace: bool = True,
) -> Reparsed:
    """In transactions of its own; nobody else is to write meanwhile."""
    done = Reparsed(parser_version(parser))
    version, faults = done.parser_version, done.faults
    for progress in read_payloads(archive, connection, derive, version, faults):
        connection.commit()
        done.payloads = progress.done
        tell(progress)
    connection.commit()
    if replace:
        with connection.begin():
            _replace(connection, Chain(archive, connection, parser), done, tell)
    return done


def _replace(connection: Connection, chain: Chain, done: Reparsed, tell: Tell) -> None:
    kept = set(connection.scalars(UNREAD_PAGES, {"version": done.parser_version}))
    done.pages_kept, done.versions_before = len(kept), _count_versions(connection)
    newest = connection.scalar(select(func.max(Change.id))) or 0
    _forget_chains(connection, done.parser_version)
    for progress in replay(connection, chain, done.parser_version, kept):
        tell(progress)
    _keep_ids(connection, newest, done.parser_version)
    _forget_the_superseded(connection, done.parser_version)
    done.versions = _count_versions(connection)


def _count_versions(connection: Connection) -> int:
    return connection.execute(select(func.count()).select_from(Version)).scalar_one()


_TOLD = Table(
    "told_before",
    MetaData(),
    Column("id", BigInteger),
    Column("page_id", BigInteger),
    Column("capture_id", BigInteger),
    Column("is_restored", Boolean),
    prefixes=["TEMPORARY"],
)
"""What is left of the changes that were: the new chains must not see them, as they must not see
what comes later."""


_REPLAYED = Change.capture_id.not_in(select(Capture.id).where(Capture.page_id.in_(UNREAD_PAGES)))
"""By its capture: that of a file tells of the pages that list it."""


def _forget_chains(connection: Connection, version: str) -> None:
    key = {"version": version}
    for model in (Version, Attachment, File):
        connection.execute(delete(model).where(model.page_id.not_in(UNREAD_PAGES)), key)
    standing = {"gone_since": None, "redirected_since": None}
    pages = update(Page).where(Page.id.not_in(UNREAD_PAGES)).values(standing)
    connection.execute(pages, key)
    _TOLD.create(connection)
    told = select(Change.id, Change.page_id, Change.capture_id, Change.class_ == "restored")
    connection.execute(insert(_TOLD).from_select(_TOLD.columns.keys(), told.where(_REPLAYED)), key)
    connection.execute(delete(Change).where(_REPLAYED), key)


def _keep_ids(connection: Connection, newest: int, version: str) -> None:
    """What the old chains told of a capture and what the new ones tell of it is one change; a page
    that came back changed has two, and the ``restored`` is one of them. The others are told after
    all that were told before."""
    same = and_(
        _TOLD.c.page_id == Change.page_id,
        _TOLD.c.capture_id == Change.capture_id,
        _TOLD.c.is_restored == (Change.class_ == "restored"),
    )
    statement = select(Change.id, _TOLD.c.id).outerjoin(_TOLD, same).where(_REPLAYED)
    pairs = connection.execute(statement.order_by(Change.id), {"version": version}).all()
    new = count(newest + 1)
    for now, before in pairs:  # to an id that no other has on the way
        out_of_the_way = -(next(new) if before is None else before)
        connection.execute(update(Change).where(Change.id == now).values(id=out_of_the_way))
    connection.execute(update(Change).where(Change.id < 0).values(id=-Change.id))
    _TOLD.drop(connection)


def _forget_the_superseded(connection: Connection, version: str) -> None:
    """What an earlier parser version read, reports that no page has any more, and what a file that
    could not be read again told of a version that its page has no more."""
    end = func.coalesce(Change.to_ordinal, Change.from_ordinal)
    there = select(Version.id).where(Version.page_id == Change.page_id, Version.ordinal == end)
    connection.execute(delete(Change).where(~there.exists()))
    used = select(Version.derivation_id).where(Version.derivation_id == Derivation.id)
    connection.execute(
        delete(Derivation).where(Derivation.parser_version != version, ~used.exists())
    )
    standing = select(Version.report_id).where(Version.report_id == Report.id)
    connection.execute(delete(Report).where(~standing.exists()))
