"""Fixtures that every room's tests share."""

from pathlib import Path

import pytest
from hypothesis import settings

# A busy machine is no failure.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real documents beside the checkout; tests skip where it is absent."""
    if not SHARED.is_dir():
        pytest.skip(f"no real documents: {SHARED} is absent")
    return SHARED
