"""Pagers and lists of each family, on pages written as their portals serve them."""

import pytest
from scrapy.http import HtmlResponse, TextResponse, XmlResponse

from spiders.families.generic import Generic
from spiders.families.hanweb import Hanweb
from spiders.families.trs import Trs

COLUMN = "http://trs.test/zwgk/zfxxgknb/"


def page(body: str, url: str = COLUMN) -> TextResponse:
    return HtmlResponse(url, body=body.encode(), encoding="utf-8")


@pytest.mark.parametrize(
    "script",
    [
        'createPageHTML(3, 0, "index", "html");',
        "createPageHTML( 3 , 0 , 'index' , 'html' )",
        "var currentPage = 0; var countPage = 3; document.write(countPage)",
    ],
)
def test_trs_page_two_is_index_1(script: str) -> None:
    asked = [request.url for request in Trs().pages(page(f"<script>{script}</script>"))]
    assert asked == [f"{COLUMN}index_1.html", f"{COLUMN}index_2.html"]


def test_trs_keeps_the_stem_and_extension_that_the_script_names() -> None:
    script = '<script>createPage(2, 0, "newxxgklist", "shtml")</script>'
    assert [r.url for r in Trs().pages(page(script))] == [f"{COLUMN}newxxgklist_1.shtml"]


def test_trs_is_silent_on_a_single_page_and_on_another_family() -> None:
    assert not list(Trs().pages(page("<script>createPageHTML(1, 0, 'index', 'html')</script>")))
    assert not list(Trs().pages(page("<a href='list_2.html'>下一页</a>")))


def test_trs_does_not_believe_in_a_million_pages() -> None:
    script = "<script>var countPage = 1000000;</script>"
    assert len(list(Trs().pages(page(script)))) < 1000


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
    (request,) = Hanweb().pages(response)
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
    asked = list(Hanweb().pages(page(f"{records}{script}", "http://hw.test/col/col1500/")))
    assert [request.url.partition("?")[2] for request in asked] == [
        "startrecord=46&endrecord=90&perpage=15",
        "startrecord=91&endrecord=135&perpage=15",
    ]
    assert {request.method for request in asked} == {"POST"}
    assert asked[0].body == b"col=1&webid=7&columnid=1500&unitid=3345"


@pytest.mark.parametrize(
    "label", ["下一页", " 下一页 ", "下 一 页", "下页", "下一页 &gt;", "&raquo;"]
)
def test_generic_follows_a_pager_that_people_click(label: str) -> None:
    body = f"<a href='/p1.html'>上一页</a> <a href='p3.html'>{label}</a>"
    assert [r.url for r in Generic().pages(page(body))] == [f"{COLUMN}p3.html"]


def test_generic_stops_where_the_last_page_has_no_link() -> None:
    assert not list(Generic().pages(page("<span>下一页</span><a href='/'>首页</a>")))


def test_hanweb_passes_over_openings_without_an_end() -> None:
    body = "<record><![CDATA[" * 50_000 + "<record><![CDATA[<a href='/a.html'>x</a>]]></record>"
    assert len(Hanweb().links(page(body))) == 1


def test_hanweb_finds_no_proxy_in_a_long_word() -> None:
    assert not list(Hanweb().pages(page("a" * 1_000_000)))
