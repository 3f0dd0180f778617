"""Links to documents in the body of a report."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from posixpath import basename
from urllib.parse import urljoin, urlsplit

from lxml import etree
from w3lib.url import url_query_cleaner

from parser.extraction import Attachment
from parser.html.lines import Line

_ENDING = re.compile(r"\.(?:pdf|docx?|xlsx?|wps|et|ofd|zip|rar|rtf)(?:[?#;&]|$)", re.IGNORECASE)
_SAYS_SO = re.compile(r"附\s*件|年度报告|年\s*报")
"""What a line outside the report must say: editors put the document under the text, and templates
put brochures beside it."""

SESSION = ("jsessionid", "phpsessid", "sessionid", "sid", "token", "t", "_", "r", "rnd", "random")
"""Parameters that differ between two requests for the same document."""
_PATH_SESSION = re.compile(r";(?:jsessionid|sid)=[^/?#]*", re.IGNORECASE)

MAX_LINKS = 2_000
"""Looked at on one page; a portal's home page has some 400."""
MAX_AROUND = 200
"""Characters of a line that are asked what its link is."""


def read_attachments(
    lines: Sequence[Line], report: etree._Element | None, url: str | None
) -> list[Attachment]:
    """Each link once, in order; resolved against the address of the page, if it is known."""
    found: dict[str, Attachment] = {}
    for link, around in islice(_links(lines), MAX_LINKS):
        href = (link.get("href") or "").strip()
        text = " ".join("".join(link.itertext()).split())
        if not (_ENDING.search(href) or _ENDING.search(text)):  # downloads: only the text says so
            continue
        inside = report is not None and (link is report or report in link.iterancestors())
        if inside or _SAYS_SO.search(around):
            target = _resolve(url, href)
            found.setdefault(target, Attachment(target, text or link.get("title") or ""))
    return list(found.values())


def _links(lines: Sequence[Line]) -> Iterator[tuple[etree._Element, str]]:
    """The links of each block once, with the text of the line they stand in."""
    seen = set()
    for line in lines:
        if line.element in seen:
            continue
        seen.add(line.element)
        for child in line.element.iterchildren("a"):
            yield child, line.text[:MAX_AROUND]


def _resolve(url: str | None, href: str) -> str:
    try:
        return urljoin(url, href) if url else href
    except ValueError:
        return href  # a broken IPv6 address in brackets; it stays as printed


def lasting_address(url: str) -> str:
    """Without what differs between two requests for the same document."""
    return url_query_cleaner(_PATH_SESSION.sub("", url), SESSION, remove=True)


def identity_of(attachment: Attachment) -> str:
    """What makes two links the same document for a digest: its name and its words, not the host
    it was served from, nor a session."""
    clean = lasting_address(attachment.url)
    try:
        parts = urlsplit(clean)
    except ValueError:
        return f"{clean} {attachment.text}"
    return f"{basename(parts.path)}?{parts.query} {attachment.text}"
