"""Walls are told from pages by status, size, cookies and what the script does."""

import pytest
from scrapy.http import HtmlResponse

from crawler.blocked import block_reason, error_page

NO_HEADERS: list[tuple[bytes, bytes]] = []


@pytest.mark.parametrize("status", [403, 405, 412, 429, 521])
def test_statuses_of_walls(status: int) -> None:
    reason = block_reason(status, NO_HEADERS, b"")
    assert reason is not None
    assert reason.startswith(str(status))


@pytest.mark.parametrize(
    ("cookie", "body", "named"),
    [
        (b"__jsl_clearance=x", b"<script>go()</script>", "Jiasule"),
        (b"acw_sc__v2=x", b"<html><script>go()</script></html>", "Aliyun"),
        (b"", b"<script>document.cookie='C3VK=1';location.reload()</script>", "C3VK"),
        (b"", b"<script>location.reload()</script>", "script-only"),
    ],
)
def test_scripts_that_only_set_a_cookie(cookie: bytes, body: bytes, named: str) -> None:
    reason = block_reason(200, [(b"set-cookie", cookie)], body)
    assert reason is not None
    assert named in reason


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (200, b"<html><script>location.reload()</script><p>\xe6\x96\xb0\xe9\x97\xbb</p></html>"),
        (200, b"<html><body></body></html>"),
        (200, b"<script>document.cookie=1</script>" + b"<!-- -->" * 1000),
        (404, b"<script>location.reload()</script>"),
        (500, b""),
    ],
)
def test_what_is_not_a_wall(status: int, body: bytes) -> None:
    assert block_reason(status, NO_HEADERS, body) is None


@pytest.mark.parametrize(
    ("page", "named"),
    [
        ("Not exist!!!!", "stub"),
        ("<title>404 Not Found</title><body>nginx</body>", "404 Not Found"),
        ("<title>页面不存在</title><body>" + "云湄市人民政府 " * 100 + "</body>", "页面不存在"),
        ("<body><h1>云湄市</h1><p>抱歉，您访问的页面不存在</p></body>", "soft 404"),
        ("<body><script>var a</script>请输入验证码后继续访问</body>", "captcha"),
        ("<body>您的IP已被网站防火墙拦截</body>", "firewall"),
    ],
)
def test_error_pages_with_status_200(page: str, named: str) -> None:
    reason = error_page(HtmlResponse("http://a.example/", body=page, encoding="utf-8"))
    assert reason is not None
    assert named in reason


@pytest.mark.parametrize(
    "page",
    [
        "<title>政府信息公开年报</title><body><a href=x>2023年政府信息公开工作年度报告</a></body>",
        "<body>" + "本机关不掌握相关政府信息，申请的页面不存在。" * 30 + "</body>",
        "<title>关于查找不到的档案的通知</title><body>通知</body>",
        "<html><body><ul></ul></body></html>",
    ],
)
def test_pages_that_may_be_read(page: str) -> None:
    assert error_page(HtmlResponse("http://a.example/", body=page, encoding="utf-8")) is None
