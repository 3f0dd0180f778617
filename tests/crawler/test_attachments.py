"""A portal puts another file behind a link of a report, and leaves the page as it was."""

import pytest

from demo.paper import Sheet
from demo.pdf import write_pdf
from demo.report import invent
from tests.crawler.wire import REPORT_COLUMN, Gongkai, WireServer, http

REPORT = invent("listing", year=2020)
LIST = '<a href="/gknb/2020.html">2020年政府信息公开工作年度报告</a>'
LINK = (
    '<p>附件：<a href="/gknb/%E7%BB%9F%E8%AE%A1.pdf?t=1706000000">附件1：办理情况统计.pdf</a></p>'
)
PAGE = f"<title>{REPORT.title}</title>{REPORT.html()}{LINK}"
FILE = "/gknb/%E7%BB%9F%E8%AE%A1.pdf"
PDF = "Content-Type: application/pdf"
ERROR = http("<html><title>系统维护</title>附件暂时不能下载</html>")


def written(text: str) -> bytes:
    return http(write_pdf([Sheet([(72.0, 72.0, 12.0, text)])]), "200 OK", PDF)


@pytest.fixture
def portal(wire: WireServer) -> WireServer:
    wire.pages = {
        "/": http(REPORT_COLUMN),
        "/gknb/": http(LIST),
        "/gknb/2020.html": http(PAGE),
        FILE: written("办理情况统计：答复十二件"),
    }
    return wire


def crawl(portal: WireServer, gongkai: Gongkai) -> None:
    assert gongkai("crawl", "--url", portal.url, "--delay", 0).code == 0


def test_a_replaced_file_is_told_as_a_silent_change(portal: WireServer, gongkai: Gongkai) -> None:
    crawl(portal, gongkai)
    portal.pages[FILE] = written("办理情况统计：答复十三件")
    crawl(portal, gongkai)
    crawl(portal, gongkai)
    first, change = gongkai("changes", "--json").rows
    told = {name: change[name] for name in ("class", "silent", "confirmed", "from", "to", "cells")}
    assert first["class"] == "new"
    assert told == {
        "class": "attachment",
        "silent": True,
        "confirmed": True,
        "from": 1,
        "to": 1,
        "cells": [],
    }
    file = portal.url + FILE.removeprefix("/")
    assert (change["url"], change["other_url"]) == (f"{portal.url}gknb/2020.html", file)
    assert change["seen_before"]["offset"] != change["seen"]["offset"]
    listed = "".join(gongkai("changes").out.split())  # a narrow terminal breaks addresses
    assert f"silent:publicationdateunchanged;anotherfileat{file}" in listed
    for verb in ("versions", "show"):
        assert f"Files replaced behind their links\n  {change['detected_at'][:10]}" in (
            gongkai(verb, change["url"]).out
        )
    (shown,) = gongkai("show", change["url"], "--json").rows
    assert shown["replaced_files"] == [change]
    assert gongkai("rebuild").code == 0
    assert gongkai("reparse").code == 0
    again = gongkai("changes", "--json").rows
    assert [row | {"id": 0} for row in again] == [row | {"id": 0} for row in (first, change)]
    assert gongkai("verify").code == 0


def test_a_file_that_is_away_for_a_while_tells_nothing(
    portal: WireServer, gongkai: Gongkai
) -> None:
    away = (ERROR, http("", "404 Not Found"), http("", "403 Forbidden"))
    file = portal.pages[FILE]
    for portal.pages[FILE] in (file, *away, file):
        crawl(portal, gongkai)
    assert [row["class"] for row in gongkai("changes", "--json").rows] == ["new"]
    portal.pages[FILE] = written("办理情况统计：答复十三件")
    crawl(portal, gongkai)
    assert [row["class"] for row in gongkai("changes", "--json").rows] == ["new", "attachment"]
