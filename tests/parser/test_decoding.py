import pytest

from parser.text.decoding import decode

TEXT = "云溪市政府信息公开工作年度报告，2023年。"


def labelled(charset: str) -> str:
    return f'<meta charset="{charset}">{TEXT}'


@pytest.mark.parametrize(
    ("said_by_page", "encoding", "said_by_transport"),
    [
        ("utf-8", "utf-8", None),
        ("gb2312", "gb18030", None),
        ("gbk", "gb18030", "GBK"),
        ("gb2312", "utf-8", "gb2312"),
        ("utf-8", "gb18030", None),
        ("utf-8", "gb18030", "utf-8"),
        ("utf-16", "utf-16", None),
        ("utf-8", "utf-16-le", None),
        ("gb2312", "utf-16-be", "utf-8"),
        ("utf-8", "utf-8-sig", "iso-8859-1"),
        ("no-such-charset", "gb18030", None),
    ],
)
def test_text_is_read_whatever_its_label(
    said_by_page: str, encoding: str, said_by_transport: str | None
) -> None:
    text = labelled(said_by_page)
    assert decode(text.encode(encoding), said_by_transport) == text


def test_characters_beyond_gb2312() -> None:
    """镕 and 䶮 stand in names of people and places, on pages that call themselves gb2312."""
    text = '<meta http-equiv="Content-Type" content="text/html; charset=gb2312">朱镕 䶮'
    assert decode(text.encode("gb18030")) == text


def test_what_fits_nowhere_is_marked_not_refused() -> None:
    assert decode(b'<meta charset="utf-8">' + "政府".encode() + b"\xff\xff\xff").endswith("\ufffd")


def test_big5() -> None:
    text = '<meta charset="big5">雲溪市政府資訊公開年度報告'
    assert decode(text.encode("big5")) == text
