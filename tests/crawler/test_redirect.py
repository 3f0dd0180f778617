"""Redirects of the seed and of disclosure links take the scope along; others do not."""

import pytest
from scrapy import Request
from scrapy.http import Response
from scrapy.utils.test import get_crawler

from crawler.middlewares.redirect import SelfRedirectMiddleware
from spiders.portal import AnyPortalSpider

SEED = "http://yunxi.gov.cn/"


@pytest.mark.parametrize(
    ("leads", "location", "inside"),
    [
        ("seed", "http://www.yunxi.gov.cn/", True),
        ("disclosure", "http://xxgk.yunxi.gov.cn/", True),
        ("disclosure", "http://parked.example/", False),
        (None, "http://xxgk.yunxi.gov.cn/", False),
    ],
)
def test_where_a_redirect_leads(leads: str | None, location: str, inside: bool) -> None:
    crawler = get_crawler(AnyPortalSpider)
    crawler.spider = AnyPortalSpider(url=SEED)
    middleware = SelfRedirectMiddleware.from_crawler(crawler)
    request = Request(SEED, meta={"leads": leads})
    response = Response(SEED, status=302, headers={"Location": location})
    following = middleware.process_response(request, response)
    assert isinstance(following, Request)
    assert (following.url in crawler.spider.scope) is inside
