"""Pagers and lists of each family, on pages written as their portals serve them."""

import pytest
from scrapy.http import HtmlResponse, TextResponse, XmlResponse

from spiders.families.family import Family
from spiders.families.generic import Generic
from spiders.families.hanweb import Hanweb
from spiders.families.trs import Trs

COLUMN = "http://trs.test/zwgk/zfxxgknb/"


def page(body: str, url: str = COLUMN) -> TextResponse:
    return HtmlResponse(url, body=body.encode(), encoding="utf-8")


def turned(family: Family, body: str, url: str = COLUMN) -> str | None:
    """The address of the page after this one."""
    request = family.next_page(page(body, url))
    return request.url if request else None


@pytest.mark.parametrize(
    "script",
    [
        'createPageHTML(3, 0, "index", "html");',
        "createPageHTML( 3 , 0 , 'index' , 'html' )",
        "var currentPage = 0; var countPage = 3; document.write(countPage)",
    ],
)
def test_trs_page_two_is_index_1(script: str) -> None:
    first = f"<script>{script}</script>"
    asked = [Trs().next_page(page(first)), Trs().next_page(page(first, f"{COLUMN}index_1.html"))]
    assert [one and one.url for one in asked] == [f"{COLUMN}index_1.html", f"{COLUMN}index_2.html"]
    assert Trs().next_page(page(first, f"{COLUMN}index_2.html")) is None


def test_trs_keeps_the_stem_and_extension_that_the_script_names() -> None:
    script = '<script>createPage(2, 0, "newxxgklist", "shtml")</script>'
    assert turned(Trs(), script) == f"{COLUMN}newxxgklist_1.shtml"


def test_trs_is_silent_on_a_single_page_and_on_another_family() -> None:
    assert turned(Trs(), "<script>createPageHTML(1, 0, 'index', 'html')</script>") is None
    assert turned(Trs(), "<a href='list_2.html'>下一页</a>") is None


ISLAND = """<html><body><div id="3345"><script type="text/xml"><datastore>
<nextgroup><![CDATA[<a href="/module/web/jpage/dataproxy.jsp?page=2&amp;columnid=1500"></a>]]>
</nextgroup><recordset>
<record><![CDATA[<li><a href="/art/2024/1/9/art_1500_7.html"
title="青禾县2023年政府信息公开工作年度报告">青禾县2023年…</a></li>]]></record>
<record><![CDATA[<li><a href="/art/2023/1/9/art_1500_6.html"
>青禾县2022年政府信息公开工作年度报告</a></li>]]></record>
</recordset></datastore></script></div></body></html>"""


def test_hanweb_reads_the_records_of_the_island_with_their_whole_titles() -> None:
    response = page(ISLAND, "http://hw.test/col/col1500/index.html")
    assert [tuple(link) for link in Hanweb().links(response)] == [
        ("http://hw.test/art/2024/1/9/art_1500_7.html", "青禾县2023年政府信息公开工作年度报告"),
        ("http://hw.test/art/2023/1/9/art_1500_6.html", "青禾县2022年政府信息公开工作年度报告"),
    ]


def test_hanweb_follows_the_address_of_the_next_group_as_it_is() -> None:
    response = page(ISLAND, "http://hw.test/col/col1500/index.html")
    request = Hanweb().next_page(response)
    assert request is not None
    assert request.url == "http://hw.test/module/web/jpage/dataproxy.jsp?page=2&columnid=1500"


def test_hanweb_reads_the_answer_of_the_proxy() -> None:
    xml = ISLAND[ISLAND.index("<datastore>") : ISLAND.index("</script>")]
    response = XmlResponse(
        "http://hw.test/module/web/jpage/dataproxy.jsp?page=2", body=xml.encode(), encoding="utf-8"
    )
    assert len(Hanweb().links(response)) == 2


def test_hanweb_asks_by_record_number_where_no_next_group_is_named() -> None:
    records = "<record><![CDATA[<a href='/a'>x</a>]]></record>" * 45
    script = (
        "<script>$('#3345').jpage({proxyUrl:'/module/web/jpage/dataproxy.jsp', perPage:15, "
        "totalRecord:118, ajaxParam:{'col':1,'webid':7,'columnid':1500,'unitid':'3345'}})</script>"
    )
    first = Hanweb().next_page(page(f"{records}{script}", "http://hw.test/col/col1500/"))
    assert first is not None
    answer = f"<datastore><totalrecord>118</totalrecord>{records}</datastore>".encode()
    second = Hanweb().next_page(XmlResponse(first.url, body=answer, request=first))
    assert second is not None
    assert [request.url.partition("?")[2] for request in (first, second)] == [
        "startrecord=46&endrecord=90&perpage=15",
        "startrecord=91&endrecord=135&perpage=15",
    ]
    assert {request.method for request in (first, second)} == {"POST"}
    assert {request.body for request in (first, second)} == {
        b"col=1&webid=7&columnid=1500&unitid=3345"
    }
    assert Hanweb().next_page(XmlResponse(second.url, body=answer, request=second)) is None


@pytest.mark.parametrize(
    "label", ["下一页", " 下一页 ", "下 一 页", "下页", "下一页 &gt;", "&raquo;"]
)
def test_generic_follows_a_pager_that_people_click(label: str) -> None:
    body = f"<a href='/p1.html'>上一页</a> <a href='p3.html'>{label}</a>"
    assert turned(Generic(), body) == f"{COLUMN}p3.html"


def test_generic_stops_where_the_last_page_has_no_link() -> None:
    assert turned(Generic(), "<span>下一页</span><a href='/'>首页</a>") is None


def test_hanweb_asks_the_search_of_the_disclosure_module() -> None:
    script = (
        "<script>$.post('/module/xxgk/search.jsp', {divid:'div9', infotypeId:'B001A012', jdid:7, "
        "area:'001008', requestUrl:'', currpage:1})</script>"
    )
    (first,) = Hanweb().lists(page(script, "http://hw.test/col/col9/index.html"))
    form = "divid=div9&infotypeId=B001A012&jdid=7&area=001008&requestUrl=&currpage="
    assert (first.method, first.url) == ("POST", "http://hw.test/module/xxgk/search.jsp")
    assert first.body.decode() == f"{form}1"
    answer = "<a href='/art/2024/1/17/art_9_1.html'>年报</a>共2页".encode()
    second = Hanweb().next_page(
        HtmlResponse(first.url, body=answer, encoding="utf-8", request=first)
    )
    assert second is not None
    assert second.body.decode() == f"{form}2"
    last = HtmlResponse(second.url, body=answer, encoding="utf-8", request=second)
    assert Hanweb().next_page(last) is None


def test_hanweb_asks_no_search_for_everything() -> None:
    script = "<script>$.post('/module/xxgk/search.jsp', {divid:'div9', currpage:1})</script>"
    assert list(Hanweb().lists(page(script))) == []


@pytest.mark.parametrize(
    "call",
    [
        "$.getJSON('/api/list?channelId=55&pageNo=1', show)",
        "$.ajax({url: '/api/list?channelId=55&pageNo=1', type: 'GET'})",
        'fetch("/api/list?channelId=55&pageNo=1")',
    ],
)
def test_generic_asks_for_the_pages_that_a_script_fetches(call: str) -> None:
    body = f"<script>{call}; $.get('/weather?city=7'); $.get('/count?page=' + n)</script>"
    asked = [request.url for request in Generic().lists(page(body))]
    assert asked == ["http://trs.test/api/list?channelId=55&pageNo=1"]


def test_hanweb_passes_over_openings_without_an_end() -> None:
    body = "<record><![CDATA[" * 50_000 + "<record><![CDATA[<a href='/a.html'>x</a>]]></record>"
    assert len(Hanweb().links(page(body))) == 1


def test_hanweb_finds_no_proxy_in_a_long_word() -> None:
    assert turned(Hanweb(), "a" * 1_000_000) is None
