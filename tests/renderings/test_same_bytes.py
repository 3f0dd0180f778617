"""The same bytes are read the same: in any order, again, and in any process."""

import os
import random
import subprocess
import sys
from collections.abc import Iterable

import msgspec
import pytest

from parser import Document, UnreadableDocument, parse_report
from tests.renderings.shapes import SHAPES, rendering

READ_ALL = """
import sys, msgspec
from parser import Document
from tests.renderings.test_same_bytes import read_all
documents = msgspec.msgpack.decode(sys.stdin.buffer.read(), type=list[Document])
sys.stdout.buffer.write(msgspec.json.encode(read_all(documents)))
"""


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    return [rendering(shape, number)[1] for shape in SHAPES for number in (1, 2)]


def read_all(documents: Iterable[Document]) -> list[str]:
    """Whole extractions, digests included; an unreadable document says the same each time."""
    said = []
    for document in documents:
        try:
            said.append(msgspec.json.encode(parse_report(document)).decode())
        except UnreadableDocument as unreadable:
            said.append(str(unreadable))
    return said


@pytest.fixture(scope="module")
def expected(documents: list[Document]) -> list[str]:
    return read_all(documents)


def test_in_another_order(documents: list[Document], expected: list[str]) -> None:
    order = random.Random(7).sample(range(len(documents)), len(documents))  # noqa: S311
    assert read_all(documents[n] for n in order) == [expected[n] for n in order]


@pytest.mark.parametrize("seed", ["0", "4242"])
def test_in_another_process(documents: list[Document], expected: list[str], seed: str) -> None:
    """Sets and dicts of strings are ordered differently in each."""
    said = subprocess.run(
        [sys.executable, "-c", READ_ALL],
        input=msgspec.msgpack.encode(documents),
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        check=True,
    ).stdout
    assert msgspec.json.decode(said) == expected
