"""Simplified or Traditional characters, and reading the one as the other."""

from functools import cache
from importlib import resources

from parser.extraction import Script

TRADITIONAL_SIGNS = frozenset("國務員開關於報號條際導歷廳辦區縣鄉鎮園衛環總結構會議處訴訟復執發")
SIMPLIFIED_SIGNS = frozenset("国务员开关于报号条际导历厅办区县乡镇园卫环总结构会议处诉讼复执发")
"""The same words of administration in both scripts: a report in either uses a dozen of them,
and a Simplified page with one Traditional quotation stays Simplified."""


MIXED = 8
"""Signs of either script in one text. Real pages have none of the other, one converted by a
machine one; mirrors that convert every second sentence have most of both."""


def detect_script(text: str) -> Script:
    traditional, simplified = _signs(text)
    return "traditional" if traditional > simplified else "simplified"


def is_mixed(text: str) -> bool:
    return min(_signs(text)) >= MIXED


def _signs(text: str) -> tuple[int, int]:
    """How many different ones of either script stand in a text."""
    traditional = sum(sign in text for sign in TRADITIONAL_SIGNS)
    return traditional, sum(sign in text for sign in SIMPLIFIED_SIGNS)


def simplify(text: str) -> str:
    """Character by character, so that positions stay: the phrase tables of OpenCC would turn
    檔案 into 文件 in one place and lengthen a word in another."""
    return text.translate(_to_simplified())


@cache
def _to_simplified() -> dict[int, str]:
    """OpenCC's table of characters; where it offers several, the first is the usual one."""
    table = resources.files("opencc") / "dictionary" / "TSCharacters.txt"
    pairs = (line.split("\t") for line in table.read_text("utf-8").splitlines())
    return {ord(old): new.split()[0] for old, new in pairs if len(new.split()[0]) == 1}
