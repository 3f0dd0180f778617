"""Reports that are files: which links of a page lead to one, and what a file really is."""

import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from urllib.parse import unquote, unquote_to_bytes, urlsplit

from scrapy.http import Response, TextResponse

from parser.kind.titles import normalise_title
from spiders.discovery import is_another
from spiders.links import Link, links, resolve

MAX_DOCUMENTS = 10
"""Of one page. Reports come with one or two; a page with more is a list of other things."""

_ENDINGS = r"\.(?:pdf|docx?|xlsx?|wps|et|ofd|zip|rtf)"
_FILE = re.compile(rf"{_ENDINGS}(?:[?#;&]|$)", re.IGNORECASE)
_DOWNLOAD = re.compile(
    r"/downfile\.jsp|/download(?:\.jsp|/?\?|$)|wbfileid=|/attachment/\d|/group\d+/M\d\d/",
    re.IGNORECASE,
)
_MENTION = re.compile(
    rb"(?:href|src|data|value)\s*=\s*['\"]?[^'\" >]*"
    rb"(?:\.(?:pdf|doc|xls|wps|et|ofd|zip|rtf)|/downfile|/download|wbfileid|/attachment|/group)"
)
"""In the source of every page that has such a link, in lower case: to ignore the case in the search
takes four times as long."""
_SAYS_SO = re.compile(
    rf"附件|年度报告|年报|信息公开|下载|(?:点击|在线)(?:查看|预览|阅读)|^(?:查看|预览|全文)$|^[\w-]+{_ENDINGS}$",
    re.ASCII | re.IGNORECASE,
)
"""What it is, or nothing at all: 点击查看, or the name that the editor gave it (``P020….pdf``)."""

_EXTENDED = re.compile(r"filename\*\s*=\s*([\w-]*)'[^']*'([^;\s]+)", re.IGNORECASE)  # RFC 5987
_PLAIN = re.compile(r"filename\s*=\s*\"?([^\";]+)", re.IGNORECASE)

MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "pdf"),
    (b"PK\x03\x04", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"{\\rtf", "rtf"),
)
"""What a file really is: ``zip`` holds docx, xlsx, ofd and archives, ``ole`` doc, xls and wps."""
MAGIC_WITHIN = 1024
"""Readers of PDF accept a heading that much later; servers put white space before it."""


def is_document(link: Link) -> bool:
    return bool(_FILE.search(link.url) or _DOWNLOAD.search(link.url))


def documents(page: TextResponse) -> list[Link]:
    """The files that belong to the report on this page; templates put brochures beside it."""
    if not _MENTION.search(page.body.lower()):
        return []  # most report pages: they need not be parsed here
    by_address = {link.url: link for link in _documents(page)}
    return list(islice(by_address.values(), MAX_DOCUMENTS))


def _documents(page: TextResponse) -> Iterator[Link]:
    for link in dict.fromkeys(links(page)):
        title = normalise_title(link.title)
        if is_document(link) and _SAYS_SO.search(title) and not is_another(title):
            yield link
    for source in page.xpath("//iframe/@src | //embed/@src | //object/@data").getall():
        if (url := resolve(source, page)) is not None and is_document(shown := Link(url, "")):
            yield shown


def kind_of(content: bytes) -> str | None:
    """Magic bytes decide, not the ending: ``.pdf`` may be an error page, ``.doc`` may be HTML."""
    start = content[:MAGIC_WITHIN].lstrip()
    return next((kind for magic, kind in MAGIC if start.startswith(magic)), None)


def file_name(response: Response) -> str | None:
    """As the server calls the file (RFC 6266), else as its address does."""
    header = (response.headers.get("Content-Disposition") or b"").decode("latin-1")
    if extended := _EXTENDED.search(header):
        return _decode(unquote_to_bytes(extended[2]), extended[1])
    if plain := _PLAIN.search(header):
        return _decode(unquote_to_bytes(plain[1].encode("latin-1")))
    return unquote(urlsplit(response.url).path.rpartition("/")[2]) or None


def _decode(name: bytes, charset: str = "") -> str:
    """Servers send raw UTF-8 or GBK, percent-encoded or not, whatever the standard says."""
    for encoding in (charset or "utf-8", "utf-8"):
        with suppress(LookupError, UnicodeDecodeError):
            return name.decode(encoding)
    return name.decode("gb18030", "replace")
