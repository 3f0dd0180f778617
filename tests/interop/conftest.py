"""An archive with a record of every kind, and the tools of others that have to understand it."""

import gzip
import subprocess
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from store.archive import Archive
from store.exchange import Exchange
from store.recorder import Recorder
from tests.interop.pywb import TOOLS, Replay, replaying

START = datetime(2026, 1, 31, 9, tzinfo=UTC)
SITE = "http://www.yunxi.example"
HTML = (b"Content-Type", b"text/html; charset=utf-8")
PAGE = "<html><body>云溪市林业局</body></html>".encode() * 50

Tool = Callable[..., str]


@pytest.fixture(scope="session")
def tool() -> Tool:
    """Runs a tool and gives what it prints; fails as the tool does."""
    if not (TOOLS.parent / ".installed").exists():
        pytest.skip("the tools of other projects are not installed: make .venv-tools/.installed")

    def run(name: str, *arguments: object) -> str:
        command = [TOOLS / name, *map(str, arguments)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == 0, f"{name}: {done.stdout}{done.stderr}"
        return done.stdout

    return run


class Served:
    """What the portal answered, by URL and moment: what a replay has to give back."""

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder
        self.answers: dict[tuple[str, datetime], bytes] = {}

    def answer(self, day: int, path: str, body: bytes, status: int = 200, **fields: Any) -> None:
        usual: dict[str, Any] = {
            "method": "GET",
            "request_headers": ((b"Host", b"www.yunxi.example"), (b"User-Agent", b"gongkai")),
            "request_body": b"",
            "status_line": f"HTTP/1.1 {status} As Sent",
            "headers": (HTML,),
            "ip": "203.0.113.7",
        }
        url, at = SITE + path, START + timedelta(days=day, seconds=len(self.answers))
        exchange = Exchange(url=url, captured_at=at, body=body, status=status, **(usual | fields))
        self._recorder.capture(exchange, self.crawl)
        self.answers[url, at] = body

    def visit(self, day: int) -> None:
        self.visited = START + timedelta(days=day)
        self.crawl = self._recorder.start_crawl(SITE, "yunxi", self.visited)


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Archive, Served]]:
    """Two visits of a portal, in files of their own."""
    root = tmp_path_factory.mktemp("interop") / "archive"
    with Archive.open(root, create=True) as archive:
        with Recorder(archive, settings={"robots": "obey"}, rotate_at=1) as recorder:
            served = Served(recorder)
            _first_visit(served)
            recorder.commit()
            _second_visit(served, recorder)
        yield archive, served


def _first_visit(served: Served) -> None:
    served.visit(0)
    squeezed = (HTML, (b"Content-Encoding", b"gzip"), (b"Set-Cookie", b"a"), (b"Set-Cookie", b"b"))
    served.answer(0, "/", b"", 302, headers=((b"Location", b"/index.html"),))
    served.answer(0, "/index.html", PAGE, headers=(HTML, (b"ETag", b'"1"')))
    served.answer(0, "/nb/2023.html?b=2&a=1", gzip.compress(PAGE + b"2023"), headers=squeezed)
    served.answer(
        0, "/%E5%B9%B4/", PAGE + b"chunked", headers=(HTML, (b"Transfer-Encoding", b"chunked"))
    )
    served.answer(0, "/cut.html", PAGE[:99], truncated="time")
    served.answer(0, "/gone.html", b"not here", 404)


def _second_visit(served: Served, recorder: Recorder) -> None:
    served.visit(1)
    served.answer(1, "/index.html", b"", 304, headers=((b"ETag", b'"1"'),))
    served.answers[max(served.answers, key=lambda key: key[1])] = PAGE
    served.answer(1, "/nb/2023.html?b=2&a=1", PAGE + b"2024")
    served.answer(1, "/%E5%B9%B4/", PAGE + b"chunked")
    served.answer(1, "/copy.html", PAGE)
    recorder.failure(f"{SITE}/slow.html", START, "timed out", served.crawl)
    for name in ("2023.txt", "copy.txt"):
        recorder.resource(f"file:///nb/{name}", PAGE + b"file", "text/plain", START)
    recorder.finish_crawl(served.crawl, START + timedelta(days=1, hours=1), {"new": 1})


@pytest.fixture(scope="session")
def replay(
    tool: Tool, served: tuple[Archive, Served], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Replay]:
    """pywb on the archive as it lies there."""
    archive, _ = served
    with replaying(tmp_path_factory.mktemp("pywb"), archive.root / "cdxj", archive.warc_dir) as get:
        yield get
