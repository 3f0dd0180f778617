import pytest

from parser import Document, parse_report

BODY = "<h1>青禾县2021年政府信息公开工作年度报告</h1><p>2022-03-03 更新</p>"


@pytest.mark.parametrize(
    ("head", "date"),
    [
        ('<meta property="article:published_time" content="2022-01-20T08:00:00+08:00">', True),
        (
            '<script type="application/ld+json">{"@type": "Article", '
            '"datePublished": "2022-01-20"}</script>',
            True,
        ),
        ('<meta name="PubDate" content="2022-01-20">', True),
        ('<script src="/menu.js?v=20220120"></script>', False),
        ("", False),
    ],
)
def test_the_head_gives_the_date_and_the_body_does_not(head: str, date: bool) -> None:
    page = f"<html><head>{head}</head><body>{BODY}</body></html>"
    said = parse_report(Document(page.encode())).metadata.publish_date
    assert said == ("2022-01-20" if date else None)
