"""The writer's promise: a result means committed, and one bad job costs no other."""

import asyncio
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from crawler.recording import TOGETHER, Recording
from store.errors import UnwritableArchive
from store.recorder import Recorder

MOMENT = datetime(2026, 1, 1, tzinfo=UTC)


def seeds(root: Path) -> list[str]:
    with closing(sqlite3.connect(root / "index.sqlite")) as index:
        return [seed for (seed,) in index.execute("SELECT seed FROM crawls ORDER BY id")]


def test_a_job_that_fails_fails_alone(tmp_path: Path) -> None:
    def crawl(recorder: Recorder) -> int:
        return recorder.start_crawl("http://x.test/", None, MOMENT)

    def fail(recorder: Recorder) -> int:
        recorder.start_crawl("http://lost.test/", None, MOMENT)
        raise ValueError("a bad page")

    async def record() -> list[int | BaseException]:
        recording = Recording.acquire(tmp_path, None, {})
        futures = [await recording.submit(job) for job in (crawl, fail, crawl)]
        results = await asyncio.gather(*futures, return_exceptions=True)
        await recording.release()
        return results

    first, failed, second = asyncio.run(record())
    assert isinstance(failed, ValueError)
    assert seeds(tmp_path) == ["http://x.test/"] * 2
    assert first != second


def test_an_archive_that_fails_fails_every_job_at_once(tmp_path: Path) -> None:
    """A full disk does not make each of a thousand pages wait for its own error."""
    tried = []

    def job(_: Recorder) -> None:
        tried.append(1)
        raise UnwritableArchive("no space left")

    async def record() -> list[BaseException | None]:
        recording = Recording.acquire(tmp_path, None, {})
        futures = [await recording.submit(job) for _ in range(5)]
        results = await asyncio.gather(*futures, return_exceptions=True)
        assert isinstance(recording.failure, UnwritableArchive)
        later = await recording.submit(job)
        results += await asyncio.gather(later, return_exceptions=True)
        await recording.release()
        return results

    assert [type(result) for result in asyncio.run(record())] == [UnwritableArchive] * 6
    assert len(tried) == 1


def test_what_can_wait_is_committed_together(tmp_path: Path) -> None:
    """When there are enough, and at the end."""
    order = []

    def job(number: int) -> None:
        order.append(number)

    async def record() -> list[int]:
        recording = Recording.acquire(tmp_path, None, {})
        commits = count_commits(recording)
        futures = [
            await recording.submit_later(lambda _, number=number: job(number))
            for number in range(TOGETHER + 2)
        ]
        await asyncio.wait(futures[:TOGETHER])
        assert order == list(range(TOGETHER))
        await recording.run(lambda _: job(-1))
        await recording.flush()
        assert all(future.done() for future in futures)
        await recording.release()
        return commits

    assert asyncio.run(record()) == [TOGETHER, 1, 2]
    assert order == [*range(TOGETHER), -1, TOGETHER, TOGETHER + 1]


def count_commits(recording: Recording) -> list[int]:
    """Grows by the number of jobs of each commit."""
    counts: list[int] = []
    commit = recording._commit

    def counted(jobs: list[Any]) -> list[Any]:
        counts.append(len(jobs))
        return commit(jobs)

    recording._commit = counted  # type: ignore[method-assign]
    return counts
