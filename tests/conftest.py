"""Fixtures that every room's tests share."""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.postgresql import Cluster, running_cluster

# A busy machine is no failure.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")

SHARED = Path(__file__).resolve().parents[2] / "shared"


HANGS = 120
"""Seconds after which a walk without bound is ended, so that the tests end too; the slowest test
that asks for this takes three."""


@pytest.fixture
def bounded() -> Iterator[None]:
    """For hostile input: what does not end by itself is ended, and fails."""
    signal.alarm(HANGS)
    yield
    signal.alarm(0)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real documents beside the checkout; tests skip where it is absent."""
    if not SHARED.is_dir():
        pytest.skip(f"no real documents: {SHARED} is absent")
    return SHARED


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Cluster]:
    """Skips, saying so, where PostgreSQL is not installed."""
    with running_cluster() as cluster:
        yield cluster
