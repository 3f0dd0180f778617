"""``gongkai probe`` and ``gongkai portals``: a first look, and the entry made of it."""

import json
from pathlib import Path

import pytest

from spiders.fixtures import EXPECTED, describe, load_page
from spiders.registry import read_portals
from tests.crawler.wire import Gongkai, WireServer, http

METAS = (
    '<meta name="SiteName" content="云溪市人民政府"><meta name="SiteIDCode" content="3705000012">'
)
HOME = f'<html><head>{METAS}</head><body><a href="/zfxxgk/">政府信息公开</a></body></html>'
PLATFORM = '<a class="CurrChnlCls" href="./">公开</a><a href="zfxxgknb/">政府信息<br>公开年报</a>'
ROW = '<li><a href="./20{0}01/t20{0}0117_9001.html">云溪市20{0}年政府信息公开工作年度报告</a></li>'


@pytest.fixture
def portal(wire: WireServer) -> WireServer:
    pager = '<script>createPageHTML(2, 0, "index", "html")</script>'
    wire.pages = {
        "/": http(HOME),
        "/zfxxgk/": http(PLATFORM),
        "/zfxxgk/zfxxgknb/": http(ROW.format(23) + ROW.format(22) + pager),
        "/zfxxgk/zfxxgknb/index_1.html": http(ROW.format(21)),
    }
    return wire


def test_a_portal_is_told_without_a_report_fetched(
    portal: WireServer, gongkai: Gongkai, archive: Path
) -> None:
    (told,) = gongkai("probe", portal.url, "--delay", 0, "--json").rows
    assert told["family"] == "trs"
    assert {"CurrChnlCls", "createPageHTML(total, current, stem)"} <= set(told["evidence"])
    assert told["column"] == f"{portal.url}zfxxgk/zfxxgknb/"
    assert (told["reports"], told["years"]) == (3, [2023, 2022, 2021])
    assert told["metas"] == {"SiteName": "云溪市人民政府", "SiteIDCode": "3705000012"}
    assert (told["encoding"], told["robots"], told["blocked"]) == ("utf-8", "allowed", [])
    assert not any("t20" in path for path in portal.paths)
    assert not archive.exists()


def test_a_wall_and_robots_are_told(wire: WireServer, gongkai: Gongkai) -> None:
    wire.pages = {
        "/robots.txt": http("User-agent: *\nDisallow: /zfxxgk/", "200 OK"),
        "/": http('<a href="/zfxxgk/">政府信息公开</a><a href="/gknb/">政府信息公开年报</a>'),
        "/gknb/": http("no", "412 Precondition Failed"),
    }
    ran = gongkai("probe", wire.url, "--delay", 0, "--json")
    assert ran.code == 1
    assert ran.rows[0]["robots"] == "forbidden by robots.txt"
    assert "412" in ran.rows[0]["blocked"][0]


def test_write_registers_the_portal_and_saves_its_pages(
    portal: WireServer, gongkai: Gongkai, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "own"
    own.mkdir()
    monkeypatch.setenv("GONGKAI_PORTALS", str(own))
    saved = tmp_path / "tests" / "spiders" / "pages"
    saved.mkdir(parents=True)
    assert gongkai("probe", portal.url, "--write", "--delay", 0).code == 0
    (entry,) = read_portals(own / "shandong.toml").values()
    assert (entry.name, entry.seed, entry.family, entry.region, entry.verified) == (
        "云溪市人民政府",
        portal.url,
        "trs",
        "370500",
        False,
    )
    folders = {folder.parent.name: folder.parent for folder in (saved / "trs").rglob(EXPECTED)}
    assert set(folders) == {"home", "platform", "column"}
    golden = json.loads((folders["column"] / EXPECTED).read_text(encoding="utf-8"))
    assert golden.pop("reviewed") is False
    assert golden == describe(load_page(folders["column"]))
    portal.times.clear()
    again = gongkai("probe", portal.url, "--write", "--delay", 0)
    assert again.code == 2
    assert "is in the registry already" in again.err
    assert not portal.paths


def test_write_saves_no_pages_outside_a_checkout(
    portal: WireServer, gongkai: Gongkai, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "own.toml"
    monkeypatch.setenv("GONGKAI_PORTALS", str(own))
    own.touch()
    assert gongkai("probe", portal.url, "--write", "--delay", 0).code == 0
    assert own.read_text(encoding="utf-8")
    assert not (tmp_path / "tests").exists()


def test_write_needs_a_registry(portal: WireServer, gongkai: Gongkai) -> None:
    ran = gongkai("probe", portal.url, "--write")
    assert ran.code == 2
    assert "GONGKAI_PORTALS" in ran.err
    assert not portal.paths


def test_portals_lists_the_registry_and_names_the_line_of_a_fault(
    gongkai: Gongkai, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "own.toml"
    monkeypatch.setenv("GONGKAI_PORTALS", str(own))
    own.write_text('[yunxi]\nname = "云溪市人民政府"\nseed = "http://x.test/"\n', encoding="utf-8")
    rows = {row["id"]: row for row in gongkai("portals", "--json").rows}
    assert rows["yunxi"]["name"] == "云溪市人民政府"
    own.write_text('[yunxi]\nname = "x"\nsede = "http://x.test/"\n', encoding="utf-8")
    ran = gongkai("portals")
    assert ran.code == 2
    assert f"{own}:3: [yunxi]" in ran.err
