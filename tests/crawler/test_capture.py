"""What the archive holds of a crawl: every response, as it was on the wire."""

import gzip
import subprocess
import sys
from pathlib import Path

import pytest

from tests.crawler.wire import REPORT_COLUMN, Gongkai, WireServer, http, warc_records


def test_every_response_is_archived_as_received(
    wire: WireServer, gongkai: Gongkai, archive: Path
) -> None:
    squeezed = gzip.compress(b"<html><body>\xe7\xa9\xba</body></html>", mtime=0)
    wire.pages = {
        "/robots.txt": http("User-agent: *\nAllow: /\n"),
        "/": http("", "302 Moved Elsewhere", "Location: /home.html"),
        "/home.html": http(
            REPORT_COLUMN, "200 Fine", "Set-Cookie: a=1", "x-lower: Y", "Set-Cookie: b=2"
        ),
        "/gknb/": http(squeezed, "200 OK", "Content-Encoding: gzip"),
    }
    gongkai("crawl", "--url", wire.url, "--delay", 0)
    responses = {
        record.rec_headers["WARC-Target-URI"]: record
        for record in warc_records(archive)
        if record.rec_type == "response"
    }
    assert set(responses) == {
        f"{wire.url}{path}" for path in ("robots.txt", "", "home.html", "gknb/")
    }
    assert responses[wire.url].http_headers.statusline == "302 Moved Elsewhere"
    home = responses[f"{wire.url}home.html"].http_headers
    assert home.statusline == "200 Fine"
    assert [pair for pair in home.headers if pair[0] != "Content-Type"][:3] == [
        ("Set-Cookie", "a=1"),
        ("x-lower", "Y"),
        ("Set-Cookie", "b=2"),
    ]
    assert responses[f"{wire.url}gknb/"].body == squeezed
    assert responses[wire.url].rec_headers["WARC-IP-Address"] == "127.0.0.1"


@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_a_reason_phrase_is_kept_in_the_bytes_received(
    wire: WireServer, gongkai: Gongkai, archive: Path, encoding: str
) -> None:
    line = "HTTP/1.1 200 成功".encode(encoding)
    wire.pages = {"/": http(REPORT_COLUMN).replace(b"HTTP/1.1 200 OK", line)}
    gongkai("crawl", "--url", wire.url, "--delay", 0)
    assert "/gknb/" in wire.paths
    (file,) = (archive / "warc").glob("*.warc.gz")
    assert b"\r\n\r\n" + line + b"\r\n" in gzip.decompress(file.read_bytes())
    assert gongkai("rebuild").code == gongkai("verify").code == 0


def test_the_files_pass_a_foreign_check(wire: WireServer, gongkai: Gongkai, archive: Path) -> None:
    wire.pages = {"/": http(REPORT_COLUMN), "/gknb/": http("<p>空</p>")}
    gongkai("crawl", "--url", wire.url, "--delay", 0)
    gongkai("crawl", "--url", wire.url, "--delay", 0)
    files = sorted((archive / "warc").glob("*.warc.gz"))
    assert len(files) == 2
    warcio = Path(sys.executable).with_name("warcio")
    subprocess.run([warcio, "check", *files], check=True)


def test_a_second_crawl_of_the_same_bytes_adds_revisits(
    wire: WireServer, gongkai: Gongkai, archive: Path
) -> None:
    wire.pages = {"/": http(REPORT_COLUMN), "/gknb/": http("<p>空</p>")}
    gongkai("crawl", "--url", wire.url, "--delay", 0)
    before = {record.rec_headers["WARC-Record-ID"]: record for record in warc_records(archive)}
    gongkai("crawl", "--url", wire.url, "--delay", 0)
    added = [r for r in warc_records(archive) if r.rec_headers["WARC-Record-ID"] not in before]
    kinds = {"warcinfo", "request", "revisit", "metadata"}
    assert {record.rec_type for record in added} == kinds, "no response, but the end of the crawl"
    for record in added:
        if record.rec_type == "revisit":
            original = before[record.rec_headers["WARC-Refers-To"]].rec_headers
            for field, named in (
                ("WARC-Target-URI", "WARC-Refers-To-Target-URI"),
                ("WARC-Date", "WARC-Refers-To-Date"),
                ("WARC-Payload-Digest", "WARC-Payload-Digest"),
            ):
                assert record.rec_headers[named] == original[field]


def test_a_chunked_body_is_kept_whole(wire: WireServer, gongkai: Gongkai, archive: Path) -> None:
    """Without its transfer coding, whose name stays as a record of how the bytes travelled."""
    body = REPORT_COLUMN.encode()
    chunks = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
    wire.pages = {"/": head + chunks, "/gknb/": http("")}
    gongkai("crawl", "--url", wire.url, "--delay", 0)
    (home,) = (
        record
        for record in warc_records(archive)
        if record.rec_type == "response" and record.rec_headers["WARC-Target-URI"] == wire.url
    )
    assert home.body == body
    assert home.http_headers["X-Archive-Orig-Transfer-Encoding"] == "chunked"
    assert home.http_headers["Content-Length"] == str(len(body))
    assert "/gknb/" in wire.paths


def test_errors_are_archived_too(wire: WireServer, gongkai: Gongkai, archive: Path) -> None:
    title = "青禾县{}年政府信息公开工作年度报告"
    rows = "".join(f'<a href="/{year}.html">{title.format(year)}</a>' for year in (2019, 2020))
    wire.pages = {
        "/": http(REPORT_COLUMN),
        "/gknb/": http(rows),
        "/2019.html": http("wall", "403 Forbidden"),
    }
    gongkai("crawl", "--url", wire.url, "--delay", 0)
    seen = {
        record.rec_headers["WARC-Target-URI"]: record.http_headers.get_statuscode()
        for record in warc_records(archive)
        if record.rec_type in ("response", "revisit")
    }
    assert seen[f"{wire.url}2019.html"] == "403"
    assert seen[f"{wire.url}2020.html"] == "404"


def test_what_never_came_is_archived_with_its_reason(
    wire: WireServer, gongkai: Gongkai, archive: Path
) -> None:
    """A report whose body breaks off is kept as far as it came; one of which
    nothing came is a metadata record. Neither is a version."""
    title = "青禾县{}年政府信息公开工作年度报告"
    rows = "".join(f'<a href="/{year}.html">{title.format(year)}</a>' for year in (2019, 2020))
    whole = http("<p>" + "青禾县" * 100)
    wire.pages = {
        "/": http(REPORT_COLUMN),
        "/gknb/": http(rows),
        "/2019.html": whole[:-200],
        "/2020.html": b"",
    }
    wire.broken = frozenset({"/2019.html", "/2020.html"})
    (crawled,) = gongkai("crawl", "--url", wire.url, "--delay", 0, "--json").rows
    records = warc_records(archive)
    cut = [r for r in records if r.rec_headers["WARC-Truncated"]]
    assert {r.rec_headers["WARC-Target-URI"] for r in cut} == {f"{wire.url}2019.html"}
    assert {r.rec_headers["WARC-Truncated"] for r in cut} == {"disconnect"}
    assert cut[0].body == whole.partition(b"\r\n\r\n")[2][:-200]
    failed = [r for r in records if b"fetch-failed" in r.body]
    assert {r.rec_headers["WARC-Target-URI"] for r in failed} == {f"{wire.url}2020.html"}
    assert {r.body for r in failed} == {b"fetch-failed: connection failed\r\n"}
    assert crawled["failed"] == len(failed)
    assert gongkai("reports", "--json").rows == []


def test_a_warcinfo_says_who_asked_and_by_which_rules(
    wire: WireServer, gongkai: Gongkai, archive: Path
) -> None:
    wire.pages = {"/": http(REPORT_COLUMN), "/gknb/": http("")}
    gongkai("crawl", "--url", wire.url, "--delay", 0)
    info = warc_records(archive)[0].body.decode()
    for line in (
        "format: WARC File Format 1.1",
        "robots: obey (RFC 9309)",
        f"seed: {wire.url}",
        "download-delay: 0",
    ):
        assert line in info
