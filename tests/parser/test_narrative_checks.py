"""Sentences against tables, and what sections leave unsaid."""

from collections.abc import Callable

import pytest

from parser import Document, Extraction, parse_report
from parser.checks.deadline import check_deadline, due_by
from parser.extraction import Family, Issuer, Metadata

OVERVIEW = "认真做好政府信息公开工作。"
Read = Callable[..., Extraction]


@pytest.fixture
def read_with(
    render: Callable[..., str], paths_of: Callable[[Family], dict[str, str]]
) -> Callable[..., Extraction]:
    """A report whose figures are 0 but for some, with a sentence in section 一."""

    def read(sentence: str, figures: dict[str, int], family: Family = "f2021") -> Extraction:
        printed = {path: str(figures.get(path, 0)) for path in paths_of(family)}
        page = render(family, printed).replace(OVERVIEW, f"{OVERVIEW}{sentence}")
        return parse_report(Document(page.encode()))

    return read


NEW, IN, OUT = (f"requests.{row}.total" for row in ("new_received", "carried_in", "carried_out"))
CASES = [
    ("全年共收到政府信息公开申请7件。", {NEW: 7}, {"N-REQ": "pass"}),
    ("全年共受理政府信息公开申请9件。", {NEW: 7, IN: 2}, {"N-REQ": "pass"}),
    ("全年共收到政府信息公开申请8件。", {NEW: 7}, {"N-REQ": "fail"}),
    ("林业局代表县政府收到政府信息公开申请2件。", {NEW: 7}, {"N-REQ": "not_assessable"}),
    ("全年未收到政府信息公开申请。", {NEW: 0}, {"N-ZERO": "pass"}),
    ("全年未收到政府信息公开申请。", {NEW: 3}, {"N-ZERO": "fail"}),
    ("认真加强培训。", {NEW: 3}, {"N-REQ-SILENT": "fail"}),
    ("收到公开申请5件，已全部办结。", {NEW: 5, OUT: 1}, {"N-REQ": "pass", "N-CLOSED": "fail"}),
    ("收到公开申请5件，已答复4件。", {NEW: 5, "requests.results_total.total": 4},
     {"N-REQ": "pass", "N-CLOSED": "pass"}),
    ("上年结转政府信息公开申请2件。", {IN: 1}, {"N-CARRY": "fail"}),
    ("对政府信息公开申请予以公开3件、不予公开2件。",
     {"requests.granted.total": 3, "requests.refused_state_secret.total": 2}, {"N-RESULT": "pass"}),
    ("发生政府信息公开行政复议4件。", {"remedies.review.total": 3}, {"N-REVIEW": "fail"}),
    ("发生政府信息公开行政诉讼3件。",
     {"remedies.litigation_direct.total": 1, "remedies.litigation_after_review.total": 2},
     {"N-LITIG": "pass"}),
    ("全年制发规范性文件2件。", {"art20_1.normative_docs.made": 3}, {"N-RULES": "fail"}),
    ("主动公开政府信息9条，其中网站5条，微信4条。", {}, {"N-SUM": "pass"}),
    ("主动公开政府信息9条，其中网站5条，微信5条。", {}, {"N-SUM": "fail"}),
    ("主动公开政府信息9条，其中网站5条，微信1条。", {}, {"N-SUM": "not_assessable"}),
    ("受理来信30件，办结29件，办结率96.67%。", {}, {"N-RATE": "pass"}),
    ("受理来信30件，办结29件，办结率97.67%。", {}, {"N-RATE": "fail"}),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "figures", "expected"), CASES)
def test_sentence_against_table(
    read_with: Read, sentence: str, figures: dict[str, int], expected: dict[str, str]
) -> None:
    findings = read_with(sentence, figures).findings
    assert {f.rule: f.status for f in findings if f.rule.startswith("N-")} == expected


def test_a_contradiction_cites_the_cell_and_the_line(read_with: Read) -> None:
    read = read_with("全年共收到政府信息公开申请8件。", {NEW: 7})
    (wrong,) = (f for f in read.findings if f.rule == "N-REQ")
    assert [(cited.path, cited.value) for cited in wrong.figures] == [
        (NEW, 7),
        ("h.req.received_new", 8),
    ]
    line = int((wrong.figures[1].evidence or "").removeprefix("text line "))
    assert "申请8件" in read.text.split("\n")[line - 1]
    assert "8" in wrong.message_zh


def test_sections_that_say_nothing(
    render: Callable[..., str], paths_of: Callable[..., dict[str, str]]
) -> None:
    page = render("f2021", dict.fromkeys(paths_of("f2021"), "0"))
    full = parse_report(Document(page.encode()))
    empty = parse_report(Document(page.replace("人手不足，下一步加强培训。", "无。").encode()))
    assert not any(f.rule == "SEC5-EMPTY" for f in full.findings)
    assert any(f.rule == "SEC5-EMPTY" for f in empty.findings)
    paid = parse_report(Document(page.replace("<p>无。</p>", "<p>未收取信息处理费。</p>").encode()))
    assert any(f.rule == "SEC6-FEE" for f in full.findings)
    assert not any(f.rule == "SEC6-FEE" for f in paid.findings)


@pytest.mark.parametrize(
    ("year", "kind", "level", "due"),
    [
        (2021, "department", "county", "2022-01-31"),
        (2021, "government", "county", "2022-03-31"),
        (2021, "government_office", "county", "2022-01-31"),
        (2015, "department", None, "2016-03-31"),
        (2021, "street", "township", None),
        (2021, "government", "township", None),
        (None, "department", None, None),
    ],
)
def test_when_a_report_is_due(
    year: int | None, kind: str, level: str | None, due: str | None
) -> None:
    assert due_by(Metadata(issuer=Issuer("青禾县林业局", kind), level=level, year=year)) == due


@pytest.mark.parametrize(
    ("published", "status"),
    [("2022-01-31", "pass"), ("2022-02-01", "fail"), ("2021-12-31", "not_assessable")],
)
def test_a_date_before_the_year_is_over_is_no_date_of_its_report(
    published: str, status: str
) -> None:
    issuer = Issuer("青禾县林业局", "department")
    (said,) = check_deadline(Metadata(issuer=issuer, year=2021, publish_date=published))
    assert said.status == status
