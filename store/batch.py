"""Captures added to the index many at once: for a file that is read from end to end, a statement
a capture would cost most of the time."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, insert, select, update
from sqlalchemy.orm import InstrumentedAttribute

from store.capture import Capture, Place
from store.captured import Entry, capture_of, get, row_of
from store.models import Capture as Captures
from store.models import Page, Payload
from store.urlkey import urlkey


class Found(NamedTuple):
    """What a record says of a capture, and where it stands."""

    entry: Entry
    place: Place
    crawl: int | None


class Added(NamedTuple):
    """``is_new`` is false where the archive had a capture of the same bytes, URL and moment."""

    capture: Capture
    is_new: bool


Key = tuple[str, datetime, str]

_HELD = select(Captures.id).where(Captures.payload_id == Payload.id, Captures.record != "revisit")
_HOLD = (
    update(Payload)
    .where(Payload.digest == bindparam("of"), ~_HELD.exists())
    .values(record_id=bindparam("held_by"))
)
"""A payload may be known by its revisits alone: the file with its record was lost."""


def add_all(connection: Connection, found: Sequence[Found]) -> list[Added]:
    """In their order, each once."""
    known = _same(connection, found)
    fresh: dict[Key, Found] = {}
    for one in found:
        if _key(one.entry) not in known:
            fresh.setdefault(_key(one.entry), one)
    ids = dict(zip(fresh, _insert(connection, list(fresh.values())), strict=True))
    added: list[Added] = []
    for one in found:
        key = _key(one.entry)
        if fresh.get(key) is one:
            added.append(Added(capture_of(one.entry, one.crawl, *ids[key]), is_new=True))
        else:
            same = known[key] if key in known else ids[key][0]
            added.append(Added(get(connection, same, one.entry.record_id), is_new=False))
    return added


def _key(entry: Entry) -> Key:
    return entry.url, entry.captured_at, entry.payload_digest


def _same(connection: Connection, found: Sequence[Found]) -> dict[Key, int]:
    statement = (
        select(Page.url, Captures.captured_at, Payload.digest, Captures.id)
        .join(Page, Page.id == Captures.page_id)
        .join(Payload, Payload.id == Captures.payload_id)
        .where(
            Page.url.in_({one.entry.url for one in found}),
            Captures.captured_at.in_({one.entry.captured_at for one in found}),
        )
    )
    return {(url, at, digest): id_ for url, at, digest, id_ in connection.execute(statement)}


def _insert(connection: Connection, fresh: Sequence[Found]) -> Iterable[tuple[int, int]]:
    """The ids of captures and of their pages."""
    if not fresh:
        return ()
    entries = [one.entry for one in fresh]
    urls = dict.fromkeys(entry.url for entry in entries)
    pages = _ids(connection, Page.url, urls, lambda url: {"urlkey": urlkey(url)})
    holders = {e.payload_digest: e.record_id for e in reversed(entries)}
    held = {e.payload_digest: e.record_id for e in reversed(entries) if e.record != "revisit"}
    holders |= held
    payloads = _ids(
        connection, Payload.digest, holders, lambda digest: {"record_id": holders[digest]}
    )
    if held:
        connection.execute(_HOLD, [{"of": of, "held_by": by} for of, by in held.items()])
    rows = [row_of(*one, pages[one.entry.url], payloads[one.entry.payload_digest]) for one in fresh]
    ids = _insert_rows(connection, Captures, rows)
    return zip(ids, (pages[entry.url] for entry in entries), strict=True)


def _ids(
    connection: Connection,
    name: InstrumentedAttribute[str],
    names: Iterable[str],
    others: Callable[[str], Mapping[str, str]],
) -> dict[str, int]:
    """Of the rows with these names; those that are missing are added, with their other columns."""
    model: Any = name.class_
    there = select(name, model.id).where(name.in_(list(names)))
    ids: dict[str, int] = dict(connection.execute(there).all())
    missing = [one for one in names if one not in ids]
    if missing:
        rows = [{name.key: one, **others(one)} for one in missing]
        ids |= zip(missing, _insert_rows(connection, model, rows), strict=True)
    return ids


def _insert_rows(
    connection: Connection, model: type[Any], rows: Sequence[Mapping[str, object]]
) -> Sequence[int]:
    returning = insert(model).returning(model.id, sort_by_parameter_order=True)
    return connection.scalars(returning, rows).all()
