"""Captures that come late stand in their places: the order in which they come does not matter."""

import json
import shutil
import tempfile
from collections.abc import Callable, Sequence
from datetime import timedelta
from http import HTTPStatus
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import aliased

from store import queries
from store.archive import Archive
from store.derivation import derive
from store.errors import ArchiveLocked
from store.exchange import Exchange
from store.models import Capture, Page, Version
from store.rebuild import rebuild
from store.recorder import Recorder
from store.reparse import reparse
from store.verify import verify
from tests.index_rows import rows
from tests.store.conftest import ELSEWHERE, START, URL, Portal, database_of, toy_read

PARSER = "toy_parser:parse"
OTHER_HOST = "http://www.qinghe.example/2023.html"
Make = Callable[..., Exchange]


class Seen(NamedTuple):
    """``figure`` is of a report; ``None`` with another status."""

    day: int
    url: str
    status: int = HTTPStatus.OK
    figure: int | None = None


def report(day: int, figure: int, url: str = URL) -> Seen:
    return Seen(day, url, figure=figure)


def add(archive: Archive, make_exchange: Make, seen: Sequence[Seen]) -> int:
    """As archives of others are taken in; how many were late."""
    with Recorder(archive, parser=PARSER) as recorder:
        known, late = recorder.late(), 0
        for one in sorted(seen):
            body = json.dumps({"made_new": one.figure} if one.figure else {}).encode()
            at = START + timedelta(days=one.day)
            exchange = make_exchange(body, url=one.url, at=at, status=one.status)
            capture = recorder.capture(exchange)
            read = None
            if one.figure:
                read = derive(body, exchange.headers, one.url, capture.payload_digest, PARSER)
            if capture in known:
                recorder.observe_late(capture, read)
                late += 1
            elif read:
                recorder.observe(capture, read)
            elif one.status == HTTPStatus.NOT_FOUND:
                recorder.observe_gone(capture)
            elif recorder.observe_redirect(capture) is None:
                recorder.list_compared(capture)
        if late:
            recorder.compare_again(toy_read, lambda _: None)
        return late


FIRST, LAST = aliased(Capture), aliased(Capture)
VERSIONS = (
    select(
        Page.url,
        Version.ordinal,
        FIRST.captured_at,
        LAST.captured_at,
        Page.gone_since,
        Page.redirected_since,
    )
    .join(Page, Page.id == Version.page_id)
    .join(FIRST, FIRST.id == Version.first_capture_id)
    .join(LAST, LAST.id == Version.last_capture_id)
    .order_by(Page.url, Version.ordinal)
)


def told(archive: Archive) -> list[tuple[Any, ...]]:
    """Every change and every version."""
    changes = [
        (c.detected_at, c.url, c.class_, c.other_url, c.confirmed, c.from_, c.to, str(c.cells))
        for c in queries.changes(archive)
    ]
    with archive.engine.connect() as connection:
        versions = [tuple(row) for row in connection.execute(VERSIONS)]
    return sorted(changes, key=repr) + versions


shows = st.sampled_from(
    [
        (HTTPStatus.OK, 12),
        (HTTPStatus.OK, 13),
        (HTTPStatus.NOT_FOUND, None),
        (HTTPStatus.MOVED_PERMANENTLY, None),
    ]
)
histories = st.lists(
    st.tuples(st.sampled_from([URL, ELSEWHERE]), shows, st.integers(0, 2)), min_size=2, max_size=8
)


@given(history=histories)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_order_of_adding_does_not_matter(
    history: list[tuple[str, tuple[int, int | None], int]],
    empty_archive: Path,
    make_exchange: Make,
    toy_parser: Any,
) -> None:
    """A day each, in the files 0, 1 and 2; and a rebuild says the same."""
    files: list[list[Seen]] = [[], [], []]
    for day, (url, (status, figure), file) in enumerate(history):
        files[file].append(Seen(day, url, status, figure))
    with tempfile.TemporaryDirectory() as folder:
        at_once, one_by_one = (
            Path(shutil.copytree(empty_archive, Path(folder) / name)) for name in ("a", "b")
        )
        with Archive.open(at_once) as archive:
            assert add(archive, make_exchange, [*chain.from_iterable(files)]) == 0
            expected = told(archive)
        with Archive.open(one_by_one) as archive:
            for file in reversed(files):
                add(archive, make_exchange, file)
            assert told(archive) == expected
            before = rows(archive)
        rebuild(one_by_one, derive=toy_read, parser=PARSER)
        with Archive.open(one_by_one) as archive:
            assert rows(archive) == before


def test_what_is_known_keeps_its_ids_and_moments(
    archive: Archive, make_exchange: Make, toy_parser: Any
) -> None:
    """The first version that was known is one that changed, as is seen now."""
    add(archive, make_exchange, [report(8, 12), report(9, 13)])
    (new, figures) = queries.changes(archive)
    assert add(archive, make_exchange, [report(1, 11)]) == 1
    first, second, third = sorted(queries.changes(archive), key=lambda change: change.detected_at)
    assert (first.class_, first.detected_at) == ("new", START + timedelta(days=1))
    assert (second.id, second.class_, second.detected_at) == (new.id, "figures", new.detected_at)
    assert (third.id, third.class_) == (figures.id, "figures")
    assert first.id > figures.id
    assert list(verify(archive)) == []


def test_late_is_what_is_older_than_what_was_compared_of_the_host(
    archive: Archive, make_exchange: Make, toy_parser: Any
) -> None:
    add(archive, make_exchange, [report(5, 12)])
    assert add(archive, make_exchange, [report(4, 12, ELSEWHERE)]) == 1
    assert add(archive, make_exchange, [report(3, 12, OTHER_HOST)]) == 0
    assert add(archive, make_exchange, [report(5, 12, ELSEWHERE)]) == 0


def test_what_is_compared_afterwards_keeps_its_order(
    archive: Archive, make_exchange: Make, toy_parser: Any
) -> None:
    """That of a crawl, which is not always the order of the moments."""
    add(archive, make_exchange, [report(8, 12)])
    add(archive, make_exchange, [report(1, 11)])
    with Recorder(archive) as recorder:
        assert Portal(recorder, make_exchange).see(7, made_new=13).outcome == "changed"
    before, database = told(archive), database_of(archive)
    archive.close()
    toy_parser.PARSER_VERSION = "2"
    reparse(archive.root, database=database, derive=toy_read, parser=PARSER)
    assert told(archive) == before


def test_the_chains_are_left_alone_while_another_process_writes(
    archive: Archive, make_exchange: Make, toy_parser: Any
) -> None:
    add(archive, make_exchange, [report(8, 12)])
    before = told(archive)
    with Recorder(archive), pytest.raises(ArchiveLocked, match="let it finish"):
        add(archive, make_exchange, [report(1, 11)])
    assert told(archive) == before
    with Recorder(archive, parser=PARSER) as recorder:
        recorder.compare_again(toy_read, lambda _: None)
    assert told(archive) != before
