"""Only changed content changes the digest, and the same bytes always have the same one."""

import os
import re
import subprocess
import sys
from collections.abc import Callable

import pytest

from parser import Document, parse_report
from parser.extraction import Digests, Family

PAGE = {
    "head": '<meta name="PubDate" content="2022-01-20">',
    "above": '<div><a href="/a;jsessionid=1">首页</a></div><div>浏览次数：12</div>',
    "below": "<div>【打印】【关闭】</div><div>上一篇：青禾县水务局年度报告</div>"
    "<div>扫一扫在手机打开当前页</div><footer>主办：青禾县人民政府 您是第 100 位访客</footer>",
}

HARMLESS = {
    "view counter": ("浏览次数：12", "浏览次数：9913"),
    "visitor counter": ("您是第 100 位访客", "您是第 101 位访客"),
    "neighbour": ("上一篇：青禾县水务局年度报告", "上一篇：青禾县教育局年度报告"),
    "session in a link": ("jsessionid=1", "jsessionid=77AB"),
    "session of the attachment": (".pdf?t=1", ".pdf?t=2"),
    "time of generation": (
        "<head>",
        '<head><meta name="others" content="页面生成时间 2024">',
    ),
    "menu": ("<body>", "<body><nav><ul><li>首页</li><li>政务公开</li></ul></nav>"),
    "side column": ("</body>", "<div>相关链接：<a href='/x.pdf'>宣传册</a></div></body>"),
    "script": ("<body>", "<body><script>var hits = 3;</script><style>p {}</style>"),
    "template": ('<div id="zoom">', '<div class="new"><div><div id="content">'),
    "markup of words": ("人手不足", "<span>人手</span><font face='仿宋'>不足</font>"),
    "wrapping of lines": ("人手不足，下一步", "人手不足，\n   下一步"),
    "paragraphs": ("人手不足，", "人手不足，</p><p>"),
    "widget in the report": ("</p>\n</div>", "</p><p>阅读次数：7</p></div>"),
}
HARMFUL = {
    "a word": ("人手不足", "人手充足"),
    "a paragraph": ("<p>无。</p>", "<p>无。</p><p>另有收费2元，已退还。</p>"),
    "the title": ("青禾县林业局2021年政府", "青禾县水务局2021年政府"),
    "an attachment": ("annex.pdf", "annex2.pdf"),
    "a label": ("（本列数据的勾稽关系为：…）", "（勾稽关系）"),
}


@pytest.fixture
def page(render: Callable[..., str], paths_of: Callable[[Family], dict[str, str]]) -> str:
    figures = dict.fromkeys(paths_of("f2021"), "0") | {"requests.granted.total": "123"}
    text = render("f2021", figures, **PAGE)
    return text.replace("无。</p>", '无。</p><p>附件：<a href="/annex.pdf?t=1">附表</a></p>')


def digests(page: str) -> Digests:
    extraction = parse_report(Document(page.encode(), url="http://www.qinghe.test/1.html"))
    assert extraction.kind == "annual_report"
    return extraction.digests


@pytest.mark.parametrize(("old", "new"), HARMLESS.values(), ids=list(HARMLESS))
def test_what_stands_around_a_report_is_no_content(page: str, old: str, new: str) -> None:
    assert old in page
    assert digests(page.replace(old, new, 1)) == digests(page)


HEADING = re.compile(r"<p>([一二三四五六]、[^<]*)</p>")
PARAGRAPH = re.compile(r"<p>([^<]+)</p>(?!</td>)")

TEMPLATES = {
    "headings are headings": lambda page: HEADING.sub(r"<h3>\1</h3>", page),
    "headings are bold": lambda page: HEADING.sub(r"<p><strong><b>\1</b></strong></p>", page),
    "sections are blocks": lambda page: HEADING.sub(r"</div><div><h3>\1</h3>", page),
    "line breaks for paragraphs": lambda page: PARAGRAPH.sub(r"\1<br><br>", page),
    "indented": lambda page: page.replace("<p>", "<p>　　"),
    "a list": lambda page: PARAGRAPH.sub(r"<li>\1</li>", page),
    "all in a layout table": lambda page: page.replace(
        '<div id="zoom">', "<table><tr><td>栏目</td><td><table><tr><td>"
    ).replace("</div>", "</td></tr></table></td></tr></table>", 1),
    "tags not closed": lambda page: page.replace("</td>", "").replace("</tr>", ""),
    "capitals": lambda page: page.replace("<td", "<TD").replace("<table", "<TABLE"),
}


@pytest.mark.parametrize("change", TEMPLATES.values(), ids=list(TEMPLATES))
def test_another_template_is_no_other_content(
    change: Callable[[str], str],
    render: Callable[..., str],
    paths_of: Callable[[Family], dict[str, str]],
) -> None:
    page = render("f2021", dict.fromkeys(paths_of("f2021"), "5"))
    assert change(page) != page
    assert digests(change(page)) == digests(page)


@pytest.mark.parametrize(("old", "new"), HARMFUL.values(), ids=list(HARMFUL))
def test_changed_content_without_changed_figures(page: str, old: str, new: str) -> None:
    assert old in page
    before, after = digests(page), digests(page.replace(old, new))
    assert after.content != before.content
    assert after.figures == before.figures


def test_a_changed_figure_changes_both(page: str) -> None:
    before, after = digests(page), digests(page.replace(">123<", ">124<"))
    assert after.content != before.content
    assert after.figures != before.figures


def test_a_blank_is_not_zero(page: str) -> None:
    assert digests(page.replace(">123<", ">&nbsp;<")) != digests(page.replace(">123<", ">0<"))


SCRIPT = "import sys; from parser import *; print(parse_report(Document(sys.stdin.buffer.read())))"


def test_two_processes_say_the_same(page: str) -> None:
    """Sets and dicts are ordered differently in each: the hash seed is not the same."""
    said = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT],
            input=page.encode(),
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1")
    }
    assert len(said) == 1
    assert re.search(rb"content='[0-9a-f]{64}', figures='[0-9a-f]{64}'", said.pop())


def test_order_does_not_matter(page: str) -> None:
    other = page.replace("青禾县", "云溪县").replace(">123<", ">7<")
    first = [digests(text) for text in (page, other, page)]
    second = [digests(text) for text in (other, page)]
    assert first == [second[1], second[0], second[1]]
