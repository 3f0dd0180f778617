"""How much of one kind a crawl of a portal asks for: portals may have no end."""

from collections.abc import Hashable

MAX_DEPTH = 3
"""Home → platform → column is three clicks on every portal of the field guide."""
MAX_PARTS = 3
"""Year, level and organ: as many as a column is split by, one below the other."""
MAX_PLATFORM_PAGES = 60
MAX_ORGANS = 300
"""Of one portal; a city has some 60 organs and as many towns below each of a dozen districts, which
mostly have portals of their own."""
MAX_LIST_PAGES = 1000
"""Of one portal; a city that lists every organ on a page of its own has some 200."""
MAX_NOTICE_PAGES = 5
"""A body without a report column files its report among its notices; the older ones are deep in
there, and each page of them is a request that most often finds nothing."""

MAX_HOSTS_TOLD = 5
"""Of those outside the scope, in the line that says why nothing was found."""


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
