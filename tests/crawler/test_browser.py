"""Portals that only a browser can read: rendered by the crawl's own requests, nobody else's."""

import shutil
from pathlib import Path

import pytest

from demo.report import invent
from tests.crawler.wire import Gongkai, WireServer, http

COLUMN = """<html><body><a href="/gknb/">政府信息公开年报</a><img src="/logo.png"></body></html>"""
LIST = """<html><body><ul id="rows"></ul><script src="/show.js"></script></body></html>"""
SCRIPT = """fetch("/rows").then(answer => answer.text()).then(rows => {
  const [path, title] = rows.split("|");
  const link = document.createElement("a");
  link.href = path; link.textContent = title;
  document.getElementById("rows").append(link);
});
fetch("http://127.0.0.3:9/elsewhere").catch(() => 0);
new WebSocket("ws://127.0.0.3:9/");"""


@pytest.fixture
def entry(wire: WireServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> WireServer:
    report = invent("browser", year=2023)
    wire.pages = {
        "/": http(COLUMN),
        "/gknb/": http(LIST),
        "/show.js": http(SCRIPT, "200 OK", "Content-Type: text/javascript"),
        "/rows": http(f"/2023.html|{report.title}", "200 OK", "Content-Type: text/plain"),
        "/2023.html": http(f"<title>{report.title}</title>{report.html()}"),
    }
    own = tmp_path / "own.toml"
    own.write_text(f'[app]\nname = "x"\nseed = "{wire.url}"\nbrowser = true\n', encoding="utf-8")
    monkeypatch.setenv("GONGKAI_PORTALS", str(own))
    return wire


def test_rows_that_a_script_fetches(entry: WireServer, gongkai: Gongkai) -> None:
    pytest.importorskip("playwright")
    if shutil.which("chromium") is None:
        pytest.skip("no chromium on the path")
    crawled = gongkai("crawl", "app", "--delay", 0, "--json").rows[0]
    assert (crawled["reports"], crawled["trouble"]) == (1, None)
    assert sorted(entry.paths) == sorted(["/robots.txt", *entry.pages])
    assert entry.most_at_once() == 1
    assert crawled["dropped"] == {"outside the portal's scope: 127.0.0.3:9": 1}


def test_without_a_browser_the_crawl_says_what_to_install(
    entry: WireServer, gongkai: Gongkai, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GONGKAI_BROWSER", "/nowhere/chromium")
    ran = gongkai("crawl", "app", "--delay", 0)
    assert ran.code == 1
    assert "install" in ran.err
    assert not entry.paths
