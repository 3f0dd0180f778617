"""A page decides better than its title: what is rejected with all its tables, and what is not."""

from collections.abc import Callable

import pytest

from parser import Document, Extraction, parse_report

Render = Callable[..., str]


@pytest.fixture
def read(render: Render, paths_of: Callable[..., dict[str, str]]) -> Callable[..., Extraction]:
    def read(change: Callable[[str], str] = str, **page: str) -> Extraction:
        html = render("f2021", dict.fromkeys(paths_of("f2021"), "0"), **page)
        return parse_report(Document(change(html).encode()))

    return read


@pytest.mark.parametrize(
    ("title", "reason"),
    [
        ("一图读懂青禾县林业局2021年政府信息公开工作年度报告", "INTERPRETATION"),
        ("青禾县召开2021年政府信息公开工作年度报告部署会", "STORY"),
        ("关于发布青禾县林业局2021年政府信息公开工作年度报告的通知", None),
        ("青禾县林业局政府信息公开工作年度报告", None),
        ("青禾县林业局", None),
    ],
)
def test_a_title_may_tell_of_a_report_and_be_none(
    read: Callable[..., Extraction], title: str, reason: str | None
) -> None:
    assert read(title=title).reasons[:1] == ([reason] if reason else [])


def test_a_title_without_year_names_the_issuer(read: Callable[..., Extraction]) -> None:
    said = read(title="青禾县林业局政府信息公开工作年度报告").metadata
    assert (said.issuer.name, said.year) == ("青禾县林业局", 2021)


MIRRORS: dict[str, Callable[[str], str]] = {
    "pinyin": lambda html: html.replace("公开", "公开(kāi)"),
    "both scripts": lambda html: html.replace(
        "无。", "國務院辦公廳關於縣區環境衛生會議處理訴訟復議執行總結"
    ),
}


@pytest.mark.parametrize("change", MIRRORS.values(), ids=list(MIRRORS))
def test_a_mirror_gives_no_figures(
    read: Callable[..., Extraction], change: Callable[[str], str]
) -> None:
    said = read(change)
    assert "MIRROR" in said.reasons
    assert not said.tables
