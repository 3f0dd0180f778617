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
        ("关于做好2021年政府信息公开工作年度报告编制和发布工作的通知", "NOTICE"),
        ("（单位名称）2021年政府信息公开工作年度报告", "TEMPLATE"),
        ("青禾县2021年上半年政府信息公开工作情况统计表", "PART-OF-YEAR"),
        ("青禾县发布2021年政府信息公开工作年度报告", None),
        ("青禾县2021年政府信息公开工作年度报告发布", None),
        ("青禾县林业局2022年发布的2021年政府信息公开工作年度报告", None),
        ("青禾县林业局政府信息公开指南", None),
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


LICENSING = "<table><tr><td>行政许可</td><td>120</td></tr><tr><td>行政处罚</td><td>35</td></tr>"


@pytest.mark.parametrize(
    ("title", "reason"),
    [
        ("青禾县2023年行政执法情况统计年报", "OTHER-REPORT"),
        ("青禾县2023年法治政府建设年度报告", "OTHER-REPORT"),
        ("2023年政府信息公开工作年度报告填报指南", "RULE"),
        ("青禾县2023年行政执法公示", "NO-REPORT-PHRASE"),
    ],
)
def test_two_labels_of_the_form_make_no_report(title: str, reason: str) -> None:
    page = f"<html><body><h1>{title}</h1>{LICENSING}</table></body></html>"
    said = parse_report(Document(page.encode()))
    assert said.reasons[:1] == [reason]
    assert not said.tables


@pytest.mark.parametrize(
    ("title", "reason"),
    [
        ("青禾县2023年依申请公开办理情况统计", "OTHER-REPORT"),
        ("青禾县2023年数据", None),
    ],
)
def test_a_table_alone_is_a_report_unless_its_title_says_otherwise(
    render: Render, paths_of: Callable[..., dict[str, str]], title: str, reason: str | None
) -> None:
    html = render("f2021", dict.fromkeys(paths_of("f2021"), "0"))
    start = html.index("<table>", html.index("三、收到"))
    table = html[start : html.index("</table>", start)]
    page = f"<html><body><h1>{title}</h1>{table}</table></body></html>"
    assert parse_report(Document(page.encode())).reasons[:1] == ([reason] if reason else [])


def inner(html: str) -> str:
    return html[html.index("<h1>") : html.index("</body>")]


@pytest.mark.parametrize(
    ("second", "is_one"),
    [
        ("青禾县水务局2021年政府信息公开工作年度报告", False),
        ("青禾县林业局2022年政府信息公开工作年度报告", False),
        ("青禾县林业局2021年政府信息公开工作年度报告", True),
        ("2021年政府信息公开工作年度报告", True),
    ],
)
def test_two_reports_on_a_page_are_none(
    render: Render, paths_of: Callable[..., dict[str, str]], second: str, is_one: bool
) -> None:
    figures = dict.fromkeys(paths_of("f2021"), "0")
    page = inner(render("f2021", figures)) + inner(render("f2021", figures, title=second))
    said = parse_report(Document(f"<html><body><div>{page}</div></body></html>".encode()))
    assert ("COMPILATION" in said.reasons) is not is_one


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
