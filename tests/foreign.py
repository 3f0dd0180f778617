"""WARC files as other crawlers write them, written by warcio."""

from io import BytesIO
from typing import Any

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from demo.report import invent

SITE = "http://www.yunxi.example"
URL = f"{SITE}/nb/2022.html"
NEXT = f"{SITE}/nb/2023.html"


def page(seed: int, year: int, charset: str = "utf-8") -> bytes:
    report = invent(seed, year=year)
    head = f"<html><head><title>{report.title}</title></head><body><h1>{report.title}</h1>"
    return f"{head}{report.html()}</body></html>".encode(charset)


def chunked(body: bytes) -> bytes:
    return b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)


class Foreign:
    """sha1 digests, moments without fractions, requests ahead, and records that are no pages."""

    def __init__(self, *, compressed: bool = True) -> None:
        self.stream = BytesIO()
        self._writer = WARCWriter(self.stream, gzip=compressed, warc_version="1.0")
        self._writer.write_record(self._writer.create_warcinfo_record("a.warc", {"software": "x"}))
        self._write("dns:www.yunxi.example", b"20240101\n1.2.3.4", 1, "resource", mime="text/dns")

    def respond(
        self, day: int, url: str, body: bytes, status: object = 200, **headers: str
    ) -> None:
        listed = [("Content-Type", "text/html"), *headers.items()]
        self._write(url, body, day, "response", StatusAndHeaders(f"{status} X", listed, "HTTP/1.1"))

    def revisit(self, day: int, url: str, of_day: int | None) -> None:
        fields = {"WARC-Profile": "http://netpreserve.org/warc/1.0/revisit/x"}
        if of_day is not None:
            fields |= {"WARC-Refers-To-Target-URI": url, "WARC-Refers-To-Date": moment(of_day)}
        head = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], "HTTP/1.1")
        self._write(url, b"", day, "revisit", head, **fields)

    def _write(
        self,
        url: str,
        body: bytes,
        day: int,
        kind: str,
        head: Any = None,
        mime: str | None = None,
        **fields: str,
    ) -> None:
        fields["WARC-Date"] = moment(day)
        record = self._writer.create_warc_record(
            url, kind, payload=BytesIO(body), http_headers=head, warc_headers_dict=fields,
            warc_content_type=mime or "",
        )  # fmt: skip
        self._writer.write_record(record)


def moment(day: int) -> str:
    return f"2024-01-{day:02}T08:00:00Z"
