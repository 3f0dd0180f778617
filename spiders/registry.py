"""The registry of portals: data, one TOML file a province, about four lines a portal.

[yunxi]
name = "云溪市人民政府"
seed = "http://www.yunxi.example/"
family = "trs"
"""

import os
import re
import tomllib
from collections.abc import Collection, Iterator
from functools import cache
from importlib import resources
from itertools import takewhile
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

import msgspec

from parser.divisions.table import by_code

_HOST = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?")
_HEADING = re.compile(r"\s*\[\s*[\"']?([^\[\]\"']+?)[\"']?\s*\]")


class RegistryError(ValueError):
    """An entry or an address cannot be used; the message names the file, the line and what to
    mend."""


class Portal(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """One entry. What is left out is as it is on most portals."""

    name: Annotated[str, msgspec.Meta(min_length=1)]
    seed: str
    family: Literal["trs", "hanweb", "ucap", "gkmlpt", "lonsun", "generic"] | None = None
    """Recognised page by page where it is left out."""
    spider: str | None = None
    """Of an odd portal, the spider that is written for it in ``spiders/odd/``."""
    region: str | None = None
    """Division code of six digits (GB/T 2260)."""
    body: str | None = None
    """The body whose reports these are, where it is not the one that runs the portal."""
    hosts: tuple[str, ...] = ()
    """Other hosts that belong to the portal: names in lower case, with the port if it is an odd
    one."""
    delay: Annotated[float, msgspec.Meta(ge=0, le=3600)] | None = None
    """Seconds between two requests, for a portal that bans who asks as fast as the rest."""
    tls: Literal["strict", "legacy", "unverified"] = "strict"
    """``legacy`` takes old protocols and renegotiation, ``unverified`` any certificate too."""
    browser: bool = False
    """Render pages in a browser: for lists that nothing but their own scripts can show."""
    reports_min: Annotated[int, msgspec.Meta(ge=0)] = 0
    """Fewer reports than this in a crawl are an alarm."""
    broken: str | None = None
    """Why the portal is left out of ``--all``."""
    verified: bool = False
    """A crawl has found the portal's reports with this entry."""

    @classmethod
    def at(cls, url: str | None) -> "Portal":
        """A portal that is only given by its address."""
        return cls(name=url or "", seed=check_address(url or ""))

    def settings(self) -> dict[str, Any]:
        """What the entry asks of the crawl of this portal alone."""
        asked: dict[str, Any] = {"TLS": self.tls, "BROWSER": self.browser}
        if self.delay is not None:
            asked["DOWNLOAD_DELAY"] = self.delay
        return asked


def check_address(url: str) -> str:
    """Raises ``RegistryError`` for anything that is not an http(s) address."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        valid = parts.scheme in ("http", "https") and bool(host) and parts.port != 0
        valid = valid and "@" not in parts.netloc and not re.search(r"\s", url)
    except ValueError:
        valid = False
    if not valid:
        raise RegistryError(
            f"{url!r} is not a web address; give one like http://www.example.gov.cn/"
        )
    return url if parts.path else f"{url}/"


def same_address(url: str) -> str:
    """The same for addresses of one page, by http or https, with or without the default port."""
    parts = urlsplit(url)
    port = "" if parts.port in (None, 80, 443) else f":{parts.port}"
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.hostname}{port}{parts.path}{query}"


def load_portals() -> dict[str, Portal]:
    """All entries by id: those that come with gongkai, then those of ``GONGKAI_PORTALS``
    (a TOML file or a folder of them), which replace them by their id or their seed."""
    place = os.environ.get("GONGKAI_PORTALS")
    own = read_portals(Path(place)) if place else {}
    seeds = {same_address(portal.seed) for portal in own.values()}
    shipped = _shipped().items()
    return {key: entry for key, entry in shipped if same_address(entry.seed) not in seeds} | own


@cache
def _shipped() -> dict[str, Portal]:
    return read_portals(Path(str(resources.files("spiders") / "portals")))


def find_portal(key: str) -> Portal:
    return find_portals([key])[key]


def find_portals(keys: Collection[str]) -> dict[str, Portal]:
    """Raises ``RegistryError`` for the first id that is not in the registry."""
    portals = load_portals()
    for key in keys:
        if key not in portals:
            known = ", ".join(sorted(portals)[:10])
            raise RegistryError(
                f"no portal {key!r} in the registry (it has {len(portals)}: {known} …); "
                "crawl it by its address with --url, or add four lines to a TOML file"
            )
    return {key: portals[key] for key in keys}


def read_portals(root: Path) -> dict[str, Portal]:
    """The entries of a file or of a folder; none may be there twice, by its id or by its seed."""
    portals: dict[str, Portal] = {}
    places: dict[str, str] = {}
    for file in sorted(root.rglob("*.toml")) if root.is_dir() else [root]:
        for key, portal, place in _read(file):
            for what, told in ((f"[{key}]", f"[{key}]"), (same_address(portal.seed), portal.seed)):
                if what in places:
                    raise RegistryError(f"{place}: {told} is already at {places[what]}")
                places[what] = place
            portals[key] = portal
    return portals


def _read(path: Path) -> Iterator[tuple[str, Portal, str]]:
    try:
        text = path.read_text(encoding="utf-8")
        entries = tomllib.loads(text)
    except OSError as error:
        raise RegistryError(f"{path}: {error.strerror}; see GONGKAI_PORTALS") from error
    except ValueError as error:  # no TOML, or no UTF-8
        raise RegistryError(f"{path}: {error}") from error
    lines = text.splitlines()
    headings = {match[1]: at for at, line in enumerate(lines, 1) if (match := _HEADING.match(line))}
    for key, entry in entries.items():
        top = headings.get(key, 1)
        try:
            portal = msgspec.convert(entry, Portal)
            seed = check_address(portal.seed)
            _check_region(portal)
            _check_hosts(portal)
            _check_spider(portal)
        except (msgspec.ValidationError, RegistryError) as error:
            place = f"{path}:{_line(lines, top, str(error))}"
            raise RegistryError(f"{place}: [{key}]: {error}") from error
        yield key, msgspec.structs.replace(portal, seed=seed), f"{path}:{top}"


def _check_region(portal: Portal) -> None:
    if portal.region is not None and portal.region not in by_code():
        raise RegistryError(f"no division has the code {portal.region!r} - at `$.region`")


def _check_hosts(portal: Portal) -> None:
    for host in portal.hosts:
        if not _HOST.fullmatch(host):
            raise RegistryError(
                f"{host!r} is no host name in lower case, without scheme and path - at `$.hosts`"
            )


def _check_spider(portal: Portal) -> None:
    if portal.spider is not None and portal.family is not None:
        raise RegistryError(
            "a spider of its own speaks for itself: leave out family - at `$.family`"
        )


def _line(lines: list[str], top: int, error: str) -> int:
    """Of the field that an error names, if the entry below its heading at ``top`` has it."""
    fields = re.findall(r"`(?:\$\.)?(\w+)`", error)
    below = takewhile(lambda line: not line.startswith("["), lines[top:])
    return next(
        (at for at, line in enumerate(below, top + 1) if line.partition("=")[0].strip() in fields),
        top,
    )
