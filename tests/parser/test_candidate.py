import json
from collections import Counter
from pathlib import Path

import pytest

from parser.kind.candidate import judge_candidate

PAGE = "http://www.qinghe.gov.cn/zfxxgk/202101/t20210119_1234567.html"
IN_COLUMN = "http://www.qinghe.gov.cn/zfxxgk/zfxxgknb/202101/t20210119_1234567.html"
COLUMN = "http://www.qinghe.gov.cn/zfxxgk/zfxxgknb/index.html"


@pytest.mark.parametrize(
    ("title", "url", "reason"),
    [
        ("青禾县林业局政府信息公开工作年度报告", COLUMN, None),
        ("青禾县政府信息公开工作年度报告", PAGE, None),
        ("青禾县政府信息公开工作年度报告", COLUMN, "no year"),
        ("县直部门政府信息公开年报", PAGE, "no year"),
        ("街道办事处政府信息公开年度报告", PAGE, "no year"),
        ("政府信息公开年报", PAGE, "no year"),
        ("禾苗镇_2017年", IN_COLUMN, None),
        ("禾苗镇_2017年", PAGE, "no report title"),
        ("禾苗镇_2017年", COLUMN, "no report title"),
        ("禾苗镇2017年财政预算", IN_COLUMN, "other report"),
        ("禾苗镇2017年", "http://[broken", "no report title"),
    ],
)
def test_the_address_helps_where_the_title_is_short(
    title: str, url: str, reason: str | None
) -> None:
    assert judge_candidate(title, url).reason == reason


@pytest.mark.parametrize(
    ("url", "official"),
    [
        ("https://www.qinghe.gov.cn/nb/1.html", True),
        ("http://203.0.113.7:8080/nb/1.html", True),
        ("http://qinghe.gov.cn.example.com/zwgk/t20210119_1.html", False),
        ("http://example.org/gov.cn/zwgk/t20210119_1.html", False),
        ("http://notgov.cn/nb/1.html", False),
        ("http://[broken", False),
    ],
)
def test_a_host_is_an_organs_own_or_not(url: str, official: bool) -> None:
    assert judge_candidate("", url).official is official


@pytest.mark.parametrize("wanted", ["report", "original"])
def test_titles_and_addresses_as_found(shared: Path, wanted: str) -> None:
    """Precision and recall of "is a statutory annual report", reposts and mirrors being reports
    that are not the original."""
    table: Counter[tuple[bool, bool]] = Counter()
    for name in ("pages.jsonl", "titles.jsonl"):
        for line in (shared / "data" / name).read_text("utf-8").splitlines():
            row = json.loads(line)
            candidate = judge_candidate(row["title"], row["url"])
            said = candidate.reason is None and (wanted == "report" or candidate.official)
            true = row["label"] == "report" or (
                wanted == "report" and row["label"].startswith("report")
            )
            table[true, said] += 1
    right = table[True, True]
    assert right / (right + table[False, True]) >= 0.97
    assert right / (right + table[True, False]) >= 0.97
