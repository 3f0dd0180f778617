"""The registry of portals: data, one TOML file a province, about four lines a portal.

[yunxi]
name = "云溪市人民政府"
seed = "http://www.yunxi.example/"
family = "trs"
"""

import os
import tomllib
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import msgspec


class RegistryError(ValueError):
    """An entry or an address cannot be used; the message names the file and what to mend."""


class Portal(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """One entry. ``family`` is recognised page by page where it is left out; ``hosts`` widens the
    scope; ``verified`` says that a crawl has found the portal's reports with this entry."""

    name: str
    seed: str
    family: Literal["trs", "hanweb", "generic"] | None = None
    region: str | None = None
    hosts: tuple[str, ...] = ()
    verified: bool = False

    @classmethod
    def at(cls, url: str | None) -> "Portal":
        """A portal that is only given by its address."""
        return cls(name=url or "", seed=check_address(url or ""))


def check_address(url: str) -> str:
    """Raises ``RegistryError`` for anything that is not an http(s) address."""
    try:
        parts = urlsplit(url)
        valid = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        valid = False
    if not valid:
        raise RegistryError(
            f"{url!r} is not a web address; give one like http://www.example.gov.cn/"
        )
    return url if parts.path else f"{url}/"


def load_portals() -> dict[str, Portal]:
    """All entries by id: those that come with gongkai, then those of ``GONGKAI_PORTALS``
    (a TOML file or a folder of them), which may replace them."""
    portals: dict[str, Portal] = {}
    for path in _files():
        portals.update(_read(path))
    return portals


def find_portal(key: str) -> Portal:
    portals = load_portals()
    if key not in portals:
        known = ", ".join(sorted(portals)[:10])
        raise RegistryError(
            f"no portal {key!r} in the registry (it has {len(portals)}: {known} …); "
            "crawl it by its address with --url, or add four lines to a TOML file"
        )
    return portals[key]


def _files() -> list[Path]:
    shipped = Path(str(resources.files("spiders") / "portals"))
    own = os.environ.get("GONGKAI_PORTALS")
    roots = [shipped, *([Path(own)] if own else [])]
    return [
        file
        for root in roots
        for file in (sorted(root.glob("*.toml")) if root.is_dir() else [root])
    ]


def _read(path: Path) -> Iterator[tuple[str, Portal]]:
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise RegistryError(f"{path}: {error.strerror}; see GONGKAI_PORTALS") from error
    except ValueError as error:  # no TOML, or no UTF-8
        raise RegistryError(f"{path}: {error}") from error
    for key, entry in entries.items():
        try:
            portal = msgspec.convert(entry, Portal)
            seed = check_address(portal.seed)
        except (msgspec.ValidationError, RegistryError) as error:
            raise RegistryError(f"{path}: [{key}]: {error}") from error
        yield key, msgspec.structs.replace(portal, seed=seed)
