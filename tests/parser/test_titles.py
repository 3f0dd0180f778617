import pytest

from parser.titles import look_alike, title_candidates, trim_site


@pytest.mark.parametrize(
    "title",
    [
        "云溪市财政局2021年政府信息公开工作年度报告",
        "2016年青禾县卫生和计划生育局政府信息公开年度报告",
        "二〇一九年青禾县政务公开年报",
        "雲溪市2019年政府信息公開工作年度報告",
        "云溪市 2021 年度\n信息公开工作报告",
    ],
)
def test_titles_of_reports(title: str) -> None:
    assert look_alike(title) is None


@pytest.mark.parametrize(
    ("title", "reason"),
    [
        ("关于做好2023年政府信息公开工作年度报告编制发布工作的通知", "notice"),
        ("云溪市财政局召开2023年政府信息公开年度报告工作推进会", "story"),
        ("一图读懂云溪市2022年政府信息公开工作年度报告", "interpretation"),
        ("视频解读：2020年云溪市政府信息公开年度报告", "interpretation"),
        ("云溪市政府信息公开年度报告制度（2020年）", "rule"),
        ("云溪市政府信息公开工作年度报告", "no report title"),
        ("云溪市2022年国民经济和社会发展统计公报", "other report"),
    ],
)
def test_look_alikes(title: str, reason: str) -> None:
    assert look_alike(title) == reason


def test_a_title_may_stand_on_two_lines() -> None:
    assert "青禾县水务局2024年年报" in title_candidates(["首页", "青禾县水务局", "2024年年报"])


@pytest.mark.parametrize("tail", ["-青禾县人民政府", "_青禾县林业局", " | 青禾门户-云溪省"])
def test_the_name_of_the_portal_is_no_part_of_a_title(tail: str) -> None:
    title = "青禾县林业局2023年政府信息公开年度报告"
    assert trim_site(title + tail) == trim_site(title) == title
