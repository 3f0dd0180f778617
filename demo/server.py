"""HTTP/1.1 for one portal: persistent connections, gzip, validators, and a log of requests."""

import socket
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlsplit

from demo.portals.site import Reply, Site

# A form longer than this is none that any page here asks for.
_LONGEST_FORM = 16_384
# Room for the largest page, so that a reply leaves in one piece after it has been logged.
_LARGEST_REPLY = 1 << 18


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
        self, port: int, today: Callable[[], int], log: Callable[[Request], None], delay: float
    ) -> None:
        """`port` 0 takes a free one; `delay` is how many seconds every reply takes."""
        super().__init__(("127.0.0.1", port), _Handler)
        self.today, self.log, self.delay = today, log, delay
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
        reply = server.site.answer(server.today(), target.path, query)
        time.sleep(server.delay)
        status = self._write(reply)
        agent = self.headers.get("User-Agent", "")
        name, end = server.site.name, time.monotonic()
        server.log(Request(start, end, name, self.command, self.path, status, agent))

    def _write(self, reply: Reply) -> int:
        site = self.server.site
        validates = site.validates and reply.status == HTTPStatus.OK
        if validates and self.headers.get("If-None-Match") == reply.etag:
            self._head(HTTPStatus.NOT_MODIFIED, (*site.headers, ("ETag", reply.etag)))
            return HTTPStatus.NOT_MODIFIED.value
        headers, body = [*site.headers, *reply.headers], reply.body
        if validates:
            headers.append(("ETag", reply.etag))
        if site.compresses:
            headers.append(("Vary", "Accept-Encoding"))
            if "gzip" in self.headers.get("Accept-Encoding", ""):
                headers.append(("Content-Encoding", "gzip"))
                body = reply.compressed
        headers.append(("Content-Length", str(len(body))))
        self._head(reply.status, headers)
        self.wfile.write(body)
        return reply.status

    def _head(self, status: int, headers: Iterable[tuple[str, str]]) -> None:
        self.send_response_only(status)
        self.send_header("Date", self.date_time_string())
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()
