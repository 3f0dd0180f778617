"""Exports as the tools of others see them."""

import zipfile
from pathlib import Path
from typing import Any

import pytest

from store.cdxj import timestamp
from store.selection import of_crawl
from store.wacz import write_wacz
from tests.interop.pywb import replaying


@pytest.fixture
def second_visit(served: Any, tmp_path: Path) -> Path:
    """Its revisits refer to records of the first."""
    archive, portal = served
    path = tmp_path / "second.wacz"
    write_wacz(archive, path, of_crawl(archive, portal.crawl), "the second visit")
    return path


@pytest.fixture
def unpacked(second_visit: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "unpacked"
    with zipfile.ZipFile(second_visit) as package:
        package.extractall(folder)
    return folder


def test_wacz_validates(tool: Any, second_visit: Path) -> None:
    assert "is valid" in tool("wacz", "validate", "-f", second_visit)


def test_its_index_is_that_of_its_records(tool: Any, unpacked: Path) -> None:
    warc = unpacked / "archive" / "data.warc.gz"
    tool("warcio", "check", warc)
    tool("fastwarc", "check", warc)
    assert (unpacked / "indexes" / "index.cdxj").read_text() == tool("cdxj-indexer", "-s", warc)


def test_it_replays_alone(tool: Any, served: Any, unpacked: Path, tmp_path: Path) -> None:
    _, portal = served
    visited = {key: body for key, body in portal.answers.items() if key[1] >= portal.visited}
    assert len(visited) == 4
    folder = tmp_path / "pywb"
    folder.mkdir()
    with replaying(folder, unpacked / "indexes", unpacked / "archive") as replay:
        given = {(url, at): replay(url, timestamp(at)) for url, at in visited}
    assert given == visited
