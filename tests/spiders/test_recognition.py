"""The family of a portal, told from an address alone or from a page."""

import json
from collections import Counter
from pathlib import Path

import pytest
from scrapy.http import HtmlResponse

from spiders.recognition import recognise

FAMILIES = {
    "trs-wcm": "trs",
    "hanweb-jcms-jpaas": "hanweb",
    "kaipu-ucap": "ucap",
    "guangdong-nfcms-gkmlpt": "gkmlpt",
    "lonsun": "lonsun",
    "openness-show": "lonsun",
}
"""Of the labels of the real addresses; every other platform is read by ``generic``."""

CONFUSION = {
    "trs": {"trs": 52, "none": 3},
    "hanweb": {"hanweb": 35},
    "ucap": {"ucap": 24},
    "gkmlpt": {"gkmlpt": 15},
    "lonsun": {"lonsun": 10, "none": 1},
    "generic": {"generic": 72, "none": 5, "trs": 1, "ucap": 1},
}
"""Family by what its 219 real addresses alone tell; the rows of ``docs/portals.md``."""

PAGES = {
    "list_ordos-engebei_xxgknb_trs-wcm.html": "trs",
    "portal_handan-zfxxgk_index.html": "trs",
    "portal_handan-zfxxgk_list.html": "trs",
    "report_shuyang-fgj_2023_ucap.html": "ucap",
    "neg_detail_wanzai_2022-stat-bulletin_ucap.html": "ucap",
    "neg_homepage_yichun_portal_ucap.html": "ucap",
    "neg_detail_zhejiang-edu_2024_hanweb-jcms.html": "hanweb",
}


def test_families_of_real_addresses(shared: Path) -> None:
    text = (shared / "data" / "portal_urls.json").read_text(encoding="utf-8")
    told: dict[str, Counter[str]] = {family: Counter() for family in CONFUSION}
    for row in json.loads(text):
        found = recognise(row["url"])
        family = FAMILIES.get(row["family"], "generic")
        told[family][found[0].family if found else "none"] += 1
    assert told == CONFUSION


@pytest.mark.parametrize(("file", "family"), PAGES.items())
def test_family_of_a_real_page(shared: Path, file: str, family: str) -> None:
    body = (shared / "data" / "html" / file).read_bytes()
    first = recognise("http://x.test/", HtmlResponse("http://x.test/", body=body))[0]
    assert first.family == family
    assert len(first.marks) > 1


def test_nothing_is_told_of_an_address_that_tells_nothing() -> None:
    assert recognise("http://www.x.test/") == []


def test_the_word_gkmlpt_alone_is_not_guangdong() -> None:
    found = recognise("http://www.x.test/fzlm/gkmlpt/zdgk/index.shtml?chan=25")
    assert "gkmlpt" not in {one.family for one in found}
