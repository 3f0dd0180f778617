"""A crawl that is stopped, politely or not, loses nothing that it had told."""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from demo.report import invent
from tests.crawler.wire import REPORT_COLUMN, Gongkai, WireServer, http, warc_records

YEARS = range(2019, 2025)


@pytest.fixture
def portal(wire: WireServer) -> WireServer:
    """Six reports behind a column, each answer taking a while."""
    reports = {year: invent("stopping", year=year) for year in YEARS}
    rows = "".join(f'<a href="/{year}.html">{r.title}</a>' for year, r in reports.items())
    wire.pages = {"/": http(REPORT_COLUMN), "/gknb/": http(rows)}
    for year, report in reports.items():
        page = f"<html><title>{report.title}</title><body>{report.html()}</body></html>"
        wire.pages[f"/{year}.html"] = http(page)
    wire.seconds = 0.1
    return wire


def interrupt(portal: WireServer, archive: Path, how: signal.Signals) -> subprocess.Popen[str]:
    """A crawl that gets a signal when it has asked for its second report."""
    command = [sys.executable, "-m", "crawler.commands", "crawl", "--url", portal.url]
    command += ["--delay", "0", "--json", "--archive", str(archive)]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=archive.parent
    )
    give_up = time.monotonic() + 30
    while sum(path[1:5].isdigit() for path in portal.paths) < 2 and time.monotonic() < give_up:
        time.sleep(0.01)
    process.send_signal(how)
    return process


def test_ctrl_c_ends_cleanly_and_says_so(
    portal: WireServer, gongkai: Gongkai, archive: Path
) -> None:
    process = interrupt(portal, archive, signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "Traceback" not in err
    (told,) = [json.loads(line) for line in out.splitlines()]
    assert told["finish"] == "shutdown"
    assert f"gongkai: {portal.url}: stopped; run the same again to go on" in err
    assert told["reports"] < len(YEARS)
    assert len(gongkai("reports", "--json").rows) == told["reports"]
    check(archive)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_the_next_crawl_goes_on(
    portal: WireServer, gongkai: Gongkai, archive: Path, how: signal.Signals
) -> None:
    interrupt(portal, archive, how).communicate(timeout=30)
    gongkai("crawl", "--url", portal.url, "--delay", 0)
    rows = gongkai("reports", "--json").rows
    assert [row["year"] for row in rows] == list(YEARS)
    assert {row["versions"] for row in rows} == {1}
    assert {row["class"] for row in gongkai("changes", "--json").rows} == {"new"}
    check(archive)


def check(archive: Path) -> None:
    """Every file is whole, and every response in it has its bytes."""
    files = sorted((archive / "warc").glob("*.warc.gz"))
    subprocess.run([Path(sys.executable).with_name("warcio"), "check", *files], check=True)
    assert all(record.body for record in warc_records(archive) if record.rec_type == "response")


def test_ctrl_c_before_the_first_request_is_heard(portal: WireServer, archive: Path) -> None:
    """Whenever it comes: while the engine starts, Scrapy by itself would not hear it."""
    command = [sys.executable, "-m", "crawler.commands", "crawl", "--url", portal.url]
    command += ["--delay", "5", "--archive", str(archive)]
    for wait in (0.6, 0.8, 1.0, 1.2):
        process = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE)
        time.sleep(wait)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)
        assert process.returncode in (130, -signal.SIGINT)
