"""What breaks naive crawlers, on portals small enough to read."""

import pytest

from spiders import base
from tests.spiders.walk import SECTIONS, row, title, walk

HOME = {"/": '<a href="/gk/">政府信息公开</a>', "/gk/": '<a href="/gk/nb/">政府信息公开年报</a>'}
PDF = b"%PDF-1.7 ..."


def test_a_year_directory_is_the_report() -> None:
    pages = HOME | {"/gk/nb/": row("/gk/nb/2023n/", "2023年"), "/gk/nb/2023n/": SECTIONS}
    assert walk(pages).reports == ["/gk/nb/2023n/"]


def test_years_levels_and_organs_below_the_column() -> None:
    pages = HOME | {
        "/gk/nb/": row("/gk/nb/2023/", "2023年度") + row("/wz/", "网站地图") + row("/", "首页"),
        "/gk/nb/2023/": row("/gk/nb/2023/bm/", "市直部门") + row("/gk/nb/2023/xz/", "乡镇街道"),
        "/gk/nb/2023/bm/": row("/gk/nb/2023/bm/czj/", "市财政局"),
        "/gk/nb/2023/bm/czj/": row("/gk/nb/t20240101_1.html", title(2023, "云溪市财政局")),
        "/gk/nb/2023/xz/": row("/gk/nb/t20240101_2.html", title(2023, "青禾镇")),
        "/gk/nb/t20240101_1.html": SECTIONS,
        "/gk/nb/t20240101_2.html": SECTIONS,
    }
    walked = walk(pages)
    assert sorted(walked.reports) == ["/gk/nb/t20240101_1.html", "/gk/nb/t20240101_2.html"]
    assert "/wz/" not in walked.asked


@pytest.mark.parametrize("name", ["{}年政府信息公开年报", "{}年度市直部门政府信息公开工作年度报告"])
@pytest.mark.parametrize("titled", [title(2023, "云溪市财政局"), "云溪市财政局"])
def test_parts_called_like_a_report(name: str, titled: str) -> None:
    pages = HOME | {
        "/gk/nb/": row("/gk/nb/2023n/", name.format(2023)),
        "/gk/nb/2023n/": row("/gk/nb/2023n/t20240117_12345.html", titled)
        + row("/news/t20240117_12346.html", "云溪市财政局"),
        "/gk/nb/2023n/t20240117_12345.html": SECTIONS,
    }
    walked = walk(pages)
    assert walked.reports == ["/gk/nb/2023n/", "/gk/nb/2023n/t20240117_12345.html"]
    assert "/news/t20240117_12346.html" not in walked.asked


def test_parts_called_like_a_report_without_end() -> None:
    pages = HOME | {
        f"/gk/nb/{'x/' * n}": row(f"/gk/nb/{'x/' * (n + 1)}", title(2000 + n)) for n in range(25)
    }
    assert len(walk(pages).asked) < 10


def test_a_long_name_of_the_column() -> None:
    name = "云溪市人民政府办公室政府信息公开工作年度报告专栏"
    pages = {"/": row("/nbzl/", name), "/nbzl/": row("/2023.html", title(2023))}
    assert "/2023.html" in walk(pages | {"/2023.html": SECTIONS}).reports


def test_news_in_the_column_is_not_asked_for_and_is_counted() -> None:
    story = "云溪市召开2023年政府信息公开工作年度报告编制部署会"
    pages = HOME | {"/gk/nb/": row("/gk/nb/1.html", story) + row("/gk/nb/2.html", title(2023))}
    walked = walk(pages | {"/gk/nb/2.html": SECTIONS})
    assert (walked.reports, walked.dropped) == (["/gk/nb/2.html"], {"look-alike: story": 1})
    assert "/gk/nb/1.html" not in walked.asked


def test_a_list_in_a_frame() -> None:
    pages = HOME | {
        "/gk/nb/": '<iframe src="list.html"></iframe><iframe src="http://w.com/"></iframe>',
        "/gk/nb/list.html": row("/2023.html", title(2023)),
        "/2023.html": SECTIONS,
    }
    assert walk(pages).reports == ["/2023.html"]


def test_stubs_that_a_script_jumps_from() -> None:
    pages = {
        "/": '<a href="/gk/redirect_firstChannel.shtml">政务公开</a>',
        "/gk/redirect_firstChannel.shtml": "<script>location.replace('/gk2/')</script>",
        "/gk2/": '<a href="nb/">年报</a>',
        "/gk2/nb/": "<script>window.location.href = './list.html';</script>",
        "/gk2/nb/list.html": row("/2023.html", title(2023)),
        "/2023.html": SECTIONS,
    }
    assert walk(pages).reports == ["/2023.html"]


def test_stubs_that_jump_in_a_circle() -> None:
    pages = {"/": '<a href="/a/">年报</a>', "/a/": "<script>location.href='/b/'</script>"}
    assert walk(pages | {"/b/": "<script>location.href='/a/'</script>"}).reports == []


def test_a_report_among_the_notices_and_only_a_few_pages_of_them() -> None:
    lists = {
        f"/tzgg/{n}.html": row(f"/n{n}.html", f"关于第{n}件事的通知")
        + f'<a href="/tzgg/{n + 1}.html">下一页</a>'
        for n in range(1, 50)
    }
    lists["/tzgg/3.html"] += row("/2023.html", title(2023))
    walked = walk({"/": row("/tzgg/1.html", "通知公告"), "/2023.html": SECTIONS, **lists})
    assert walked.reports == ["/2023.html"]
    assert len(walked.asked) == 1 + 5 + 1
    assert walked.dropped == {"pages of a list past the first 5": 1}


def test_a_report_that_is_only_a_file() -> None:
    pages = HOME | {
        "/gk/nb/": row("/2023.html", title(2023)) + row("/2022.pdf", title(2022)),
        "/2023.html": '<div>详见附件</div><a href="/f/1.pdf">附件：年度报告</a>',
        "/f/1.pdf": PDF,
        "/2022.pdf": PDF,
    }
    assert walk(pages).reports == ["/2023.html", "/2022.pdf", "/f/1.pdf"]


def test_a_file_that_is_an_error_page_is_none() -> None:
    pages = HOME | {
        "/gk/nb/": row("/2022.pdf", title(2022)),
        "/2022.pdf": "<html>页面不存在</html>",
    }
    walked = walk(pages)
    assert walked.reports == []
    assert walked.dropped == {"a file that is none: its bytes are no document": 1}


def test_attachments_of_an_api() -> None:
    article = {"title": title(2023), "url": "/1/post_1.html"}
    article["attachment"] = [{"name": "年报.docx", "url": "/attachment/0/1.docx"}]  # type: ignore[assignment]
    shell = 'window._CONFIG = {"SID": "7", "TREE": [{"id": 5, "name": "政府信息公开年报"}]}'
    pages = {
        "/": '<a href="/gkmlpt/index">政府信息公开</a>',
        "/gkmlpt/index": f"<script>{shell}</script>",
        "/gkmlpt/api/all/5?page=1&sid=7": {"total": 1, "articles": [article]},
        "/1/post_1.html": "<div></div>",
        "/attachment/0/1.docx": b"PK\x03\x04",
    }
    assert walk(pages).reports == ["/1/post_1.html", "/attachment/0/1.docx"]


def test_a_parent_portal_with_its_children() -> None:
    pages = HOME | {
        "/gk/nb/": row("/gk/nb/xs/", "县区"),
        "/gk/nb/xs/": row("/gk/nb/xs/qhx/", "青禾县"),
        "/gk/nb/xs/qhx/": row("/q.html", title(2023, "青禾县")),
        "/q.html": SECTIONS,
    }
    assert walk(pages).reports == ["/q.html"]


def test_a_pager_without_end_is_left_when_its_pages_repeat() -> None:
    rows = row("/2023.html", title(2023))
    lists = {
        f"/gk/nb/?page={n}": f'{rows}<a href="/gk/nb/?page={n + 1}">下一页</a>'
        for n in range(1, 99)
    }
    home = {"/": '<a href="/gk/nb/?page=1">政府信息公开年报</a>', "/2023.html": SECTIONS}
    walked = walk(home | lists)
    assert walked.reports == ["/2023.html"]
    assert len(walked.asked) == 4


def test_a_pager_that_only_a_script_can_turn_is_told() -> None:
    turn = """<a href="javascript:__doPostBack('Pager','2')">下一页</a>共2页"""
    pages = {"/": '<a href="/nb.aspx">年报</a>', "/1.html": SECTIONS}
    walked = walk(pages | {"/nb.aspx": row("/1.html", title(2023)) + turn})
    assert walked.reports == ["/1.html"]
    assert walked.dropped == {"a list whose pager cannot be followed": 1}


@pytest.mark.parametrize("platform", ["政府信息公开目录", "公开平台"])
def test_a_platform_by_another_name(platform: str) -> None:
    pages = {"/": row("/gk/", platform), "/gk/": row("/nb/", "年报"), "/1.html": SECTIONS}
    assert walk(pages | {"/nb/": row("/1.html", title(2023))}).reports == ["/1.html"]


def test_a_calendar_below_the_column_is_not_walked() -> None:
    """Each page links to one more year, each year to itself under another address."""
    pages = HOME | {
        f"/gk/nb/{'x/' * n}": row(f"/gk/nb/{'x/' * (n + 1)}", f"20{n % 25:02}年") for n in range(50)
    }
    walked = walk(pages)
    assert len(walked.asked) < 10
    assert walked.dropped == {"parts of a column more than 3 clicks below it": 1}


def test_lists_that_name_ever_more_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    """What says that it is JSON beside the page is one more page."""
    monkeypatch.setattr(base, "MAX_LIST_PAGES", 10)
    pages = HOME | {"/gk/nb/": "<script>'/list0.json'</script>"}
    pages |= {f"/list{n}.json": f"<script>'/list{n + 1}.json'</script>" for n in range(99)}
    walked = walk(pages)
    assert len(walked.asked) == 2 + 10
    assert walked.dropped == {"list pages past the first 10": 1}


def test_a_mirror_on_another_host_is_not_asked() -> None:
    pages = HOME | {"/gk/nb/": f'<a href="http://spam.example/2023.html">{title(2023)}</a>'}
    assert walk(pages).asked == ["/", "/gk/", "/gk/nb/"]


def test_the_platform_may_stand_on_another_public_host() -> None:
    pages = {
        "/": '<a href="http://xxgk.yunxi.gov.cn/">政府信息公开</a>',
        "http://xxgk.yunxi.gov.cn/": '<a href="/nb/">年报</a>',
        "http://xxgk.yunxi.gov.cn/nb/": '<a href="/1.html">' + title(2023) + "</a>",
        "http://xxgk.yunxi.gov.cn/1.html": SECTIONS,
    }
    assert walk(pages).reports == ["http://xxgk.yunxi.gov.cn/1.html"]


def test_organs_have_pages_of_their_own_beside_the_platform() -> None:
    pages = {
        "/": '<a href="/gk/">政府信息公开</a><a href="/czj/gk/">市财政局</a>',
        "/gk/": row("/gk/bm/", "市直部门") + row("/news/", "云溪市"),
        "/gk/bm/": row("/czj/gk/", "市财政局") + row("/gk/jyj/", "市教育局"),
        "/czj/gk/": row("/czj/gk/nb/", "年报"),
        "/czj/gk/nb/": row("/1.html", title(2023, "云溪市财政局")),
        "/gk/jyj/": row("/gk/jyj/nb/", "年报"),
        "/gk/jyj/nb/": row("/2.html", title(2023, "云溪市教育局")),
        "/1.html": SECTIONS,
        "/2.html": SECTIONS,
    }
    walked = walk(pages)
    assert sorted(walked.reports) == ["/1.html", "/2.html"]
    assert "/news/" not in walked.asked
