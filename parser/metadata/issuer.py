"""Who issues a report: the name, and what its last words say of the kind of body."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from parser.divisions.table import by_name
from parser.extraction import Issuer
from parser.metadata.dates import arabic_years

KINDS = (
    ("government_office", re.compile(r"政府(?:办公[厅室]|办|机关)$")),
    ("street", re.compile(r"街道(?:办事处|办)?$|街办$")),
    ("township", re.compile(r"(?:镇|乡|苏木)(?:人民)?(?:政府)?$")),
    (
        "committee",
        re.compile(
            r"(?:管理委员会|管委会)$|(?:开发|高新|经开|园|保税|合作|名胜|风景|示范|试验|度假|保护)区$"
        ),
    ),
    (
        "vertical",
        re.compile(
            r"(?:税务局|海关|气象局|地震局|海事局|烟草专卖局|调查队|邮政管理局|通信管理局|"
            r"(?:银监|银保监|证监|金融监管)分?局|消防救援[支大总]队|出入境边防检查站)$"
        ),
    ),
    (
        "institution",
        re.compile(r"(?:医院|学校|学院|大学|中学|小学|公司|集团|供水|供电|燃气|公交)$"),
    ),
    (
        "government",
        re.compile(r"(?:政府|行政公署|行署|生产建设兵团(?:第.{1,3}师)?|[省市县州盟旗]|(?<!社)区)$"),
    ),
    (
        "department",
        re.compile(r"(?:[局委厅处办部署院会队所站馆社]|委员会|办公[厅室]|中心|室|联合会)$"),
    ),
)
"""What the end of a name says, tried in this order."""

_NAME = re.compile(r"(?![我本全各该])(?:[\u4e00-\u9fff·]{3,40}|[\u4e00-\u9fff][县市区旗])")
_TITLE_TAIL = re.compile(r"(?:政府|政务)?信息公开|政务公开")
_YEAR_WORDS = re.compile(r"20\d\d\s*(?:年度|年)?(?:年度)?(?:部门)?")
_BRACKETED = re.compile(r"[(（][^()（）]*[)）]")
"""Another name of the body: 林业局（县绿化委员会办公室）."""
_NOISE = re.compile(
    r"^(?:关于|附件|附)|(?:发布|公布)的?$|关于$|的$|工作$|[\s()（）【】\[\]:：_\-]+"
)
_PARTY_OFFICE = re.compile(r"^(?:中共)?[\u4e00-\u9fff]{2,14}?委办公[厅室](?=.{2,}政府办公)")
"""It may share a report with the office of the government, which is the organ that owes it."""
_REPORTED = re.compile(
    r"(?:公布|编制|发布|现将)[了]?([^，,。；;《》]{2,30}?)20\d\d年度?(?:的)?政[府务]信息公开"
)
_DRAWN_UP = re.compile(r"由([^，,。；;《》]{3,30}?)(?:负责)?编制")
_PORTAL = re.compile(
    r"(?:在|于|过|录|问|[，,。；;、（(])([^，,。；;、（(在于过录问的]{2,20}政府)(?:门户)?网站"
)
_OUR = re.compile(r"我([局委厅办镇乡])")
_DATE_LINE = re.compile(r"[\s\d年月日〇○零一二三四五六七八九十Oo.\-/]{8,24}")


def kind_of(name: str) -> str | None:
    """新区 are zones with a committee, but for the few that became districts: 浦东新区."""
    if name.endswith("新区") and not any(name[start:] in by_name() for start in range(len(name))):
        return "committee"
    return next((kind for kind, pattern in KINDS if pattern.search(name)), None)


def issuer_in_title(title: str) -> str | None:
    """What stands before 政府信息公开, without the year: 云溪市 of 云溪市2020年政府信息公开…"""
    text = arabic_years("".join(title.split()))
    tail = _TITLE_TAIL.search(text)
    head = text[: tail.start()] if tail else ""
    head = _NOISE.sub("", _BRACKETED.sub("", _YEAR_WORDS.sub("", head)))
    return _as_name(_PARTY_OFFICE.sub("", head))


def _as_name(text: str | None) -> str | None:
    name = "".join((text or "").split())
    return name if _NAME.fullmatch(name) and kind_of(name) else None


def signature(lines: Sequence[str]) -> str | None:
    """The name on the line before a date line, the last one in the document."""
    for line, following in reversed(list(pairwise(lines))):
        if _DATE_LINE.fullmatch(following) and (name := _as_name(line)):
            return name
    return None


def _issuer_in_preamble(text: str) -> Iterable[str | None]:
    for pattern in (_REPORTED, _DRAWN_UP, _PORTAL):
        match = pattern.search(text)
        yield _as_name(match[1]) if match else None


def _issuer_of_our(text: str) -> str | None:
    """我局 names nobody; a rule of the house does: 《青禾县水务局保密审查制度》."""
    if not (our := _OUR.search(text)):
        return None
    names = re.findall(rf"《([\u4e00-\u9fff]{{4,25}}?{our[1]})(?=[\u4e00-\u9fff])", text)
    return _as_name(Counter(names).most_common(1)[0][0]) if names else None


def read_issuer(
    title: str | None, lines: Sequence[str], preamble: str, fields: dict[str, str]
) -> Issuer:
    """The first of title, signature, 填报单位, fields, preamble, site that names a body; a fuller
    form of that name found further on (云溪市青禾县人民政府 for 青禾县) replaces it."""
    candidates = [
        issuer_in_title(title or ""),
        signature(lines),
        _as_name(fields.get("reporting_unit")),
        _as_name(fields.get("issuer")),
        *_issuer_in_preamble(preamble),
        _as_name(fields.get("source")),
        _issuer_of_our("".join(lines)),
        _as_name(fields.get("site")),
    ]
    names = [_full_name(name) for name in candidates if name]
    if not names:
        return Issuer()
    name = next((longer for longer in names[1:] if longer.endswith(names[0])), names[0])
    return Issuer(name, kind_of(name))


def _full_name(name: str) -> str:
    """A bare region stands for its government; leagues and 地区 have an office (行政公署), and the
    corps of Xinjiang governs under its own name."""
    if name.endswith("街道"):
        return name + "办事处"
    if name.endswith(("盟", "地区")):
        return name + "行政公署"
    if "生产建设兵团" in name:
        return name
    if name.endswith("政府"):
        return name.removesuffix("政府").removesuffix("人民") + "人民政府"
    return name + "人民政府" if kind_of(name) in ("government", "township") else name
