"""Takes files into an archive: each becomes a WARC resource record, is read, and is versioned
under its ``file:`` address, so that a file taken in again is unchanged or a new version."""

from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

import msgspec

from crawler.files import UnreadableFile, media_type, read_bytes, walk
from store.archive import Archive
from store.capture import Capture
from store.derivation import Derivation, derive
from store.recorder import Recorder

BATCH = 64
"""Files a commit: an interrupted run loses at most these, and taking them in again is harmless."""


class Taken(msgspec.Struct):
    """What came of one file; ``outcome`` is that of the store, or ``failed`` with the reason."""

    path: str
    outcome: str
    reasons: list[str]
    issuer: str | None = None
    year: int | None = None


class _Resource(NamedTuple):
    path: Path
    content: bytes
    type: str
    capture: Capture


def take_in(archive: Archive, paths: Iterable[Path], parser: str) -> Iterator[Taken]:
    """Yields a line a file when its batch is acknowledged."""
    files = walk(paths)
    spawn = get_context("spawn")  # a fork would inherit the lock on the WARC file
    with (
        closing(Recorder(archive)) as recorder,
        ProcessPoolExecutor(mp_context=spawn) as pool,
    ):
        while batch := list(islice(files, BATCH)):
            done: list[Taken] = []
            resources = list(_capture(recorder, batch, done))
            for resource, derivation in zip(
                resources, pool.map(_derive, resources, [parser] * len(resources)), strict=True
            ):
                done.append(_observe(recorder, resource, derivation))
            recorder.commit()
            yield from done


def _capture(recorder: Recorder, paths: Iterable[Path], failed: list[Taken]) -> Iterator[_Resource]:
    for path in paths:
        try:
            content = read_bytes(path)
        except UnreadableFile as error:
            failed.append(Taken(str(path), "failed", [str(error)]))
            continue
        url, kind = path.resolve().as_uri(), media_type(path)
        capture = recorder.resource(url, content, kind, datetime.now(UTC))
        yield _Resource(path, content, kind, capture)


def _derive(resource: _Resource, parser: str) -> Derivation:
    headers = ((b"Content-Type", resource.type.encode()),)
    capture = resource.capture
    return derive(resource.content, headers, capture.url, capture.payload_digest, parser)


def _observe(recorder: Recorder, resource: _Resource, derivation: Derivation) -> Taken:
    seen = recorder.observe(resource.capture, derivation)
    return Taken(
        path=str(resource.path),
        outcome=seen.outcome,
        reasons=derivation.reasons,
        issuer=derivation.issuer,
        year=derivation.year,
    )
