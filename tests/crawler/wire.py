"""A server that sends exactly the bytes a test gives it, and what a run of a verb gave."""

import json
import socketserver
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from warcio.archiveiterator import ArchiveIterator

ROOT = Path(__file__).resolve().parents[2]
REPORT_COLUMN = (
    '<html><head><meta charset="utf-8"></head><body>'
    '<a href="/gknb/">政府信息公开年报</a></body></html>'
)


def http(body: str | bytes = b"", status: str = "200 OK", *headers: str) -> bytes:
    """A whole HTTP/1.1 response; a ``Content-Length`` is added to the headers given."""
    content = body.encode() if isinstance(body, str) else body
    lines = [f"HTTP/1.1 {status}", *headers, f"Content-Length: {len(content)}"]
    if not any(header.lower().startswith("content-type") for header in headers):
        lines.insert(1, "Content-Type: text/html; charset=utf-8")
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + content


@dataclass
class WireServer:
    """``pages`` maps a path to raw response bytes; anything else is a 404.

    ``times`` has (path, start, end) of each request, by the server's own clock.
    """

    url: str
    pages: dict[str, bytes]
    times: list[tuple[str, float, float]] = field(default_factory=list)
    seconds: float = 0.0
    """How long each answer takes."""
    conditional: dict[str, tuple[bytes, bytes, bytes]] = field(default_factory=dict)
    """Path → a header line in lower case, the answer to requests with it, and to the others."""
    heads: list[bytes] = field(default_factory=list)
    """The header lines of each request, in lower case."""

    broken: frozenset[str] = frozenset()
    """Paths whose answer breaks off half-way: the connection is closed behind it."""

    def answer(self, path: str, head: bytes) -> bytes:
        self.heads.append(head)
        if path in self.conditional:
            condition, held, otherwise = self.conditional[path]
            return held if condition in head else otherwise
        return self.pages.get(path, http("gone", "404 Not Found"))

    @property
    def paths(self) -> list[str]:
        return [path for path, _, _ in self.times]

    def most_at_once(self) -> int:
        moments = [(start, 1) for _, start, _ in self.times] + [(end, -1) for *_, end in self.times]
        now = most = 0
        for _, step in sorted(moments):
            now += step
            most = max(most, now)
        return most


class Handler(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        served: WireServer = self.server.served  # type: ignore[attr-defined]
        while line := self.rfile.readline():
            head = b"".join(iter(lambda: self.rfile.readline().lower().strip(b"\r\n"), b""))
            started = time.monotonic()
            path = line.split(b" ")[1].decode()
            time.sleep(served.seconds)
            served.times.append((path, started, time.monotonic()))
            self.wfile.write(served.answer(path, head))
            if path in served.broken:
                return


@dataclass
class Ran:
    """One run of the command line."""

    code: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


Gongkai = Callable[..., Ran]


def scrapy(*arguments: str) -> str:
    """Scrapy's own command line, in the project."""
    command = [sys.executable, "-m", "scrapy", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)
    assert "Traceback" not in done.stderr
    return done.stdout


def warc_records(archive: Path) -> list[Any]:
    """Every record of the archive with its content read into ``record.body``."""
    found = []
    for file in sorted((archive / "warc").glob("*.warc.gz")):
        with file.open("rb") as stream:
            for record in ArchiveIterator(stream, no_record_parse=False):
                record.body = record.raw_stream.read()
                found.append(record)
    return found
