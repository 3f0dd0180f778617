"""Pages that only lead on: stubs that a script jumps from, and frames that hold the list.

``<meta http-equiv="refresh">`` is Scrapy's own work (``MetaRefreshMiddleware``).
"""

import re
from collections.abc import Iterator

from scrapy.http import TextResponse

from crawler.scope import origin
from spiders.links import resolve

STUB_CHARACTERS = 2000
"""The jump pages seen have 160 to 900; a page with a list has more. A longer page that jumps does
so for telephones only."""

MAX_FRAMES = 5

_JUMP = re.compile(
    r"location(?:\.href)?\s*=\s*['\"]([^'\"]{1,500})['\"]"
    r"|location\.(?:replace|assign)\(\s*['\"]([^'\"]{1,500})['\"]"
)
_NO_LIST = re.compile(r"visitcount|visit\.jsp|weather|tianqi|\.swf|search", re.IGNORECASE)
_HIDDEN = frozenset({"0", "0px", "1", "1px"})


def forwards(page: TextResponse) -> list[str]:
    """Where the content of this page really stands."""
    return list(dict.fromkeys([*_jumps(page), *_frames(page)]))


def _jumps(page: TextResponse) -> Iterator[str]:
    if len(page.text) > STUB_CHARACTERS:
        return
    for match in _JUMP.finditer(page.text):
        if (url := resolve(match[1] or match[2], page)) is not None and url != page.url:
            yield url


def _frames(page: TextResponse) -> list[str]:
    """Frames of the portal itself; a hidden one counts visits, one of another host shows the
    weather."""
    found = []
    for frame in page.xpath("//iframe | //frame"):
        source = frame.attrib.get("src", "")
        hidden = {frame.attrib.get("width"), frame.attrib.get("height")} & _HIDDEN
        url = None if hidden or _NO_LIST.search(source) else resolve(source, page)
        if url is not None and origin(url) == origin(page.url):
            found.append(url)
    return found[:MAX_FRAMES]
