"""Portals on the wire that have no end: each costs a bounded number of requests, told by reason."""

import itertools
from collections.abc import Callable

from demo.report import invent
from tests.crawler.wire import REPORT_COLUMN, Gongkai, WireServer, http

Answer = Callable[[str], str | None]
REPORT = invent("traps", year=2023)
ROW = f'<a href="{{}}">{REPORT.title}</a>'


class Endless(dict[str, bytes]):
    """Pages made up as they are asked for; what ``answer`` has no page for is a 404."""

    def __init__(self, answer: Answer) -> None:
        super().__init__({"/": http(REPORT_COLUMN)})
        self._answer = answer

    def get(self, path: str, otherwise: bytes) -> bytes:  # type: ignore[override]
        made = self._answer(path) if path not in self and path != "/robots.txt" else None
        return super().get(path, otherwise) if made is None else http(made)


def report(path: str) -> str | None:
    printed = f"<title>{REPORT.title}</title>{REPORT.html()}"
    return printed if path.partition("?")[0].endswith("/2023.html") else None


def crawl(wire: WireServer, gongkai: Gongkai, answer: Answer) -> tuple[int, dict[str, int]]:
    """Reports found, and what was dropped."""
    wire.pages = Endless(answer)
    (crawled,) = gongkai("crawl", "--url", wire.url, "--delay", 0, "--json").rows
    return crawled["reports"], crawled["dropped"]


def test_session_ids_make_no_new_pages(wire: WireServer, gongkai: Gongkai) -> None:
    visits = itertools.count()

    def answer(path: str) -> str:
        at = next(visits)
        links = f'<a href="/gknb/?t={1705455000123 + at}">政府信息公开年报</a>'
        return report(path) or links + ROW.format(f"/2023.html;jsessionid={at:032X}")

    assert crawl(wire, gongkai, answer) == (1, {})
    assert sorted(set(wire.paths)) == ["/", "/2023.html", "/gknb/", "/robots.txt"]
    assert len(wire.paths) == 4


def test_relative_links_that_lead_ever_deeper(wire: WireServer, gongkai: Gongkai) -> None:
    def answer(path: str) -> str:
        return report(path) or '<a href="nb/">下一页</a>' + ROW.format("nb/2023.html")

    found, dropped = crawl(wire, gongkai, answer)
    assert dropped["a path that repeats itself"] > 0
    assert len(wire.paths) < 20
    assert found < 10


def test_a_calendar_turns_no_further_than_a_list(wire: WireServer, gongkai: Gongkai) -> None:
    """Every month links to every year, and on to the next month with news of its own."""

    def answer(path: str) -> str | None:
        _, _, month = path.partition("month=")
        if not path.startswith("/gknb/"):
            return report(path)
        following = int(month or 0) + 1
        years = "".join(
            f'<a href="/gknb/?year={year}&month={following}">{year}年</a>'
            for year in range(2008, 2026)
        )
        return years + ROW.format("/2023.html")

    found, dropped = crawl(wire, gongkai, answer)
    assert found == 1
    assert dropped == {"parts of a column more than 3 clicks below it": 18 * 18}
    assert len(wire.paths) == 3 + 1 + 18 * 3


def test_parameters_that_grow(wire: WireServer, gongkai: Gongkai) -> None:
    def answer(path: str) -> str:
        here = path if "?" in path else f"{path}?"
        links = f'<a href="{here}&a=1">下一页</a><a href="{here}&b=2">市直部门</a>'
        return report(path) or links + ROW.format("/2023.html")

    found, dropped = crawl(wire, gongkai, answer)
    assert found == 1
    assert dropped.keys() == {"parts of a column more than 3 clicks below it"}
    assert len(wire.paths) < 40
