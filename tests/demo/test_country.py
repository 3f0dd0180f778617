"""The country itself: seeds, days, ports."""

import re
import socket
import subprocess
import sys
from collections.abc import Callable
from typing import Any
from urllib.parse import urljoin

import pytest

from demo import Country

Fetch = Callable[..., Any]
SOME_PATHS = ("/index.html", "/zwgk/zfxxgk/", "/col/col1500/index.html", "/gongkai/nianbao.html")


def is_html(answer: Any) -> bool:
    return str(answer.headers["Content-Type"]).startswith("text/html")


def bodies(seed: int, fetch: Fetch) -> list[bytes]:
    """All pages worth comparing on every day, without the ports in them."""
    found = []
    with Country(seed) as country:
        for country.day in (1, 2, 3):
            urls = [report.url for report in country.expected(country.day)[::5]]
            urls += [urljoin(p.url, path) for p in country.portals[:3] for path in SOME_PATHS]
            found += [re.sub(rb"127\.0\.0\.1:\d+", b"", fetch(url).body) for url in urls]
    return found


def test_the_same_seed_gives_the_same_bytes(fetch: Fetch) -> None:
    assert bodies(7, fetch) == bodies(7, fetch)


def test_another_seed_gives_another_country(fetch: Fetch) -> None:
    same = set(bodies(7, fetch)) & set(bodies(8, fetch))
    assert all(len(body) < 10_000 for body in same), "a report is the same in both"


def test_report_pages_weigh_what_real_ones_do(country: Country, fetch: Fetch) -> None:
    pages = (fetch(report.url) for report in country.expected(1))
    sizes = sorted(len(page.body) for page in pages if is_html(page))
    assert sizes[0] > 12_000
    assert 30_000 < sizes[len(sizes) // 2] < 70_000


def test_every_way_to_write_a_report_occurs(country: Country, fetch: Fetch) -> None:
    utf8 = {portal.name for portal in country.portals if portal.encoding == "utf-8"}
    pages = [fetch(report.url) for report in country.expected(1) if report.portal in utf8]
    text = "".join(page.body.decode() for page in pages if is_html(page))
    inner = r"[^<>]*>(?:<(?:p|span)[^>]*>)*"
    for trait in (
        f'colspan="4"{inner}第二十条',
        f'colspan="5"{inner}第二十条',
        rf"<td{inner}[增减]\d",
        rf"<td{inner}\d[^<]*(?:</span>)?万元",
        "本年新(?:</span>)?<br>",
        "<td[^>]*>&nbsp;</td>",
        "<o:p>&nbsp;</o:p>",
    ):
        assert re.search(trait, text), trait


def test_an_unknown_day_is_refused(country: Country) -> None:
    with pytest.raises(ValueError, match="no day 4"):
        country.day = 4
    assert country.day == 1


def test_a_closed_country_says_so() -> None:
    with pytest.raises(RuntimeError, match="closed"):
        _ = Country().portals


def test_ports_follow_the_base_and_a_taken_one_is_an_error() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        base = taken.getsockname()[1]
        with pytest.raises(OSError, match="in use"), Country(port_base=base):
            pass
        command = [sys.executable, "-m", "demo", "--port-base", str(base)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    assert done.returncode == 2
    assert f"cannot serve on the ports from {base}" in done.stderr


def test_the_command_prints_the_addresses_and_serves(fetch: Fetch) -> None:
    command = [sys.executable, "-m", "demo", "--day", "2"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        urls = [process.stdout.readline().split()[0] for _ in range(3)]
        assert [fetch(url).status for url in urls] == [302, 200, 200]
        process.terminate()
