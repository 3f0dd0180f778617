"""The archive's one writer in this process, on a thread of its own.

Jobs queue up while a batch is being written; the whole batch is then committed at once, and only
after the commit does a job's future get its result. So "done" always means "acknowledged", and the
event loop never waits for the disk.
"""

import asyncio
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

from crawler.shared import Shared
from store.archive import Archive
from store.change import REMOVAL_CONFIRMED_AFTER
from store.errors import ArchiveError, ArchiveLocked, DamagedIndex, UnwritableArchive
from store.recorder import Recorder

T = TypeVar("T")
Job = Callable[[Recorder], Any]

BATCH = 256
"""Jobs a commit at most: past some hundred, a commit's cost is no longer felt per job."""
QUEUE = 1024
"""Jobs waiting at most; a crawl faster than its disk waits here instead of filling memory."""
TOGETHER = 32
"""Comparisons written at once: the record that lists them takes 265 bytes for one, and 15 for each
more, where a page that has not changed may take 1,200 in all."""
PATIENCE = 30.0
"""Seconds that the first of them waits: at the usual two seconds a request, the list costs a page
30 bytes. Of what waits when the process is killed the captures are safe, and the next crawl
compares them."""


class Recording:
    """Shared by all crawls of one process on one archive: ``acquire`` it and ``release`` it."""

    failure: ArchiveError | None = None
    """Set when the archive itself cannot be used; from then on every job fails with it."""

    def __init__(
        self,
        archive: Archive,
        key: Hashable,
        settings: dict[str, str],
        removal_confirmed_after: timedelta,
    ) -> None:
        self.archive = archive
        self._key = key
        self._recorder = Recorder(
            archive, settings=settings, removal_confirmed_after=removal_confirmed_after
        )
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="archive")
        self._queue: asyncio.Queue[tuple[Job, asyncio.Future[Any]]] = asyncio.Queue(QUEUE)
        self._waiting: list[tuple[Job, asyncio.Future[Any]]] = []
        self._unsettled: set[asyncio.Future[Any]] = set()
        """Of what was submitted for later, waiting or sent."""
        self._timer: asyncio.Task[None] | None = None
        self._task = asyncio.get_running_loop().create_task(self._write())

    @classmethod
    def acquire(
        cls,
        root: Path,
        database: str | None,
        settings: dict[str, str],
        removal_confirmed_after: timedelta = REMOVAL_CONFIRMED_AFTER,
    ) -> "Recording":
        """Raises ``store.errors.ArchiveError`` where the archive cannot be opened."""
        key = (root.resolve(), database)
        return RECORDINGS.acquire(
            key,
            lambda: cls(
                Archive.open(root, create=True, database=database),
                key,
                settings,
                removal_confirmed_after,
            ),
        )

    async def release(self) -> None:
        """Raises what closing the last WARC file raises; nothing acknowledged depends on it."""
        await self.flush()
        await self._queue.join()
        if not RECORDINGS.release(self._key):
            return
        self._task.cancel()
        try:
            await asyncio.get_running_loop().run_in_executor(self._thread, self._recorder.close)
        finally:
            self._thread.shutdown()
            self.archive.close()

    async def submit(self, job: Callable[[Recorder], T]) -> "asyncio.Future[T]":
        """Waits only for room in the queue; await the future for the acknowledged result."""
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        await self._queue.put((job, future))
        return future

    async def run(self, job: Callable[[Recorder], T]) -> T:
        return await (await self.submit(job))

    async def submit_later(self, job: Callable[[Recorder], T]) -> "asyncio.Future[T]":
        """For what is written together with others of its kind, after a while or at ``flush``."""
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._waiting.append((job, future))
        self._unsettled.add(future)
        future.add_done_callback(self._unsettled.discard)
        if len(self._waiting) >= TOGETHER:
            await self._send_waiting()
        elif self._timer is None:
            self._timer = asyncio.get_running_loop().create_task(self._send_in_time())
        return future

    async def flush(self) -> None:
        """Returns when all that was submitted for later is settled."""
        await self._send_waiting()
        if self._unsettled:
            await asyncio.wait(self._unsettled)

    async def _send_in_time(self) -> None:
        await asyncio.sleep(PATIENCE)
        self._timer = None
        await self._send_waiting()

    async def _send_waiting(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        waiting, self._waiting = self._waiting, []
        for one in waiting:
            await self._queue.put(one)

    async def _write(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            batch = [await self._queue.get()]
            while len(batch) < BATCH and not self._queue.empty():
                batch.append(self._queue.get_nowait())
            jobs = [job for job, _ in batch]
            results = await loop.run_in_executor(self._thread, self._commit, jobs)
            for (_, future), result in zip(batch, results, strict=True):
                _settle(future, result)
                self._queue.task_done()

    def _commit(self, jobs: list[Job]) -> list[Any]:
        """One result a job: its value, or its exception. Of a batch that fails for a job of its
        own, each is tried alone, so that one bad page costs no other."""
        if self.failure is not None:
            return [self.failure] * len(jobs)
        try:
            results = [job(self._recorder) for job in jobs]
            self._recorder.commit()
        except (ArchiveLocked, DamagedIndex, UnwritableArchive) as error:
            self.failure = error
            with suppress(Exception):  # on a full disk even going back may want to write
                self._recorder.rollback()
            return [error] * len(jobs)
        except Exception as error:  # noqa: BLE001  handed to whoever waits for the job
            self._recorder.rollback()
            if len(jobs) == 1:
                return [error]
            return [result for job in jobs for result in self._commit([job])]
        return results


RECORDINGS: Shared[Recording] = Shared()


def _settle(future: "asyncio.Future[Any]", result: Any) -> None:
    if future.done():  # cancelled by a crawl that was stopped
        return
    if isinstance(result, Exception):
        future.set_exception(result)
        future.exception()  # read once, so that a capture nobody waits for does not warn at exit
    else:
        future.set_result(result)
