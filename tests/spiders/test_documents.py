"""Files of a report: which links lead to one, what they are called and what they are."""

from urllib.parse import quote

import pytest
from scrapy.http import HtmlResponse, Response

from spiders.documents import documents, file_name, kind_of

URL = "http://x.test/module/download/downfile.jsp"
NAME = "青禾县2023年年报.pdf"


@pytest.mark.parametrize(
    "header",
    [
        f'attachment; filename="{NAME}"'.encode(),
        f'attachment; filename="{NAME}"'.encode("gbk"),
        f"attachment;filename={NAME}".encode("gbk"),
        f"attachment; filename={quote(NAME)}".encode(),
        f"attachment; filename*=UTF-8''{quote(NAME)}".encode(),
        f"attachment; filename=x.pdf; filename*=GBK''{quote(NAME, encoding='gbk')}".encode(),
        f"attachment; filename*=nonsense''{quote(NAME, encoding='gbk')}".encode(),
    ],
)
def test_names_as_servers_send_them(header: bytes) -> None:
    assert file_name(Response(URL, headers={"Content-Disposition": header})) == NAME


def test_a_name_from_the_address() -> None:
    assert file_name(Response("http://x.test/a/%E5%B9%B4%E6%8A%A5.pdf?x=1")) == "年报.pdf"
    assert file_name(Response("http://x.test/")) is None


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7 ...", "pdf"),
        (b"\r\n\r\n%PDF-1.4", "pdf"),
        (b"PK\x03\x04....", "zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", "ole"),
        (b"{\\rtf1\\ansi", "rtf"),
        (b"<html><body>%PDF-", None),
        (b"", None),
    ],
)
def test_magic_decides(content: bytes, kind: str | None) -> None:
    assert kind_of(content) == kind


@pytest.mark.parametrize(
    "shown",
    [
        '<iframe src="/f/P0.pdf" width="800"></iframe>',
        '<iframe src="/js/pdfjs/web/viewer.html?file=%2Ff%2FP0.pdf#page=1"></iframe>',
        '<iframe src="/js/pdfjs/web/viewer.html?v=2&amp;file=../../../f/P0.pdf"></iframe>',
        '<a href="/js/pdfjs/web/viewer.html?file=/f/P0.pdf">在线预览</a>',
        '<embed src="/f/P0.pdf" width="800">',
        '<object data="/f/P0.pdf" type="application/pdf"></object>',
        '<a href="/f/P0.pdf">点击查看</a>',
        '<a href="/f/P0.pdf">P0.pdf</a>',
    ],
)
def test_ways_to_show_a_file(shown: str) -> None:
    body = f"{shown}<iframe src='/visit.html'></iframe><a href='/g.pdf'>市民手册</a>"
    page = HtmlResponse("http://x.test/1.html", body=body.encode(), encoding="utf-8")
    assert [link.url for link in documents(page)] == ["http://x.test/f/P0.pdf"]


def test_a_viewer_of_nothing_is_passed_over() -> None:
    body = "<iframe src='/viewer.html?file=http://['></iframe><embed src='/a.pdf'>"
    page = HtmlResponse("http://x.test/1.html", body=body.encode(), encoding="utf-8")
    assert [link.url for link in documents(page)] == ["http://x.test/a.pdf"]


def test_files_of_the_report_and_not_of_the_template() -> None:
    body = """<a href="/files/a.pdf">附件1：统计表.xls</a> <a href="/b.docx">2023年年报</a>
    <a href="/system/_content/download.jsp?urltype=news&wbfileid=77">附件</a>
    <a href="/c.pdf">市民手册</a> <a href="/d.pdf">政府信息公开指南</a>
    <a href="/api/file/download?id=5">附件：年度报告</a> <a href="/e.html">附件</a>"""
    page = HtmlResponse("http://x.test/1.html", body=body.encode(), encoding="utf-8")
    assert [link.url.rpartition("/")[2][:12] for link in documents(page)] == [
        "a.pdf",
        "b.docx",
        "download.jsp",
        "download?id=",
    ]
