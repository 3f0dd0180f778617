"""What all crawls of one process have in common: one archive writer, one pool, one display."""

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

T = TypeVar("T")


class Shared(Generic[T]):
    """One instance a key, counted: the first user makes it, the last one out closes it."""

    def __init__(self) -> None:
        self._held: dict[Hashable, tuple[T, int]] = {}

    def acquire(self, key: Hashable, make: Callable[[], T]) -> T:
        instance, users = self._held.get(key) or (make(), 0)
        self._held[key] = (instance, users + 1)
        return instance

    def release(self, key: Hashable) -> bool:
        """True for the last user, who then closes the instance."""
        instance, users = self._held.pop(key)
        if users > 1:
            self._held[key] = (instance, users - 1)
        return users == 1
