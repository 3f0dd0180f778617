"""Which records of an archive made by others may be reports: only those are worth reading."""

import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import product

from crawler.blocked import block_reason
from store.content_encoding import UndecodableBodyError
from store.derivation import as_document
from store.warc import StoredRecord

HTML = ("text/html", "application/xhtml+xml", "text/plain")
DOCUMENTS = (
    "application/pdf",
    "application/msword",
    "application/vnd.ms-excel",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/ofd",
)
"""A document does not show what is in it before it is read."""

WORDS = ("信息公开", "信息公開", "資訊公開"), ("报告", "年报", "報告", "年報")
"""One of each is in every report, in its title if nowhere else."""

CHARSETS = ("utf-8", "gb18030", "big5")


def _pattern(words: tuple[str, ...]) -> re.Pattern[bytes]:
    return re.compile(b"|".join(re.escape(spelling) for spelling in set(_spellings(words))))


def _spellings(words: tuple[str, ...]) -> Iterator[bytes]:
    for word, charset in product(words, CHARSETS):
        with suppress(UnicodeEncodeError):  # Big5 has no simplified characters
            yield word.encode(charset)


_SUBJECT, _KIND = map(_pattern, WORDS)


def may_be_report(record: StoredRecord, status: int) -> bool:
    try:
        document = as_document(record.body, record.headers, record.url)
    except UndecodableBodyError:
        return False
    if block_reason(status, record.headers, document.content) is not None:
        return False
    if document.media_type in DOCUMENTS:
        return True
    said = document.content
    return document.media_type in HTML and bool(_SUBJECT.search(said) and _KIND.search(said))
