"""How far a walk through an archive has come."""

from collections.abc import Callable

import msgspec


class Progress(msgspec.Struct, frozen=True):
    """``step`` names what is counted: ``WARC bytes``, ``payloads read``, ``captures compared``."""

    step: str
    done: int
    total: int


Tell = Callable[[Progress], None]
