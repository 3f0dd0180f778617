"""Pages that are a wall or an error instead of content: recognised and recorded, never solved.

Each is named by the kind of protection, as far as the answer gives it away, so that a person can
decide what to do about the portal.
"""

import re
from collections.abc import Iterable
from http import HTTPStatus

from lxml import etree
from scrapy.http import TextResponse

STATUSES = {
    403: "403 refused",
    405: "405 firewall (Aliyun or telecom cloud protection)",
    412: "412 dynamic protection (Ruishu type)",
    429: "429 too many requests",
    521: "521 challenge (Jiasule type)",
}
COOKIES = {
    b"__jsl_clearance": "challenge cookie (Jiasule type)",
    b"acw_sc__v2": "challenge cookie (Aliyun type)",
    b"c3vk": "challenge cookie (C3VK type)",
    b"yunsuo_session_verify": "challenge cookie (Yunsuo type)",
    b"wzws_sessionid": "challenge cookie (Wangzhan Weishi type)",
}
"""Set by a script-only page, they name who asks for the proof. On other pages they say nothing:
many portals behind such a wall set them with every answer."""

CHALLENGE_BYTES = 4096
"""Challenges seen are 380–2,000 bytes of script; a page with a text is longer."""
STUB_BYTES = 64
"""A page served instead of a missing one may be as short as 13 bytes; no real page is."""
HEAD_CHARACTERS = 16_384
"""In which the title stands; only small pages are parsed, since a report page is parsed for no
other reason than this."""
NOTICE_PAGE_CHARACTERS = 8_000
"""Of HTML: an error page that is longer wears the portal's template, and its title tells."""
NOTICE_CHARACTERS = 300
"""Of text on an error page; a real page that speaks of missing pages has more."""

_SCRIPT = re.compile(rb"<(script|style|noscript|head)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(rb"<[^>]*>")
_MISSING = re.compile(
    r"(页面|網頁|网页|内容|栏目|文章|信息|地址)[^。，,;；]{0,8}(不存在|未找到|已(被)?删除|已失效|找不到|无法访问)"
    r"|(找不到|未找到|没有找到)[^。，]{0,10}(页面|网页|内容|文章)|页面走丢|\bnot found\b",
    re.IGNORECASE,
)
_CAPTCHA = re.compile(r"(输入|填写|完成)[^。]{0,10}验证码|访问(过于|太)频繁|滑动验证|人机验证")
_REFUSED = re.compile(
    r"(您的|该)(IP|访问|请求)[^。]{0,20}(禁止|拦截|拒绝|限制)|网站防火墙", re.IGNORECASE
)
_TITLE = re.compile(r"<title[^>]*>([^<]{1,300})", re.IGNORECASE)
_TEXTS = etree.XPath("//body//text()[not(parent::script or parent::style)]", smart_strings=False)
"""Not asked through the response: a selector for every text took half of the time of a crawl."""
_NOTICES = {"soft 404": _MISSING, "captcha": _CAPTCHA, "firewall": _REFUSED}


def block_reason(status: int, headers: Iterable[tuple[bytes, bytes]], body: bytes) -> str | None:
    """The kind of wall this response is, or ``None`` for a page that may be read.

    ``body`` is the decoded one. A page that only sets a cookie and reloads itself is a wall too.
    """
    if status in STATUSES:
        return STATUSES[status]
    if status != HTTPStatus.OK or len(body) > CHALLENGE_BYTES:
        return None
    shown = _TAG.sub(b"", _SCRIPT.sub(b"", body)).strip()
    if shown or b"<script" not in body.lower():
        return None
    cookies = b" ".join(value for name, value in headers if name.lower() == b"set-cookie")
    seen = (cookies + body).lower()
    named = (label for token, label in COOKIES.items() if token in seen)
    scripted = b"document.cookie" in seen or b"location.reload" in seen
    return next(named, "script-only challenge" if scripted else None)


def error_page(response: TextResponse) -> str | None:
    """The kind of error page that an answer with status 200 really is.

    A soft 404 is told by its title, or by what it says where it says little else. It is never the
    sign of a removal: portals send it for a broken template as well.
    """
    text = response.text
    if len(text.strip()) < STUB_BYTES and "<" not in text:
        return "soft 404: a stub without a page"
    title = _TITLE.search(text, 0, HEAD_CHARACTERS)
    if title and _MISSING.search(title[1]):
        return f"soft 404: {' '.join(title[1].split())[:40]}"
    notice = _notice(response) if len(text) <= NOTICE_PAGE_CHARACTERS else ""
    found = ((kind, pattern.search(notice)) for kind, pattern in _NOTICES.items())
    return next((f"{kind}: {match[0]}" for kind, match in found if match), None)


def _notice(response: TextResponse) -> str:
    """What a reader sees of a page that says little; nothing of one that says more."""
    shown = "".join("".join(_TEXTS(response.selector.root)).split())
    return shown if len(shown) <= NOTICE_CHARACTERS else ""
