"""A page that can be seen, blocked and taken away, in an archive in a temporary folder."""

import hashlib
import json
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest

from parser.extraction import (
    Attachment,
    Cell,
    Digests,
    Document,
    Extraction,
    Finding,
    Issuer,
    Metadata,
    Region,
    Section,
)
from store.archive import Archive
from store.derivation import Derivation, derive
from store.exchange import Exchange, Headers
from store.recorder import Observation, Recorder
from store.warc import StoredRecord
from tests.index_rows import rows
from tests.postgresql import Cluster

URL = "http://www.yunxi.example/zwgk/nb/2023.html"
ELSEWHERE = "http://www.yunxi.example/xxgk/2023.html"
REDESIGNED = "http://www.yunxi.example/new/2023.html"
FILE = "http://www.yunxi.example/zwgk/nb/2023.pdf"
HTML = ((b"Content-Type", b"text/html; charset=utf-8"),)
START = datetime(2026, 1, 31, 9, tzinfo=UTC)
REPORT: dict[str, Any] = {
    "text": "全年主动公开信息12条。",
    "made_new": 12,
    "figures": [],
    "region_code": None,
    "title": "云溪市林业局2023年政府信息公开工作年度报告",
    "issuer": "云溪市林业局",
    "year": 2023,
    "publish_date": "2024-01-15",
    "index_number": "YX-2024-001",
    "attachments": [],
    "kind": "annual_report",
    "finding": None,
    "counter": 0,
}
"""``counter`` stands for what changes in a page and is no part of its report."""


class ToyParser:
    """Stands in ``sys.modules`` as the module ``toy_parser``. Its documents are JSON: the keys of
    ``REPORT`` that differ. ``salt`` makes another version of it digest all content otherwise; a
    ``blind`` one does not see that key."""

    PARSER_VERSION = "1"
    salt = ""
    blind: str | None = None

    def parse(self, document: Document) -> Extraction:
        said = REPORT | json.loads(document.content)
        if self.blind:
            said[self.blind] = None
        more = {f"figure{at}": figure for at, figure in enumerate(said["figures"])}
        figures = {"art20_1": {"rules": {"made_new": said["made_new"], **more}}}
        rule = said["finding"]
        content = [said["title"], said["text"], figures, said["attachments"], self.salt]
        return Extraction(
            kind=said["kind"],
            reasons=[],
            family="f2021",
            script="simplified",
            metadata=Metadata(
                title=said["title"],
                issuer=Issuer(said["issuer"], "department"),
                region=Region(code=said["region_code"]),
                year=said["year"],
                publish_date=said["publish_date"],
                index_number=said["index_number"],
            ),
            text=said["text"],
            sections=[Section("overview", "一、总体情况", said["text"])],
            tables=figures,
            cells={"art20_1.rules.made_new": Cell(str(said["made_new"]), "/html/body/table/td")},
            findings=[Finding(rule, "I", "fail", "document", "")] if rule else [],
            attachments=[Attachment(url, url) for url in said["attachments"] or ()],
            digests=Digests(_sha256(content), _sha256(figures)),
            parser_version=self.PARSER_VERSION,
        )


def _sha256(value: Any) -> str:
    return hashlib.sha256(json.dumps(value).encode()).hexdigest()


class Portal:
    """Visits of pages, as the crawler makes them: captured, read, observed, acknowledged.

    ``day`` counts from the first visit, fractions allowed.
    """

    def __init__(self, recorder: Recorder, exchange: Callable[..., Exchange]) -> None:
        self.recorder = recorder
        self._exchange = exchange

    def see(
        self,
        day: float = 0,
        *,
        url: str = URL,
        crawl: int | None = None,
        headers: Headers = HTML,
        **said: Any,
    ) -> Observation:
        body = json.dumps(said).encode()
        at = START + timedelta(days=day)
        exchange = self._exchange(body, url=url, at=at, headers=headers)
        capture = self.recorder.capture(exchange, crawl)
        derivation = derive(body, exchange.headers, url, capture.payload_digest, "toy_parser:parse")
        observation = self.recorder.observe(capture, derivation)
        self.recorder.commit()
        return observation

    def see_file(
        self, day: float, *, url: str = FILE, media_type: str = "application/pdf", **said: Any
    ) -> Observation:
        """One that is no report, unless it is said to be."""
        headers = ((b"Content-Type", media_type.encode()),)
        return self.see(day, url=url, headers=headers, **{"kind": "not_report"} | said)

    def lose(
        self, day: float, *, url: str = URL, status: int = 404, crawl: int | None = None
    ) -> Observation | None:
        exchange = self._exchange(
            b"not here", url=url, at=START + timedelta(days=day), status=status
        )
        observation = self.recorder.observe_gone(self.recorder.capture(exchange, crawl))
        self.recorder.commit()
        return observation

    def redirect(
        self, day: float, *, url: str = URL, status: int = 301, crawl: int | None = None
    ) -> Observation | None:
        headers = ((b"Location", b"/elsewhere.html"),)
        exchange = self._exchange(
            b"over there", url=url, at=START + timedelta(days=day), status=status, headers=headers
        )
        observation = self.recorder.observe_redirect(self.recorder.capture(exchange, crawl))
        self.recorder.commit()
        return observation


@pytest.fixture(scope="session")
def empty_archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made once: running the migrations takes longer than most tests."""
    root = tmp_path_factory.mktemp("empty") / "archive"
    Archive.open(root, create=True).close()
    return root


@pytest.fixture(scope="session")
def empty_database(postgresql: Cluster, empty_archive: Path) -> str:
    name = postgresql.create()
    Archive.open(empty_archive, create=True, database=postgresql.url(name)).close()
    return name


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Iterator[str | None]:
    """The URL of an empty index; ``None`` for the archive's own."""
    if request.param == "sqlite":
        yield None
        return
    cluster: Cluster = request.getfixturevalue("postgresql")
    name = cluster.create(template=request.getfixturevalue("empty_database"))
    yield cluster.url(name)
    cluster.drop(name)


@pytest.fixture
def archive(tmp_path: Path, empty_archive: Path, database: str | None) -> Iterator[Archive]:
    """Every test of an archive runs twice: with its index in SQLite and in PostgreSQL."""
    root = shutil.copytree(empty_archive, tmp_path / "archive")
    with Archive.open(root, database=database) as archive:
        yield archive


@pytest.fixture
def recorder(archive: Archive) -> Iterator[Recorder]:
    with Recorder(archive, settings={"robots": "obey"}, parser="toy_parser:parse") as recorder:
        yield recorder


@pytest.fixture
def toy_parser(monkeypatch: pytest.MonkeyPatch) -> ToyParser:
    parser = ToyParser()
    monkeypatch.setitem(sys.modules, "toy_parser", parser)  # type: ignore[arg-type]
    return parser


@pytest.fixture
def portal(
    recorder: Recorder, make_exchange: Callable[..., Exchange], toy_parser: ToyParser
) -> Portal:
    return Portal(recorder, make_exchange)


@pytest.fixture(scope="session")
def make_exchange() -> Callable[..., Exchange]:
    def make(
        body: bytes = b"<html></html>", *, url: str = URL, at: datetime = START, **fields: Any
    ) -> Exchange:
        status = HTTPStatus(fields.get("status", HTTPStatus.OK))
        usual = {
            "method": "GET",
            "request_headers": ((b"Host", b"www.yunxi.example"), (b"User-Agent", b"gongkai")),
            "request_body": b"",
            "status_line": f"HTTP/1.1 {status.value} {status.phrase}",
            "status": status.value,
            "headers": HTML,
        }
        return Exchange(url=url, captured_at=at, body=body, **(usual | fields))

    return make


@pytest.fixture(scope="session")
def make_extraction() -> Callable[..., Extraction]:
    """An extraction that says ``REPORT`` but for what is given."""

    def make(**said: Any) -> Extraction:
        return ToyParser().parse(Document(json.dumps(said).encode()))

    return make


def database_of(archive: Archive) -> str | None:
    """What ``Archive.open`` was given."""
    url = archive.engine.url
    own = url.drivername == "sqlite"
    return None if own else url.render_as_string(hide_password=False)


def toy_read(records: Iterable[tuple[StoredRecord, str]]) -> list[Derivation | Exception]:
    return [derive(r.body, r.headers, r.url, digest, "toy_parser:parse") for r, digest in records]


@pytest.fixture
def history(
    archive: Archive, make_exchange: Callable[..., Exchange], toy_parser: Any
) -> dict[str, list[str]]:
    """Everything that can be in an archive; its rows."""
    recorder = Recorder(archive, parser="toy_parser:parse")
    portal = Portal(recorder, make_exchange)
    crawl = recorder.start_crawl("http://www.yunxi.example/", "yunxi", START)
    portal.see(0)
    portal.see(1, made_new=13)
    portal.see(2)
    portal.lose(3)
    portal.see(4, url=ELSEWHERE)
    portal.see(5, kind="not_report")
    portal.lose(5)
    portal.see(6, year=None, url="http://www.yunxi.example/undated.html", attachments=[FILE])
    for day in (6, 7):
        portal.see_file(day, text=f"第{day}稿")
    portal.see(7)
    portal.redirect(8)
    portal.redirect(8, url=ELSEWHERE)
    portal.see(8, url=REDESIGNED)
    unmodified = make_exchange(
        b"", at=START + timedelta(days=8), status=304, headers=((b"ETag", b'"65a49b28"'),)
    )
    recorder.capture(unmodified, crawl)
    recorder.capture(make_exchange(b"", url="http://www.yunxi.example/empty"), crawl)
    recorder.capture(make_exchange(b"", url="http://www.yunxi.example/void"), crawl)
    recorder.failure("http://www.yunxi.example/slow.html", START, "timed out", crawl)
    for path in ("a", "b"):
        body = json.dumps({"issuer": "青禾县林业局"}).encode()
        taken = recorder.resource(f"file:///{path}.json", body, "application/json", START)
        recorder.observe(taken, toy_read([(_record(taken, body), taken.payload_digest)])[0])
    recorder.finish_crawl(crawl, START + timedelta(hours=1), {"new": 3})
    recorder.close()
    return rows(archive)


def _record(capture: Any, body: bytes) -> StoredRecord:
    headers = ((b"Content-Type", b"application/json"),)
    return StoredRecord("resource", "", capture.url, START, (), None, headers, body)
