"""docs/portals.md is executed: what it tells to type works as it is written."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from demo.report import invent
from spiders.registry import Portal, read_portals
from tests.crawler.conftest import archive, gongkai, wire
from tests.crawler.wire import Gongkai, WireServer, http
from tests.spiders.test_recognition import CONFUSION

__all__ = ["archive", "gongkai", "wire"]

ROOT = Path(__file__).resolve().parents[1]
TEXT = (ROOT / "docs" / "portals.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", TEXT, re.DOTALL)


def commands() -> list[list[str]]:
    return [line.split()[1:] for block in blocks("console") for line in block.splitlines()]


@pytest.fixture
def portal(wire: WireServer) -> WireServer:
    report = invent("docs", year=2023)
    wire.pages = {
        "/": http('<a href="/gknb/">政府信息公开年报</a>'),
        "/gknb/": http('<script>createPageHTML(2, 0, "index", "html")</script>'),
        "/gknb/index_1.html": http(f'<a href="/2023.html">{report.title}</a>'),
        "/2023.html": http(f"<title>{report.title}</title>{report.html()}"),
    }
    return wire


def test_nothing_and_four_lines(
    portal: WireServer, gongkai: Gongkai, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "own.toml"
    own.write_text(blocks("toml")[0].replace("http://www.yunxi.example/", portal.url), "utf-8")
    monkeypatch.setenv("GONGKAI_PORTALS", str(own))
    for verb, *arguments in commands():
        asked = [
            argument.replace("http://www.yunxi.example/", portal.url) for argument in arguments
        ]
        pace = () if verb == "portals" else ("--delay", 0)
        ran = gongkai(verb, *asked, *pace, "--json")
        assert ran.code == 0, ran.err
        assert verb == "portals" or ran.rows[0]["reports"] == 1
    assert {verb for verb, *_ in commands()} == {"crawl", "probe", "portals"}


def test_thirty_lines(wire: WireServer, archive: Path, tmp_path: Path, gongkai: Gongkai) -> None:
    (code,) = blocks("python")
    assert len([line for line in code.splitlines() if line.strip()]) <= 35
    (tmp_path / "shazhou.py").write_text(code, encoding="utf-8")
    reports = {year: invent("odd", year=year) for year in (2022, 2023)}
    wire.pages = {
        "/": http('<a href="/nb">政府信息公开年报</a>'),
        "/nb": http(f"<script>show('23|{reports[2023].title}|2024')</script> p=1 of 2"),
        "/nb?p=2": http(f"<script>show('22|{reports[2022].title}|2023')</script> p=2 of 2"),
    } | {
        f"/doc/{year - 2000}.html": http(f"<title>{report.title}</title>{report.html()}")
        for year, report in reports.items()
    }
    settings = ("-s", f"ARCHIVE={archive}", "-s", "DOWNLOAD_DELAY=0", "-s", "LOG_ENABLED=0")
    command = [sys.executable, "-m", "scrapy", "runspider", str(tmp_path / "shazhou.py")]
    subprocess.run([*command, "-a", f"url={wire.url}", *settings], cwd=ROOT, check=True, timeout=60)
    assert {row["year"] for row in gongkai("reports", "--json").rows} == {2022, 2023}


def test_every_key_is_told() -> None:
    table = TEXT[TEXT.index("| key | says |") :].partition("\n\n")[0]
    assert set(re.findall(r"`(\w+)`", re.sub(r"\|[^|]*\|$", "", table, flags=re.MULTILINE))) == set(
        Portal.__struct_fields__
    )


def test_the_confusion_table_is_the_measured_one() -> None:
    lines = TEXT[TEXT.index("| | trs |") :].partition("\n\n")[0].splitlines()
    names = [cell.strip() for cell in lines[0].split("|")[2:-1]]
    told = {}
    for line in lines[2:]:
        family, *cells = (cell.strip() for cell in line.split("|")[1:-1])
        told[family] = {name: int(cell) for name, cell in zip(names, cells, strict=True) if cell}
    assert told == CONFUSION


def test_the_entries_are_sound(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text("\n".join(blocks("toml")), encoding="utf-8")
    assert set(read_portals(own)) == {"yunxi", "shazhou"}
