"""Text that was UTF-8 and was once read as something else: 鏀垮簻 for 政府.

A portal that imports such text serves it in perfectly valid UTF-8, so no charset tells. Where every
character leads back to the bytes it was made of, and these are UTF-8, nothing is lost and the text
is restored; where a byte is gone for good, the damage stays and is told.
"""

import re

SIGNS = ("锟斤拷", "鏀垮簻", "淇℃伅", "æ”¿åº", "ä¿¡æ", "ï¿½", "\ufffd\ufffd")
"""政府 and 信息 in UTF-8, read as GBK or as Latin-1; bytes that are no text."""
RARE = "锟鏀淇¿\ufffd"
"""One of them stands in every sign, hardly one in other pages; looking for a single character
takes a hundredth of the time."""
_BYTE_LATE = re.compile(r"F(?<=[\u4e00-\u9fff][?？][,，]F)")
"""。現 of GBK read a byte late. To look for its rarest character and then back is thirty times as
fast."""

EURO = "€"
"""What GBK decoders make of the byte 0x80; GB 18030 has two bytes of its own for the sign."""


def is_mojibake(text: str) -> bool:
    may_hold = any(character in text for character in RARE)
    return (may_hold and any(sign in text for sign in SIGNS)) or bool(_BYTE_LATE.search(text))


def restore(text: str) -> str | None:
    """What the text was before UTF-8 was read as GBK or as Windows-1252; ``None`` if bytes of it
    are lost."""
    for encoding in ("gb18030", "cp1252"):
        try:
            return _bytes_of(text, encoding).decode("utf-8").removeprefix("\ufeff")
        except UnicodeError:
            continue
    return None


def _bytes_of(text: str, encoding: str) -> bytes:
    if encoding == "cp1252":  # browsers read its five undefined bytes as control characters
        return b"".join(
            bytes([ord(char)]) if "\x80" <= char <= "\x9f" else char.encode(encoding)
            for char in text
        )
    return b"\x80".join(part.encode(encoding) for part in text.split(EURO))
