"""A page has one address, whenever and with whatever session a list links to it."""

import pytest
from scrapy.http import HtmlResponse

from spiders.links import lasting, links

PAGE = "http://www.yunxi.gov.cn/gk/2023.jsp"


@pytest.mark.parametrize(
    "address",
    [
        f"{PAGE};jsessionid=0A1B.node1",
        f"{PAGE};jsessionid=0A1B?",
        f"{PAGE}?jsessionid=0A1B",
        f"{PAGE}?PHPSESSID=q7k3",
        f"{PAGE}?sid={'4f' * 16}",
        f"{PAGE}?t=1705455000123",
        f"{PAGE}?_=1705455000",
        f"{PAGE}?v=0.8371629&PHPSESSID=q7k3",
    ],
)
def test_what_is_only_of_this_visit_is_no_part_of_an_address(address: str) -> None:
    assert lasting(address) == PAGE


@pytest.mark.parametrize(
    "query",
    ["sid=175", "t=3", "v=2023", "type=3&_=x", "id=1705455000", "sort=1705455000", "", "a=1&"],
)
def test_what_may_tell_pages_apart_stays(query: str) -> None:
    assert lasting(f"{PAGE}?{query}") == f"{PAGE}?{query}"


def test_the_rest_of_a_query_stays() -> None:
    assert lasting(f"{PAGE};jsessionid=0A?a=1&t=1705455000&b=2") == f"{PAGE}?a=1&b=2"


def test_two_sessions_are_one_link() -> None:
    row = "<a href='2023.jsp;jsessionid={}#top'>云溪市</a>"
    body = row.format("0A") + row.format("0B")
    page = HtmlResponse("http://www.yunxi.gov.cn/gk/", body=body.encode(), encoding="utf-8")
    assert {link.url for link in links(page)} == {PAGE}
