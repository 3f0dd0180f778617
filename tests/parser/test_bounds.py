"""The largest and the strangest input is read within fixed memory and processor time."""

import subprocess
import sys

import pytest

MEGABYTES = 1024
"""Of address space; some 400 are taken before anything is read."""
SECONDS = 60
"""Of processor time; none of these takes a tenth of it."""
READ = f"""
import resource, sys
from parser import Document, UnreadableDocument, parse_report
resource.setrlimit(resource.RLIMIT_AS, ({MEGABYTES << 20},) * 2)
resource.setrlimit(resource.RLIMIT_CPU, ({SECONDS},) * 2)
try:
    parse_report(Document(sys.stdin.buffer.read()))
except UnreadableDocument:
    pass
"""
LABELLED = "<tr><td>规章</td><td>本年制发件数</td><td>1</td></tr>".encode()
HOSTILE = {
    "a page of 50 MB": b"<html>" + "<p>政府信息公开工作年度报告</p>".encode() * 1_250_000,
    "a table without end": b"<table>" + LABELLED * 10_000,
    "a cell without end": b"<table><tr><td>" + "统".encode() * 1_000_000,
    "spans beyond counting": b"<table>"
    + b"<tr><td colspan=1000000000 rowspan=1000000000>1" * 9_999,
    "a hundred thousand nested tags": b"<div><table><tr><td>" * 100_000,
    "references": b"<p>" + b"&amp;&#x10ffff;&nope;" * 30_000,
    "attributes": b"<p " + b"a=1 " * 200_000 + b">",
    "rubbish": bytes(range(1, 256)) * 1_000,
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=list(HOSTILE))
def test_reading_is_bounded(content: bytes) -> None:
    child = subprocess.run(
        [sys.executable, "-c", READ], input=content, capture_output=True, check=False
    )
    assert child.returncode == 0, child.stderr.decode()
