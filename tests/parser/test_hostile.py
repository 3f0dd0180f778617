"""Pages are hostile: whatever comes in, an answer goes out, soon."""

import random

import pytest

from parser import Document, Extraction, UnreadableDocument, parse_report
from parser.files.kinds import BY_MAGIC
from parser.opening import MAX_BYTES

pytestmark = pytest.mark.usefixtures("bounded")

NOISE = random.Random(1).randbytes(500_000)  # noqa: S311  the same noise in every run

PAGES = {
    "nested blocks": b"<html><body>" + b"<div>" * 100_000 + b"x",
    "nested rows of blocks": "<div>规章<div>1</div>".encode() * 30_000,
    "many rows of blocks": "<div><div>规章</div><div>1</div></div>".encode() * 30_000,
    "many cells of blocks": b"<div>" + "<div>规章</div><div>1</div>".encode() * 50_000,
    "nested tables": b"<table><tr><td>" * 50_000,
    "nested links": b"<p><a href=x.pdf>" * 20_000,
    "unclosed fonts": b"<html><body>" + b"<font>" * 100_000 + b"x",
    "huge spans": "<table><tr><td colspan=1000000000 rowspan=999999999>规章<td>1".encode() * 500,
    "endless span": b"<table><tr><td colspan=" + b"9" * 100_000 + b">x",
    "many rows": b"<table>" + "<tr><td>规章</td><td>1</td></tr>".encode() * 100_000,
    "many cells": b"<table><tr>" + "<td>规章</td>".encode() * 100_000,
    "many tables": "<table><tr><td>规章</td><td>现行有效件数</td></tr></table>".encode() * 20_000,
    "many paragraphs": "<p>一、总体情况</p>".encode() * 100_000,
    "many headings": "".join(f"<p>一、情况{n}</p>" for n in range(50_000)).encode(),
    "many links": b"<p>" + b"<a href=a.pdf>x</a>" * 100_000,
    "noughts": b"<html>" + b"\0" * 1_000_000,
    "unclosed comment": b"<!--" + b"x" * 1_000_000,
    "noise": NOISE,
    "noise after a tag": b"<html>" + NOISE,
}
TEXTS = {
    "pipes": b"|\n" * 100_000,
    "pipes in a line": b"|" * 1_000_000,
    "pipes and a word": b"|" * 1_000_000 + b"x",
    "dashes": b"-" * 1_000_000 + b"|x",
    "blanks and pipes": b"x |" + b" " * 1_000_000 + b"|x",
    "labels": "规章 |\n".encode() * 50_000,
    "labels without pipes": "规章\n1\n".encode() * 50_000,
    "labels in a line": "规章 1 ".encode() * 100_000,
    "open brackets": "（\n".encode() * 100_000,
    "double pipes": b"|a|" * 300_000,
    "rows without blanks": "一、本年新收政府信息公开申请数量 | 1 | 1 | |||||||\n".encode() * 20_000,
    "one word": "统".encode() * 1_000_000,
    "open quotes": "《".encode() * 1_000_000,
    "addresses": "地址:x ".encode() * 200_000,
    "digits": b"2" * 1_000_000,
    "titles of rules": "我局有《青禾县水务局制度》".encode() * 50_000,
    "masks": b"20**" * 200_000,
}


def read(content: bytes, media_type: str) -> Extraction:
    return parse_report(Document(content, media_type))


@pytest.mark.parametrize("content", PAGES.values(), ids=list(PAGES))
def test_hostile_pages_are_answered(content: bytes) -> None:
    assert read(content, "text/html").kind == "not_report"


@pytest.mark.parametrize("content", TEXTS.values(), ids=list(TEXTS))
def test_hostile_texts_are_answered(content: bytes) -> None:
    assert read(content, "text/plain").kind == "not_report"


def test_what_is_too_long_is_read_in_part_and_said_so() -> None:
    extraction = read("<p>统</p>".encode() * (MAX_BYTES // 10 + 10), "text/html")
    assert [f.rule for f in extraction.findings] == ["DOC-TRUNCATED"]


@pytest.mark.parametrize("magic", [magic for magic in BY_MAGIC if not BY_MAGIC[magic].reader])
def test_other_kinds_are_named(magic: bytes) -> None:
    with pytest.raises(UnreadableDocument, match=BY_MAGIC[magic].name):
        parse_report(Document(magic + b"\x01\x02", "text/html"))


@pytest.mark.parametrize("content", [b"", b" \n\t"])
def test_nothing_is_unreadable(content: bytes) -> None:
    with pytest.raises(UnreadableDocument, match="empty"):
        parse_report(Document(content))


def test_a_declared_binary_that_is_html_is_read() -> None:
    page = "<html><body>页面不存在</body></html>".encode()
    assert parse_report(Document(page, "application/pdf")).kind == "not_report"
    with pytest.raises(UnreadableDocument, match="application/json"):
        parse_report(Document(b'{"rows": []}', "application/json"))


def test_a_table_cut_off_before_its_values_is_answered() -> None:
    headings = "".join(
        f"<p>{heading}</p>"
        for heading in (
            "一、总体情况",
            "二、主动公开政府信息情况",
            "三、收到和处理政府信息公开申请情况",
        )
    )
    labels = ("行政复议", "未经复议直接起诉", "复议后起诉", "结果维持", "结果纠正")
    rows = "".join(f"<tr><td>{label}</td></tr>" for label in labels)
    page = f"<title>青禾县2023年政府信息公开工作年度报告</title>{headings}<table>{rows}</table>"
    extraction = read(page.encode(), "text/html")
    missing = [finding.where for finding in extraction.findings if finding.rule == "ROW-MISSING"]
    assert missing == ["remedies"]
