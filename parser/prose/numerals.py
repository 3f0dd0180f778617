"""Chinese numerals in sentences: 三件, 十二次, 一百零五条."""

_DIGITS = {digit: n for n, digits in enumerate(("〇零", *"一二三四五六七八九")) for digit in digits}
_DIGITS["两"] = 2
_POWERS = {"十": 10, "百": 100, "千": 1_000, "万": 10_000}
NUMERALS = "".join((*_DIGITS, *_POWERS))


def read_numeral(text: str) -> int:
    """The value of digits or of a run of ``NUMERALS``, read by powers: 三千零五十 is 3050."""
    if text.isdigit():
        return int(text)
    if not any(power in text for power in _POWERS):
        return int("".join(str(_DIGITS[digit]) for digit in text))
    value = 0
    for power in ("万", "千", "百", "十"):
        head, found, text = text.rpartition(power) if power in text else ("", "", text)
        if found:
            value += (read_numeral(head) if head else 1) * _POWERS[power]
    return value + (read_numeral(text.lstrip("零〇")) if text.lstrip("零〇") else 0)
