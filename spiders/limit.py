"""How much of one kind a crawl of a portal asks for."""

from collections.abc import Hashable


class Limit:
    """Different things up to a number; one that was let in stays let in, however often it is
    linked."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._known: set[Hashable] = set()

    def __len__(self) -> int:
        return len(self._known)

    def admits(self, thing: Hashable) -> bool:
        if thing not in self._known and len(self._known) < self.most:
            self._known.add(thing)
        return thing in self._known
