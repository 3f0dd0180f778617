"""The ZIP file of a WACZ (1.1.1): every file with its hash, the list of them with its own."""

import hashlib
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from typing import IO

import msgspec

WACZ_VERSION = "1.1.1"


class Resource(msgspec.Struct, frozen=True):
    """A file of the package, as ``datapackage.json`` lists it."""

    name: str
    path: str
    hash: str
    bytes: int


class Target:
    """A file of the package being written."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.size = 0
        self._stream = stream
        self._digest = hashlib.sha256()

    def write(self, content: bytes) -> None:
        self._stream.write(content)
        self._digest.update(content)
        self.size += len(content)

    @property
    def hash(self) -> str:
        return f"sha256:{self._digest.hexdigest()}"


class DataPackage:
    def __init__(self, archive: zipfile.ZipFile, title: str) -> None:
        self._zip = archive
        self._title = title
        self._created = datetime.now(UTC)
        self._resources: list[Resource] = []

    @contextmanager
    def adding(self, path: str, compression: int = zipfile.ZIP_DEFLATED) -> Iterator[Target]:
        """One file at a time. WARC files stay uncompressed, so that replay can jump into them."""
        info = zipfile.ZipInfo(path, self._created.timetuple()[:6])
        info.compress_type = compression
        with self._zip.open(info, "w", force_zip64=True) as stream:
            target = Target(stream)
            yield target
        name = path.rpartition("/")[2]
        self._resources.append(Resource(name, path, target.hash, target.size))

    def add(self, path: str, content: bytes) -> str:
        """The hash of the content."""
        with self.adding(path) as target:
            target.write(content)
        return target.hash

    def finish(self) -> None:
        """The last to be called: what is added after it is not listed."""
        package = {
            "profile": "data-package",
            "wacz_version": WACZ_VERSION,
            "title": self._title,
            "software": f"gongkai/{version('gongkai')}",
            "created": self._created.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "resources": list(self._resources),
        }
        listed = self.add("datapackage.json", msgspec.json.format(msgspec.json.encode(package)))
        digest = {"path": "datapackage.json", "hash": listed}
        self.add("datapackage-digest.json", msgspec.json.encode(digest))
