"""One page that kills its process, or breaks the parser, costs no other page."""

import asyncio
from concurrent.futures.process import BrokenProcessPool
from datetime import UTC, datetime

from crawler.pool import ParserPool
from store.derivation import Derivation
from store.exchange import Exchange

BROKEN = "tests.crawler.broken_parser:parse_report"


def exchange(body: bytes) -> Exchange:
    return Exchange(
        url="http://x.test/",
        captured_at=datetime(2026, 1, 1, tzinfo=UTC),
        method="GET",
        request_headers=(),
        request_body=b"",
        status_line="HTTP/1.1 200 OK",
        status=200,
        headers=((b"Content-Type", b"text/html"),),
        body=body,
    )


async def read(bodies: list[bytes]) -> list[Derivation | BaseException]:
    pool = ParserPool.acquire(BROKEN, 1)
    try:
        jobs = (pool.derive(exchange(body), f"sha256:{n}") for n, body in enumerate(bodies))
        return await asyncio.gather(*jobs, return_exceptions=True)
    finally:
        pool.release()


def test_bad_pages_fail_alone() -> None:
    good = "<p>政府信息公开</p>".encode()
    bodies = [good, b"raise", good, b"kill", good, good]
    results = asyncio.run(read(bodies))
    kinds = [type(result) for result in results]
    assert kinds == [
        Derivation,
        RuntimeError,
        Derivation,
        BrokenProcessPool,
        Derivation,
        Derivation,
    ]


def test_more_pages_than_a_batch_come_back_in_order() -> None:
    bodies = [f"<p>第{n}页</p>".encode() for n in range(50)]
    results = asyncio.run(read(bodies))
    digests = [result.payload_digest for result in results if isinstance(result, Derivation)]
    assert digests == [f"sha256:{n}" for n in range(50)]
