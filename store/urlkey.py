"""The sorted key of a URL, in SURT form as CDXJ indexes have it: ``cn,gov,example)/path?query``."""

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

DEFAULT_PORTS = {"http": 80, "https": 443}

SESSION_ID = re.compile(r";jsessionid=[^/?]*|(?<=[?&])(?:jsessionid|phpsessid)=[^&]*&?")
"""Session ids that Java and PHP write into addresses."""


def urlkey(url: str) -> str:
    """Case, ``www.``, the default port, the order of the query and session ids do not matter."""
    parts = urlsplit(SESSION_ID.sub("", url.lower()))
    labels = re.sub(r"^www\d*\.", "", parts.hostname or "").split(".")
    key = ",".join(reversed(labels))
    if parts.port not in (None, DEFAULT_PORTS.get(parts.scheme)):
        key += f":{parts.port}"
    query = urlencode(sorted(parse_qsl(parts.query, keep_blank_values=True)))
    return f"{key}){parts.path or '/'}" + (f"?{query}" if query else "")
