"""Which addresses belong to a portal."""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

OUTSIDE = "outside the portal's scope: "
"""What a request is dropped for; the host follows."""

_LOOP = re.compile(r"((?:/[^/]+){1,3})\1\1(?=/|$)")


def origin(url: str) -> str:
    """Host and port, the default port and the root's dot left out: ``www.x.gov.cn``,
    ``127.0.0.1:8001``."""
    parts = urlsplit(url)
    default = {"http": 80, "https": 443}.get(parts.scheme)
    port = "" if parts.port in (None, default) else f":{parts.port}"
    return f"{host_name(url)}{port}"


def host_name(url: str) -> str:
    return (urlsplit(url).hostname or "").removesuffix(".")


def loops(url: str) -> bool:
    """The same one to three folders three times over: where any address below a page is answered
    with that page, its relative links lead ever deeper."""
    return bool(_LOOP.search(urlsplit(url).path))


class Scope:
    """The seed's host and port, the hosts its registry entry names, and the ``*.gov.cn`` hosts
    that a disclosure link led to (a platform often stands on a host of its own)."""

    def __init__(self, seed: str, hosts: Iterable[str] = ()) -> None:
        self._named = {origin(seed), *hosts}
        self._admitted: set[str] = set()
        self._seed_is_public_body = host_name(seed).endswith(".gov.cn")

    def __contains__(self, url: str) -> bool:
        try:
            host = origin(url)
        except ValueError:  # not an address at all, such as http://[
            return False
        known = host in self._named or host in self._admitted
        return known and urlsplit(url).scheme in ("http", "https")

    def admit(self, url: str, page: str) -> None:
        """Widens the scope by the host of a disclosure link, if it stands on a page of the portal
        itself: a host that was admitted so admits no other."""
        if (
            self._seed_is_public_body
            and host_name(url).endswith(".gov.cn")
            and origin(page) in self._named
        ):
            self._admitted.add(origin(url))

    def move(self, url: str, seed: str) -> None:
        """The portal itself stands where its seed redirects to: ``x.gov.cn`` → ``www.x.gov.cn``."""
        self.admit(url, seed)
        if origin(url) in self._admitted:
            self._named.add(origin(url))
