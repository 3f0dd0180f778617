"""Whatever happens to the pages of a report: an index that is made again says the same."""

import shutil
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.archive import Archive
from store.exchange import Exchange
from store.rebuild import rebuild
from store.recorder import Recorder
from store.reparse import reparse
from tests.index_rows import rows
from tests.store.conftest import ELSEWHERE, START, URL, Portal, toy_read

PARSER = "toy_parser:parse"

steps = st.sampled_from(
    [
        ("see", URL, 12),
        ("see", URL, 13),
        ("see", ELSEWHERE, 12),
        ("lose", URL, 0),
        ("lose", ELSEWHERE, 0),
        ("redirect", URL, 0),
        ("redirect", ELSEWHERE, 0),
    ]
)
crawls = st.lists(st.lists(steps, max_size=4), min_size=2, max_size=5)


@given(history=crawls)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_reparse_and_a_rebuild_give_the_same_rows(
    history: list[list[tuple[str, str, int]]],
    empty_archive: Path,
    make_exchange: Callable[..., Exchange],
    toy_parser: Any,
) -> None:
    """The parser of the reparse is another version that reads the same."""
    toy_parser.PARSER_VERSION = "1"
    with tempfile.TemporaryDirectory() as folder:
        root = Path(shutil.copytree(empty_archive, Path(folder) / "archive"))
        with Archive.open(root) as archive, Recorder(archive, parser=PARSER) as to:
            live(Portal(to, make_exchange), history)
        told = rows_of(root)["changes"]
        toy_parser.PARSER_VERSION = "2"
        reparse(root, derive=toy_read, parser=PARSER)
        derived_again = rows_of(root)
        assert derived_again["changes"] == told
        rebuild(root, derive=toy_read, parser=PARSER)
        assert rows_of(root) == derived_again


def live(portal: Portal, history: list[list[tuple[str, str, int]]]) -> None:
    """A crawl a day; its steps are an hour apart."""
    for day, crawl_steps in enumerate(history):
        started = START + timedelta(days=day)
        crawl = portal.recorder.start_crawl("http://www.yunxi.example/", "yunxi", started)
        for number, (what, url, figure) in enumerate(crawl_steps):
            moment = day + number / 24
            if what == "see":
                portal.see(moment, url=url, crawl=crawl, made_new=figure)
            elif what == "lose":
                portal.lose(moment, url=url, crawl=crawl)
            else:
                portal.redirect(moment, url=url, crawl=crawl)


def rows_of(root: Path) -> dict[str, list[str]]:
    with Archive.open(root) as archive:
        return rows(archive)
