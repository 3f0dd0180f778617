"""What ``verify`` finds."""

from typing import Literal

import msgspec

Kind = Literal[
    "missing",
    "damaged",
    "truncated",
    "tail",
    "unindexed",
    "index",
    "revisit",
    "chain",
    "derivation",
    "lost",
    "unsaid",
]
"""``missing``, ``damaged``, ``truncated``, ``tail``, ``lost`` and ``unsaid`` are of the WARC files,
the last of what they no longer say; the others are of the index, or of what it points at."""


class Fault(msgspec.Struct, frozen=True):
    """``length`` bytes at ``offset`` of a WARC file, or something of the index alone (no file).

    ``rests`` names what depends on it: captures, and versions of reports."""

    kind: Kind
    file: str | None
    what: str
    offset: int | None = None
    length: int | None = None
    rests: list[str] = msgspec.field(default_factory=list)

    def __str__(self) -> str:
        where = f"{self.file}: " if self.offset is None else f"{self.file} at {self.offset}: "
        rests = "".join(f"\n    {one}" for one in self.rests)
        return f"{where if self.file else ''}{self.what}{rests}"
