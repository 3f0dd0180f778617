"""Fixtures: a server on loopback, and the command line as a user runs it."""

import socketserver
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.crawler.wire import Gongkai, Handler, Ran, WireServer


@pytest.fixture
def wire() -> Iterator[WireServer]:
    with serve("127.0.0.1") as served:
        yield served


@pytest.fixture
def neighbour() -> Iterator[WireServer]:
    """A server at another private address than the seed's."""
    with serve("127.0.0.2") as served:
        yield served


@contextmanager
def serve(address: str, tls: ssl.SSLContext | None = None) -> Iterator[WireServer]:
    server = socketserver.ThreadingTCPServer((address, 0), Handler, bind_and_activate=True)
    server.daemon_threads = True
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    scheme = "https" if tls else "http"
    served = WireServer(f"{scheme}://{address}:{server.server_address[1]}/", {})
    server.served = served  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    with closing(server.socket):
        yield served
        server.shutdown()


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return tmp_path / "archive"


@pytest.fixture
def gongkai(archive: Path) -> Gongkai:
    """Runs a verb on the test's archive."""

    def run(*arguments: object, timeout: float = 60) -> Ran:
        command = [sys.executable, "-m", "crawler.commands", *map(str, arguments)]
        if arguments[0] not in ("parse", "demo", "probe", "portals"):
            command += ["--archive", str(archive)]
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
            cwd=archive.parent,
        )
        return Ran(done.returncode, done.stdout, done.stderr)

    return run
