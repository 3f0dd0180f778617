"""Real documents and what a person read in them; skipped where they are not at hand."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from parser import Document, Extraction, parse_report
from parser.paths import flatten
from parser.rules import RULES

REPORTS = ("000_0bc46a95b7b21926", "001_2e78115fb7f7c724", "002_29acd3a32e0cbf6b")
VIOLATING = "003_bf7a071059df3fa2"
COMPILATION = "004_7cec8d36edc89308"
UCAP_PAGE = "report_shuyang-fgj_2023_ucap"
PDF = "report_huaian-hongze_2023"
ALL = (*REPORTS, VIOLATING, UCAP_PAGE, PDF)
NOT_MADE = {
    VIOLATING: {"N-REQ", "N-RATE", "N-PORTAL-PARTS"},  # explained, of a hotline, and no error
}
"""Expected as remarks of a person, with the reason why no check makes them."""
UNCHECKED_SUMS = {
    "000_0bc46a95b7b21926": {"N-SUM"},  # of channels in brackets, one without its unit
    "002_29acd3a32e0cbf6b": {"N-SUM"},  # of a sentence before
}
NOT_REPORTS = {
    "neg_detail_wanzai_2022-stat-bulletin_ucap": "OTHER-REPORT",
    "neg_detail_zhejiang-edu_2024_hanweb-jcms": "STORY",
    "neg_homepage_yichun_portal_ucap": "NO-REPORT-PHRASE",
    "portal_handan-zfxxgk_index": "NO-REPORT-PHRASE",
    "portal_handan-zfxxgk_list": "NO-REPORT-PHRASE",
    "list_ordos-engebei_xxgknb_trs-wcm": None,
}


FOLDERS = ("seeds", "data/html", "data/docs")
MEDIA_TYPES = {".txt": "text/plain", ".html": "text/html"}


def read(shared: Path, name: str) -> Extraction:
    (path,) = (path for folder in FOLDERS for path in (shared / folder).glob(f"{name}.*"))
    media_type = MEDIA_TYPES.get(path.suffix, "application/octet-stream")
    return parse_report(Document(path.read_bytes(), media_type))


def gold(shared: Path, name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((shared / "gold" / f"{name}.json").read_text("utf-8"))
    return content


@pytest.mark.parametrize("name", ALL)
def test_every_cell(shared: Path, name: str) -> None:
    assert flatten(read(shared, name).tables) == flatten(gold(shared, name)["tables"])


@pytest.mark.parametrize("name", ALL)
def test_what_the_report_says_of_itself(shared: Path, name: str) -> None:
    said, expected = read(shared, name).metadata, gold(shared, name)["metadata"]
    assert said.year == expected["report_year"]
    assert said.title == expected["title_stated"]
    assert said.publish_date == expected["publish_date"]
    assert said.issuer.name == expected["issuer"]["name"]
    if "kind" in expected["issuer"]:
        assert said.issuer.kind == expected["issuer"]["kind"]
        assert said.level == expected["level"]
        place = msgspec.to_builtins(said.region)
        assert place == {key: expected["region"].get(key, []) for key in place}
        assert (said.period.start, said.period.end) == (
            expected["period_start"],
            expected["period_end"],
        )


@pytest.mark.parametrize("name", [*REPORTS, VIOLATING])
def test_contact_and_cited_documents(shared: Path, name: str) -> None:
    said, expected = read(shared, name).metadata, gold(shared, name)["metadata"]
    contact = {key: value for key, value in expected["contact"].items() if key != "note"}
    assert {key: getattr(said.contact, key) for key in contact} == contact
    assert [(cited.title, cited.number) for cited in said.cited_documents] == [
        (cited["title"], cited["number"]) for cited in expected["cited_documents"]
    ]


@pytest.mark.parametrize("name", [*REPORTS, VIOLATING])
def test_sections(shared: Path, name: str) -> None:
    said = [(section.key, section.heading) for section in read(shared, name).sections]
    assert said == [(s["key"], s["heading_raw"]) for s in gold(shared, name)["sections"]]


@pytest.mark.parametrize("name", [*REPORTS, VIOLATING])
def test_errors_are_those_in_the_document_and_no_others(shared: Path, name: str) -> None:
    found = read(shared, name).findings
    errors = [(f.rule, f.where) for f in found if f.severity == "H" and f.status == "fail"]
    expected = gold(shared, name)["expected_findings"]
    assert errors == [(f["rule"], f["location"]) for f in expected if f["severity"] == "error"]


@pytest.mark.parametrize("name", [*REPORTS, VIOLATING])
def test_expected_findings_are_made(shared: Path, name: str) -> None:
    """An N-REQ that is only explained passes; of the others a person saw that they do not hold."""
    made = {f.rule for f in read(shared, name).findings if f.status in ("fail", "not_assessable")}
    expected = {f["rule"] for f in gold(shared, name)["expected_findings"]}
    assert expected - NOT_MADE.get(name, set()) <= made


@pytest.mark.parametrize("name", [*REPORTS, VIOLATING])
def test_expected_passes_pass(shared: Path, name: str) -> None:
    found = read(shared, name).findings
    passed = {f.rule for f in found if f.status in ("pass", "pass_with_blanks")}
    expected = {text.split()[0] for text in gold(shared, name)["expected_passes"]}
    assert (expected & RULES.keys()) - UNCHECKED_SUMS.get(name, set()) <= passed


@pytest.mark.parametrize("name", ["report_huaian-hongze_2023", UCAP_PAGE])
def test_wrong_sums_of_other_files(shared: Path, name: str) -> None:
    found = read(shared, name).findings
    hard = [f.where for f in found if f.severity == "H" and f.status == "fail"]
    assert len(hard) == len(gold(shared, name)["checks_failing_in_source"])


def test_the_blank_total_is_told_with_what_it_should_say(shared: Path) -> None:
    (blank,) = (f for f in read(shared, REPORTS[0]).findings if f.rule == "T3-TOTAL-BLANK")
    assert "natural_person 1, total 1" in blank.message
    assert "holds" in blank.message


def test_a_compilation_is_rejected_with_all_its_reasons(shared: Path) -> None:
    said = read(shared, COMPILATION)
    assert said.kind == "not_report"
    assert {"COMPILATION", "MASKED", "MOJIBAKE", "SCRIPT", "NO-ISSUER", "NO-TABLE"} == set(
        said.reasons
    )
    assert (said.tables, said.metadata.issuer.name, said.metadata.year) == ({}, None, None)
    assert said.script == "traditional"


@pytest.mark.parametrize(("name", "reason"), NOT_REPORTS.items())
def test_look_alikes_are_not_reports(shared: Path, name: str, reason: str | None) -> None:
    said = read(shared, name)
    assert said.kind == "not_report"
    assert reason is None or reason in said.reasons
    assert not said.tables
