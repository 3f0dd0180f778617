"""A crawl that is killed, or runs out of disk, or is not alone, loses nothing it acknowledged."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.readers import Readers
from demo import Country
from store.archive import Archive
from store.derivation import PARSER
from store.rebuild import rebuild
from store.verify import verify
from tests.crawler.killing import COUNTRY, Mortal, live_through
from tests.index_rows import rows
from tests.postgresql import Cluster

KILLS = 9
"""Three a day."""
KILLS_POSTGRESQL = 3


@pytest.fixture(scope="module")
def country() -> Iterator[Country]:
    with Country(seed=COUNTRY, delay=0.005) as country:
        yield country


@pytest.fixture
def mortal(country: Country, tmp_path: Path) -> Mortal:
    country.day = 1
    return Mortal(country, tmp_path)


def test_nothing_acknowledged_is_lost_whenever_it_is_killed(mortal: Mortal) -> None:
    assert len(list(live_through(mortal, KILLS))) == KILLS
    assert mortal.acknowledged(), "killed before anything was stored, the test shows nothing"
    with mortal.open() as archive:
        before = rows(archive)
    with Readers(PARSER) as readers:
        rebuild(mortal.archive, derive=readers.derive)
    with mortal.open() as archive:
        assert rows(archive) == before


def test_nothing_is_lost_with_an_index_in_postgresql(
    country: Country, tmp_path: Path, postgresql: Cluster
) -> None:
    country.day = 1
    mortal = Mortal(country, tmp_path, postgresql.url(postgresql.create()))
    assert len(list(live_through(mortal, KILLS_POSTGRESQL))) == KILLS_POSTGRESQL
    assert mortal.acknowledged(), "killed before anything was stored, the test shows nothing"


def test_two_crawls_of_one_portal_into_one_archive(mortal: Mortal) -> None:
    crawls = [mortal.start() for _ in range(2)]
    assert [crawl.communicate(timeout=120)[1] for crawl in crawls] == ["", ""]
    mortal.check_day()


@pytest.fixture
def small_disk(mortal: Mortal) -> Iterator[Path]:
    """Room for the index and a few pages."""
    mortal.archive.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=700k", "tmpfs", mortal.archive]
    if os.geteuid() != 0 or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("a small disk can be mounted by root only")
    yield mortal.archive
    subprocess.run(["umount", mortal.archive], check=True)


def test_a_full_disk_ends_the_crawl_and_more_room_lets_it_go_on(
    mortal: Mortal, small_disk: Path
) -> None:
    code, err = mortal.finish()
    assert code == 3
    assert "free" in err, (code, err)
    assert "Traceback" not in err
    subprocess.run(["mount", "-o", "remount,size=64m", small_disk], check=True)
    mortal.check()
    assert mortal.acknowledged()
    assert mortal.finish() == (0, "")
    mortal.check_day()


def test_a_folder_that_became_read_only_is_left_as_it_was(mortal: Mortal) -> None:
    """As on a disk that the system mounted read-only after an error."""
    assert mortal.finish()[0] == 0
    before = mortal.acknowledged()
    if os.geteuid() != 0:
        pytest.skip("a folder can be mounted read-only by root only")
    bind = ["mount", "--bind", mortal.archive, mortal.archive]
    subprocess.run(bind, check=True)
    subprocess.run(["mount", "-o", "remount,ro,bind", mortal.archive], check=True)
    try:
        code, err = mortal.finish()
        with Archive.open(mortal.archive) as archive:  # to be read
            assert list(verify(archive)) == []
    finally:
        subprocess.run(["umount", mortal.archive], check=True)
    assert code == 3, err
    assert mortal.acknowledged() == before
    assert "cannot be written" in err
    mortal.check()
