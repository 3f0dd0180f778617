"""A country in a box: fictional portals on loopback, with time travel."""

from collections.abc import Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple, Self

from demo import history
from demo.figures import nested
from demo.forms import Form
from demo.portals import FAMILIES
from demo.portals.site import Site
from demo.report import Report
from demo.server import PortalServer, Request


class _Founding(NamedTuple):
    """How a portal is set up; no division of the real world has a code that begins with 99."""

    key: str
    name: str
    family: str
    code: str


_FOUNDINGS = (
    _Founding("city", "云湄市人民政府", "trs", "9901000001"),
    _Founding("county", "青禾县人民政府", "hanweb", "9901210004"),
    _Founding("district", "望澜区人民政府", "generic", "9901020002"),
)


class Portal(NamedTuple):
    """A portal that can be crawled."""

    name: str
    family: str
    """trs, hanweb or generic."""
    url: str
    """The seed URL."""
    encoding: str
    """What the bytes really are; the pages in gbk call themselves gb2312."""


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
        self._ports = [port_base + n if port_base else 0 for n in range(len(_FOUNDINGS))]
        self._delay = delay
        self._postings = history.postings(seed)
        self._day = min(history.DAYS)
        self._closing = ExitStack()
        self._servers: list[PortalServer] = []
        self.requests: list[Request] = []

    def __enter__(self) -> Self:
        """Raises OSError when a port is taken."""
        with ExitStack() as stack:
            servers = [stack.enter_context(closing(self._bind(port))) for port in self._ports]
            for founding, server in zip(_FOUNDINGS, servers, strict=True):
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
        """The portals that are being served."""
        return tuple(
            Portal(server.site.name, server.site.family, server.url, server.site.encoding)
            for server in self._serving()
        )

    def expected(self, day: int) -> list[ExpectedReport]:
        """Every report that truly stands on a portal on a day, once for each address."""
        return [
            _expect(article, server, posting)
            for server in self._serving()
            for posting, article in server.site.entries(day)
            if isinstance(article, Report)
        ]

    def expected_changes(self, day: int) -> list[ExpectedChange]:
        """What became of reports since the day before; nothing cosmetic is among it.

        Day 1 has no day before, so nothing had changed.
        """
        return [
            ExpectedChange(_url(server, posting), *step)
            for server in self._serving()
            for posting in server.site.postings
            if (step := history.step(posting, day))
        ]

    def _bind(self, port: int) -> PortalServer:
        return PortalServer(port, lambda: self._day, self.requests.append, self._delay)

    def _found(self, founding: _Founding, servers: Sequence[PortalServer]) -> Site:
        neighbours = [
            (other.name, server.url)
            for other, server in zip(_FOUNDINGS, servers, strict=True)
            if other is not founding
        ]
        postings = self._postings[founding.key]
        return FAMILIES[founding.family](founding.name, founding.code, postings, neighbours)

    def _serving(self) -> Sequence[PortalServer]:
        if not self._servers:
            raise RuntimeError("the country is closed: enter it with `with Country() as country:`")
        return self._servers


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
        broken=report.broken,
    )


def _url(server: PortalServer, posting: history.Posting) -> str:
    return server.url.rstrip("/") + server.site.address(posting)
