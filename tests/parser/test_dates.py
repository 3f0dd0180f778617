import pytest

from parser.extraction import Period
from parser.metadata.dates import arabic_years, read_date, years_in
from parser.metadata.period import is_whole_year, read_year


@pytest.mark.parametrize(
    "numeral", ["二〇一九", "二○一九", "二O一九", "二0一九", "二零一九", "2019"]
)
def test_numerals_of_a_year(numeral: str) -> None:
    assert arabic_years(f"{numeral}年度") == "2019年度"
    assert years_in(f"{numeral}年") == [2019]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2024-01-17", "2024-01-17"),
        ("2023-12-05 09:30:26", "2023-12-05"),
        ("2020年08月02日", "2020-08-02"),
        ("2020年8月2日", "2020-08-02"),
        ("2020/8/2", "2020-08-02"),
        ("[2020.8.2]", "2020-08-02"),
        ("20200802", "2020-08-02"),
        ("二〇二〇年十二月三十一日", "2020-12-31"),
        ("Jan 17, 2024", "2024-01-17"),
        ("Wed Jan 17 09:30:00 CST 2024", "2024-01-17"),
        ("2020-02-30", None),
        ("二〇二〇年十十月一日", None),
        ("01-17", None),
        ("昨天", None),
        ("", None),
    ],
)
def test_dates(text: str, date: str | None) -> None:
    assert read_date(text) == date


@pytest.mark.parametrize(
    ("preamble", "start", "end"),
    [
        ("统计期限自2019年1月1日起至2019年12月31日止", "2019-01-01", "2019-12-31"),
        ("统计期限从2019年1月1日到12月31日止", "2019-01-01", "2019-12-31"),
        ("自二○一九年1月1日起，至12月28日止", "2019-01-01", "2019-12-28"),
        ("统计期限自201911日起至20191230日止", None, None),
    ],
)
def test_periods(preamble: str, start: str | None, end: str | None) -> None:
    year = read_year(None, preamble, [], "", None)
    assert (year.year, year.period) == (2019, Period(start, end))
    assert is_whole_year(year.period) == (end == "2019-12-31")


def test_sources_of_the_year_in_order() -> None:
    title, preamble = "云溪市2020年政府信息公开工作年度报告", "公布2018年度政府信息公开年度报告。"
    said = read_year(title, preamble, ["（2017年度）"], "2016年，全市", "2016-01-20")
    assert said.year == 2020
    assert said.sources == {
        "title": 2020,
        "caption": 2017,
        "preamble": 2018,
        "overview": 2016,
        "published": 2015,
    }
    assert read_year(None, "", [], "", "2020-01-20").year == 2019
    assert read_year(None, "", [], "", None).year is None
