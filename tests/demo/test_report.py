"""Reports read like reports, whatever hand they are written in."""

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from demo.bodies import CITY, HOUSING, STREET, TOWN, Body
from demo.figures import count
from demo.hand import Hand
from demo.pages import render_report
from demo.portals import DIALECTS
from demo.report import Report, invent

years = st.integers(2014, 2024)
bodies = st.sampled_from((CITY, HOUSING, STREET, TOWN))


def text(markup: str) -> str:
    """What a reader sees, without white space."""
    return re.sub(r"\s", "", html.fragment_fromstring(f"<div>{markup}</div>").text_content())


@given(st.integers(), years)
def test_the_hand_changes_the_markup_and_not_the_text(seed: int, year: int) -> None:
    report = invent(seed, year=year)
    plain, pasted = (
        replace(report, hand=replace(report.hand, word=word)).html() for word in (False, True)
    )
    assert "<o:p>" in pasted
    assert "<o:p>" not in plain
    assert text(plain) == text(pasted)


def test_spans_of_word_end_inside_words() -> None:
    assert Hand(word=True).run("收到和处理").count("<span") == 1
    assert re.search(r"主动公</span><span[^>]*>开政府", Hand(word=True).run("主动公开政府"))


@given(st.integers(), years, bodies)
def test_the_text_tells_the_requests_of_the_table(seed: int, year: int, body: Body) -> None:
    report = invent(seed, body, year)
    path = {
        "f2014": "stat2014.requests_received",
        "f2019": "requests.new_received.total",
        "f2021": "requests.new_received.total",
    }[report.form]
    received = count(report.figures, path)
    told = re.search(
        r"(?:新收|收到)政府信息公开申请(\d+)件|未收到政府信息公开申请", text(report.html())
    )
    assert told
    assert int(told[1] or 0) == received


@given(st.integers(), years, bodies)
def test_reports_are_in_time(seed: int, year: int, body: Body) -> None:
    """条例第四十九条: governments until 31 March, departments until 31 January."""
    report = invent(seed, body, year)
    last = date(year + 1, 3, 31) if body is CITY else date(year + 1, 1, 31)
    assert date(year + 1, 1, 1) <= report.published <= last


def test_only_the_city_makes_rules() -> None:
    assert any(count(invent(s).figures, "art20_1.rules.made") for s in range(9))
    assert not any(count(invent(s, HOUSING).figures, "art20_1.rules.made") for s in range(9))


def test_sections_are_the_official_six() -> None:
    headings = re.findall(r"<p[^>]*>([一二三四五六七八]、[^<]*)</p>", _plain(2023).html())
    assert headings == [
        "一、总体情况",
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
        "五、存在的主要问题及改进情况",
        "六、其他需要报告的事项",
    ]
    assert "（2016年度）" in _plain(2016).html()


def _plain(year: int) -> Report:
    return replace(invent(1, year=year), hand=Hand())


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_page_on_its_own_has_the_report_and_the_frame(dialect: str) -> None:
    report = invent(7, year=2020)
    page = render_report(report, dialect)
    assert report.html() in page
    assert "9901000000" in page
    assert render_report(invent(7, year=2020), dialect) == page
    assert render_report(invent(8, year=2020), dialect) != page
