"""Each kind of bad input: one clear line, a documented exit code, and nothing lost."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from crawler.commands.faults import summed
from tests.crawler.wire import Gongkai, WireServer, http


def one_line(text: str) -> str:
    lines = [line for line in text.splitlines() if line.startswith("gongkai:")]
    assert len(lines) == 1, text
    assert "Traceback" not in text
    return lines[0]


def test_a_portal_that_answers_nothing(gongkai: Gongkai) -> None:
    ran = gongkai("crawl", "--url", "http://127.0.0.1:9/", "--delay", 0)
    assert ran.code == 1
    assert "127.0.0.1:9 gives no robots.txt: connection refused" in one_line(ran.err)


@pytest.mark.parametrize("address", ["yunxi", "ftp://x.test/", "http://"])
def test_an_address_that_is_not_one(gongkai: Gongkai, archive: Path, address: str) -> None:
    ran = gongkai("crawl", "--url", address)
    assert ran.code == 2
    assert "is not a web address" in one_line(ran.err)
    assert not archive.exists()


def test_one_address_in_two_spellings_is_crawled_once(gongkai: Gongkai) -> None:
    ran = gongkai("crawl", "--url", "http://127.0.0.1:9", "--url", "http://127.0.0.1:9/", "--json")
    assert len(ran.rows) == 1


def test_a_header_without_end(wire: WireServer, gongkai: Gongkai, archive: Path) -> None:
    wire.pages = {"/": http("", "200 OK", f"X-Long: {'x' * 20_000}")}
    ran = gongkai("crawl", "--url", wire.url, "--delay", 0)
    assert "response header too large" in one_line(ran.err)
    assert "Traceback" not in (archive / "crawl.log").read_text(encoding="utf-8")


def test_what_fails_leaves_no_traceback_in_the_log(
    wire: WireServer, gongkai: Gongkai, archive: Path
) -> None:
    wire.pages = {"/": http('<a href="/gknb/">政府信息公开年报</a>')}
    ran = gongkai("crawl", "--url", wire.url, "--delay", 0, "--json")
    assert ran.rows[0]["dropped"] == {"HTTP 404": 1}
    assert "Traceback" not in (archive / "crawl.log").read_text(encoding="utf-8")


def test_a_home_page_with_no_disclosure_column(wire: WireServer, gongkai: Gongkai) -> None:
    wire.pages = {"/": http("<a href='/news/'>新闻</a>")}
    ran = gongkai("crawl", "--url", wire.url, "--delay", 0)
    assert ran.code == 1
    assert "no disclosure column found" in one_line(ran.err)


def test_an_unknown_portal(gongkai: Gongkai) -> None:
    ran = gongkai("crawl", "nowhere")
    assert ran.code == 2
    assert "'nowhere'" in one_line(ran.err)


def test_an_unreadable_file_does_not_stop_the_others(gongkai: Gongkai, tmp_path: Path) -> None:
    good, bad = tmp_path / "a.html", tmp_path / "missing.html"
    good.write_text("<p>新闻</p>", encoding="utf-8")
    ran = gongkai("parse", bad, good, "--json")
    assert ran.code == 1
    assert str(bad) in one_line(ran.err)
    unreadable, read = ran.rows
    assert unreadable.keys() == {"file", "error"}
    assert [row["file"] for row in ran.rows] == [str(bad), str(good)]
    assert read["kind"] == "not_report"


def test_a_database_that_is_none(gongkai: Gongkai, tmp_path: Path) -> None:
    page = tmp_path / "a.html"
    page.write_text("<p>新闻</p>", encoding="utf-8")
    ran = gongkai("add", page, "--database", "nonsense")
    assert ran.code == 3
    assert "'nonsense' is no database" in one_line(ran.err)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("crawl", "--url", "http://127.0.0.1:9/", "--due", "--full"), "leave out --due or --full"),
        (("crawl", "--url", "http://127.0.0.1:9/", "--delay", "inf"), "equal to 3600"),
        (("changes", "--class", "nonsense"), "no change is of class nonsense"),
        (("changes", "--since", "yesterday"), "'yesterday' is not a day"),
        (("demo", "--archive", __file__), "is there already"),
    ],
)
def test_an_option_that_means_nothing(
    gongkai: Gongkai, arguments: tuple[str, ...], told: str
) -> None:
    ran = gongkai(*arguments)
    assert ran.code == 2
    assert told in " ".join(ran.err.replace("│", " ").split())


def test_no_archive_there(gongkai: Gongkai) -> None:
    ran = gongkai("reports")
    assert ran.code == 3
    assert "is not an archive" in one_line(ran.err)


def test_an_archive_of_a_newer_version(gongkai: Gongkai, archive: Path, tmp_path: Path) -> None:
    page = tmp_path / "a.html"
    page.write_text("<p>新闻</p>", encoding="utf-8")
    gongkai("add", page)
    with closing(sqlite3.connect(archive / "index.sqlite", isolation_level=None)) as index:
        (revision,) = index.execute("SELECT version_num FROM alembic_version").fetchone()
        index.execute("UPDATE alembic_version SET version_num = 'from-the-future'")
        for verb in (("reports",), ("add", page), ("crawl", "--url", "http://127.0.0.1:9/")):
            ran = gongkai(*verb)
            assert ran.code == 3
            assert "newer" in one_line(ran.err)
        index.execute("UPDATE alembic_version SET version_num = ?", (revision,))
    assert gongkai("reports").code == 0


def test_a_locked_index(gongkai: Gongkai, archive: Path, tmp_path: Path) -> None:
    page = tmp_path / "a.html"
    page.write_text("<p>新闻</p>", encoding="utf-8")
    gongkai("add", page)
    holder = sqlite3.connect(archive / "index.sqlite", isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    try:
        ran = gongkai("add", page)
    finally:
        holder.close()
    assert ran.code == 3
    assert "locked" in one_line(ran.err)
    assert gongkai("add", page).code == 0


@pytest.mark.parametrize("verb", ["crawl", "add", "parse"])
def test_a_parser_that_is_not_there(
    gongkai: Gongkai, archive: Path, monkeypatch: pytest.MonkeyPatch, verb: str
) -> None:
    monkeypatch.setenv("GONGKAI_PARSER", "nowhere:parse")
    argument = ("--url", "http://127.0.0.1:9/") if verb == "crawl" else (__file__,)
    ran = gongkai(verb, *argument)
    assert ran.code == 2
    assert "GONGKAI_PARSER" in one_line(ran.err)
    assert not archive.exists()


def test_an_index_that_breaks_is_not_the_portals_fault(
    wire: WireServer, gongkai: Gongkai, archive: Path, tmp_path: Path
) -> None:
    page = tmp_path / "a.html"
    page.write_text("<p>新闻</p>", encoding="utf-8")
    gongkai("add", page)
    with closing(sqlite3.connect(archive / "index.sqlite")) as index:
        (root,) = index.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'pages'"
        ).fetchone()
        (size,) = index.execute("PRAGMA page_size").fetchone()
    with (archive / "index.sqlite").open("r+b") as damaged:
        damaged.seek((root - 1) * size)
        damaged.write(b"\xff" * size)
    ran = gongkai("crawl", "--url", wire.url, "--delay", 0)
    assert ran.code == 3
    assert "gongkai rebuild" in one_line(ran.err)
    assert "robots.txt" not in ran.out + ran.err


def test_faults_that_say_the_same_are_told_once() -> None:
    lost = [f"urn:uuid:{number}: compared, but not in the archive" for number in range(3)]
    told = list(summed([*lost, "a.warc.gz at 7: it ends early"]))
    assert told == [f"{lost[0]} (and 2 more; --json lists them)", "a.warc.gz at 7: it ends early"]
