"""How people turn the pages of a list: every scheme that is not one family's own.

1. a link that says 下一页 (the descending numbers of VSB, ``gknb/2.htm`` after ``gknb.htm``, too)
2. numbered links: the one after the page we are on
3. a count that only the text or a script knows, and a number in the file name to turn
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import parse_qsl, urlencode, urlsplit

from scrapy.http import TextResponse

from parser.kind.titles import normalise_title
from spiders.links import Link, links
from spiders.rows import NUMBERS

NEXT = re.compile(r"^(下一?页|后一?页|下1页|next(page)?|[>»›]{1,2})[>»›]*$", re.IGNORECASE)
_COUNT = re.compile(
    r"共\s*(\d{1,4})\s*页|第\s*\d{1,4}\s*/\s*(\d{1,4})\s*页"
    r"|(?:total_?pages?|page_?count|count_?page|page_?total|max_?page)['\"]?\s*[:=]\s*['\"]?(\d{1,4})"
    r"|page_?index\s*[<>=!]{1,3}\s*(\d{1,4})"
    r"|javascript:\w{1,20}\(['\"]?(\d{1,4})['\"]?\)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"^(?P<stem>.*?)(?P<number>\d{1,4})(?P<end>\.s?html?|\.htm|\.jhtml|\.jspx)$")
_DIGITS = re.compile(r"(\d{1,9})")
_EPOINT = re.compile(r"^(?:about|moreinfo|subpage|secondpage)\.html$")
"""Epoint's first pages of a list; those that follow are named by their number alone."""
_PLAIN = re.compile(r"^(?P<stem>.+?)(?P<end>\.s?html?|\.jhtml|\.jspx)$")


def next_address(page: TextResponse) -> str | None:
    found = links(page)
    return _clicked(found) or _numbered(found, page.url) or _counted(page)


def count_of(page: TextResponse) -> int:
    """Pages of the list as text and scripts tell; 1 where nothing does."""
    counts = (int(next(filter(None, match.groups()))) for match in _COUNT.finditer(page.text))
    return max(counts, default=1)


def _clicked(found: Sequence[Link]) -> str | None:
    return next((link.url for link in found if NEXT.match(normalise_title(link.title))), None)


def _numbered(found: Sequence[Link], here: str) -> str | None:
    """The page we are on is the one that links to itself, that whose number its address tells, or
    else the first number without a link: a long pager shows those near to the page alone."""
    pages = {int(link.title): link.url for link in found if _is_number(link.title)}
    pages = {number: url for number, url in pages.items() if _akin(url, here)}
    if not pages:
        return None
    own = next((number for number, url in pages.items() if url == here), None)
    current = own or _told(pages, here) or _first_gap(pages)
    return pages.get(current + 1)


def _first_gap(pages: Mapping[int, str]) -> int:
    return next(number for number in range(1, max(pages) + 2) if number not in pages)


def _told(pages: Mapping[int, str], here: str) -> int | None:
    """By two links at least that differ from the address of this page in one number, and in step
    with it: ``index_2.html`` may be page 3, and the numbers of VSB go down."""
    found = [number - step for number, url in pages.items() if (step := _step(here, url))]
    return found[0] if len(found) > 1 and len(set(found)) == 1 else None


def _step(here: str, url: str) -> int | None:
    """From the only number that is another in the two addresses to the other."""
    own, other = _DIGITS.split(here), _DIGITS.split(url)
    unlike = [(a, b) for a, b in zip(own, other, strict=False) if a != b]
    if len(own) != len(other) or len(unlike) != 1:
        return None
    before, after = unlike[0]
    return int(after) - int(before) if before.isdecimal() and after.isdecimal() else None


def _is_number(title: str) -> bool:
    return title.isascii() and title.isdecimal() and len(title) <= len("9999")


def _akin(url: str, here: str) -> bool:
    """Pages of one list differ in their file name or query, or stand in a folder of its name."""
    own, other = urlsplit(here), urlsplit(url)
    folder = own.path.rpartition("/")[0]
    return own.netloc == other.netloc and other.path.startswith(folder)


def _counted(page: TextResponse) -> str | None:
    total = count_of(page)
    return next(_turned(page.url, total), None) if total > 1 else None


def _turned(url: str, total: int) -> Iterator[str]:
    """``?page=1`` → 2, ``index_2.html`` → ``index_3.html``, ``1.html`` → ``2.html``; a first page
    without a number is followed by ``index_2.html``, by ``2.html`` in Epoint."""
    parts = urlsplit(url)
    query = parse_qsl(parts.query, keep_blank_values=True)
    for name, value in query:
        if name in NUMBERS and value.isdecimal() and int(value) < total:
            turned = [(n, str(int(v) + 1) if n == name else v) for n, v in query]
            yield parts._replace(query=urlencode(turned)).geturl()
    folder, _, file = parts.path.rpartition("/")
    numbered = _NUMBERED.match(file)
    if numbered and numbered["stem"][-1:] in ("", "_", "-"):
        if (number := int(numbered["number"]) + 1) <= total:
            yield parts._replace(
                path=f"{folder}/{numbered['stem']}{number}{numbered['end']}"
            ).geturl()
    elif _EPOINT.match(file):
        yield parts._replace(path=f"{folder}/2.html").geturl()
    elif plain := _PLAIN.match(file or "index.html"):
        yield parts._replace(path=f"{folder}/{plain['stem']}_2{plain['end']}").geturl()
