"""pywb, started on an index and a folder of WARC files."""

import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

TOOLS = Path(__file__).resolve().parents[2] / ".venv-tools" / "bin"

Replay = Callable[[str, str], bytes]
"""The bytes of a URL at a moment (fourteen digits)."""


@contextmanager
def replaying(folder: Path, indexes: Path, warcs: Path) -> Iterator[Replay]:
    """``folder`` is an empty one for pywb itself."""
    places = {"index_paths": indexes, "archive_paths": warcs}
    lines = [f"    {name}: {path}/" for name, path in places.items()]
    folder.joinpath("config.yaml").write_text("\n".join(["collections:", "  all:", *lines, ""]))
    port = _free_port()
    command = [TOOLS / "wayback", "--bind", "127.0.0.1", "--port", str(port)]
    with (folder / "pywb.log").open("wb") as log:
        server = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
        try:
            _wait(port, server)
            yield lambda url, moment: _get(port, f"/all/{moment}id_/{url}")
        finally:
            server.kill()
            server.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _wait(port: int, server: subprocess.Popen[bytes]) -> None:
    while server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("pywb did not start")


def _get(port: int, path: str) -> bytes:
    """As sent, whatever the status: a 404 of the portal is replayed as one."""
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
        return connection.getresponse().read()
    finally:
        connection.close()
