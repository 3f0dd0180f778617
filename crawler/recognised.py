"""Which records of an archive made by others may be reports: only those are worth reading."""

import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import product

from crawler.blocked import block_reason
from parser.errors import UnreadableDocument
from parser.files.kinds import kind_of
from store.content_encoding import UndecodableBodyError
from store.derivation import as_document
from store.warc import StoredRecord

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
    """By its bytes, as the parser goes by them: portals serve reports as ``octet-stream``. A
    document does not show what is in it before it is read."""
    try:
        document = as_document(record.body, record.headers, record.url)
    except UndecodableBodyError:
        return False
    if block_reason(status, record.headers, document.content) is not None:
        return False
    said = document.content
    try:
        kind = kind_of(said)
    except UnreadableDocument:
        return False
    if kind is not None:
        return kind.reader is not None
    return bool(_SUBJECT.search(said) and _KIND.search(said))
