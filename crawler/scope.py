"""Which addresses belong to a portal."""

from collections.abc import Iterable
from urllib.parse import urlsplit


def origin(url: str) -> str:
    """Host and port, the default port left out: ``www.x.gov.cn``, ``127.0.0.1:8001``."""
    parts = urlsplit(url)
    default = {"http": 80, "https": 443}.get(parts.scheme)
    port = "" if parts.port in (None, default) else f":{parts.port}"
    return f"{parts.hostname or ''}{port}"


class Scope:
    """The seed's host and port, the hosts its registry entry names, and the ``*.gov.cn`` hosts
    that a disclosure link led to (a platform often stands on a host of its own)."""

    def __init__(self, seed: str, hosts: Iterable[str] = ()) -> None:
        self._origins = {origin(seed), *hosts}
        self._seed_is_public_body = origin(seed).endswith(".gov.cn")

    def __contains__(self, url: str) -> bool:
        try:
            return urlsplit(url).scheme in ("http", "https") and origin(url) in self._origins
        except ValueError:  # not an address at all, such as http://[
            return False

    def admit(self, url: str) -> None:
        """Widens the scope by the host of a disclosure link, where the rule allows it."""
        host = urlsplit(url).hostname or ""
        if self._seed_is_public_body and host.endswith(".gov.cn"):
            self._origins.add(origin(url))
