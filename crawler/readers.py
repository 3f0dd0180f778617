"""Reads many archived records in processes of their own, where no crawl is waiting for them."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import repeat
from types import TracebackType
from typing import Self

from crawler.pool import Document, derive_safely, parser_processes
from store.derivation import Derivation
from store.warc import StoredRecord

CHUNK = 4
"""Documents sent to a process at once: few, so that the last of a batch are spread evenly."""


class Readers:
    """A context manager; the processes end with it."""

    def __init__(self, parser: str) -> None:
        self._parser = parser
        self._executor = parser_processes(parser)

    def derive(
        self, records: Sequence[tuple[StoredRecord, str]]
    ) -> Iterator[Derivation | Exception]:
        """As ``store.rebuild`` asks for it: each as soon as it and those before it are read. That
        begins now, whenever the first is asked for."""
        return self._begin([(r.body, r.headers, r.url, digest) for r, digest in records])

    def _begin(self, documents: Sequence[Document]) -> Iterator[Derivation | Exception]:
        executor = self._executor
        try:
            reading = executor.map(derive_safely, documents, repeat(self._parser), chunksize=CHUNK)
        except BrokenProcessPool:  # by what it was given before
            self._replace(executor)
            return self._begin(documents)
        return self._read(documents, reading, executor)

    def _replace(self, broken: ProcessPoolExecutor) -> None:
        if broken is self._executor:
            self._executor = parser_processes(self._parser)

    def _read(
        self,
        documents: Sequence[Document],
        reading: Iterator[Derivation | Exception],
        executor: ProcessPoolExecutor,
    ) -> Iterator[Derivation | Exception]:
        """A document that kills its process is found by reading each of its batch alone."""
        done = 0
        try:
            for read in reading:
                yield read
                done += 1
        except BrokenProcessPool as error:
            self._replace(executor)
            if len(documents) == 1:
                yield error
            else:
                for document in documents[done:]:
                    yield from self._begin([document])

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._executor.shutdown(cancel_futures=True)
