"""Zip archives: portals wrap the one document of a report into one."""

from collections.abc import Iterator

from parser.errors import UnreadableDocument
from parser.files.kinds import ARCHIVE, Kind, kind_of
from parser.files.package import Package
from parser.page import Page

MAX_MEMBERS = 20
"""More are no report with its annexes."""


def read_archive(content: bytes) -> Page:
    """The document in it, if there is exactly one that can be read."""
    package = Package(content)
    names = [name for name in package.names if not _is_litter(name)]
    if len(names) > MAX_MEMBERS:
        raise UnreadableDocument(f"a zip archive of {len(names)} files; unpack it and add them")
    documents = list(_documents(package, names))
    if len(documents) != 1:
        raise UnreadableDocument(
            f"a zip archive with {len(documents)} documents in it; unpack it and add them"
        )
    kind, member = documents[0]
    return kind.read(member)


def _is_litter(name: str) -> bool:
    """Folders, and what macOS and Windows leave behind."""
    return name.endswith(("/", ".DS_Store", "Thumbs.db")) or name.startswith("__MACOSX/")


def _documents(package: Package, names: list[str]) -> Iterator[tuple[Kind, bytes]]:
    """An archive in an archive is none, nor are pictures beside a document."""
    for name in names:
        member = package.read(name)
        kind = kind_of(member)
        if kind and kind.reader and kind is not ARCHIVE:
            yield kind, member
