import pytest

from parser.extraction import Period
from parser.metadata.period import read_year

WHOLE_2021 = Period("2021-01-01", "2021-12-31")


@pytest.mark.parametrize(
    ("preamble", "year", "period"),
    [
        ("统计期限自2021年1月1日起至12月31日止", 2021, WHOLE_2021),
        ("统计期限为2021年1月1日—2021年12月31日", 2021, WHOLE_2021),
        ("统计期限自二〇二一年1月1日起，至12月31日止", 2021, WHOLE_2021),
        ("统计时限：2021.1.1-2021.12.31", 2021, WHOLE_2021),
        ("统计时限：2021-01-01至2021-12-31", 2021, WHOLE_2021),
        ("数据统计时间为2021年1月至12月", 2021, WHOLE_2021),
        ("统计期限自2021年1月1日起至202021年12月31日止", 2021, WHOLE_2021),
        ("自2019年1月28日起至2019年12月31日止", 2019, Period("2019-01-28", "2019-12-31")),
        ("统计期限自２０２１年１月１日起至２０２１年１２月３１日止", 2021, WHOLE_2021),
        ("统计期限自二〇二一年一月一日起至二〇二一年十二月三十一日止", 2021, WHOLE_2021),
        ("统计期限自2021年1月1日00:00起至2021年12月31日24:00止", 2021, WHOLE_2021),
        (
            "（2019年4月3日修订，2019年5月15日起施行），统计期限为2021年1月1日至12月31日",
            2021,
            WHOLE_2021,
        ),
        ("规划自2016年1月1日至2020年12月31日。统计期限为2021年1月1日至12月31日", 2021, WHOLE_2021),
        ("（2021年9月26日）要求，2024年1月15日编制。统计期限为2023年全年", 2023, Period()),
        ("统计期限自2020年12月1日起至2021年11月30日止", 2021, Period("2020-12-01", "2021-11-30")),
        ("统计期限自2021年1月1日至2022年1月15日", 2021, Period("2021-01-01", "2022-01-15")),
        ("公示期自2022年1月5日至2022年1月12日", None, Period()),
        ("统计期限自202111日起至20211230日止", 2021, Period()),
        ("统计期限自20211月1日起至202112月31日止", 2021, Period()),
        ("统计期限自2021年1月1日起至2021年13月31日止", 2021, Period()),
        ("统计期限为2091年度", None, Period()),
    ],
)
def test_periods_whole_and_damaged(preamble: str, year: int | None, period: Period) -> None:
    said = read_year(None, preamble, [], "", None)
    assert (said.year, said.period) == (year, period)


@pytest.mark.parametrize(
    ("title", "preamble", "lines", "overview", "published", "year"),
    [
        ("青禾县2020年年报", "统计期限自2021年1月1日起至12月31日止", [], "", None, 2021),
        ("青禾县二O一九年年报", "", ["（2017年度）"], "", None, 2019),
        (None, "", ["( 2017 年度 )"], "2016年，", None, 2017),
        ("2024年发布的2023年年报", "", [], "", None, 2023),
        (None, "《条例》（2019年5月15日起施行）现公布2023年度报告", [], "", None, 2023),
        (None, "按2019年5月15日起施行的条例编制2023年年度报告", [], "", None, 2023),
        (None, "现公布2018年政府信息公开工作年度报告", [], "2016年，", None, 2018),
        (None, "", [], "2019年，青禾县认真做好公开工作", "2021-01-01", 2019),
        (None, "", [], "", "2021-01-01", 2020),
        (None, "", [], "", None, None),
    ],
)
def test_the_order_of_evidence(
    title: str | None,
    preamble: str,
    lines: list[str],
    overview: str,
    published: str | None,
    year: int | None,
) -> None:
    assert read_year(title, preamble, lines, overview, published).year == year


def test_the_year_before_may_open_the_first_section() -> None:
    said = read_year("青禾县2023年年报", "", [], "与2022年相比，2023年收到的申请减少。", None)
    assert said.sources == {"title": 2023, "overview": 2023}
    assert read_year(None, "", [], "2022年，青禾县认真做好公开工作。", None).year == 2022
