import pytest

from parser import Document, parse_report
from parser.text.mojibake import RARE, SIGNS, is_mojibake, restore

TEXT = "云溪市2023年政府信息公开工作年度报告，共收到申请12件"


def test_utf8_read_as_latin_1_is_restored() -> None:
    damaged = TEXT.encode().decode("latin-1")
    assert is_mojibake(damaged)
    assert restore(damaged) == TEXT


@pytest.mark.parametrize(
    ("damaged", "text"), [("鏀垮簻淇℃伅", "政府信息"), ("涓€寮€", "一开"), ("鏀垮簻鍏紑", None)]
)
def test_utf8_read_as_gbk_is_restored_where_no_byte_is_lost(damaged: str, text: str | None) -> None:
    assert restore(damaged) == text


@pytest.mark.parametrize("text", [TEXT, "cafe", "€ 12"])
def test_what_is_sound_is_left_alone(text: str) -> None:
    assert restore(text) in (None, text)


def test_damage_that_stays_is_told() -> None:
    page = f"<title>{TEXT}</title><p>一、总体情况</p><p>鏀垮簻淇℃伅鍏紑?023</p>"
    told = {finding.rule for finding in parse_report(Document(page.encode())).findings}
    assert "TEXT-MOJIBAKE" in told
    assert "TEXT-RESTORED" not in told


@pytest.mark.parametrize("sign", [*SIGNS, "一?,F", "一？，F"])
def test_each_sign_tells(sign: str) -> None:
    assert is_mojibake(f"青禾县{sign}年度报告")


@pytest.mark.parametrize("text", ["青禾县年度报告，FAX", "淇县年度报告", "A?,F", RARE])
def test_a_rare_character_alone_does_not(text: str) -> None:
    assert not is_mojibake(text)
