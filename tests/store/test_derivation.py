"""From a captured body to a derivation: codings, media types, parsers, unreadable bytes."""

import gzip
import json
import zlib
from typing import Any

import brotli
import pytest

from parser.errors import UnreadableDocument
from parser.extraction import Document, Finding
from store import content_encoding
from store.content_encoding import UndecodableBodyError, decode_content
from store.derivation import Derivation, as_document, derive, parser_version, unpack
from store.errors import DamagedArchive

URL = "http://www.yunxi.example/2023.html"
BODY = json.dumps({"made_new": 3}).encode()


def raw_deflate(content: bytes) -> bytes:
    compressor = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return compressor.compress(content) + compressor.flush()


@pytest.mark.parametrize(
    ("coding", "encode"),
    [
        ("", bytes),
        ("identity", bytes),
        ("gzip", gzip.compress),
        ("x-gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", raw_deflate),
        ("br", brotli.compress),
        ("deflate, GZIP", lambda content: gzip.compress(zlib.compress(content))),
    ],
)
def test_codings_are_undone(coding: str, encode: Any) -> None:
    assert decode_content(encode(BODY), coding) == BODY


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "compress"])
def test_a_body_that_is_not_what_it_says(coding: str) -> None:
    with pytest.raises(UndecodableBodyError, match=coding):
        decode_content(b"<html>plain</html>", coding)


@pytest.mark.parametrize(
    ("coding", "encode"),
    [("gzip", gzip.compress), ("deflate", zlib.compress), ("br", brotli.compress)],
)
def test_a_bomb_is_not_unpacked(coding: str, encode: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(content_encoding, "MAX_DECODED", 100_000)
    assert len(decode_content(encode(b"0" * 100_000), coding)) == 100_000
    with pytest.raises(UndecodableBodyError, match="100000 bytes"):
        decode_content(encode(b"0" * 100_001), coding)


@pytest.mark.parametrize(
    ("content_type", "media_type", "charset"),
    [
        (b"text/html; charset=GBK", "text/html", "gb18030"),
        (b"Text/Plain", "text/plain", None),
        (b"application/pdf", "application/pdf", None),
        (None, "text/html", None),
    ],
)
def test_media_type_and_charset(
    content_type: bytes | None, media_type: str, charset: str | None
) -> None:
    headers = [(b"content-type", content_type)] if content_type else []
    document = as_document(BODY, headers, URL)
    assert (document.media_type, document.charset, document.url) == (media_type, charset, URL)


@pytest.mark.usefixtures("toy_parser")
def test_derive_undoes_the_coding_and_reads() -> None:
    headers = [(b"Content-Encoding", b"gzip")]
    derivation = derive(gzip.compress(BODY), headers, URL, "sha256:00", "toy_parser:parse")
    assert (derivation.issuer, derivation.year) == ("云溪市林业局", 2023)
    assert derivation.extraction().tables == {"art20_1": {"rules": {"made_new": 3}}}
    assert parser_version("toy_parser:parse") == "1"


def test_what_cannot_be_decoded_is_no_report(toy_parser: Any) -> None:
    derivation = derive(BODY, [(b"Content-Encoding", b"br")], URL, "sha256:00", "toy_parser:parse")
    assert derivation.kind == "not_report"
    assert derivation.reasons[0].startswith("UNREADABLE: the body is not valid br")
    assert derivation.parser_version == toy_parser.PARSER_VERSION


def test_what_the_parser_cannot_read_is_no_report(
    toy_parser: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Document) -> None:
        raise UnreadableDocument("a PDF is not read yet")

    monkeypatch.setattr(toy_parser, "parse", refuse)
    derivation = derive(BODY, [], URL, "sha256:00", "toy_parser:parse")
    assert derivation.reasons == ["UNREADABLE: a PDF is not read yet"]


def test_only_findings_that_did_not_pass_are_kept(make_extraction: Any) -> None:
    extraction = make_extraction()
    extraction.findings = [
        Finding("T3-BALANCE", "H", status, "requests", "") for status in ("pass", "fail")
    ]
    assert [f.status for f in Derivation.of("sha256:00", extraction).findings] == ["fail"]


@pytest.mark.parametrize("blob", [b"\x01\x02", zlib.compress(b"{"), zlib.compress(b"[]")])
def test_a_damaged_reading_in_the_index_is_told(blob: bytes) -> None:
    with pytest.raises(DamagedArchive, match="gongkai rebuild"):
        unpack(blob)
