"""Native code that reads hostile bytes ends, whatever it does."""

import pytest

from parser import UnreadableDocument
from parser.files.confined import Limits, read_confined

pytestmark = pytest.mark.usefixtures("bounded")

LIMITS = Limits(seconds=2, megabytes=500)


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (b"while True: pass", "more than 2 seconds|failed"),
        (b"x = bytearray(10**9)", "500 MiB"),
        (b"import os; os.abort()", "damaged"),
        (b"raise KeyError", "damaged"),
        (b"from parser import UnreadableDocument\nraise UnreadableDocument('locked')", "locked"),
    ],
)
def test_a_reader_that_fails_costs_its_document(code: bytes, reason: str) -> None:
    with pytest.raises(UnreadableDocument, match=reason):
        read_confined("builtins:exec", code, bytes, LIMITS)


def test_its_answer_comes_back() -> None:
    assert read_confined("builtins:len", b"abc", int, LIMITS) == 3
