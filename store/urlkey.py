"""The sorted key of a URL, in SURT form as CDXJ indexes have it: ``cn,gov,example)/path?query``."""

import re
import string
from functools import lru_cache
from posixpath import normpath
from urllib.parse import SplitResult, quote, unquote_to_bytes, urlsplit

DEFAULT_PORTS = {"http": 80, "https": 443}

SESSION_ID = re.compile(
    r"(?<=[?&])(?:(?:jsessionid|phpsessid|sid)=[0-9a-z]{32}"
    r"|aspsessionid[a-z]{8}=[a-z]{24}"
    r"|cfid=[^&]+&cftoken=[^&]+)(?:&|$)",
    re.IGNORECASE,
)
"""Those that the Internet Archive's canonicalizer leaves out: an index is there to be merged with
those of other archives."""


@lru_cache(maxsize=4096)
def urlkey(url: str) -> str:
    """Case, ``www.``, the default port, double slashes and one at the end, the order of the query,
    escapes, session ids and the fragment do not matter. Raises ``ValueError`` for what is no URL;
    cached, as a file that is taken in asks twice for each."""
    parts = urlsplit(SESSION_ID.sub("", url.lower()))
    path = normpath(f"/{_escaped(parts.path).lstrip('/')}")
    query = "&".join(sorted(_escaped(parts.query).split("&")))
    return f"{_origin(parts)}{path}" + (f"?{query}" if query else "")


def _origin(parts: SplitResult) -> str:
    if not parts.hostname:  # a file taken in
        return f"{parts.scheme}:"
    host = re.sub(r"^www\d*\.", "", parts.hostname).strip(".")
    key = ",".join(reversed(_ascii(host).split(".")))
    default = DEFAULT_PORTS.get(parts.scheme)
    return f"{key})" if parts.port in (None, default) else f"{key}:{parts.port})"


def _ascii(host: str) -> str:
    try:
        return host.encode("idna").decode()
    except UnicodeError:  # no name that could be registered, but a page may say so
        return host


def _escaped(part: str) -> str:
    """Once, and only what has to be."""
    return quote(unquote_to_bytes(part), safe=string.punctuation.replace("%", "")).lower()
