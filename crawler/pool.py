"""Reads reports off the event loop, in processes of their own."""

import asyncio
import multiprocessing
import signal
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Self

from crawler.shared import Shared
from store.derivation import Derivation, derive, parser_version
from store.exchange import Exchange


class ParserPool:
    """Shared by all crawls of one process: ``acquire`` it and ``release`` it.

    ``parser_version`` is known once ``ready`` was awaited.
    """

    parser_version: str

    def __init__(self, parser: str, processes: int) -> None:
        self._parser = parser
        self._processes = processes
        self._executor = self._start()

    @classmethod
    def acquire(cls, parser: str, processes: int) -> "ParserPool":
        return POOLS.acquire(parser, lambda: cls(parser, processes))

    def release(self) -> None:
        if POOLS.release(self._parser):
            self._executor.shutdown(cancel_futures=True)

    async def ready(self) -> Self:
        """Raises what importing the parser raises (setting ``GONGKAI_PARSER``)."""
        loop = asyncio.get_running_loop()
        self.parser_version = await loop.run_in_executor(
            self._executor, parser_version, self._parser
        )
        return self

    async def derive(self, exchange: Exchange, payload_digest: str) -> Derivation:
        """A page that kills its process (memory, a fault in C code) fails alone, with
        ``BrokenProcessPool``: the next page finds new processes."""
        arguments = (exchange.body, exchange.headers, exchange.url, payload_digest, self._parser)
        executor = self._executor
        try:
            return await asyncio.get_running_loop().run_in_executor(executor, derive, *arguments)
        except BrokenProcessPool:
            if executor is self._executor:
                self._executor = self._start()
            raise

    def _start(self) -> ProcessPoolExecutor:
        # spawn: this process runs threads, which a fork would copy in the middle of their work.
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(self._processes, context, initializer=_leave_ctrl_c)


POOLS: Shared[ParserPool] = Shared()


def _leave_ctrl_c() -> None:
    """Ctrl-C belongs to the crawl, which ends its processes itself."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
