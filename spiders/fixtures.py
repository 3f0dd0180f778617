"""A page kept as a folder, to be read again by the tests: the bytes, where they came from, and what
a spider is to read in them.

A golden is written by the machine and says so (``reviewed`` is false) until a person has compared
it with the page; until then its test fails.
"""

import json
import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.http import TextResponse
from scrapy.responsetypes import responsetypes

from crawler.middlewares.charset import relabelled
from spiders.discovery import is_column
from spiders.links import Link
from spiders.reading import next_page, read_page
from spiders.recognition import FAMILIES, recognise

PAGE = "page"
META = "page.toml"
EXPECTED = "expected.json"
ENDINGS = {"application/json": ".json", "text/xml": ".xml", "application/xml": ".xml"}


def save_page(folder: Path, page: TextResponse) -> None:
    """Raises ``FileExistsError`` for a folder that is there: a golden is not overwritten."""
    folder.mkdir(parents=True)
    kind = (page.headers.get("Content-Type") or b"text/html").decode("latin-1")
    ending = ENDINGS.get(kind.partition(";")[0].strip(), ".html")
    (folder / f"{PAGE}{ending}").write_bytes(page.body)
    meta = {"url": page.url, "content_type": kind}
    if page.request is not None and page.request.method != "GET":
        meta |= {"method": page.request.method, "body": page.request.body.decode()}
    lines = (f"{name} = {json.dumps(value)}\n" for name, value in meta.items())
    (folder / META).write_text("".join(lines), encoding="utf-8")
    write_expected(folder, describe(page))


def load_page(folder: Path) -> TextResponse:
    meta = tomllib.loads((folder / META).read_text(encoding="utf-8"))
    (file,) = (path for path in folder.glob(f"{PAGE}.*") if path.name != META)
    request = Request(meta["url"], method=meta.get("method", "GET"), body=meta.get("body", ""))
    kind = meta["content_type"].partition(";")[0]
    response = responsetypes.from_mimetype(kind)(
        meta["url"],
        headers={"Content-Type": meta["content_type"]},
        body=file.read_bytes(),
        request=request,
    )
    assert isinstance(response, TextResponse), f"{file}: no text"
    return relabelled(response)


def write_expected(folder: Path, described: dict[str, Any]) -> None:
    text = json.dumps({"reviewed": False, **described}, ensure_ascii=False, indent=1)
    (folder / EXPECTED).write_text(f"{text}\n", encoding="utf-8")


def describe(page: TextResponse) -> dict[str, Any]:
    """What a spider that speaks every dialect reads in a page; what is empty is left out."""
    column = is_column(page)
    home = urlsplit(page.url).path in ("", "/")
    reading = read_page(page, FAMILIES, "column" if column else "home" if home else "platform")
    following = next_page(page, FAMILIES)
    described = {
        "family": next((found.family for found in recognise(page.url, page)), None),
        "column": column,
        "reports": _links(reading.leading_to("report")),
        "columns": _links(reading.leading_to("column")),
        "parts": _links(reading.leading_to("part")),
        "platforms": _links(reading.leading_to("platform")),
        "organs": _links(reading.leading_to("organ")),
        "notices": _links(reading.leading_to("notices")),
        "documents": _links(reading.documents),
        "forwards": reading.forwards,
        "lists": [_request(request) for request in reading.lists],
        "next": _request(following) if following else None,
        "prints_report": reading.prints_report,
    }
    return {name: value for name, value in described.items() if value}


def _links(found: list[Link]) -> list[str]:
    return [f"{link.title} {link.url}" for link in found]


def _request(request: Request) -> str:
    body = request.body.decode()
    return f"{request.method} {request.url}" + (f" {body}" if body else "")
