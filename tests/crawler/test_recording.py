"""The writer's promise: a result means committed, and one bad job costs no other."""

import asyncio
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from crawler.recording import Recording
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
