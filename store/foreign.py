"""WARC files made by others, taken into the archive whole: a file with a gzip member a record as it
is, byte for byte; any other (uncompressed, or compressed in one piece) compressed again record by
record, so that each can be read where it stands."""

import fcntl
import hashlib
import os
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from io import BufferedReader, BytesIO, RawIOBase
from pathlib import Path
from typing import IO, Any

from store.archive import DAMAGED, WARC_FILES, Archive
from store.errors import ArchiveLocked, UnreadableWarc, UnwritableArchive
from store.scan import GZIP_MAGIC, MAX_RECORD
from store.warcfile import lock_abandoned, member, sync_folder

SUFFIXES = (".warc", ".warc.gz", ".wacz")
UNREAD = {
    ".arc": "ARC files are not read; `warcio recompress` makes a WARC file of one",
    ".arc.gz": "ARC files are not read; `warcio recompress` makes a WARC file of one",
    ".warc.zst": "Zstandard is not read; unpack it with `zstd -d`",
}
"""Archives in forms that few write, and what to do with them."""
DIGITS = 16
"""Of the file's sha256, in its name: by them a file taken in again is known."""

VERSION = b"WARC/"
MAX_LINE = 64 * 1024
"""Bytes of a header line: the longest URL that a browser sends has 2,000."""

CHUNK = 1024 * 1024
"""Bytes copied at once."""

TAKEN_IN = "added.warc.gz"
"""How the name of each such file ends."""

MENDED = "-mended"
"""Before that, once for each repair that the file has been through."""

UNFINISHED = ".unfinished"

Open = Callable[[], IO[bytes]]


def is_taken_in(warc: Path) -> bool:
    """What such a file says was compared, was so in another archive."""
    return warc.name.endswith(f"-{TAKEN_IN}")


def find_taken_in(warc_dir: Path, name: str) -> Path | None:
    """Under the name it was given, or the one it has since a repair."""
    stem = name.removesuffix(f"-{TAKEN_IN}")
    return next(warc_dir.glob(f"{stem}*-{TAKEN_IN}"), None)


def as_taken_in(name: str) -> str:
    """The name that such a file was given."""
    return name.replace(MENDED, "")


def take_whole(archive: Archive, path: Path) -> Iterator[Path]:
    """The files in ``warc/`` that now hold what is in ``path``, be it there already, or be it one
    of the archive's own. Raises ``UnreadableWarc``, ``UnwritableArchive``, and ``ArchiveLocked``
    while another process takes the same file in."""
    with _reading():
        for suffix in filter(path.name.endswith, UNREAD):
            raise UnreadableWarc(UNREAD[suffix])
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
    known = _taken_in_whole(archive.warc_dir, digest) or _own(archive, whole, size)
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


def _taken_in_whole(warc_dir: Path, digest: str) -> Path | None:
    """A file that was mended since does for it only if the damage came with the file."""
    found = next(warc_dir.glob(f"*-{digest}*-{TAKEN_IN}"), None)
    if found is None or found.name.endswith(f"-{digest}-{TAKEN_IN}"):
        return found
    for aside in (warc_dir / DAMAGED).glob(f"*-{digest}-{TAKEN_IN}"):
        with aside.open("rb") as damaged:
            if _digest(damaged).startswith(digest):
                return found
    return None


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
    stream = BufferedReader(_Inflated(source)) if magic == GZIP_MAGIC else source
    for record in split(stream):
        yield member(record)


class _Inflated(RawIOBase):
    """What gzip members hold, up to where they end or break off; ``gzip`` gives back nothing of the
    last stretch before that."""

    def __init__(self, source: IO[bytes]) -> None:
        self._source = source
        self._inflater = zlib.decompressobj(zlib.MAX_WBITS + 16)
        self._packed = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        with suppress(zlib.error):
            while packed := self._packed or self._source.read(MAX_LINE):
                content = self._inflater.decompress(packed, len(buffer))
                self._packed = self._inflater.unconsumed_tail or self._inflater.unused_data
                if self._inflater.eof:
                    self._inflater = zlib.decompressobj(zlib.MAX_WBITS + 16)
                if content:
                    buffer[: len(content)] = content
                    return len(content)
        return 0


def split(stream: IO[bytes]) -> Iterator[bytes]:
    """The records of an uncompressed WARC file (WARC 1.1 §4). What is no record, after one that is,
    comes as it is, up to the next one: it is told as damage where it is read. Raises ``ValueError``
    for a file that does not begin with a record."""
    line, begun = _line(stream), False
    while line:
        head = _head(line, stream) if line.startswith(VERSION) else [line]
        length = _block_length(head)
        if length is not None:
            yield b"".join(head) + stream.read(length) + b"\r\n\r\n"
            line, begun = _line(stream), True
        elif begun:
            while (line := stream.readline(MAX_LINE)) and not line.startswith(VERSION):
                head.append(line)
                if len(head) > MAX_LINE:
                    break
            yield b"".join(head)
        else:
            raise ValueError("it does not begin with a WARC record")


def _line(stream: IO[bytes]) -> bytes:
    """The next that is not empty; none at the end of the file."""
    line = stream.readline(MAX_LINE)
    while line in (b"\r\n", b"\n"):
        line = stream.readline(MAX_LINE)
    return line


def _head(first: bytes, stream: IO[bytes]) -> list[bytes]:
    """Its lines to the empty one."""
    lines = [first]
    while (line := stream.readline(MAX_LINE)) and len(lines) <= MAX_LINE:
        lines.append(line)
        if line in (b"\r\n", b"\n"):
            break
    return lines


def _block_length(head: Sequence[bytes]) -> int | None:
    said = [line for line in head if line.lower().startswith(b"content-length:")]
    digits = said[0].partition(b":")[2].strip() if said else b""
    return int(digits) if digits.isdigit() and int(digits) <= MAX_RECORD else None
