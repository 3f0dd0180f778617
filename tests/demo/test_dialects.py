"""Every dialect serves what it promises, and the bytes that trap a crawler are there."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urljoin

import pytest

from demo import Country

Fetch = Callable[..., Any]
AGENT = {"User-Agent": "gongkai-test"}
"""One portal refuses clients that go by the name of a tool."""
MAGIC = {"pdf": b"%PDF-", "docx": b"PK\x03\x04"}
TRAPS = {
    "counted": ("/zwgk/zfxxgkpt/", b'href="/../zwgk/'),
    "framed": ("/xxgk/", b'http-equiv="refresh"'),
    "units": ("/col/col3011/index.html", b"bulidstatic"),
    "module": ("/module/xxgk/tree.jsp?area=&divid=div13", b"funclick("),
    "lists": ("/ycxrmzf/zwgk/redirect_firstChannel.shtml", b"window.location.href"),
    "search": ("/lhsrmzf/gknb/zfxxgk_list.shtml", b'name="channelid"'),
    "sites": ("/zlx/c100290/rlist.shtml", 'content="头部"'.encode()),
    "platform": ("/gkmlpt/annualreport", b"mp.weixin.qq.com"),
    "timeline": ("/public/column/6600001?type=3&action=list&nav=3", b'id="timeFrame"'),
    "labels": ("/public/column/7700001?type=3&action=list", b"/site/label/8888?"),
    "shows": ("/OpennessAnnualReport/index.html", b"&sid="),
    "descending": ("/zwgk/gknb.htm", b"/zwgk/gknb/2.htm"),
    "numbered": ("/2/105/nb/index.html", b"http://www.tinglan.example"),
}


@pytest.mark.parametrize("dialect", TRAPS)
def test_traps(country: Country, fetch: Fetch, dialect: str) -> None:
    (portal,) = (portal for portal in country.portals if portal.dialect == dialect)
    path, trap = TRAPS[dialect]
    assert trap in fetch(urljoin(portal.url, path), headers=AGENT).body


def test_every_family_has_three_dialects_at_least(country: Country) -> None:
    families = [portal.family for portal in country.portals]
    assert {family for family in families if families.count(family) >= 3} == {
        "trs", "hanweb", "ucap", "gkmlpt", "lonsun", "generic",
    }  # fmt: skip


def test_reports_stand_where_they_are_expected(country: Country, fetch: Fetch) -> None:
    encodings = {portal.name: portal.encoding for portal in country.portals}
    kinds = []
    for report in country.expected(1):
        body = fetch(report.url, headers=AGENT).body
        if report.in_file:
            kinds += [kind for kind, magic in MAGIC.items() if body.startswith(magic)]
        else:
            assert report.title in body.decode(encodings[report.portal]), report.url
    assert len(kinds) == sum(report.in_file for report in country.expected(1))
    assert set(kinds) == set(MAGIC)


def test_page_0_is_page_1_and_page_2_has_the_rest(country: Country, fetch: Fetch) -> None:
    (portal,) = (portal for portal in country.portals if portal.dialect == "platform")
    pages = [
        fetch(urljoin(portal.url, f"/gkmlpt/api/all/2629?page={n}&sid=175")).body for n in range(3)
    ]
    assert pages[0] == pages[1]
    assert pages[1].count(b'"post_url"') == 100
    assert 0 < pages[2].count(b'"post_url"') < 100
