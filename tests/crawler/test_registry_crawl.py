"""A portal of the registry is crawled by its name, by the spider of its family."""

from pathlib import Path

import pytest

from crawler.settings import DOWNLOAD_DELAY
from demo.report import invent
from spiders.registry import load_portals
from tests.crawler.wire import REPORT_COLUMN, Gongkai, WireServer, http


def test_four_lines_are_enough(
    wire: WireServer, gongkai: Gongkai, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = invent("registry", year=2023)
    wire.pages = {
        "/": http(REPORT_COLUMN),
        "/gknb/": http('<script>createPageHTML(2, 0, "index", "html")</script>'),
        "/gknb/index_1.html": http(f'<a href="/2023.html">{report.title}</a>'),
        "/2023.html": http(f"<title>{report.title}</title>{report.html()}"),
    }
    entry = f'[yunmei]\nname = "云湄市人民政府"\nseed = "{wire.url}"\nfamily = "trs"\n'
    (tmp_path / "own.toml").write_text(entry, encoding="utf-8")
    monkeypatch.setenv("GONGKAI_PORTALS", str(tmp_path))
    crawled = gongkai("crawl", "yunmei", "--delay", 0, "--json").rows[0]
    assert (crawled["portal"], crawled["reports"]) == ("yunmei", 1)
    (row,) = gongkai("reports", "--json").rows
    assert (row["issuer"], row["year"]) == (report.body.name, 2023)


def test_all_means_every_portal_of_the_registry(
    wire: WireServer, gongkai: Gongkai, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The shipped entries are replaced by ours: tests never leave this machine."""
    ours = {f"ours-{name}": f'seed = "{wire.url}{name}/"' for name in ("a", "b")}
    theirs = {key: f'seed = "{wire.url}{key}/"\nbroken = "not ours"' for key in load_portals()}
    entries = [f'[{key}]\nname = "x"\n{entry}\n' for key, entry in (ours | theirs).items()]
    (tmp_path / "own.toml").write_text("\n".join(entries), encoding="utf-8")
    monkeypatch.setenv("GONGKAI_PORTALS", str(tmp_path))
    ran = gongkai("crawl", "--all", "--delay", 0, "--json")
    assert ran.code == 1
    assert {row["portal"] for row in ran.rows} == set(ours)
    assert {row["trouble"].partition(": ")[2][:8] for row in ran.rows} == {"HTTP 404"}
    assert f"{next(iter(theirs))} is left out: not ours" in ran.err


def test_fewer_reports_than_expected_are_an_alarm(
    wire: WireServer, gongkai: Gongkai, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = invent("registry", year=2023)
    wire.pages = {
        "/": http(f'<a href="/2023.html">{report.title}</a>'),
        "/2023.html": http(f"<title>{report.title}</title>{report.html()}"),
    }
    entry = f'[yunmei]\nname = "云湄市人民政府"\nseed = "{wire.url}"\nreports_min = 2\ndelay = 0\n'
    (tmp_path / "own.toml").write_text(entry, encoding="utf-8")
    monkeypatch.setenv("GONGKAI_PORTALS", str(tmp_path))
    ran = gongkai("crawl", "yunmei", "--json")
    assert ran.code == 1
    assert "1 reports found, where the registry expects 2 at least" in ran.rows[0]["trouble"]
    assert ran.rows[0]["seconds"] < DOWNLOAD_DELAY


def test_a_spider_that_nobody_wrote_is_told(
    wire: WireServer, gongkai: Gongkai, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = f'[odd]\nname = "x"\nseed = "{wire.url}"\nspider = "nobody"\n'
    (tmp_path / "own.toml").write_text(entry, encoding="utf-8")
    monkeypatch.setenv("GONGKAI_PORTALS", str(tmp_path))
    ran = gongkai("crawl", "odd")
    assert (ran.code, wire.paths) == (2, [])
    assert ran.err.splitlines()[-1].startswith("gongkai: no spider is called 'nobody'")
    assert gongkai("portals").err == ran.err
