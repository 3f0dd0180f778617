"""Random access to records, and what is said of a damaged archive."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from store.archive import Archive
from store.errors import DamagedArchive
from store.exchange import Exchange
from store.models import Capture, Warc
from store.recorder import Recorder
from store.warc import read


@pytest.fixture
def place(
    archive: Archive, recorder: Recorder, make_exchange: Callable[..., Exchange]
) -> tuple[str, int]:
    """The file and offset of one captured page."""
    recorder.capture(make_exchange(b"page"))
    recorder.commit()
    with archive.engine.connect() as connection:
        row = connection.execute(select(Warc.name, Capture.offset).join(Warc)).one()
    return row.name, row.offset


def test_a_record_is_read_where_it_stands(archive: Archive, place: tuple[str, int]) -> None:
    record = read(archive, *place)
    assert (record.type, record.body) == ("response", b"page")
    assert dict(record.fields)["WARC-Target-URI"] == record.url


@pytest.mark.parametrize("shift", [1, 100_000])
def test_no_record_there(archive: Archive, place: tuple[str, int], shift: int) -> None:
    name, offset = place
    with pytest.raises(DamagedArchive, match=f"no WARC record at {offset + shift}"):
        read(archive, name, offset + shift)


def test_the_file_is_gone(archive: Archive, place: tuple[str, int]) -> None:
    (archive.warc_dir / place[0]).unlink()
    with pytest.raises(DamagedArchive, match="bring the file back"):
        read(archive, *place)
