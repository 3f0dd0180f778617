"""Whom to ask about a report, and the documents it cites; both from its preamble and its end."""

import re
from collections.abc import Sequence

from parser.extraction import CitedDocument, Contact

_NEXT = r"(?=[;；。)）]|[,，、]?\s*(?:邮编|邮政编码|联系电话|电话|传真|电子邮[箱件]|邮箱|网址)|$)"
_UNIT = re.compile(
    r"与([^，,。（(；;与]{3,30}?)联系|联系(?:单位|部门|科室)\s*[:：]\s*([\u4e00-\u9fff]{3,30})"
)
_ADDRESS = re.compile(rf"地\s*址\s*[:：为]?\s*(.{{2,80}}?){_NEXT}")
_POSTCODE = re.compile(r"邮\s*政?\s*编\s*码?\s*[:：为]?\s*(\d{6})(?!\d)")
_NUMBER = r"\s*(?:号码)?\s*[:：为]?\s*([\d（(][\d（）()\s—－–-]{5,20}\d)"
_PHONE = re.compile(rf"电\s*话{_NUMBER}")
_FAX = re.compile(rf"传\s*真{_NUMBER}")
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}", re.ASCII)
_WEBSITE = re.compile(r"(?:https?://)?(?:[\w-]{1,63}\.){1,5}gov\.cn", re.ASCII)
_DASHES = re.compile(r"[\s—－–-]+")

TAIL_LINES = 8
"""The return of 2014 names its 联系电话 in the last lines."""

_CITED = re.compile(
    r"《([^《》]{4,80})》\s*(?:[(（]\s*([^()（），,;；]{4,40}号)[^()（）]{0,40}[)）])?"
)
_YEAR_OF_NUMBER = re.compile(r"[〔﹝\[［【〈<(（﹙]\s*(20\d\d|19\d\d)\s*年?\s*[〕﹞\]］】〉>)）﹚]")
_DECREE = re.compile(r"令(?=\d)")
_ASCII_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_LEGAL = re.compile(r"(?:条例|规定|办法|通知|意见|要点|决定|格式|细则)$")
_ON_DISCLOSURE = re.compile(r"信息公开|政务公开|政策解读")


def read_contact(preamble: str, lines: Sequence[str]) -> Contact:
    tail = "\n".join(lines[-TAIL_LINES:])
    phone = _find(_PHONE, preamble) or _find(_PHONE, tail)
    return Contact(
        unit=_find(_UNIT, preamble),
        address=_find(_ADDRESS, preamble),
        postcode=_find(_POSTCODE, preamble),
        phone=phone and _DASHES.sub("-", phone),
        fax=_find(_FAX, preamble),
        email=_find(_EMAIL, preamble),
        website=_find(_WEBSITE, preamble),
    )


def _find(pattern: re.Pattern[str], text: str) -> str | None:
    match = pattern.search(text)
    return match[match.lastindex or 0].strip() if match else None


def read_cited_documents(text: str) -> list[CitedDocument]:
    """Rules on disclosure, in order, each once; a short form of a name already cited is not
    another document. Other titles in 《》 are what the report writes about."""
    cited: dict[str, CitedDocument] = {}
    for title, number in _CITED.findall(text):
        if not (_LEGAL.search(title) and _ON_DISCLOSURE.search(title)):
            continue
        known = next((name for name in cited if name.endswith(title)), title)
        document = cited.setdefault(known, CitedDocument(known))
        if number and not document.number:
            document.number, document.number_normalised = number, normalise_number(number)
    return list(cited.values())


def normalise_number(number: str) -> str:
    """国办公开办函﹝2019﹞60号 → 国办公开办函〔2019〕60号 (GB/T 9704: hexagonal brackets, Arabic
    digits, no blanks), 国务院令711号 → 国务院令第711号."""
    text = "".join(number.split()).translate(_ASCII_DIGITS)
    return _DECREE.sub("令第", _YEAR_OF_NUMBER.sub(r"〔\1〕", text))
