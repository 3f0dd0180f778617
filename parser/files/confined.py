"""Runs foreign native code on hostile bytes in a process of its own: whatever it does, it ends.

A child that takes too long, too much memory, or dies, costs its document and nothing else.
"""

import contextlib
import os
import subprocess
import sys
from pkgutil import resolve_name
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import msgspec

from parser.errors import UnreadableDocument

if TYPE_CHECKING:
    from collections.abc import Callable

READ, REFUSED = b"+", b"-"

Result = TypeVar("Result")


class Limits(NamedTuple):
    seconds: int
    megabytes: int


def read_confined(reader: str, content: bytes, result: type[Result], limits: Limits) -> Result:
    """What ``reader`` (``package.module:function``, bytes → ``result``) makes of the bytes.

    Raises ``UnreadableDocument`` if it does, or does not end well within its limits."""
    command = [sys.executable, "-m", "parser.files.confined", reader, *map(str, limits)]
    path = os.pathsep.join(map(os.path.abspath, sys.path))
    try:
        child = subprocess.run(  # noqa: S603  our own module, and no shell
            command,
            input=content,
            capture_output=True,
            timeout=limits.seconds,
            env={**os.environ, "PYTHONPATH": path},
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise UnreadableDocument(
            f"reading it took more than {limits.seconds} seconds; no report needs that"
        ) from None
    answer, payload = child.stdout[:1], child.stdout[1:]
    if answer == READ and child.returncode == 0:
        return msgspec.msgpack.decode(payload, type=result)
    if answer == REFUSED:
        raise UnreadableDocument(payload.decode())
    raise UnreadableDocument(
        f"reading it failed within {limits.megabytes} MiB of memory; the document is damaged"
    )


def main(reader: str, seconds: str, megabytes: str) -> None:
    _limit(Limits(int(seconds), int(megabytes)))
    function: Callable[[bytes], Any] = resolve_name(reader)
    content = sys.stdin.buffer.read()
    try:
        answer = READ + msgspec.msgpack.encode(function(content))
    except UnreadableDocument as refusal:
        answer = REFUSED + str(refusal).encode()
    sys.stdout.buffer.write(answer)


def _limit(limits: Limits) -> None:
    """Not every system can; the clock of the parent holds everywhere."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415

        memory = limits.megabytes * 2**20
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main(*sys.argv[1:])
