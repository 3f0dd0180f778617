"""What inside a report needs no second look, and what trafilatura takes out of it."""

import pytest
from lxml import html

from parser import Document, parse_report
from parser.html.maintext import is_prose

PROSE = '<p style="text-indent:2em">一、总体情况</p>'
WIDGETS = (
    '<a href="/">分享</a>',
    "<ul><li>分享</li></ul>",
    '<div class="share">分享</div>',
    '<div id="share">分享</div>',
    '<p style="display: none">分享</p>',
    '<p style="border:1px solid">分享</p>',
    "<nav>分享</nav>",
)


@pytest.mark.parametrize("paragraph", [PROSE, '<p class="MsoNormal">年报</p>', "年<br>报"])
def test_plain_paragraphs_are_prose(paragraph: str) -> None:
    assert is_prose(html.fromstring(f'<div class="article">{PROSE}{paragraph}</div>'))


@pytest.mark.parametrize("widget", WIDGETS)
def test_what_may_be_a_widget_is_not(widget: str) -> None:
    assert not is_prose(html.fromstring(f"<div>{PROSE}{widget}</div>"))


def test_a_menu_inside_a_report_is_no_text() -> None:
    headings = ("一、总体情况", "二、主动公开政府信息情况", "五、存在的主要问题及改进情况")
    paragraphs = [f"<p>{heading}</p><p>{'全年工作有序推进。' * 20}</p>" for heading in headings]
    menu = '<div class="share-box"><a href="/s">转到手机</a></div>'
    page = f"<html><body><div>{menu.join(paragraphs)}</div></body></html>"
    assert "转到手机" not in parse_report(Document(page.encode())).text
