"""Takes files into an archive: each becomes a WARC resource record, is read, and is versioned
under its ``file:`` address, so that a file taken in again is unchanged or a new version."""

from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import msgspec

from crawler.files import UnreadableFile, media_type, read_bytes
from crawler.pool import Document, derive_safely, parser_processes
from store.archive import Archive
from store.derivation import Derivation
from store.recorder import Capture, Recorder

BATCH = 32
"""Files a commit: an interrupted run loses at most these, and taking them in again is harmless."""


class Taken(msgspec.Struct):
    """What came of one file; ``outcome`` is that of the store, or ``failed`` with the reason."""

    path: str
    outcome: str
    reasons: list[str]
    issuer: str | None = None
    year: int | None = None


class _Captured(NamedTuple):
    path: Path
    capture: Capture
    document: Document


def take_in(archive: Archive, paths: Iterable[Path], parser: str) -> Iterator[Taken]:
    """Yields a line a file when its batch is acknowledged."""
    files = iter(paths)
    with closing(Recorder(archive)) as recorder, parser_processes(parser) as pool:
        while batch := list(islice(files, BATCH)):
            failed: list[Taken] = []
            captured = list(_capture(recorder, batch, failed))
            documents = [one.document for one in captured]
            read = pool.map(derive_safely, documents, [parser] * len(documents), chunksize=4)
            done = [_observe(recorder, *pair) for pair in zip(captured, read, strict=True)]
            recorder.commit()
            yield from done
            yield from failed


def _capture(recorder: Recorder, paths: Iterable[Path], failed: list[Taken]) -> Iterator[_Captured]:
    for path in paths:
        try:
            content = read_bytes(path)
        except UnreadableFile as error:
            failed.append(Taken(str(path), "failed", [str(error)]))
            continue
        url, kind = path.resolve().as_uri(), media_type(path)
        capture = recorder.resource(url, content, kind, datetime.now(UTC))
        headers = ((b"Content-Type", kind.encode()),)
        yield _Captured(path, capture, (content, headers, url, capture.payload_digest))


def _observe(recorder: Recorder, one: _Captured, read: Derivation | Exception) -> Taken:
    if isinstance(read, Exception):
        return Taken(str(one.path), "failed", [f"the parser failed: {read!r}"])
    seen = recorder.observe(one.capture, read)
    return Taken(str(one.path), seen.outcome, read.reasons, read.issuer, read.year)
