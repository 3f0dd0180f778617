"""Records of other programs whose heads say anything at all."""

import zlib
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.archive import Archive
from store.foreign import split
from store.recorder import Recorder
from store.scan import batches, scan
from tests.foreign import NEXT, URL, Foreign, page

EXAMPLES = 100
SPOILING = [
    b"",
    b"\0",
    b"\xff",
    b"9",
    b"99999999999999999999",
    b" ",
    b":",
    b"[",
    b"\r\n",
    b"<",
    b"-",
]


def records() -> list[bytes]:
    foreign = Foreign(compressed=False)
    foreign.respond(1, URL, page(1, 2022))
    foreign.revisit(2, URL, of_day=1)
    foreign.respond(3, NEXT, b"gone", 404)
    return list(split(BytesIO(foreign.stream.getvalue())))


WHOLE = records()
HEAD = 600
"""Bytes; of the fields of the record and the first ones of the HTTP head."""


@st.composite
def spoilt(draw: st.DrawFn) -> bytes:
    """One byte of each record is another, or something stands before it."""
    members = []
    for record in WHOLE:
        at = draw(st.integers(0, min(HEAD, len(record))))
        kept = draw(st.sampled_from([at, at + 1]))
        members.append(record[:at] + draw(st.sampled_from(SPOILING)) + record[kept:])
    return b"".join(zlib.compress(member, 1, zlib.MAX_WBITS + 16) for member in members)


@pytest.mark.usefixtures("bounded")
@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(spoilt())
def test_whatever_a_head_says_the_others_are_indexed(archive: Archive, content: bytes) -> None:
    path = archive.warc_dir / "gongkai-20260101000000000-0123456789abcdef-added.warc.gz"
    path.write_bytes(content)
    try:
        with Recorder(archive) as recorder:
            adopted = recorder.adopt(path)
            seen = [len(adopted.index(batch)) for batch in batches(scan(path))]
            recorder.rollback()
        assert sum(seen) <= len(WHOLE)
    finally:
        path.unlink()
