"""Figures in sentences: what is said, and what is not to be taken for it."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parser import Document, parse_report
from parser.extraction import Figure
from parser.prose.narrative import read_narrative
from parser.prose.numerals import read_numeral

SAID = {
    "2012年，全镇主动公开政府信息1,216条，累计公开政府信息4380条。": {
        "h.proactive.total": 1216,
        "proactive.cumulative": 4380,
    },
    "截至2013年底，累计公开政府信息900条。": {"proactive.cumulative": 900},
    "其中，政府网站公开 120 条，微博发布信息３５条，政府公报公开0条。": {
        "h.proactive.by_channel.website": 120,
        "h.proactive.by_channel.weibo": 35,
        "h.proactive.by_channel.gazette": 0,
    },
    "通过门户网站主动公开政府信息70条。": {"h.proactive.by_channel.website": 70},
    "信息按类别分：机构职能类12条，政策法规类30条，业务动态类158条。": {
        "proactive.by_category.机构职能": 12,
        "proactive.by_category.政策法规": 30,
        "proactive.by_category.业务动态": 158,
    },
    "共345条，其中机构职能类12条、政策法规类33条、规划、计划类100条。": {
        "proactive.by_category.机构职能": 12,
        "proactive.by_category.政策法规": 33,
        "proactive.by_category.规划、计划": 100,
    },
    "全年共收到公民提出的政府信息公开申请三件，已答复2件，1件正在办理。": {
        "h.req.received_new": 3,
        "h.req.results_total": 2,
        "h.req.carried_out": 1,
    },
    "本年度受理12件依申请公开申请，其中当面申请2件，网上申请9件，信函申请1件。": {
        "h.req.received_new": 12,
        "h.req.received_by_channel.in_person": 2,
        "h.req.received_by_channel.online": 9,
        "h.req.received_by_channel.letter": 1,
    },
    "申请的答复：予以公开7件、部分公开2件、不予公开1件、无法提供十二件，结转下年度办理3件。": {
        "h.req.granted": 7,
        "h.req.partly_granted": 2,
        "h.req.refused": 1,
        "h.req.unable": 12,
        "h.req.carried_out": 3,
    },
    "2023年，本机关未收到政府信息公开申请。": {"h.req.received_new": 0},
    "全年没有公民、法人和其他组织提出政府信息公开申请。": {"h.req.received_new": 0},
    "本年度因政府信息公开引起的行政复议2件，行政诉讼1件。": {
        "h.review.total": 2,
        "h.litigation.total": 1,
    },
    "未发生因政府信息公开被申请行政复议、提起行政诉讼的情况。": {
        "h.review.total": 0,
        "h.litigation.total": 0,
    },
    "政府信息公开行政复议和行政诉讼案件均为0件。": {"h.review.total": 0, "h.litigation.total": 0},
    "2022年依申请公开收取信息处理费400元。": {"h.request_fee_wanyuan": "0.04"},
    "本年度未收取政府信息公开信息处理费。": {"h.request_fee_wanyuan": "0"},
    "全年制发规范性文件4件，废止规范性文件1件，现行有效的规范性文件21件。": {
        "h.normative.made": 4,
        "h.normative.repealed": 1,
        "h.normative.stock": 21,
    },
    "从事政府信息公开工作的专职人员2名，兼职工作人员十五人。": {
        "h.org.staff_full_time": 2,
        "h.org.staff_part_time": 15,
    },
    "接受公众咨询86人次，均与政府信息公开有关。": {"consultation.total": 86},
}
NOT_SAID = (
    "收到网上申请政府信息公开的邮件后及时处理，今后力争公开100条。",
    "全年主动公开政府信息近500条。",
    "全年主动公开政府信息500余条。",
    "上年收到政府信息公开申请10件。",
    "一季度收到政府信息公开申请4件。",
    "微博、微信公开信息97条。",
    "收到申请后予以公开及部分公开共5件。",
    "政府信息公开行政复议、行政诉讼共3件。",
    "行政复议机关全年办理案件25件。",
    "没有因公开不当引起的行政复议败诉情况。",
    "无正当理由大量反复申请公开的，依法不予处理。",
    "市民热线受理来电300件，办结299件，公开答复20件。",
    "申请公开的收费标准按照规定执行。",
)


def said(text: str) -> dict[str, Figure]:
    return {figure.key: figure.value for figure in read_narrative(text.split("\n"))}


@pytest.mark.parametrize("sentence", SAID)
def test_what_a_sentence_says(sentence: str) -> None:
    assert said(sentence) == SAID[sentence]


@pytest.mark.parametrize("sentence", NOT_SAID)
def test_what_it_does_not_say(sentence: str) -> None:
    assert said(sentence) == {}


def test_a_figure_has_its_sentence_and_place() -> None:
    said_then_planned = "稳步推进。全年主动公开政府信息 20 条。", "收到公开申请9件。"
    headings = "一、概述", "五、存在问题及改进措施"
    lines = [headings[0], said_then_planned[0], headings[1], said_then_planned[1]]
    (figure,) = read_narrative(lines)
    assert (figure.sentence, figure.section) == ("全年主动公开政府信息 20 条", "overview")
    assert (figure.evidence, figure.unit) == ("text line 2", "条")


def test_what_is_said_of_another_year_is_not_taken() -> None:
    lines = [
        "2022年收到政府信息公开申请20件，2023年收到政府信息公开申请12件。",
        "2022年未发生行政复议。",
    ]
    assert {(f.key, f.value) for f in read_narrative(lines, 2023)} == {("h.req.received_new", 12)}
    assert read_narrative(["2024年计划公开政府信息500条。"], 2023) == []


def test_a_section_says_what_its_sentences_are_about() -> None:
    sentence = "已答复5件，其中同意公开4件，部分公开1件。"
    assert said(f"三、依申请公开政府信息情况\n{sentence}") == {
        "h.req.results_total": 5,
        "h.req.granted": 4,
        "h.req.partly_granted": 1,
    }
    assert said(sentence) == {}


def test_the_first_of_two_counts() -> None:
    assert said("本年主动公开政府信息20条。\n本年主动公开政府信息5条。") == {
        "h.proactive.total": 20
    }


@pytest.mark.parametrize(
    ("text", "value"),
    [("三", 3), ("十", 10), ("二十", 20), ("一百零五", 105), ("三千零五十", 3050), ("两", 2),
     ("一万二千三百", 12300), ("二〇", 20), ("28", 28)],
)  # fmt: skip
def test_numerals(text: str, value: int) -> None:
    assert read_numeral(text) == value


@given(
    st.text(
        "公开政府信息申请收到未无行政复议诉讼、，。0123456789三十件条类其中累计\n", max_size=400
    )
)
def test_no_text_breaks_it(text: str) -> None:
    for figure in read_narrative(text.split("\n")):
        assert figure.value is not None


SAME = {
    "proactive_total": "h.proactive.total",
    "proactive_cumulative": "proactive.cumulative",
    "proactive_by_channel.portal": "h.proactive.by_channel.website",
    "proactive_by_channel.gazette": "h.proactive.by_channel.gazette",
    "proactive_by_channel.new_media": "h.proactive.by_channel.new_media",
    "requests_received": "h.req.received_new",
    "requests_received_or_handled": "h.req.received_new",
    "requests_answered": "h.req.results_total",
    "requests_in_progress": "h.req.carried_out",
    "review_total": "h.review.total",
    "litigation_total": "h.litigation.total",
}
SEEDS = (
    "000_0bc46a95b7b21926",
    "001_2e78115fb7f7c724",
    "002_29acd3a32e0cbf6b",
    "003_bf7a071059df3fa2",
)


@pytest.mark.parametrize("name", SEEDS)
def test_against_what_a_person_read(shared: Path, name: str) -> None:
    """Every figure taken is one a person read on that line; of the kinds known none is missed."""
    read = parse_report(Document((shared / "seeds" / f"{name}.txt").read_bytes(), "text/plain"))
    gold = json.loads((shared / "gold" / f"{name}.json").read_text("utf-8"))["narrative_figures"]
    lines = {(f"text line {figure['line']}", figure["value"]) for figure in gold}
    assert {(figure.evidence, figure.value) for figure in read.narrative} <= lines
    values = {figure.key: figure.value for figure in read.narrative}
    for figure in gold:
        if key := SAME.get(figure["key"]):
            assert values[key] == figure["value"], figure["key"]
