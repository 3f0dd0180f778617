"""The records that belong to a capture (WARC 1.1 §5.7): its request, and what else was noted."""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from store.errors import DamagedArchive
from store.scan import Scanned, scan

CONCURRENT = "WARC-Concurrent-To"


class Near(NamedTuple):
    """A record in the neighbourhood of a capture, and the ids of those it names."""

    offset: int
    length: int
    id: str
    names: frozenset[str]


def with_concurrent(path: Path, capture: int, start: int, end: int | None) -> Iterable[Near]:
    """The capture at the offset ``capture``, and of the records from ``start`` to ``end`` those
    that name it or that it names, in the order of the file: a crawler may write a request before
    its response or after it, and let either name the other. Raises ``DamagedArchive``."""
    near = {found.offset: _near(found) for found in scan(path, start, end) if found.record}
    it = near.get(capture)
    if it is None:
        raise DamagedArchive(f"{path} at {capture}: no whole record; see `gongkai verify`")
    return [one for one in near.values() if one is it or it.id in one.names or one.id in it.names]


def _near(found: Scanned) -> Near:
    assert found.record is not None, "only whole records are near"
    names = frozenset(value for name, value in found.record.fields if name == CONCURRENT)
    return Near(found.offset, found.length, found.record.id, names)
