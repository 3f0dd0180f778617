"""Reads reports off the event loop, in processes of their own.

Documents that arrive while all processes are busy travel together: handing one page to another
process and waking up for its result costs as much as a third of reading it.
"""

import asyncio
import multiprocessing
import os
import signal
import threading
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import NamedTuple

from crawler.shared import Shared
from store.derivation import Derivation, derive, parser_version
from store.exchange import Exchange

BATCH = 8
"""Documents sent to a process at once: past this the cost of sending is no longer felt, while the
last pages of a crawl are spread less evenly over the processes."""


class _Job(NamedTuple):
    exchange: Exchange
    payload_digest: str
    done: "asyncio.Future[Derivation]"


class ParserPool:
    """Shared by all crawls of one process: ``acquire`` it and ``release`` it.

    The processes start with the first page to read: an unchanged portal needs none.
    """

    def __init__(self, parser: str, processes: int) -> None:
        self.parser_version = parser_version(parser)
        self._parser = parser
        self._processes = processes
        self._executor = parser_processes(self._parser, self._processes)
        self._waiting: deque[_Job] = deque()
        self._batches: set[asyncio.Task[None]] = set()

    @classmethod
    def acquire(cls, parser: str, processes: int) -> "ParserPool":
        """Raises what importing the parser's module raises (setting ``GONGKAI_PARSER``)."""
        return POOLS.acquire((parser, processes), lambda: cls(parser, processes))

    def release(self) -> None:
        if POOLS.release((self._parser, self._processes)):
            self._executor.shutdown(cancel_futures=True)

    async def derive(self, exchange: Exchange, payload_digest: str) -> Derivation:
        """Raises ``BrokenProcessPool`` for a page that kills its process (memory, a fault in C
        code); such a page fails alone."""
        job = _Job(exchange, payload_digest, asyncio.get_running_loop().create_future())
        self._waiting.append(job)
        self._send()
        return await job.done

    def _send(self) -> None:
        """One batch more than there are processes, so that none of them ever waits for us."""
        while self._waiting and len(self._batches) <= self._processes:
            batch = [self._waiting.popleft() for _ in range(min(BATCH, len(self._waiting)))]
            task = asyncio.get_running_loop().create_task(self._read(batch))
            self._batches.add(task)
            task.add_done_callback(self._read_on)

    def _read_on(self, task: "asyncio.Task[None]") -> None:
        self._batches.discard(task)
        self._send()

    async def _read(self, batch: list[_Job]) -> None:
        documents = [
            (job.exchange.body, job.exchange.headers, job.exchange.url, job.payload_digest)
            for job in batch
        ]
        executor = self._executor
        loop = asyncio.get_running_loop()
        try:
            read = await loop.run_in_executor(executor, _derive_all, documents, self._parser)
        except BrokenProcessPool as error:
            if executor is self._executor:
                self._executor = parser_processes(self._parser, self._processes)
            if len(batch) == 1:
                _answer(batch[0], error)
            else:
                for job in batch:
                    await self._read([job])
        else:
            for job, result in zip(batch, read, strict=True):
                _answer(job, result)


POOLS: Shared[ParserPool] = Shared()


def parser_processes(parser: str, processes: int | None = None) -> ProcessPoolExecutor:
    """Forked from a server that has loaded the parser once, and not from this process, which runs
    threads and holds locks that a fork would copy in the middle of their work."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([parser.partition(":")[0], "parser.report"])
    return ProcessPoolExecutor(processes, context, initializer=_settle_in)


Document = tuple[bytes, tuple[tuple[bytes, bytes], ...], str, str]
"""Body as sent, response headers, address, payload digest."""


def _derive_all(documents: list[Document], parser: str) -> list[Derivation | Exception]:
    return [derive_safely(document, parser) for document in documents]


def derive_safely(document: Document, parser: str) -> Derivation | Exception:
    """A fault of the parser on one document is a value, to be counted where it is awaited."""
    try:
        return derive(*document, parser)
    except Exception as error:  # noqa: BLE001
        return error


def _answer(job: _Job, result: Derivation | BaseException) -> None:
    if job.done.done():  # cancelled by a crawl that was stopped
        return
    if isinstance(result, BaseException):
        job.done.set_exception(result)
    else:
        job.done.set_result(result)


def _settle_in() -> None:
    """Ctrl-C belongs to the crawl, which ends its processes itself; where it was killed and
    cannot, they go when it is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_leave_with_parent, daemon=True).start()


def _leave_with_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)
