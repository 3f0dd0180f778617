"""What a link says of the page behind it: title and address, before anything is fetched."""

import re
from typing import NamedTuple
from urllib.parse import urlsplit

from parser.kind.titles import YEAR, look_alike, normalise_title
from parser.metadata.issuer import issuer_in_title, kind_of

_COLUMN_OF_REPORTS = re.compile(
    r"/\d*(?:[a-z]*gk)?n(?:ian)?(?:d)?b(?:ao|g|gb)?(?:[_\d][^/]*)?/|annual_?report|xxgknb",
    re.IGNORECASE,
)
"""zfxxgknb, xxgkndbg, gknb2017, ndbg_3372 …: 政府信息公开年报 in the first letters of its words."""
_DOCUMENT = re.compile(
    r"\d{5,}[^/]*$|[0-9a-f]{16,}[^/]*$|/(?:detail|show|content)[^/]*[?/=]|\.(?:pdf|docx?|ofd)$",
    re.IGNORECASE,
)
"""Pages have serial numbers in their addresses; lists have names."""
_OF_MANY = re.compile(
    r"^[省市县区州旗]?(?:政府|直属?|级|各)*(?:部门|单位|机关|街道|乡镇|镇街|区县|县区)"
)
"""Columns of many bodies: 市直部门, 街道办事处, 各单位."""
_BEFORE_YEAR = re.compile(r"([\u4e00-\u9fff]{3,30}?)[\W_]*20[0-2]\d")

_OFFICIAL_HOST = re.compile(r"(?:^|\.)gov\.cn$|(?:^|\.)(?:政务|xn--zfr164b)$|^[\d.]+$")
"""Names under gov.cn and 政务 are given to organs of the state alone (国办函〔2018〕55号); some are
reached by a number. A mirror has to take another name, whatever its paths copy."""


class Candidate(NamedTuple):
    """``reason``: why this is no annual report, ``None`` if it is one, as far as can be told.
    ``official``: the host is an organ's own; a report elsewhere is a repost, or a mirror."""

    reason: str | None
    official: bool


def judge_candidate(title: str, url: str) -> Candidate:
    return Candidate(_reason(title, url), is_official(url))


def is_official(url: str) -> bool:
    return bool(_OFFICIAL_HOST.search(_host(url)))


def _reason(title: str, url: str) -> str | None:
    reason = look_alike(title)
    text = normalise_title(title)
    if reason == "no year":
        return None if _names_one_body(text, url) else reason
    if reason == "no report title" and _stands_among_reports(text, url):
        return None
    return reason


def _names_one_body(text: str, url: str) -> bool:
    """A report without its year, not the column of that name: 政府信息公开年报 of a government is
    what its portal calls the column, unless a page of its own bears the title."""
    issuer = issuer_in_title(text)
    if not issuer or _OF_MANY.match(issuer):
        return False
    return kind_of(issuer) != "government" or bool(_DOCUMENT.search(url))


def _stands_among_reports(text: str, url: str) -> bool:
    """A body and a year, on a page of a column of reports: 青禾镇2017年."""
    named = _BEFORE_YEAR.match(text)
    return bool(
        named
        and YEAR.search(text)
        and kind_of(named[1])
        and not _OF_MANY.match(named[1])
        and _COLUMN_OF_REPORTS.search(url)
        and _DOCUMENT.search(url)
    )


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
