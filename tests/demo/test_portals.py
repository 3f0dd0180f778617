"""Every report is reached by the rules of its portal's family, and nothing else stands there."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urljoin

import pytest
from lxml import html

from demo import Country, Portal

Fetch = Callable[..., Any]
FAMILIES = {"trs": "directories", "hanweb": "datastore", "generic": "tables"}
LOOK_ALIKES = {"trs": 3, "hanweb": 2, "generic": 2}


class Visitor:
    """Reads one portal as a person with its family's manual would."""

    def __init__(self, country: Country, family: str, fetch: Fetch) -> None:
        (self.portal,) = (
            p for p in country.portals if (p.family, p.dialect) == (family, FAMILIES[family])
        )
        self.fetch = fetch

    def text(self, url: str, **how: Any) -> str:
        answer = self.fetch(url, **how)
        if answer.status == 302:
            return self.text(urljoin(url, answer.headers["Location"]))
        assert answer.status == 200, url
        return str(answer.body, self.portal.encoding)

    def links(self, url: str) -> dict[str, str]:
        """Anchor text without white space → absolute URL."""
        tree = html.document_fromstring(self.text(url))
        return {
            re.sub(r"\s", "", a.text_content()): urljoin(url, a.get("href")) for a in tree.iter("a")
        }

    def column(self) -> str:
        """Home page → platform → report column, by the words of the links."""
        platform = self._follow(self.portal.url, r"信息公开$")
        if refresh := re.search(r"url=([\w.]+)", self.text(platform)):
            platform = urljoin(platform, refresh[1])
        return self._follow(platform, r"年报|年度报告")

    def _follow(self, url: str, words: str) -> str:
        return next(to for text, to in self.links(url).items() if re.search(words, text))

    def details(self) -> list[str]:
        """The addresses that the report column lists, over all its pages."""
        pages = {"trs": self._trs, "hanweb": self._hanweb, "generic": self._generic}
        return pages[self.portal.family](self.column())

    def _trs(self, column: str) -> list[str]:
        claimed = int(re.search(r"createPageHTML\((\d+)", self.text(column))[1])  # type: ignore[index]
        lists = [column, *(urljoin(column, f"index_{n}.html") for n in range(1, claimed))]
        return [
            urljoin(page, link)
            for page in lists
            for link in re.findall(r'<li><a href="(\./\d{6}/t\d{8}_\d+\.html)"', self.text(page))
        ]

    def _hanweb(self, column: str) -> list[str]:
        found, block = [], self.text(column)
        while True:
            records = re.findall(r"<record><!\[CDATA\[(.*?)\]\]></record>", block)
            found += [urljoin(column, re.search(r'href="([^"]+)"', r)[1]) for r in records]  # type: ignore[index]
            following = re.search(r'<nextgroup><!\[CDATA\[<a href="([^"]+)"', block)
            if following is None:
                return found
            block = self.text(urljoin(column, following[1]))

    def _generic(self, column: str) -> list[str]:
        found, page = [], column
        while True:
            links = self.links(page)
            found += [to for to in links.values() if re.search(r"/gongkai/\d{4}/\d+\.html$", to)]
            if "下一页" not in links:
                return found
            page = links["下一页"]


@pytest.mark.parametrize("day", [1, 2, 3])
@pytest.mark.parametrize("family", FAMILIES)
def test_the_column_lists_the_expected_reports(
    country: Country, fetch: Fetch, family: str, day: int
) -> None:
    country.day = day
    visitor = Visitor(country, family, fetch)
    listed = visitor.details()
    expected = {r.url: r for r in country.expected(day) if r.portal == visitor.portal.name}
    assert len(listed) == len(set(listed))
    assert expected.keys() <= set(listed)
    assert len(listed) - len(expected) == LOOK_ALIKES[family]
    for url in listed:
        page = visitor.text(url)
        assert url not in expected or expected[url].title in page


@pytest.mark.parametrize("family", FAMILIES)
def test_lists_have_more_than_one_page(country: Country, fetch: Fetch, family: str) -> None:
    visitor = Visitor(country, family, fetch)
    first = visitor.text(visitor.column())
    missing = [
        url for url in visitor.details() if url.rpartition("/")[2].rpartition("_")[2] not in first
    ]
    assert missing


def test_trs_pager_has_no_links_and_claims_a_page_too_many(country: Country, fetch: Fetch) -> None:
    visitor = Visitor(country, "trs", fetch)
    column = visitor.column()
    assert not [to for to in visitor.links(column).values() if "index_" in to]
    assert visitor.text(urljoin(column, "index.html")) == visitor.text(column)
    stub = fetch(urljoin(column, "index_2.html"))
    assert (stub.status, 300 < len(stub.body) < 400) == (200, True)
    assert fetch(urljoin(column, "index_3.html")).status == 404


def test_hanweb_proxy_answers_posts_by_record_number(country: Country, fetch: Fetch) -> None:
    visitor = Visitor(country, "hanweb", fetch)
    proxy = urljoin(visitor.portal.url, "/module/web/jpage/dataproxy.jsp")
    form = {"columnid": "1500", "unitid": "3345", "webid": "7"}

    def records(first: object, last: object, **other: str) -> int:
        url = f"{proxy}?startrecord={first}&endrecord={last}&perpage=5"
        return visitor.text(url, form=form | other).count("<record>")

    total = len(visitor.details())
    assert records(1, 15) == 15
    assert records(16, 30) == total - 15
    assert records(total + 1, total + 15) == 0
    assert records(1, 15, columnid="1") == 0
    assert records("x", "-3") == 0
    assert '<meta name="ColumnType" content="信息公开年报">' in visitor.text(visitor.column())


def test_the_generic_portal_cuts_titles(country: Country, fetch: Fetch) -> None:
    visitor = Visitor(country, "generic", fetch)
    page = visitor.text(visitor.column())
    rows = re.findall(r'TITLE="([^"]+)">([^<]+)</A>', page)
    cut = [(full, shown) for full, shown in rows if shown.endswith("…")]
    assert cut
    assert all(full.startswith(shown.rstrip("…")) for full, shown in cut)


def test_bytes_labelled_gb2312_are_gbk(country: Country, fetch: Fetch) -> None:
    visitor = Visitor(country, "generic", fetch)
    for url in visitor.details():
        answer = fetch(url)
        assert answer.headers["Content-Type"] == "text/html"
        assert b"charset=gb2312" in answer.body
        assert "政府信息公开" in answer.body.decode("gb18030")
        with pytest.raises(UnicodeDecodeError):
            answer.body.decode("gb2312")


def test_a_copy_tells_the_same_as_its_original(country: Country) -> None:
    reports = country.expected(1)
    copies = [r for r in reports if r.issuer.startswith("云湄市") and "青禾县" in r.portal]
    assert copies
    for copy in copies:
        (original,) = (r for r in reports if r.title == copy.title and r.portal != copy.portal)
        assert original.tables == copy.tables
        assert original.url != copy.url


@pytest.mark.parametrize("family", FAMILIES)
def test_one_linked_page_is_missing(country: Country, fetch: Fetch, family: str) -> None:
    home = Visitor(country, family, fetch)
    base = home.portal.url
    dead = {
        to for to in home.links(base).values() if to.startswith(base) and fetch(to).status == 404
    }
    assert len(dead) == 1


def test_forms_and_years_are_all_there(country: Country) -> None:
    reports = country.expected(1)
    assert {r.year for r in reports} == set(range(2016, 2025))
    assert {r.form for r in reports} == {"f2014", "f2019", "f2021"}
    assert [r.broken for r in reports if r.broken] == [("T3-RESULTS-SUM",)]
    assert all(isinstance(p, Portal) for p in country.portals)
