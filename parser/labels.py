"""Labels compared as readers compare them: without blanks, punctuation, ordinals and glosses, and
in Simplified characters.

``（二）部分公开（区分处理的，只计这一情形）`` and ``(二)部分公開`` are one label, and so are
``本年新⏎制作数量`` and ``本年新 制作数量``.
"""

import re
from functools import lru_cache

from parser.text.script import simplify

INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\ufeff"
"""Soft hyphens, joiners, and marks of direction, which pasting brings along."""
_HALF_WIDTH = str.maketrans(
    {
        **{chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
        **dict.fromkeys("［〔﹝【", "["),
        **dict.fromkeys("］〕﹞】", "]"),
        "。": ".",
        "﹣": "-",
        "−": "-",
        "‐": "-",
        "–": "-",
        **dict.fromkeys(INVISIBLE),
    }
)
MAX_LABEL = 200
"""Characters looked at. The longest official label has 62, with blanks between them 120."""

_ORDINAL = re.compile(
    r"(?:\([一二三四五六七八九十]{1,3}\)|[一二三四五六七八九十]{1,3}[、.,]|\(?\d{1,2}[.、,)]|其中:?)+"
)
_NOT_WORD = re.compile(r"[^\w]+|_+")


def fold(text: str) -> str:
    """Without blanks (also no-break, ideographic and zero-width ones), full-width forms halved."""
    return "".join(text.split()).translate(_HALF_WIDTH)


def core(label: str) -> str:
    """The words of a label alone; ``""`` for a note in brackets or a blank."""
    return _core(label[:MAX_LABEL])


@lru_cache(maxsize=8192)
def _core(label: str) -> str:
    folded = fold(simplify(label))
    named = folded[len(ordinal(folded)) :]
    return _NOT_WORD.sub("", named.partition("(")[0])


def ordinal(folded: str) -> str:
    """The ordinal or ``其中：`` that a folded label begins with, or ``""``."""
    match = _ORDINAL.match(folded)
    return match.group() if match else ""
