"""Names of places are real here; what is said of them is what the table of divisions says."""

import pytest

from parser.divisions.table import all_divisions, by_code, counties_of_town
from parser.extraction import Contact, Issuer, Region
from parser.metadata.issuer import kind_of
from parser.metadata.place import full_name
from parser.metadata.region import Located, evidence_of, locate


def located(name: str, year: int | None, evidence: str = "", *sites: str) -> Located:
    return locate(Issuer(name, kind_of(name)), year, sites, evidence)


@pytest.mark.parametrize(
    ("name", "year", "region", "level"),
    [
        ("思茅区人民政府", 2017, ("云南省", "普洱市", "思茅区", "530802"), "county"),
        ("中站区人民政府", 2019, ("河南省", "焦作市", "中站区", "410803"), "county"),
        ("滑县人力资源和社会保障局", 2019, ("河南省", "安阳市", "滑县", "410526"), "county"),
        ("邵阳市人民政府", 2020, ("湖南省", "邵阳市", None, "430500"), "prefecture"),
        ("耒阳市人民政府", 2020, ("湖南省", "衡阳市", "耒阳市", "430481"), "county"),
        ("海门市人民政府", 2019, ("江苏省", "南通市", "海门市", "320684"), "county"),
        ("海门区人民政府", 2020, ("江苏省", "南通市", "海门区", "320614"), "county"),
        ("海门市人民政府", 2023, (None, None, None, None), None),
        ("邵东县人民政府", 2018, ("湖南省", "邵阳市", "邵东县", "430521"), "county"),
        ("邵东县人民政府", 2019, ("湖南省", "邵阳市", "邵东县", "430521"), "county"),
        ("邵东市人民政府", 2019, ("湖南省", "邵阳市", "邵东市", "430582"), "county"),
        ("襄城区人民政府", 2008, ("湖北省", "襄樊市", "襄城区", "420602"), "county"),
        ("襄城区人民政府", None, ("湖北省", "襄阳市", "襄城区", "420602"), "county"),
        ("上海市人民政府办公厅", 2020, ("上海市", None, None, "310000"), "province"),
        ("仙桃市人民政府", 2020, ("湖北省", None, "仙桃市", "429004"), "county"),
        ("阿坝州人民政府", 2020, ("四川省", "阿坝藏族羌族自治州", None, "513200"), "prefecture"),
        ("吉林市龙潭区人民政府", 2017, ("吉林省", "吉林市", "龙潭区", "220203"), "county"),
        ("国家税务总局滑县税务局", 2021, ("河南省", "安阳市", "滑县", "410526"), "county"),
        ("国家统计局青州调查队", 2021, ("山东省", "潍坊市", "青州市", "370781"), "county"),
        ("中国证券监督管理委员会江苏监管局", 2021, ("江苏省", None, None, "320000"), "province"),
        ("新疆生产建设兵团", 2021, ("新疆维吾尔自治区", None, None, "650000"), "province"),
        ("新疆生产建设兵团第八师", 2021, ("新疆维吾尔自治区", None, None, "650000"), "prefecture"),
        ("重庆两江新区", 2021, ("重庆市", None, None, "500000"), "committee"),
        ("浦东新区人民政府", 2021, ("上海市", None, "浦东新区", "310115"), "county"),
        ("安庆经济技术开发区管委会", 2021, ("安徽省", "安庆市", None, "340800"), "committee"),
        ("东莞市虎门镇人民政府", 2021, ("广东省", "东莞市", None, "441900"), "township"),
        ("下湿壕镇人民政府", 2022, ("内蒙古自治区", "包头市", "固阳县", "150222"), "township"),
        ("国家卫生健康委员会", 2022, (None, None, None, None), "other"),
        ("云溪市青禾县林业局", 2022, (None, None, None, None), "county"),
        ("金华镇人民政府", None, (None, None, None, None), "township"),
    ],
)
def test_a_name_and_a_year_tell_the_place(
    name: str, year: int | None, region: tuple[str | None, ...], level: str | None
) -> None:
    said = located(name, year)
    place = said.region
    assert (place.province, place.city, place.county, place.code) == region
    assert said.level == level


def test_a_name_of_several_places_stays_open() -> None:
    region = located("鼓楼区人民政府", 2020).region
    assert region == Region(candidates=region.candidates)
    assert {candidate.code for candidate in region.candidates} == {
        "320106",
        "320302",
        "350102",
        "410204",
    }
    assert region.candidates[0].name == "江苏省南京市鼓楼区"


@pytest.mark.parametrize(
    ("evidence", "code", "left"),
    [
        ("南京市人民政府门户网站", "320106", 0),
        (evidence_of([], Contact(phone="0516-80000000")), "320302", 0),
        ("江苏省", None, 2),
    ],
)
def test_the_rest_of_the_document_decides(evidence: str, code: str | None, left: int) -> None:
    region = located("鼓楼区人民政府", 2020, evidence).region
    assert (region.province, region.code) == (region.province, code)
    assert len(region.candidates) == left


@pytest.mark.parametrize(
    ("name", "full"),
    [
        ("中站区人民政府", "焦作市中站区人民政府"),
        ("滑县人民政府", "滑县人民政府"),
        ("浦东新区人民政府", "上海市浦东新区人民政府"),
        ("神农架林区人民政府", "神农架林区人民政府"),
        ("焦作市中站区人民政府", "焦作市中站区人民政府"),
        ("鼓楼区人民政府", "鼓楼区人民政府"),
        ("下湿壕镇人民政府", "固阳县下湿壕镇人民政府"),
        ("国家税务总局中站区税务局", "国家税务总局中站区税务局"),
    ],
)
def test_districts_and_towns_are_named_with_what_they_belong_to(name: str, full: str) -> None:
    assert located(name, 2020).issuer.name == full


def test_a_bare_city_is_that_of_the_site() -> None:
    assert located("市政府研究室", 2020, "", "邵阳市人民政府").issuer.name == "邵阳市政府研究室"
    assert located("市政府研究室", 2020, "", "滑县人民政府").issuer.name == "市政府研究室"
    assert located("市中区司法局", 2020, "", "济南市人民政府").region.code is None


@pytest.mark.parametrize("year", [2008, 2019, 2024])
def test_every_division_is_found_by_its_name_in_full(year: int) -> None:
    for division in all_divisions():
        if division.distance(year) == 0:
            name = f"{full_name(division, year)}人民政府"
            said = located(name, year)
            assert (said.issuer.name, said.region.code) == (name, division.code)
            assert said.level == division.level


@pytest.mark.parametrize("year", [2008, 2019, 2024])
def test_no_division_is_taken_for_another(year: int) -> None:
    for division in all_divisions():
        if division.distance(year) == 0:
            region = located(f"{division.name}人民政府", year).region
            meant = [candidate.code for candidate in region.candidates] or [region.code]
            assert division.code in meant


def test_every_town_has_its_county_or_city_in_the_table() -> None:
    counties = {code for codes in counties_of_town().values() for code in codes}
    assert counties <= by_code().keys()
