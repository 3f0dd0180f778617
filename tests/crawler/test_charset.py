"""A page is read in the encoding of its bytes, whatever its labels say."""

import pytest
from scrapy.http import HtmlResponse

from crawler.middlewares.charset import relabelled

PAGE = '<html><head><meta charset="{}"></head><body><a href="/">政府信息公开年报</a></body></html>'


@pytest.mark.parametrize(
    ("encoding", "header", "meta"),
    [
        ("gb18030", "utf-8", "gb2312"),
        ("gb18030", "utf-8", "utf-8"),
        ("utf-8", "gbk", "utf-8"),
        ("utf-8", None, "gb2312"),
        ("gb18030", None, "gb2312"),
        ("utf-16", None, "utf-8"),
    ],
)
def test_labels_that_lie(encoding: str, header: str | None, meta: str) -> None:
    kind = f"text/html; charset={header}" if header else "text/html"
    body = PAGE.format(meta).encode(encoding)
    page = relabelled(HtmlResponse("http://x.test/", headers={"Content-Type": kind}, body=body))
    assert page.xpath("//a/text()").get() == "政府信息公开年报"
    assert page.body == body
