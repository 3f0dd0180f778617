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
        f"{PAGE}?sid=ab12cd34",
        f"{PAGE}?token=9f3a6c21d4e8b705",
        f"{PAGE}?t=1705455000123",
        f"{PAGE}?t=20240117120000",
        f"{PAGE}?_=1705455000",
        f"{PAGE}?v=0.8371629&PHPSESSID=q7k3",
    ],
)
def test_what_is_only_of_this_visit_is_no_part_of_an_address(address: str) -> None:
    assert lasting(address) == PAGE


@pytest.mark.parametrize(
    "query",
    [
        "sid=175",
        "token=reports",
        "sid=20240117",
        "t=20240117",
        "t=3",
        "v=2023",
        "type=3&_=x",
        "id=1705455000",
        "sort=1705455000",
        "",
        "a=1&",
    ],
)
def test_what_may_tell_pages_apart_stays(query: str) -> None:
    assert lasting(f"{PAGE}?{query}") == f"{PAGE}?{query}"


def test_a_session_in_a_folder_of_its_own() -> None:
    address = "http://x.test/(S(3f2504e04f8941d39a0c0305))/gk/1.aspx"
    assert lasting(address) == "http://x.test/gk/1.aspx"


def test_the_rest_of_a_query_stays() -> None:
    assert lasting(f"{PAGE};jsessionid=0A?a=1&t=1705455000&b=2") == f"{PAGE}?a=1&b=2"


@pytest.mark.parametrize(
    "markup",
    [
        '<area href="/gk/1.html" alt="年报">',
        "<select><option>请选择</option><option value='3'>三</option>"
        "<option value='/gk/1.html'>年报</option></select>",
        """<a href="javascript:void(0)" onclick="window.open('./1.html')">年报</a>""",
        """<a href="#" onclick="location.href='1.html'; return false">年报</a>""",
        """<a onclick="window.location = '/gk/1.html'">年报</a>""",
        """<a href="javascript:window.open('1.html', '_blank')">年报</a>""",
        """<a href="1.html" onclick="window.open('/count.jsp')">年报</a>""",
    ],
)
def test_links_that_are_no_plain_anchors(markup: str) -> None:
    page = HtmlResponse("http://x.test/gk/", body=markup.encode(), encoding="utf-8")
    assert links(page) == (("http://x.test/gk/1.html", "年报"),)


def test_two_sessions_are_one_link() -> None:
    row = "<a href='2023.jsp;jsessionid={}#top'>云溪市</a>"
    body = row.format("0A") + row.format("0B")
    page = HtmlResponse("http://www.yunxi.gov.cn/gk/", body=body.encode(), encoding="utf-8")
    assert {link.url for link in links(page)} == {PAGE}
