"""A real PostgreSQL for the tests: a private cluster on a Unix socket, gone with the session."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

HASTE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses=")
"""Nothing here has to outlive the tests."""
START_SECONDS = 60


class Cluster:
    """Makes databases, each a copy of the one called ``template``."""

    def __init__(self, socket: Path) -> None:
        self._socket = socket
        self._numbers = count()

    def url(self, name: str) -> str:
        return f"postgresql+psycopg://gongkai@/{name}?host={self._socket}"

    def create(self, template: str | None = None) -> str:
        name = f"archive{next(self._numbers)}"
        make = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        self.execute(make.format(sql.Identifier(name), sql.Identifier(template or "template0")))
        return name

    def drop(self, name: str) -> None:
        self.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    def execute(self, statement: sql.Composable) -> None:
        where = f"host={self._socket} user=gongkai dbname=postgres"
        with psycopg.connect(where, autocommit=True) as connection:
            connection.execute(statement)


@contextmanager
def running_cluster() -> Iterator[Cluster]:
    """Skips where no PostgreSQL is installed; `make services` installs Debian's."""
    found = shutil.which("postgres")
    programs = (
        Path(found).parent
        if found
        else max(Path("/usr/lib/postgresql").glob("*/bin"), default=None)
    )
    if programs is None:
        pytest.skip("no PostgreSQL is installed: try `make services`")
    with tempfile.TemporaryDirectory(prefix="gongkai-pg-") as folder:
        data = Path(folder)
        # PostgreSQL refuses to run as root; Debian's package brings a user for it.
        user = "postgres" if os.geteuid() == 0 else None
        if user:
            shutil.chown(data, user)
        initdb = [programs / "initdb", "--pgdata", data / "data", "--username", "gongkai"]
        initdb += ["--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
        subprocess.run(initdb, user=user, check=True, capture_output=True, cwd=data)
        options = [word for option in HASTE for word in ("-c", option)]
        command = [programs / "postgres", "-D", data / "data", "-k", data, *options]
        with (data / "log").open("wb") as log:
            server = subprocess.Popen(command, user=user, stdout=log, stderr=log, cwd=data)
        try:
            _await_server(data, server)
            yield Cluster(data)
        finally:
            server.send_signal(signal.SIGQUIT)  # at once, without a checkpoint
            server.wait()


def _await_server(socket: Path, server: "subprocess.Popen[bytes]") -> None:
    give_up = time.monotonic() + START_SECONDS
    while server.poll() is None and time.monotonic() < give_up:
        try:
            psycopg.connect(f"host={socket} user=gongkai dbname=postgres").close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError((socket / "log").read_text())
