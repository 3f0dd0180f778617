"""Which links lead to reports: the words of menus and titles."""

import json
from pathlib import Path

import pytest
from scrapy.http import HtmlResponse

from parser.kind.titles import look_alike
from spiders import discovery
from spiders.families.generic import Generic
from spiders.families.trs import Trs
from spiders.links import Link, links


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("政府信息公开年报", "column"),
        ("政府信息 公开年报", "column"),
        ("信息公开年度报告", "column"),
        ("政府信息公开", "platform"),
        ("政务公开", "platform"),
        ("政府信息公开指南", None),
        ("依申请公开", None),
        ("统计数据", None),
        ("云溪市2023年政府信息公开工作年度报告", "report"),
        ("2016年度青禾县林业局政务信息公开年报", "report"),
        ("二〇一九年青禾县政府信息公开工作年度报告", "report"),
        ("云溪市召开2023年政务公开工作推进会", None),
        ("关于做好2023年政府信息公开工作年度报告编制发布工作的通知", None),
        ("一图读懂云溪市2023年政府信息公开工作年度报告", None),
    ],
)
def test_role_of_a_link(title: str, role: str | None) -> None:
    assert discovery.role(Link("http://x.test/", title)) == role


def in_column(title: str, url: str = "http://x.test/gknb/2023/") -> discovery.Role | None:
    return discovery.role_in_column(Link(url, title), "http://x.test/gknb/")


@pytest.mark.parametrize(
    "title", ["2023年", "2023", "2023年度", "部门", "市直部门", "街道办事处", "县区"]
)
def test_years_and_levels_split_a_column(title: str) -> None:
    assert in_column(title) == "part"


@pytest.mark.parametrize("title", ["2023年云溪市大事记", "部门动态新闻", "首页", "联系我们"])
def test_what_does_not_split_a_column(title: str) -> None:
    assert in_column(title) is None


@pytest.mark.parametrize("name", ["ColumnType", "columntype", "COLUMNTYPE"])
def test_a_page_that_says_it_is_the_column(name: str) -> None:
    body = f'<html><head><meta name="{name}" content="信息公开，信息公开年报"></head></html>'
    assert discovery.is_column(HtmlResponse("http://x.test/", body=body.encode(), encoding="utf-8"))


def test_look_alikes_are_counted_by_kind_and_menus_are_not() -> None:
    notice = Link("http://x.test/", "关于做好2023年政府信息公开工作年度报告编制发布工作的通知")
    assert discovery.dropped(notice) == "order"
    assert discovery.dropped(Link("http://x.test/", "信息公开指南")) is None
    assert discovery.dropped(Link("http://x.test/", "云溪市召开经济工作会议部署全年任务")) is None


def test_links_of_a_page_are_bounded() -> None:
    body = "<a href='/x'>x</a>" * 20_000 + "<a href='http://[broken'>y</a>"
    response = HtmlResponse("http://x.test/", body=body.encode(), encoding="utf-8")
    assert 0 < len(links(response)) <= 5000


def test_real_column_gives_its_four_reports_and_its_pager(shared: Path) -> None:
    saved = shared / "data" / "html" / "list_ordos-engebei_xxgknb_trs-wcm.html"
    url = "http://egb.ordos.gov.cn/xxgk/xxgknb/"
    column = HtmlResponse(url, body=saved.read_bytes())
    found = [link.title for link in Generic().links(column) if discovery.role(link) == "report"]
    assert found == [
        "鄂尔多斯市2019年政府信息公开工作年度报告",
        "鄂尔多斯市人民政府办公室2019年政府信息公开工作年度报告",
        *found[2:],
    ]
    assert len(found) == 4
    following = Trs().next_page(column)
    assert following is not None
    assert following.url == f"{url}index_1.html"
    last = HtmlResponse(following.url, body=saved.read_bytes())
    assert Trs().next_page(last) is None


def test_real_platform_leads_to_its_column(shared: Path) -> None:
    saved = shared / "data" / "html" / "portal_handan-zfxxgk_index.html"
    home = HtmlResponse("http://hdzfxxgk.hd.gov.cn/", body=saved.read_bytes())
    columns = {link.url for link in links(home) if discovery.role(link) == "column"}
    assert "http://hdzfxxgk.hd.gov.cn/zfxxgknb/" in columns


def test_real_titles_are_told_apart(shared: Path) -> None:
    """All three reports of the collection, and none of its 436 other titles."""
    lines = (shared / "data" / "titles.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    taken = {row["title"] for row in rows if look_alike(row["title"]) is None}
    assert taken == {row["title"] for row in rows if row["label"] == "report"}


def test_addresses_that_are_none_are_passed_over() -> None:
    body = "<a href='http://x.test:99999/'>政府信息公开</a><a href='/gknb/'>政府信息公开年报</a>"
    response = HtmlResponse("http://x.test/", body=body.encode(), encoding="utf-8")
    assert [link.url for link in links(response)] == ["http://x.test/gknb/"]
