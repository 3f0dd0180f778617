"""When a list is read to its end, and how its pages are turned."""

import pytest
from scrapy.http import HtmlResponse

from spiders.links import Link
from spiders.listing import Listing
from spiders.pagers import next_address

ROWS = [Link(f"http://x.test/{n}.html", f"青禾县{n}年报告") for n in (2021, 2022)]


def test_a_page_that_repeats_is_the_last() -> None:
    listing = Listing()
    assert listing.turn(ROWS, [])
    assert not listing.turn(ROWS, [])


def test_a_session_makes_no_new_row_and_a_pager_none_at_all() -> None:
    listing = Listing()
    listing.turn(ROWS, [])
    again = [Link(f"{link.url}?jsessionid=7", link.title) for link in ROWS]
    assert not listing.turn([*again, Link("http://x.test/index_9.html", "9")], [])


def test_reports_of_equal_titles_at_one_path_are_rows_of_their_own() -> None:
    listing = Listing()
    for number in (10, 20):
        page = [Link(f"http://x.test/show.php?id={number}", "2023年政府信息公开工作年度报告")]
        assert listing.turn(page, page)
    assert not listing.turn(page, page)


def test_a_first_page_may_be_empty_and_no_other() -> None:
    listing = Listing()
    assert listing.turn([], [])
    assert not listing.turn([], [])


def test_a_list_has_an_end() -> None:
    listing = Listing(limit=2)
    listing.turn(ROWS, [])
    assert not listing.full
    listing.turn(ROWS, [])
    assert listing.full


@pytest.mark.parametrize(
    ("url", "body", "following"),
    [
        ("gknb/", "共3页", "gknb/index_2.html"),
        ("gknb/index_2.html", "共3页", "gknb/index_3.html"),
        ("gknb/index_3.html", "共3页", None),
        ("gknb/list.shtml", "第1/4页", "gknb/list_2.shtml"),
        ("gknb/1.html", "<script>var totalPage = '2'</script>", "gknb/2.html"),
        ("gknb/index.shtml", "<script>if (PageIndex < 5) {}</script>", "gknb/index_2.shtml"),
        ("gknb/?page=1", "共2页", "gknb/?page=2"),
        ("gknb.htm", "<a href='gknb/2.htm'>下页</a>", "gknb/2.htm"),
        ("gknb/2.htm", "<a href='1.htm'>下页</a><a href='../gknb.htm'>首页</a>", "gknb/1.htm"),
        ("gknb/1.htm", "<span class='p_next_d'>下页</span><a href='2.htm'>上页</a>", None),
        ("gknb/i_2.jspx", "<a href='i.jspx'>1</a> 2 <a href='i_3.jspx'>3</a>", "gknb/i_3.jspx"),
        ("gknb/", "<a href='javascript:go(3)'>尾页</a>", "gknb/index_2.html"),
        ("gknb/", "<a href='/other/1/'>1</a><a href='/other/2/'>2</a>", None),
        ("gknb/", "没有更多", None),
        ("l.php?c=9", "1 <a href='?c=9&p=2'>2</a><a href='?c=9&p=9'>9</a>", "l.php?c=9&p=2"),
        (
            "l.php?c=9&p=6",
            "<a href='?c=9&p=1'>1</a> … <a href='?c=9&p=5'>5</a> 6 <a href='?c=9&p=7'>7</a>",
            "l.php?c=9&p=7",
        ),
        (
            "gknb/index_3.html",
            "<a href='./'>1</a><a href='index_2.html'>3</a> 4 <a href='index_4.html'>5</a>"
            "<a href='index_8.html'>9</a>",
            "gknb/index_4.html",
        ),
        (
            "gknb/3.htm",
            "<a href='../gknb.htm'>1</a> 2 <a href='2.htm'>3</a><a href='1.htm'>4</a>",
            "gknb/2.htm",
        ),
        ("gknb/about.html", "<script>var pageCount = 3;</script>", "gknb/2.html"),
        ("gknb/moreinfo.html", "共2页", "gknb/2.html"),
        ("gknb/2.html", "<script>var pageCount = 3;</script>", "gknb/3.html"),
    ],
)
def test_the_page_after_this(url: str, body: str, following: str | None) -> None:
    page = HtmlResponse(f"http://x.test/zw/{url}", body=body.encode(), encoding="utf-8")
    expected = f"http://x.test/zw/{following}" if following else None
    assert next_address(page) == expected


def test_no_pager_costs_more_than_its_page(bounded: None) -> None:
    body = "共" * 300_000 + "javascript:" * 50_000 + "<a href='#'>" * 2_000
    page = HtmlResponse("http://x.test/", body=body.encode(), encoding="utf-8")
    assert next_address(page) is None
