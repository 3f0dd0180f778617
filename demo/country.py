"""A country in a box: fictional portals on loopback, with time travel."""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple, Self

from demo import history
from demo.figures import nested
from demo.forms import Form
from demo.foundings import FOUNDINGS, Founding
from demo.portals import DIALECTS
from demo.portals.guard.walls import Walls
from demo.portals.site import Site
from demo.report import Report
from demo.server import PortalServer, Request


class Portal(NamedTuple):
    """A portal that can be crawled."""

    name: str
    family: str
    """trs, hanweb, ucap, gkmlpt, lonsun or generic; guard for those that stand guard."""
    dialect: str
    """What tells it from the other portals of its family."""
    url: str
    """The seed URL."""
    encoding: str
    """What the bytes really are; the pages in gbk call themselves gb2312."""
    validates: bool
    """Sends an ETag or Last-Modified, and 304 where that is still good."""


@dataclass(frozen=True)
class ExpectedReport:
    """A report that stands on a portal, and what it says."""

    issuer: str
    year: int
    form: Form
    title: str
    published: date
    url: str
    portal: str
    tables: dict[str, Any]
    """By the keys of `demo.forms`: `tables["requests"]["granted"]["total"]`."""
    in_file: bool
    """The page about it only points to a file, which does not say when it was published."""
    broken: tuple[str, ...]
    """The rules that these tables do not satisfy."""


class ExpectedChange(NamedTuple):
    """A change that a portal made from the day before to a day."""

    url: str
    kind: str
    """new, wording, figures, removed or restored."""
    silent: bool
    """The content changed and the publication date did not."""


class Country:
    """`with Country() as country:` serves its portals until the block ends.

    The same seed gives the same pages, but for the ports that home pages link to.
    """

    def __init__(self, seed: int | str = 2021, port_base: int = 0, delay: float = 0.0) -> None:
        """With a `port_base` the portals take that port and those after it, else free ones.

        `delay` is how many seconds every reply takes: requests that overlap can then be seen.
        """
        self._ports = [port_base + n if port_base else 0 for n in range(len(FOUNDINGS))]
        self._delay = delay
        self._postings = history.postings(seed)
        self._day = min(history.DAYS)
        self._closing = ExitStack()
        self._servers: list[PortalServer] = []
        self.requests: list[Request] = []
        self.lies = False
        """While set, portals with validators call every page unmodified, whatever has changed."""

    def __enter__(self) -> Self:
        """Raises OSError when a port is taken."""
        with ExitStack() as stack:
            servers = [stack.enter_context(closing(self._bind(port))) for port in self._ports]
            for founding, server in zip(FOUNDINGS, servers, strict=True):
                server.start(self._found(founding, servers))
            self._servers, self._closing = servers, stack.pop_all()
        return self

    def __exit__(self, *error: object) -> None:
        self._servers = []
        self._closing.close()

    @property
    def day(self) -> int:
        """The day it is on all portals; set it to travel."""
        return self._day

    @day.setter
    def day(self, day: int) -> None:
        if day not in history.DAYS:
            raise ValueError(f"there is no day {day}; the country knows {list(history.DAYS)}")
        self._day = day

    @property
    def portals(self) -> tuple[Portal, ...]:
        """The portals that are being served, without those that stand guard."""
        return tuple(map(_portal, self._open()))

    @property
    def guards(self) -> tuple[Portal, ...]:
        """A portal behind walls of all kinds, and one that refuses robots."""
        return tuple(_portal(server) for server in self._serving() if _on_guard(server))

    @property
    def expected_blocks(self) -> Mapping[str, int]:
        """How many answers of the first guard are blocks, by what each is told by."""
        return Walls.blocks

    def expected(self, day: int) -> list[ExpectedReport]:
        """Every report that truly stands on an open portal on a day, once for each address."""
        return [report for server in self._open() for report in _standing(server, day)]

    def expected_behind_walls(self, day: int) -> list[ExpectedReport]:
        """The reports of the first guard, all of which can be had."""
        guard, *_ = filter(_on_guard, self._serving())
        return _standing(guard, day)

    def expected_changes(self, day: int) -> list[ExpectedChange]:
        """What became of reports since the day before; nothing cosmetic is among it.

        Day 1 has no day before, so nothing had changed.
        """
        return [
            ExpectedChange(_url(server, posting), *step)
            for server in self._open()
            for posting in server.site.postings
            if (step := history.step(posting, day))
        ]

    def _bind(self, port: int) -> PortalServer:
        return PortalServer(
            port, lambda: self._day, lambda: self.lies, self.requests.append, self._delay
        )

    def _found(self, founding: Founding, servers: Sequence[PortalServer]) -> Site:
        neighbours = [
            (other.name, server.url)
            for other, server in zip(FOUNDINGS, servers, strict=True)
            if other is not founding
        ]
        postings = self._postings[founding.key]
        return DIALECTS[founding.dialect](founding.name, founding.code, postings, neighbours)

    def _open(self) -> list[PortalServer]:
        return [server for server in self._serving() if not _on_guard(server)]

    def _serving(self) -> Sequence[PortalServer]:
        if not self._servers:
            raise RuntimeError("the country is closed: enter it with `with Country() as country:`")
        return self._servers


def _on_guard(server: PortalServer) -> bool:
    return server.site.family == "guard"


def _portal(server: PortalServer) -> Portal:
    site = server.site
    validates = site.validator is not None
    return Portal(site.name, site.family, site.dialect, server.url, site.encoding, validates)


def _standing(server: PortalServer, day: int) -> list[ExpectedReport]:
    return [
        _expect(article, server, posting)
        for posting, article in server.site.entries(day)
        if isinstance(article, Report)
    ]


def _expect(report: Report, server: PortalServer, posting: history.Posting) -> ExpectedReport:
    return ExpectedReport(
        issuer=report.body.name,
        year=report.year,
        form=report.form,
        title=report.title,
        published=report.published,
        url=_url(server, posting),
        portal=server.site.name,
        tables=nested(report.figures),
        in_file=posting.enclosure is not None and posting.enclosure.alone,
        broken=report.broken,
    )


def _url(server: PortalServer, posting: history.Posting) -> str:
    return server.url.rstrip("/") + server.site.stands_at(posting)
