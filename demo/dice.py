"""Chance that repeats itself."""

from random import Random


def dice(*key: object) -> Random:
    """A generator of its own for every key, so that nothing depends on the order of asking."""
    return Random("/".join(map(str, key)))  # noqa: S311 - figures of a fictional country
