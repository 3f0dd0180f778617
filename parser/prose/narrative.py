"""Figures that stand in sentences: ``全年共收到政府信息公开申请三件`` → 3 requests received.

Each kind of figure has its pattern of words; between them only words that change nothing may
stand, for ``收到网上申请三件`` counts something else. A figure said twice is kept where it stands
first, and one that joins two kinds (``复议、诉讼共三件``), is an estimate (``近百件``) or speaks of
another time is not taken at all.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from parser.extraction import Figure, NarrativeFigure
from parser.labels import fold
from parser.prose.numerals import NUMERALS, read_numeral
from parser.prose.sections import heading_of
from parser.tables.figures import read_figure

MAX_SENTENCE = 1_000
"""Characters. The longest sentence with figures seen, a list of categories, has 420."""
MAX_SENTENCES = 3_000
"""With figures. A report has a few dozen; each takes up to a millisecond."""

PLANS = {"problems", "attachment"}
"""Sections that speak of what is to come, or are tables."""

TOPIC_OF: Mapping[str | None, Set[str]] = {"requests": frozenset({"申请"})}
"""What the sentences of a section are about without saying it: 已答复5件，其中同意公开4件."""
_TOPIC = re.compile("公开|申请|复议|诉讼|费|结转|咨询|类|规范性")
_COUNTS = re.compile(rf"[\d{NUMERALS}]\s{{0,2}}[件宗条份例项起次篇则人名个万元]|未|无|没有|不收")
_SENTENCE = re.compile(r"[^。！？!?\n]+")
_SEPARATOR = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")

N = rf"(?P<n>\d{{1,9}}|[{NUMERALS}]{{1,8}})"
CASES = r"(?P<unit>件次|件|宗|条|份|例|项|起|次)"
ITEMS = r"(?P<unit>篇次|条次|条|件|篇|份|则|项)"
INFORMATION = r"(?:各类|各项|有关)?(?:(?:公开)?(?:政府|政务)(?:公开)?信息|公开信息)"
AMOUNT = r"(?:共计?|总计|合计|累计|总数|总量|数量?|达到?|分别|为|:)*"
DENIED = r"(?:未|没有|没|(?<!有)无)(?:发生|收到|接到|受理|收|有|出现|存在|产生|收取|人|公民|群众)*"
END = r"(?:情况|案件|案|事项|现象|行为|的|等|发生)*(?=[,;:.、)]|$)"
ABOUT = (
    r"(?:政府|政务|信息|公开|依申请|申请|事项|要求|的|了|到|各类|公民|法人|其他组织|和|或|及|、|提出|提交"
    r"|有效|新|件|社会|公众|群众|群体|向|本机关|我局|本局|我办|任何|因|而|引起|引发|被|提起|申请人|当事人"
    r"|数量?|总数|共计?|总计|合计|累计|为|有)"
)


class Mention(NamedTuple):
    """``needs``: words that the sentence must hold, all of them, for the pattern to mean its key;
    looking for them first takes a tenth of the time. A mention that denies has no number, and
    several keys where one 无 denies them all."""

    keys: tuple[str, ...]
    pattern: re.Pattern[str]
    needs: frozenset[str]
    denies: bool = False


def _says(key: str, pattern: str, *needs: str) -> Mention:
    return Mention((key,), re.compile(pattern), frozenset(needs))


def _denies(keys: tuple[str, ...], pattern: str, *needs: str) -> Mention:
    return Mention(keys, re.compile(pattern), frozenset(needs), denies=True)


def _says_request(key: str, words: str, needs: str) -> Mention:
    """A number of requests behind the words."""
    return _says(f"h.req.{key}", rf"{words}的?{AMOUNT}{N}{CASES}", "申请", needs)


def _says_channel(key: str, name: str) -> Mention:
    said = r"(?:平台|专栏|公众号|账号|主动|公开|发布|更新|推送|刊登|各类|政府|政务|信息|文章|稿件)*"
    unit = r"(?P<unit>篇次|条次|条|篇|则)"
    return _says(f"h.proactive.by_channel.{key}", rf"{name}{said}{AMOUNT}{N}{unit}", name, "公开")


def _says_documents(key: str, words: str) -> Mention:
    pattern = rf"{words}的?(?:行政)?规范性文件{AMOUNT}{N}(?P<unit>件|份|个)"
    return _says(f"h.normative.{key}", pattern, words, "规范性文件")


def _says_staff(key: str, words: str) -> Mention:
    pattern = rf"{words}(?:工作)?人员{AMOUNT}{N}(?P<unit>人|名)"
    return _says(f"h.org.{key}", pattern, words, "公开")


RECEIVED = r"(?:收到|受理|接收|接到|新收)"
REPLIED = r"(?:办结|答复|回复|办理完毕)"
CASES_OF = r"(?:案件|申请|案|数量?|的)*"
TOTAL, NEW = "h.proactive.total", "h.req.received_new"
CUMULATIVE = "proactive.cumulative"
REVIEWS, LAWSUITS = "h.review.total", "h.litigation.total"
FEE = "h.request_fee_wanyuan"

MENTIONS = (
    _says(TOTAL, rf"(?:公开|发布)了?{INFORMATION}{AMOUNT}{N}{ITEMS}", "信息"),
    _says(TOTAL, rf"主动公开(?:各类)?信息{AMOUNT}{N}{ITEMS}", "主动公开"),
    _says(TOTAL, rf"(?<![动的])政府信息公开{AMOUNT}{N}(?P<unit>条|篇次|篇)", "政府信息公开"),
    _says(
        CUMULATIVE,
        rf"累计(?:主动)?公开(?:{INFORMATION})?{AMOUNT}{N}{ITEMS}",
        "累计",
        "公开",
    ),
    _says_channel("website", "网站"),
    _says_channel("weibo", "微博"),
    _says_channel("wechat", "微信"),
    _says_channel("new_media", "政务新媒体"),
    _says_channel("gazette", "政府公报"),
    _says(NEW, rf"{RECEIVED}{ABOUT}{{0,16}}依?申请{ABOUT}{{0,8}}{N}{CASES}", "申请", "公开"),
    _says(NEW, rf"{RECEIVED}{ABOUT}{{0,4}}{N}{CASES}{ABOUT}{{0,6}}申请", "申请", "公开"),
    _denies((NEW,), rf"{DENIED}{ABOUT}{{0,16}}依?申请{ABOUT}{{0,6}}{END}", "申请", "公开"),
    _says_request("received_by_channel.in_person", r"(?:当面|现场)(?:提交|递交)?申请", "面"),
    _says_request("received_by_channel.fax", r"传真(?:方式)?申请", "传真"),
    _says_request("received_by_channel.online", r"(?:网络|网上)(?:方式|提交)?申请", "网"),
    _says_request("received_by_channel.letter", r"(?:信函|信件|邮寄)(?:方式)?申请", "申请"),
    _says_request("carried_in", r"上一?年度?结转(?:的|政府信息公开|申请)*", "结转"),
    _says_request(
        "carried_out", r"结转(?:至|到)?(?:下年|下一年|次年)度?(?:继续)?(?:办理|处理)?", "结转"
    ),
    _says_request("carried_out", r"正在办理中?", "正在办理"),
    _says("h.req.carried_out", rf"(?:^|[,;]){N}{CASES}正在办理", "申请", "正在办理"),
    _says_request(
        "results_total", rf"(?:^|[,;:年已均共]|全部){REPLIED}了?(?:政府信息公开申请)?", "公开"
    ),
    _says("h.req.results_total", rf"(?:^|[,;]){N}{CASES}(?:均|全部)?已{REPLIED}", "申请", "公开"),
    _says_request("granted", r"(?<!不)(?:予以|同意)公开(?:答复)?", "公开"),
    _says_request("partly_granted", r"部分公开(?:答复)?", "部分公开"),
    _says_request("refused", r"(?:不予|不同意)公开(?:答复)?", "公开"),
    _says_request("unable", r"无法提供", "无法提供"),
    _says_request("rejected", r"不予处理", "不予处理"),
    _says_request("other_handling", r"其他处理", "其他处理"),
    _says(REVIEWS, rf"行政复议{CASES_OF}{AMOUNT}{N}{CASES}", "行政复议"),
    _says(LAWSUITS, rf"行政诉讼{CASES_OF}{AMOUNT}{N}{CASES}", "行政诉讼"),
    _denies(
        (REVIEWS, LAWSUITS),
        rf"{DENIED}{ABOUT}{{0,16}}(?:行政)?复议"
        rf"{ABOUT}{{0,8}}(?:与|以及)?{ABOUT}{{0,4}}(?:行政)?诉讼{ABOUT}{{0,2}}{END}",
        "复议",
        "诉讼",
    ),
    _denies(
        (REVIEWS, LAWSUITS),
        rf"行政复议[及和、与]行政诉讼{CASES_OF}[均都各]?为?[0零]{CASES}",
        "行政复议",
        "行政诉讼",
    ),
    _denies((REVIEWS,), rf"{DENIED}{ABOUT}{{0,16}}行政复议{ABOUT}{{0,2}}{END}", "行政复议"),
    _denies((LAWSUITS,), rf"{DENIED}{ABOUT}{{0,16}}行政诉讼{ABOUT}{{0,2}}{END}", "行政诉讼"),
    _says(
        FEE,
        rf"(?:收取{ABOUT}{{0,6}}费用|信息处理费|检索费){AMOUNT}"
        r"(?P<n>\d{1,9}(?:\.\d{1,6})?)(?P<unit>万?元)",
        "费",
        "元",
    ),
    _denies(
        (FEE,),
        rf"(?:{DENIED}|不收取){ABOUT}{{0,8}}(?:收费|费用|信息处理费)(?:和减免)?{END}",
        "费",
    ),
    _says(
        "consultation.total",
        rf"(?:接受|受理|接待|答复)(?:公众|群众|市民|各类|信息公开)*咨询{AMOUNT}{N}"
        r"(?P<unit>人次|次|件|条)",
        "咨询",
        "公开",
    ),
    _says_staff("staff_full_time", "专职"),
    _says_staff("staff_part_time", "兼职"),
    _says_documents("made", "制发"),
    _says_documents("made", "制定"),
    _says_documents("repealed", "废止"),
    _says_documents("stock", "现行有效"),
)

NEEDED = frozenset[str]().union(*(mention.needs for mention in MENTIONS))

_CATEGORY = re.compile(
    r"(?:(?:^|[,;:]|(?<=[条篇])、)(?:其中)?|其中)"
    rf"([\u4e00-\u9fff、]{{2,24}}?)类(?:信息)?{N}(?P<unit>条|篇)"
)
MIN_CATEGORIES = 3
"""A list of them; one alone is a part of something else."""

_JOINED = re.compile(
    r"(?:公开|提供|处理|复议|网站|微博|微信|新媒体|公报|申请)的?(?:以及|[及和、与或])(?:被|提起)*$"
)
"""Before the words of a kind: the number is that of two kinds together."""
_YEAR = re.compile(r"(20\d\d)年(?!底|末)")
_OTHER_TIME = re.compile(
    r"上一?年(?!度?结转)|去年|往年|同比|季度|半年|\d月(?!\d)|(?<!今年)以来|历年"
)
_PART = {
    TOTAL: re.compile(r"其中|其他|网站|微博|微信|平台|栏目|专栏|公报|通过|媒体|领域"),
    NEW: re.compile(r"其中|其他"),
}
"""Before the words of a total, in its clause: it is that of a part."""
_SINCE = re.compile(r"截[至止]|(?<!今年)以来|历年")
_THIS_YEAR = re.compile(r"全年|[本今]年|20\d\d年(?!底|末|\d)")


def read_narrative(lines: Iterable[str], year: int | None = None) -> list[NarrativeFigure]:
    """``lines`` are those of the text of an extraction, in Simplified characters; ``year`` is that
    of the report, where it is known: what a sentence says of another one is not taken."""
    found: dict[str, NarrativeFigure] = {}
    for number, section, sentence in islice(_sentences(lines), MAX_SENTENCES):
        for key, value, unit in _read_sentence(folded(sentence), section, year):
            place = f"text line {number}"
            said = NarrativeFigure(key, value, unit, sentence.strip(), section, place)
            found.setdefault(key, said)
    return list(found.values())


def _sentences(lines: Iterable[str]) -> Iterator[tuple[int, str | None, str]]:
    """Those worth reading, each with the number of its line and the key of its section."""
    section = None
    for number, line in enumerate(lines, 1):
        said = line
        if heading := heading_of(line):
            section, said = heading.key, heading.rest
        if section not in PLANS:
            yield from ((number, section, sentence) for sentence in sentences_of(said))


def sentences_of(line: str) -> Iterator[str]:
    """The sentences of a line that may hold a figure."""
    if _TOPIC.search(line) and _COUNTS.search(line):
        for sentence in _SENTENCE.findall(line):
            if _TOPIC.search(sentence) and _COUNTS.search(sentence):
                yield sentence


def folded(sentence: str) -> str:
    """As patterns read it: without blanks and separators in numbers, in half-width forms."""
    return _SEPARATOR.sub("", fold(sentence[:MAX_SENTENCE]))


def _read_sentence(
    text: str, section: str | None, year: int | None
) -> Iterator[tuple[str, Figure, str | None]]:
    held = frozenset(words for words in NEEDED if words in text)
    for mention in _mentions_of(held | TOPIC_OF.get(section, frozenset())):
        yield from _read_mention(mention, text, year)
    categories = list(_CATEGORY.finditer(text))
    if len(categories) >= MIN_CATEGORIES:
        for match in categories:
            yield f"proactive.by_category.{match[1]}", *_value(match)


@lru_cache(maxsize=1024)
def _mentions_of(held: Set[str]) -> Sequence[Mention]:
    """Those that a sentence with these words may hold."""
    return [mention for mention in MENTIONS if mention.needs <= held]


def _read_mention(
    mention: Mention, text: str, year: int | None
) -> Iterator[tuple[str, Figure, str | None]]:
    for match in mention.pattern.finditer(text):
        before = text[: match.start()]
        if _is_of_other_year(text[: match.end()], year):
            continue
        if mention.denies:
            for key in mention.keys:
                yield key, "0" if key.endswith("_wanyuan") else 0, None
        elif not _JOINED.search(before) and not _OTHER_TIME.search(before):
            meant = _span_of_time(mention.keys[0], match, text)
            part = _PART.get(meant) if meant else None
            if meant and not (part and part.search(_clause(before))):
                yield meant, *_value(match)


def _is_of_other_year(said: str, year: int | None) -> bool:
    """The year named last counts: 2022年收到申请20件，2023年收到12件."""
    years = _YEAR.findall(said)
    return bool(year and years and int(years[-1]) != year)


def _span_of_time(key: str, match: re.Match[str], text: str) -> str | None:
    """What was disclosed is counted for the year or since the beginning; 累计 is said of both."""
    if key not in (TOTAL, CUMULATIVE):
        return key
    clause = _clause(text[: match.start()]) + match.group()
    since, this_year = _SINCE.search(text), _THIS_YEAR.search(text)
    if "累计" not in clause:
        return None if since and not this_year else key
    if since or "条,累计" in text:
        return CUMULATIVE
    return TOTAL if this_year else None


def _clause(before: str) -> str:
    return before.rpartition(",")[2]


def _value(match: re.Match[str]) -> tuple[Figure, str]:
    number, unit = match["n"], match["unit"]
    if unit.endswith("元"):
        return read_figure(number + unit, "money").figure, unit
    return read_numeral(number), unit
