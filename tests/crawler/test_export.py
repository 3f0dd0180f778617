"""``gongkai export``: what has to be said, and what is told."""

from pathlib import Path

import pytest

from tests.crawler.wire import REPORT_COLUMN, Gongkai, WireServer, http


def test_a_crawl_is_exported(wire: WireServer, gongkai: Gongkai, tmp_path: Path) -> None:
    wire.pages = {"/": http(REPORT_COLUMN), "/gknb/": http("")}
    gongkai("crawl", "--url", wire.url, "--delay", 0)
    ran = gongkai("export", tmp_path / "day.wacz", "--portal", wire.url, "--json")
    (told,) = ran.rows
    assert (told["path"], told["captures"]) == (str(tmp_path / "day.wacz"), 3)
    assert told["bytes"] == (tmp_path / "day.wacz").stat().st_size
    missing = gongkai("export", tmp_path / "other.wacz", "--crawl", 99)
    assert (missing.code, missing.err.count("\n")) == (1, 1)
    assert f"1 = {wire.url}" in missing.err


@pytest.mark.parametrize(
    "wrong", [["x.zip", "--crawl", "1"], ["x.wacz"], ["x.wacz", "--crawl", "1", "--portal", "a"]]
)
def test_a_wrong_call_is_told(gongkai: Gongkai, wrong: list[str]) -> None:
    assert gongkai("export", *wrong).code == 2


def test_a_file_is_not_written_over_unasked(
    wire: WireServer, gongkai: Gongkai, tmp_path: Path
) -> None:
    wire.pages = {"/": http(REPORT_COLUMN), "/gknb/": http("")}
    gongkai("crawl", "--url", wire.url, "--delay", 0)
    path = tmp_path / "day.wacz"
    path.write_bytes(b"another")
    ran = gongkai("export", path, "--crawl", 1)
    assert (ran.code, path.read_bytes()) == (2, b"another")
    assert gongkai("export", path, "--crawl", 1, "--force").code == 0
    assert path.read_bytes() != b"another"
