"""How fast the parser alone reads: report pages a second on one core, and what each step takes.

Steps are timed where the parser calls them; what a step calls of another step counts there.
"""

import importlib
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from typing import Any
from unittest.mock import patch

from rich.table import Table

from bench.site import pages
from parser import Document, Extraction, parse_report
from tests.renderings.shapes import rendering

READ_PAGES = 300
PDF_FILES = 5
STEPS = {
    "decode": ("parser.opening.decode",),
    "parse": ("parser.html.reader._parse",),
    "lift": ("parser.html.reader.lift_tables",),
    "text": ("parser.report.read_document", "parser.report.read_sections"),
    "figures": ("parser.report.read_tables",),
    "metadata": ("parser.report.choose_title", "parser.report.read_metadata"),
    "narrative": ("parser.report.read_narrative",),
    "kind": ("parser.report.rejections",),
    "checks": (
        "parser.report.check_figures",
        "parser.report.check_tables",
        "parser.report.check_sections",
        "parser.report.check_metadata",
        "parser.report.check_family",
    ),
    "digests": ("parser.report.digest_page",),
}
"""What each is made of, by the names under which it is called."""
REST = "the rest"


def measured() -> Table:
    documents = report_pages()
    whole = timed(documents, parse_report)
    table = Table("the parser", "ms a document", "share", box=None)
    for step, seconds in shares(documents).items():
        table.add_row(step, f"{1000 * seconds:.2f}", f"{seconds / whole:.0%}")
    files = [rendering("pdf", number)[1] for number in range(PDF_FILES)]
    started = time.perf_counter()  # of all processes: files are read in one of their own
    for file in files:
        parse_report(file)
    seconds = (time.perf_counter() - started) / PDF_FILES
    table.add_row("a whole page", f"{1000 * whole:.2f}", f"{1 / whole:.0f} pages/s on one core")
    table.add_row("a PDF of four pages", f"{1000 * seconds:.0f}", "")
    return table


def report_pages() -> list[Document]:
    return [Document(body) for path, body in pages(READ_PAGES).items() if "/d/" in path]


def timed(documents: Sequence[Document], parse: Callable[[Document], Extraction]) -> float:
    """CPU seconds a document; each is read once unmeasured first: imports, tables, caches."""
    for document in documents:
        parse(document)
    started = time.process_time()
    for document in documents:
        parse(document)
    return (time.process_time() - started) / len(documents)


def shares(documents: Sequence[Document]) -> dict[str, float]:
    """CPU seconds of each step, a document, without those of the steps inside it."""
    watch = Stopwatch()
    with ExitStack() as patched:
        for step, names in STEPS.items():
            for name in names:
                module, _, function = name.rpartition(".")
                original = getattr(importlib.import_module(module), function)
                patched.enter_context(patch(name, watch.around(step, original)))
        whole = watch.around(REST, parse_report)
        for document in documents:
            whole(document)
    return {step: watch.spent[step] / len(documents) for step in (*STEPS, REST)}


class Stopwatch:
    """Time by step; while one step is inside another, the outer one stands still."""

    def __init__(self) -> None:
        self.spent: Counter[str] = Counter()
        self.running: list[str] = []
        self.since = time.process_time()

    def around(self, step: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any) -> Any:
            self._switch([*self.running, step])
            result = function(*args)
            if isinstance(result, Iterator):  # its work is done when it is consumed
                result = list(result)
            self._switch(self.running[:-1])
            return result

        return call

    def _switch(self, running: list[str]) -> None:
        now = time.process_time()
        if self.running:
            self.spent[self.running[-1]] += now - self.since
        self.running, self.since = running, now
