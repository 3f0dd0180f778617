"""WARC files and indexes as the tools of others see them."""

from pathlib import Path
from typing import Any

import pytest

from store.cdxj import timestamp


@pytest.fixture
def warcs(served: Any) -> list[Path]:
    archive, _ = served
    return sorted(archive.warc_dir.glob("*.warc.gz"))


def test_warcio_finds_every_digest_right(tool: Any, warcs: list[Path]) -> None:
    assert len(warcs) > 1
    told = tool("warcio", "check", "-v", *warcs)
    assert "digest pass" in told


def test_fastwarc_finds_every_digest_right(tool: Any, warcs: list[Path]) -> None:
    for warc in warcs:
        tool("fastwarc", "check", warc)


def test_lines_are_those_of_cdxj_indexer(tool: Any, served: Any, warcs: list[Path]) -> None:
    archive, _ = served
    for warc in warcs:
        ours = archive.root / "cdxj" / warc.name.replace(".warc.gz", ".cdxj")
        assert ours.read_text().splitlines() == tool("cdxj-indexer", "-s", warc).splitlines()


def test_pywb_gives_back_the_bytes_of_every_capture(served: Any, replay: Any) -> None:
    """Of pages asked for again, unchanged at another address and answered by a 304, too."""
    _, portal = served
    given = {(url, at): replay(url, timestamp(at)) for url, at in portal.answers}
    assert given == portal.answers
