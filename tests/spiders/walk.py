"""A portal in a dictionary, walked by a spider without a network."""

import json
from collections import deque
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any
from urllib.parse import urljoin

from scrapy import Request
from scrapy.http import HtmlResponse, JsonResponse, Response
from scrapy.statscollectors import MemoryStatsCollector
from scrapy.utils.request import fingerprint
from scrapy.utils.test import get_crawler

from crawler.items import ReportPage
from spiders.portal import AnyPortalSpider

HOST = "http://www.yunxi.gov.cn"
SECTIONS = (
    "一、总体情况 二、主动公开 三、收到和处理申请 四、行政复议 五、问题及改进 六、其他需要报告"
)
MOST = 2_000
"""Requests after which a walk is called endless."""


@dataclass
class Walked:
    """Addresses without the host: report pages handed over, and all that was asked for."""

    reports: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    dropped: dict[str, Any] = field(default_factory=dict)


def walk(pages: dict[str, str | bytes | dict[str, Any]]) -> Walked:
    """``pages`` by path; text is HTML, bytes a file, a dictionary JSON. What is absent is a 404."""
    spider = AnyPortalSpider(url=f"{HOST}/")
    spider.crawler = get_crawler()
    spider.crawler.stats = MemoryStatsCollector(spider.crawler)
    walked, seen = Walked(), set()
    waiting = deque([Request(spider.seed, callback=spider.parse_page)])
    while waiting:
        request = waiting.popleft()
        if fingerprint(request) in seen or request.url not in spider.scope:
            continue
        seen.add(fingerprint(request))
        walked.asked.append(request.url.removeprefix(HOST))
        assert len(walked.asked) < MOST, f"endless: {walked.asked[-5:]}"
        response = _answer(request, pages)
        if response is None:
            continue
        for found in request.callback(response, **request.cb_kwargs):
            if isinstance(found, ReportPage):
                walked.reports.append(found.exchange.url.removeprefix(HOST))
            else:
                waiting.append(found)
    walked.dropped = {
        key.removeprefix("dropped/"): count
        for key, count in spider.crawler.stats.get_stats().items()
    }
    return walked


def _answer(request: Request, pages: dict[str, Any]) -> Response | None:
    body = pages.get(request.url.removeprefix(HOST))
    request.meta.update(exchange=SimpleNamespace(url=request.url), capture=None)
    if body is None:
        return None
    if isinstance(body, bytes):
        return Response(request.url, body=body, request=request)
    if isinstance(body, dict):
        return JsonResponse(request.url, body=json.dumps(body).encode(), request=request)
    return HtmlResponse(request.url, body=body.encode(), encoding="utf-8", request=request)


def title(year: int, body: str = "云溪市") -> str:
    return f"{body}{year}年政府信息公开工作年度报告"


def row(address: str, text: str) -> str:
    return f'<li><a href="{urljoin(HOST, address)}">{text}</a></li>'
