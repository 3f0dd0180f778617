"""WARC files made by others, taken into the archive whole: a file with a gzip member a record as it
is, byte for byte; any other (uncompressed, or compressed in one piece) compressed again record by
record, so that each can be read where it stands."""

import fcntl
import gzip
import hashlib
import os
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import IO

from store.archive import WARC_FILES, Archive
from store.errors import ArchiveLocked, UnreadableWarc, UnwritableArchive
from store.scan import GZIP_MAGIC, MAX_RECORD
from store.warcfile import GZIP_LEVEL, lock_abandoned, sync_folder

SUFFIXES = (".warc", ".warc.gz", ".wacz")
DIGITS = 16
"""Of the file's sha256, in its name: by them a file taken in again is known."""

MAX_LINE = 64 * 1024
"""Bytes of a header line: the longest URL that a browser sends has 2,000."""

CHUNK = 1024 * 1024
"""Bytes copied at once."""

TAKEN_IN = "added.warc.gz"
"""How the name of each such file ends."""

UNFINISHED = ".unfinished"

Open = Callable[[], IO[bytes]]


def is_taken_in(warc: Path) -> bool:
    """What such a file says was compared, was so in another archive."""
    return warc.name.endswith(f"-{TAKEN_IN}")


def find_taken_in(warc_dir: Path, name: str) -> Path | None:
    """Under the name it was given, or the one it has since a repair."""
    stem = name.removesuffix(f"-{TAKEN_IN}")
    return next(warc_dir.glob(f"{stem}*-{TAKEN_IN}"), None)


def take_whole(archive: Archive, path: Path) -> Iterator[Path]:
    """The files in ``warc/`` that now hold what is in ``path``, be it there already, or be it one
    of the archive's own. Raises ``UnreadableWarc``, ``UnwritableArchive``, and ``ArchiveLocked``
    while another process takes the same file in."""
    with _reading():
        if path.suffix == ".wacz":
            yield from _unpack(archive, path)
        else:
            yield _take(archive, lambda: path.open("rb"))


@contextmanager
def _reading() -> Iterator[None]:
    try:
        yield
    except (OSError, EOFError, ValueError, zlib.error, zipfile.BadZipFile) as error:
        raise UnreadableWarc(f"cannot be read as an archive: {error}") from error


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UnwritableArchive(
            f"{folder}: cannot be written ({error.strerror}); check its permissions and its disk, "
            "then add the file again"
        ) from error


def _unpack(archive: Archive, path: Path) -> Iterator[Path]:
    with zipfile.ZipFile(path) as package:
        names = [n for n in package.namelist() if n.startswith("archive/") and _is_warc(n)]
        if not names:
            raise ValueError("no WARC file in its folder archive/")
        for name in sorted(names):
            yield _take(archive, lambda name=name: package.open(name))  # type: ignore[misc]


def _is_warc(name: str) -> bool:
    return name.endswith((".warc", ".warc.gz"))


def _take(archive: Archive, open_source: Open) -> Path:
    with open_source() as source:
        whole, size = _digest(source), source.tell()
    digest = whole[:DIGITS]
    known = find_taken_in(archive.warc_dir, f"*-{digest}-{TAKEN_IN}")
    known = known or _own(archive, whole, size)
    if known is not None:
        return known
    _remove_abandoned(archive, digest)
    # Its place in the order of the names is the moment it was taken in: a rebuild goes by that.
    stamp = datetime.now(UTC).strftime("%Y%m%d%H%M%S%f")[:-3]
    target = archive.warc_dir / f"gongkai-{stamp}-{digest}-{TAKEN_IN}"
    unfinished = target.with_suffix(UNFINISHED)
    with _writing(archive.warc_dir):
        try:
            with unfinished.open("xb") as copy:
                fcntl.flock(copy, fcntl.LOCK_EX | fcntl.LOCK_NB)
                copy.writelines(_content(open_source))
                copy.flush()
                os.fsync(copy.fileno())
                unfinished.rename(target)
        finally:
            unfinished.unlink(missing_ok=True)
        sync_folder(archive.warc_dir)
    return target


def _digest(source: IO[bytes]) -> str:
    return hashlib.file_digest(source, "sha256").hexdigest()  # type: ignore[arg-type]


def _own(archive: Archive, digest: str, size: int) -> Path | None:
    """The file that the archive itself wrote, byte for byte."""
    for path in archive.warc_dir.glob(WARC_FILES):
        if path.stat().st_size == size and not is_taken_in(path):
            with path.open("rb") as own:
                if _digest(own) == digest:
                    return path
    return None


def _remove_abandoned(archive: Archive, digest: str) -> None:
    """What a killed process left of the same file; a living one holds the lock on its own."""
    for path in archive.warc_dir.glob(f"*-{digest}-*{UNFINISHED}"):
        stream = lock_abandoned(path)
        if stream is None:
            raise ArchiveLocked(
                f"{archive.root}: another `gongkai add` is taking the same file in; let it finish"
            )
        with stream:
            path.unlink()


def _content(open_source: Open) -> Iterator[bytes]:
    with _reading():
        with open_source() as source:
            whole = _has_a_member_a_record(source)
        with open_source() as source:
            yield from iter(lambda: source.read(CHUNK), b"") if whole else _members(source)


def _has_a_member_a_record(source: IO[bytes]) -> bool:
    """As its first one shows: nobody mixes."""
    inflater, content = zlib.decompressobj(zlib.MAX_WBITS + 16), bytearray()
    while not inflater.eof and len(content) <= MAX_RECORD and (chunk := source.read(16 * 1024)):
        if not content and not chunk.startswith(GZIP_MAGIC):
            return False
        content += inflater.decompress(chunk, MAX_RECORD - len(content) + 1)
    return inflater.eof and len(list(split(BytesIO(content)))) == 1


def _members(source: IO[bytes]) -> Iterator[bytes]:
    magic = source.read(len(GZIP_MAGIC))
    source.seek(0)
    stream = gzip.GzipFile(fileobj=source) if magic == GZIP_MAGIC else source
    for record in split(stream):  # type: ignore[arg-type]
        yield zlib.compress(record, GZIP_LEVEL, zlib.MAX_WBITS + 16)


def split(stream: IO[bytes]) -> Iterator[bytes]:
    """The records of an uncompressed WARC file (WARC 1.1 §4). Raises ``ValueError``."""
    while head := _head(stream):
        lengths = [line for line in head if line.lower().startswith(b"content-length:")]
        length = int(lengths[0].partition(b":")[2]) if lengths else -1
        if not 0 <= length <= MAX_RECORD:
            raise ValueError(f"a record of {length} bytes")
        block = stream.read(length)
        if len(block) < length:
            raise ValueError("it ends in the middle of a record")
        yield b"".join(head) + block + b"\r\n\r\n"


def _head(stream: IO[bytes]) -> list[bytes]:
    """The lines to the empty one; none at the end of the file."""
    line = stream.readline(MAX_LINE)
    while line in (b"\r\n", b"\n"):
        line = stream.readline(MAX_LINE)
    if line and not line.startswith(b"WARC/"):
        raise ValueError("a record does not begin with its WARC version")
    lines = []
    while line:
        lines.append(line)
        if line in (b"\r\n", b"\n") or len(lines) > MAX_LINE:
            break
        line = stream.readline(MAX_LINE)
    return lines
