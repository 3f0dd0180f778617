"""HTTP/1.1 for one portal: persistent connections, gzip, validators, and a log of requests."""

import socket
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from email.utils import format_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlsplit

from demo.history import DAYS
from demo.portals.site import Ask, Reply, Site

# A form longer than this is none that any page here asks for.
_LONGEST_FORM = 16_384
# Room for the largest page, so that a reply leaves in one piece after it has been logged.
_LARGEST_REPLY = 1 << 18
_CHUNK = 8192
_CONDITIONS = {"ETag": "If-None-Match", "Last-Modified": "If-Modified-Since"}


class Request(NamedTuple):
    """One request as the server saw it; it is logged before its reply is sent."""

    start: float
    """Monotonic seconds, as `end`."""
    end: float
    portal: str
    method: str
    path: str
    """With its query."""
    status: int
    user_agent: str


class PortalServer(ThreadingHTTPServer):
    """Serves a site on loopback, in threads of its own, from `start` to `close`."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(
        self,
        port: int,
        today: Callable[[], int],
        lies: Callable[[], bool],
        log: Callable[[Request], None],
        delay: float,
    ) -> None:
        """`port` 0 takes a free one; `lies` says whether to call everything not modified; `delay`
        is how many seconds every reply takes."""
        super().__init__(("127.0.0.1", port), _Handler)
        self.today, self.lies, self.log, self.delay = today, lies, log, delay
        self.site: Site
        self._connections: set[socket.socket] = set()
        self._thread = Thread(target=self.serve_forever, args=(0.05,), daemon=True)

    @property
    def url(self) -> str:
        """The seed URL of the portal."""
        return f"http://127.0.0.1:{self.server_port}/"

    def start(self, site: Site) -> None:
        """Begin to serve in the background."""
        self.site = site
        self._thread.start()

    def close(self) -> None:
        """Stop listening, and cut the connections that clients still hold open."""
        if self._thread.is_alive():
            self.shutdown()
        self.server_close()
        for connection in self._connections.copy():
            with suppress(OSError):  # the client was faster
                connection.shutdown(socket.SHUT_RDWR)

    def get_request(self) -> tuple[socket.socket, Any]:
        """Remember who is connected."""
        connection, address = super().get_request()
        self._connections.add(connection)
        return connection, address

    def shutdown_request(self, request: Any) -> None:
        """Forget who has left."""
        self._connections.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is no error."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    server: PortalServer
    protocol_version = "HTTP/1.1"
    wbufsize = _LARGEST_REPLY
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        self._answer("")

    def do_HEAD(self) -> None:
        self._answer("")

    def do_POST(self) -> None:
        stated = self.headers.get("Content-Length", "")
        length = int(stated) if stated.isdecimal() else 0
        if length > _LONGEST_FORM:
            self.close_connection = True
        self._answer(self.rfile.read(min(length, _LONGEST_FORM)).decode(errors="replace"))

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - named by http.server
        """Say nothing; `Request` is the log."""

    def _answer(self, form: str) -> None:
        start, server = time.monotonic(), self.server
        target = urlsplit(self.path)
        query = dict(parse_qsl(f"{target.query}&{form}"))
        ask = Ask(target.path, self.path, query, dict(self.headers.items()))
        reply = self._reply(ask)
        time.sleep(server.delay + reply.seconds)
        self._write(reply)
        agent = self.headers.get("User-Agent", "")
        name, end = server.site.name, time.monotonic()
        server.log(Request(start, end, name, self.command, self.path, reply.status, agent))

    def _reply(self, ask: Ask) -> Reply:
        site, day = self.server.site, self.server.today()
        agent = ask.headers.get("User-Agent", "")
        if agent.partition("/")[0] in site.refused_agents:
            return Reply(HTTPStatus.FORBIDDEN, (), b"")
        reply = site.answer(day, ask)
        if site.validator is None or reply.status != HTTPStatus.OK:
            return reply
        value = reply.etag
        if site.validator == "Last-Modified":
            value = http_date(DAYS[site.unchanged_since(day, ask)])
        known = ask.headers.get(_CONDITIONS[site.validator])
        if known == value or (known and self.server.lies()):
            return Reply(HTTPStatus.NOT_MODIFIED, ((site.validator, known),), b"")
        return replace(reply, headers=(*reply.headers, (site.validator, value)))

    def _write(self, reply: Reply) -> None:
        site, headers, body = self.server.site, [*reply.headers], reply.body
        if site.compresses and reply.body:
            headers.append(("Vary", "Accept-Encoding"))
            if "gzip" in self.headers.get("Accept-Encoding", ""):
                headers.append(("Content-Encoding", "gzip"))
                body = reply.compressed
        if site.chunked and body:
            headers.append(("Transfer-Encoding", "chunked"))
            body = b"".join(chunks_of(body))
        elif reply.status != HTTPStatus.NOT_MODIFIED:
            headers.append(("Content-Length", str(len(body))))
        self._head(reply.status, (*site.headers, *headers))
        self.wfile.write(b"" if self.command == "HEAD" else body)

    def _head(self, status: int, headers: Iterable[tuple[str, str]]) -> None:
        self.send_response_only(status)
        self.send_header("Date", self.date_time_string())
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()


def http_date(day: date) -> str:
    """Midnight of a day (RFC 9110 §5.6.7)."""
    return format_datetime(datetime(day.year, day.month, day.day, tzinfo=UTC), usegmt=True)


def chunks_of(body: bytes) -> Iterator[bytes]:
    """The body in the pieces of a chunked transfer, the empty one at the end included."""
    for at in range(0, len(body), _CHUNK):
        piece = body[at : at + _CHUNK]
        yield b"%x\r\n%s\r\n" % (len(piece), piece)
    yield b"0\r\n\r\n"
