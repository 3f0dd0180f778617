"""Lists that come as JSON: the rows whatever the platform calls them, and the page after this.

Platforms differ in the names only, so the names are a table (field guide 4.1–4.10).
"""

import json
from collections.abc import Iterator
from itertools import islice
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from scrapy import Request
from scrapy.http import JsonResponse, TextResponse

from spiders.links import MAX_LINKS, Link, links_in, resolve

TITLES = ("title", "doctitle", "showTitle", "FILENAME", "name")
ADDRESSES = (
    "url", "post_url", "link", "docpuburl", "chnldocurl", "publishUrl", "URL", "urls", "filePath",
)  # fmt: skip
FILES = ("attachment", "resList", "pdflist")
"""Documents of a row; they are called 附件, so the row's own title goes before their names."""
TOTALS = ("total", "totalCount", "totalRecord", "post_count", "count")
NUMBERS = (
    "page", "pageIndex", "pageNo", "pageNum", "pageNumber", "currpage", "currentPage", "current",
    "cur_page", "Index",
)  # fmt: skip
SIZES = ("pageSize", "_pageSize", "pagesize", "prepage", "perpage", "rows", "size")
MAX_DEPTH = 12


def read_rows(page: TextResponse) -> list[Link]:
    """The links of a JSON answer; nothing where the bytes are no JSON."""
    return list(islice(_rows(_load(page), page), MAX_LINKS))


def is_json(page: TextResponse) -> bool:
    return isinstance(page, JsonResponse) or page.text.lstrip()[:1] in ("{", "[")


def next_page(page: TextResponse, size: int | None = None) -> Request | None:
    """The same request for the following page, as long as the answer counts more rows."""
    request, rows = page.request, read_rows(page)
    if request is None or not rows:
        return None
    asked = dict(_parameters(request))
    number = next((int(asked[name]) for name in NUMBERS if asked.get(name, "").isdecimal()), None)
    if number is None:
        return None
    size = size or next((int(asked[n]) for n in SIZES if asked.get(n, "").isdecimal()), len(rows))
    total = _total(_load(page))
    if total is not None and max(number, 1) * max(size, 1) >= total:
        return None
    return _turned(request, max(number, 1) + 1)


def _load(page: TextResponse) -> Any:
    try:
        return json.loads(page.text) if is_json(page) else None
    except (ValueError, RecursionError):
        return None


def _rows(node: Any, page: TextResponse, depth: int = 0) -> Iterator[Link]:
    if depth > MAX_DEPTH:
        return
    if isinstance(node, list):
        for item in node:
            yield from _rows(item, page, depth + 1)
    elif isinstance(node, dict):
        if (title := _first(node, TITLES)) and (url := _address(node, page)):
            yield Link(url, "".join(title.split()))
            yield from _files(node, title, page)
            return
        if isinstance(html := node.get("html"), str):
            yield from links_in([html], page)
        for value in node.values():
            yield from _rows(value, page, depth + 1)


def _files(row: dict[str, Any], title: str, page: TextResponse) -> Iterator[Link]:
    for name in FILES:
        for file in row.get(name) or ():
            if isinstance(file, dict) and (url := _address(file, page)):
                yield Link(url, f"{title}{_first(file, TITLES) or ''}")


def _first(row: dict[str, Any], names: tuple[str, ...]) -> str | None:
    return next((row[name] for name in names if isinstance(row.get(name), str) and row[name]), None)


def _address(row: dict[str, Any], page: TextResponse) -> str | None:
    """``urls`` is itself JSON in a string, with one address a device."""
    found = _first(row, ADDRESSES)
    if found is not None and found.startswith("{"):
        try:
            found = json.loads(found).get("pc")
        except (ValueError, AttributeError):
            return None
    return resolve(found, page) if isinstance(found, str) else None


def _total(node: Any, depth: int = 0) -> int | None:
    """The outermost count of rows."""
    if not isinstance(node, dict) or depth > MAX_DEPTH:
        return None
    for name in TOTALS:
        if str(node.get(name, "")).isdecimal():
            return int(node[name])
    return next((t for v in node.values() if (t := _total(v, depth + 1)) is not None), None)


def _parameters(request: Request) -> list[tuple[str, str]]:
    body = request.body.decode("utf-8", "replace")
    return parse_qsl(urlsplit(request.url).query, True) + parse_qsl(body, True)


def _turned(request: Request, number: int) -> Request:
    """With the page number replaced where it stands, in the address or in the form."""
    parts = urlsplit(request.url)
    query = _renumbered(parts.query, number)
    body = _renumbered(request.body.decode("utf-8", "replace"), number)
    return request.replace(url=parts._replace(query=query).geturl(), body=body, meta={})


def _renumbered(form: str, number: int) -> str:
    pairs = parse_qsl(form, keep_blank_values=True)
    if not any(name in NUMBERS for name, _ in pairs):
        return form
    return urlencode([(name, str(number) if name in NUMBERS else value) for name, value in pairs])
