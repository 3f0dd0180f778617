"""Files as documents: what ``gongkai parse`` and ``gongkai add`` read from disk."""

import mimetypes
from collections.abc import Iterable, Iterator
from pathlib import Path

from crawler.settings import DOWNLOAD_MAXSIZE


class UnreadableFile(ValueError):
    """A path cannot be taken in; the message says why. Other paths are not affected."""


def walk(paths: Iterable[Path]) -> Iterator[Path]:
    """Files as they are, folders by all the files below them, in a steady order; hidden ones
    (``.DS_Store``) are left out."""
    for path in paths:
        if path.is_dir():
            below = (file for file in path.rglob("*") if file.is_file())
            yield from sorted(file for file in below if not _hidden(file.relative_to(path)))
        else:
            yield path


def read_bytes(path: Path) -> bytes:
    """Raises ``UnreadableFile`` with a reason and what to do."""
    try:
        if path.is_dir():
            raise UnreadableFile("is a folder; name the files in it")
        if path.exists() and not path.is_file():
            raise UnreadableFile("is no regular file")
        if path.stat().st_size > DOWNLOAD_MAXSIZE:
            raise UnreadableFile(f"is larger than {DOWNLOAD_MAXSIZE // 2**20} MiB; no report is")
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFile(f"cannot be read: {error.strerror}") from error


def media_type(path: Path) -> str:
    return mimetypes.guess_type(path.name)[0] or "application/octet-stream"


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)
