"""Walls are told from pages by status, size, cookies and what the script does."""

import pytest

from crawler.blocked import block_reason

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
