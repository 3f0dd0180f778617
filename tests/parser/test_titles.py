import pytest

from parser.kind.titles import look_alike, title_candidates, trim_site


@pytest.mark.parametrize(
    "title",
    [
        "云溪市财政局2021年政府信息公开工作年度报告",
        "2016年青禾县卫生和计划生育局政府信息公开年度报告",
        "二〇一九年青禾县政务公开年报",
        "雲溪市2019年政府信息公開工作年度報告",
        "云溪市 2021 年度\n信息公开工作报告",
        "青禾县政府信息公开工作2017年年度报告",
        "关于青禾县2016年政府信息公开工作情况的报告",
        "青禾县2009年政府信息公开和政务公开工作年度报告",
        "青禾县财政局2018年政府信息公开年度工作报告（更正版）",
        "青禾县考核办公室2020年政府信息公开年度报告",
        "青禾县林业局2023年政府信息公开工作总结年度报告",
        "青禾县林业局2023年度政府信息主动公开工作年度报告",
        "青禾县林业局关于2022年度政府信息公开工作年度报告的公告",
        "青禾县林业局公布2023年政府信息公开工作年度报告",
        "青禾县林业局2024年发布的2023年政府信息公开工作年度报告",
        "青禾县林业局2023年政府信息公开工作年度报告（2024年1月）",
        "青禾县2023年1-12月政府信息公开工作报告",
        "青(qīng)禾县2020年政府信(xin)息公开年度报告",
    ],
)
def test_titles_of_reports(title: str) -> None:
    assert look_alike(title) is None


@pytest.mark.parametrize(
    ("title", "reason"),
    [
        ("关于做好2023年政府信息公开工作年度报告编制发布工作的通知", "order"),
        ("关于公布2023年政府信息公开工作年度报告的通知", "notice"),
        ("关于2023年青禾县政府信息公开工作年度报告撰写要求", "order"),
        ("关于青禾县2023年政府信息公开年度报告的说明", "interpretation"),
        ("青禾县2023年政府信息公开工作年度报告发布", "announcement"),
        ("青禾县开展2023年度政府信息公开年报公示工作", "story"),
        ("青禾县各部门2023年政府信息公开工作年度报告汇总", "rule"),
        ("（单位名称）2023年政府信息公开工作年度报告", "template"),
        ("青禾县2023年上半年政府信息公开工作报告", "part of a year"),
        ("青禾县2023年第一季度政府信息公开工作情况报告", "part of a year"),
        ("青禾县2023年8月政府信息公开工作报告", "part of a year"),
        ("云溪市财政局召开2023年政府信息公开年度报告工作推进会", "story"),
        ("一图读懂云溪市2022年政府信息公开工作年度报告", "interpretation"),
        ("视频解读：2020年云溪市政府信息公开年度报告", "interpretation"),
        ("云溪市政府信息公开年度报告制度（2020年）", "rule"),
        ("云溪市政府信息公开工作年度报告", "no year"),
        ("云溪市2022年国民经济和社会发展统计公报", "other report"),
        ("青禾县发布2021年政府信息公开工作年度报告", "announcement"),
        ("乡镇2021年政府信息公开工作年度报告范文", "template"),
        ("XX县20**年政府信息公开工作年度报告", "template"),
        ("云溪大学2020-2021学年信息公开工作年度报告", "other report"),
        ("云溪市人民医院2022年信息公开年度报告", "other report"),
        ("云溪集团2021年环境信息公开年度报告", "other report"),
        ("云溪市2020年政府信息公开工作考核情况的报告", "other report"),
        ("云溪市2020年政府信息公开工作半年报告", "part of a year"),
        ("云溪市2021年法治政府建设年度报告", "other report"),
        ("云溪市2022年政府网站工作年度报表", "other report"),
        ("政府信息公开工作年度报告格式", "rule"),
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
