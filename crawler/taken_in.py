"""What came of archives made by others that were taken into ours."""

from collections import Counter

import msgspec


class TakenIn(msgspec.Struct):
    """What came of the files: captures new in the archive, reports by outcome, records left out by
    reason, and files that are no archives, with the reason. ``older`` reports, seen before what was
    known, stand in their places; but for those ``waiting``, as another process writes here."""

    captures: int = 0
    outcomes: Counter[str] = msgspec.field(default_factory=Counter)
    waiting: int = 0
    left_out: Counter[str] = msgspec.field(default_factory=Counter)
    failed: dict[str, str] = msgspec.field(default_factory=dict)
