"""What goes into a WACZ, and that nothing is left of one that could not be written."""

import json
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import false, select
from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from store.archive import Archive
from store.errors import DamagedArchive, NothingSelected, UnwritableArchive
from store.exchange import Exchange
from store.foreign import take_whole
from store.models import Capture, Page
from store.recorder import Recorder
from store.scan import scan
from store.selection import Selection, of_crawl, of_portal, of_report
from store.verify import verify
from store.wacz import write_wacz
from tests.index_rows import rows
from tests.store.conftest import FILE

URL = "http://www.yunxi.example/zwgk/nb/2023.html"
OTHER = "http://www.yunxi.example/zwgk/nb/2022.html"
MOMENT = datetime(2026, 1, 31, 9, tzinfo=UTC)


def records(path: Path) -> list[tuple[str, str]]:
    with zipfile.ZipFile(path) as package:
        content = BytesIO(package.read("archive/data.warc.gz"))
    return [
        (record.rec_type, record.rec_headers.get_header("WARC-Target-URI"))
        for record in ArchiveIterator(content, check_digests="raise")
    ]


def test_a_report_comes_with_its_history(portal: Any, archive: Archive, tmp_path: Path) -> None:
    portal.see(0)
    portal.see(0, url=OTHER, year=2022, counter=1)
    portal.see(1)
    portal.see(2, made_new=13)
    portal.lose(3)
    path = tmp_path / "report.wacz"
    assert write_wacz(archive, path, of_report(archive, "云溪市林业局 2023"), "2023") == 4
    kinds = [kind for kind, url in records(path) if url == URL]
    assert kinds == ["response", "request", "revisit", "request"] + ["response", "request"] * 2
    assert OTHER not in {url for _, url in records(path)}
    assert records(path)[0][0] == "warcinfo"
    with zipfile.ZipFile(path) as package:
        _, *pages = map(json.loads, package.read("pages/pages.jsonl").splitlines())
    assert [page["ts"] for page in pages] == ["2026-01-31T09:00:00Z", "2026-02-02T09:00:00Z"]
    assert {page["title"] for page in pages} == {"云溪市林业局2023年政府信息公开工作年度报告"}


def test_a_report_comes_with_the_files_that_were_replaced(
    portal: Any, archive: Archive, tmp_path: Path
) -> None:
    portal.see(0, attachments=[FILE])
    for day in (0, 1):
        portal.see_file(day, text=f"第{day}稿")
    path = tmp_path / "report.wacz"
    write_wacz(archive, path, of_report(archive, "云溪市林业局 2023"), "2023")
    assert [url for kind, url in records(path) if kind == "response"] == [URL, FILE, FILE]


def test_a_crawl_and_a_portal_are_told_apart(
    archive: Archive, recorder: Recorder, make_exchange: Callable[..., Exchange], tmp_path: Path
) -> None:
    crawls = [recorder.start_crawl("http://a.example/", "a", MOMENT) for _ in range(2)]
    crawls.append(recorder.start_crawl("http://b.example/", None, MOMENT))
    for number, crawl in enumerate(crawls):
        recorder.capture(make_exchange(b"%d" % number, url=f"http://x.example/{number}"), crawl)
    recorder.commit()
    path = tmp_path / "x.wacz"
    for selected, captures in (
        (of_crawl(archive, crawls[0]), 1),
        (of_portal(archive, "a"), 2),
        (of_portal(archive, "http://b.example/"), 1),
    ):
        assert write_wacz(archive, path, selected, "x") == captures
        assert [kind for kind, _ in records(path)].count("warcinfo") == captures


def test_what_failed_and_the_end_of_a_crawl_go_with_it(
    archive: Archive, make_exchange: Callable[..., Exchange], tmp_path: Path
) -> None:
    """Each with the warcinfo of its crawl, be that in another file than the captures."""
    with Recorder(archive) as recorder:
        first, other = (recorder.start_crawl("http://a.example/", "a", MOMENT) for _ in range(2))
        for crawl in (first, other):
            recorder.capture(make_exchange(b"%d" % crawl, url=URL), crawl)
    with Recorder(archive) as recorder:
        for crawl in (first, other):
            recorder.failure(f"http://a.example/{crawl}", MOMENT, "timed out", crawl)
            recorder.finish_crawl(crawl, MOMENT, {"new": crawl})
    path = tmp_path / "x.wacz"
    assert write_wacz(archive, path, of_crawl(archive, first), "x") == 1
    assert [kind for kind, _ in records(path)] == [
        "warcinfo", "warcinfo", "response", "request", "metadata", "metadata"
    ]  # fmt: skip
    failed, ended = records(path)[-2:]
    assert (failed[1], ended[1]) == (f"http://a.example/{first}", None)


def test_an_export_that_is_taken_in_adds_nothing(
    archive: Archive, make_exchange: Callable[..., Exchange], tmp_path: Path
) -> None:
    with Recorder(archive) as recorder:
        crawl = recorder.start_crawl("http://a.example/", "a", MOMENT)
        recorder.capture(make_exchange(b"1", url=URL), crawl)
        recorder.failure("http://a.example/slow", MOMENT, "timed out", crawl)
        recorder.finish_crawl(crawl, MOMENT, {"new": 1})
    before = rows(archive)
    write_wacz(archive, tmp_path / "x.wacz", of_crawl(archive, crawl), "x")
    (taken,) = take_whole(archive, tmp_path / "x.wacz")
    with Recorder(archive) as recorder:
        told = recorder.adopt(taken).index(list(scan(taken)))
    assert [str(one) for one, _ in told] == ["in the archive already"] * 2
    after = rows(archive)
    for table in ("crawls", "captures", "pages", "failures"):
        assert after[table] == before[table]
    assert list(verify(archive)) == []


BEFORE, AFTER = "request before its response", "request after its response"


@pytest.mark.parametrize("order", [BEFORE, AFTER])
@pytest.mark.parametrize("naming", ["request", "response"])
def test_what_is_concurrent_to_a_capture_of_others_goes_with_it(
    archive: Archive, recorder: Recorder, tmp_path: Path, order: str, naming: str
) -> None:
    """Requests alone, as a crawl for other pages also has them, stay behind."""
    stream = BytesIO()
    foreign = WARCWriter(stream, gzip=True)
    for url in (OTHER, URL):
        pair = [concurrent(foreign, url, kind, naming) for kind in ("request", "response")]
        for record in pair if order is BEFORE else reversed(pair):
            foreign.write_record(record)
        foreign.write_record(concurrent(foreign, f"{url}?alone", "request", "neither"))
    source = tmp_path / "foreign.warc.gz"
    source.write_bytes(stream.getvalue())
    (taken,) = take_whole(archive, source)
    recorder.adopt(taken).index(list(scan(taken)))
    recorder.commit()
    one = Selection(Capture.page_id.in_(select(Page.id).where(Page.url == URL)), false(), false())
    assert write_wacz(archive, tmp_path / "x.wacz", one, "x") == 1
    kinds = ["request", "response"] if order is BEFORE else ["response", "request"]
    assert records(tmp_path / "x.wacz") == [(kind, URL) for kind in kinds]


def concurrent(foreign: WARCWriter, url: str, kind: str, naming: str) -> Any:
    """One of the pair; the one of the kind ``naming`` names the other."""
    other = {"request": "response", "response": "request"}[kind]
    fields = {"WARC-Record-ID": f"<urn:{kind}:{url}>"}
    if kind == naming:
        fields["WARC-Concurrent-To"] = f"<urn:{other}:{url}>"
    head = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], "HTTP/1.1")
    if kind == "request":
        head = StatusAndHeaders("GET / HTTP/1.1", [("Host", "x")], is_http_request=True)
    return foreign.create_warc_record(
        url, kind, payload=BytesIO(b""), http_headers=head, warc_headers_dict=fields
    )


def test_a_missing_file_is_named(portal: Any, archive: Archive, tmp_path: Path) -> None:
    portal.see(0)
    (warc,) = archive.warc_dir.glob("*.warc.gz")
    warc.unlink()
    with pytest.raises(DamagedArchive, match="is gone; see `gongkai verify`"):
        write_wacz(archive, tmp_path / "x.wacz", of_report(archive, "云溪市林业局 2023"), "x")


def test_what_is_not_there_is_named(archive: Archive, recorder: Recorder) -> None:
    with pytest.raises(NothingSelected, match="no crawl 7; there are none"):
        of_crawl(archive, 7)
    crawl = recorder.start_crawl("http://a.example/", "yunxi", MOMENT)
    recorder.commit()
    with pytest.raises(NothingSelected, match=f"the latest are {crawl} = yunxi 2026-01-31"):
        of_portal(archive, "qinghe")


def test_a_crawl_without_captures_makes_no_file(
    archive: Archive, recorder: Recorder, tmp_path: Path
) -> None:
    crawl = recorder.start_crawl("http://a.example/", None, MOMENT)
    recorder.commit()
    with pytest.raises(NothingSelected, match="no capture"):
        write_wacz(archive, tmp_path / "x.wacz", of_crawl(archive, crawl), "x")
    assert list(tmp_path.glob("x.wacz*")) == []


def test_a_damaged_record_is_not_exported(portal: Any, archive: Archive, tmp_path: Path) -> None:
    portal.see(0)
    (warc,) = archive.warc_dir.glob("*.warc.gz")
    content = bytearray(warc.read_bytes())
    content[-700] ^= 1
    warc.write_bytes(content)
    path = tmp_path / "x.wacz"
    path.write_text("an older export")
    with pytest.raises(DamagedArchive, match="gongkai verify"):
        write_wacz(archive, path, of_report(archive, "云溪市林业局 2023"), "x")
    assert path.read_text() == "an older export"


def test_a_place_that_cannot_be_written(portal: Any, archive: Archive, tmp_path: Path) -> None:
    portal.see(0)
    path = tmp_path / "nowhere" / "x.wacz"
    with pytest.raises(UnwritableArchive, match="choose another place"):
        write_wacz(archive, path, of_report(archive, "云溪市林业局 2023"), "x")
