"""One body's report for one year is one report, wherever it stands; and nobody else's."""

from typing import Any

import pytest

from store import queries
from store.archive import Archive
from store.identity import names_its_place
from store.likeness import ALIKE, likeness, signature

URL = "http://www.yunxi.example/zwgk/nb/2023.html"
COPY = "http://www.yunxi.example/zwgk/nb/2023.pdf"
OTHER = "http://www.qinghe.example/2023.html"
NAMELESS: dict[str, Any] = {"issuer": "区税务局"}
FIGURES = list(range(1, 8))
TEXT = "全年依法办理政府信息公开申请，主动公开规范性文件，加强平台建设，接受社会监督。"


def found(archive: Archive) -> list[list[str]]:
    """The pages of each report."""
    rows = queries.reports(archive)
    return [[one.url for one in queries.show(archive, str(row.id)).occurrences] for row in rows]


@pytest.mark.parametrize(
    ("name", "names"),
    [
        ("云溪市林业局", True),
        ("国家税务总局青禾县税务局", True),
        ("禾苗地区行政公署", True),
        ("区税务局", False),
        ("国家税务总局区税务局", False),
        ("林业局", False),
        ("高新技术产业开发区管委会", False),
        ("新区管委会", False),
        ("市中区人民政府", False),
    ],
)
def test_a_name_says_its_place_or_not(name: str, names: bool) -> None:
    assert names_its_place(name) is names


def test_one_name_on_two_portals_is_one_report(portal: Any, archive: Archive) -> None:
    portal.see(0)
    portal.see(1, url=OTHER, text=TEXT)
    assert found(archive) == [[URL, OTHER]]


def test_a_name_in_two_regions_is_two_bodies(portal: Any, archive: Archive) -> None:
    portal.see(0, region_code="110108")
    portal.see(1, url=OTHER, region_code="310104")
    portal.see(2, url=COPY)
    assert found(archive) == [[URL, COPY], [OTHER]]


def test_a_region_that_is_stated_later_is_learned(portal: Any, archive: Archive) -> None:
    portal.see(0)
    portal.see(1, url=COPY, region_code="110108")
    portal.see(2, url=OTHER, region_code="310104")
    assert found(archive) == [[URL, COPY], [OTHER]]


def test_a_name_that_is_everywhere_needs_more(portal: Any, archive: Archive) -> None:
    portal.see(0, **NAMELESS)
    portal.see(1, url=COPY, text=TEXT, **NAMELESS)
    portal.see(2, url=OTHER, text=TEXT + "共处理十件。", made_new=13, **NAMELESS)
    assert found(archive) == [[URL, COPY], [OTHER]]


@pytest.mark.parametrize("said", [NAMELESS, {"issuer": None}, {"year": None}])
def test_figures_that_tell_and_a_text_that_is_alike(
    portal: Any, archive: Archive, said: dict[str, Any]
) -> None:
    portal.see(0, figures=FIGURES, text=TEXT, **said)
    portal.see(1, figures=FIGURES, text=f"{TEXT}12", url=OTHER, **said)
    assert found(archive) == [[URL, OTHER]]
    other, _ = queries.show(archive, "1").occurrences
    assert {"figures", "text"} <= set(other.why)
    assert other.likeness == 1.0


@pytest.mark.parametrize(
    "copied",
    [
        {"figures": [9, *FIGURES[1:]]},
        {"text": "本局另有说明：上述数据以统计口径为准，不含所属单位，特此公告周知。"},
        {"issuer": "云溪市林业局"},
        {"year": 2022},
    ],
)
def test_a_copy_with_other_figures_text_name_or_year_is_another(
    portal: Any, archive: Archive, copied: dict[str, Any]
) -> None:
    portal.see(0, figures=FIGURES, text=TEXT, **NAMELESS)
    portal.see(1, url=OTHER, **({"figures": FIGURES, "text": TEXT} | NAMELESS | copied))
    assert len(found(archive)) == 2


def test_a_form_filled_with_zeros_tells_nothing(portal: Any, archive: Archive) -> None:
    portal.see(0, figures=[0] * 7, text=TEXT, **NAMELESS)
    portal.see(1, figures=[0] * 7, text=f"{TEXT}12", url=OTHER, **NAMELESS)
    assert found(archive) == [[URL], [OTHER]]


def test_a_page_keeps_its_report_through_its_versions(portal: Any, archive: Archive) -> None:
    portal.see(0, **NAMELESS)
    portal.see(1, made_new=13, **NAMELESS)
    portal.see(2, year=2024, **NAMELESS)
    assert [(row.year, row.versions) for row in queries.reports(archive)] == [(2023, 2), (2024, 1)]


def test_why_a_page_has_the_report(portal: Any, archive: Archive) -> None:
    portal.see(0, region_code="110108")
    portal.see(1, url=OTHER, region_code="110108", counter=7)
    here, there = queries.show(archive, URL).occurrences
    assert (there.why, there.likeness) == ([], None)
    assert (here.why, here.likeness) == (["name", "region", "content", "text"], 1.0)


def test_a_text_that_is_not_alike_is_no_evidence(portal: Any, archive: Archive) -> None:
    """A page that only links to its report in PDF is worded otherwise."""
    portal.see(0, url=OTHER, text="报告全文请见附件，欢迎下载查阅。")
    portal.see(1, text=TEXT)
    pages = queries.show(archive, "1").occurrences
    assert sorted(page.why for page in pages) == [[], ["name"]]
    assert {page.likeness for page in pages} == {None}


def test_likeness_is_that_of_the_wording(make_extraction: Any) -> None:
    def signed(text: str) -> bytes | None:
        return signature(make_extraction(text=text))

    one = "".join(chr(0x4E00 + n) for n in range(400))
    other = one[:200] + one[::-1][:200]
    assert likeness(signed(one), signed(" ".join(one) + "，2023。")) == 1.0
    assert 0.25 < (likeness(signed(one), signed(other)) or 0) < 0.45 < ALIKE
