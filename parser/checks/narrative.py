"""What sentences say against what tables say. All of it soft: a sentence may use another base."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from parser.extraction import CitedFigure, Family, Finding, NarrativeFigure, Section, Status
from parser.findings import finding
from parser.harmonised import SOURCES, Harmonised, harmonise_key
from parser.prose.narrative import CASES, DENIED, NEW, TOTAL, folded
from parser.tables.printed import Printed

RULE_OF = {
    NEW: "N-REQ",
    "h.req.results_total": "N-CLOSED",
    "h.req.carried_in": "N-CARRY",
    "h.req.carried_out": "N-CARRY",
    "h.req.granted": "N-RESULT",
    "h.req.partly_granted": "N-RESULT",
    "h.req.refused": "N-RESULT",
    "h.req.unable": "N-RESULT",
    "h.req.rejected": "N-RESULT",
    "h.req.other_handling": "N-RESULT",
    "h.review.total": "N-REVIEW",
    "h.litigation.total": "N-LITIG",
    "h.normative.made": "N-RULES",
    "h.normative.repealed": "N-RULES",
    "h.normative.stock": "N-RULES",
    "h.request_fee_wanyuan": "N-FEE",
    "h.proactive.total": "N-PROACTIVE",
    **{key: "N-CHANNEL" for key in SOURCES if key.startswith("h.proactive.by_channel.")},
}
CARRIED_IN, CARRIED_OUT = "requests.carried_in.total", "requests.carried_out.total"
DISCLOSED = "art20_1.normative_docs.disclosed_new"

_SCOPE = re.compile(r"代表|全[省市区县州盟旗镇乡]|本级")
_OWN = re.compile(r"[我本][局办委]")
"""In the report of a government, the office that writes it speaks of itself."""
_REQUESTS = re.compile(r"(?<!依)申请|(?:收到|受理|办理|答复)依申请")
"""依申请公开 alone is a kind of information, not a request."""
_ALL_CLOSED = re.compile(r"(?:全部|均已?)(?:按时|按期|依法)*(?:办结|答复|办理完毕)")
_PARTS = re.compile(r"(\d+)([条件])[,(:]*其中([^。]*)")
_RATE = re.compile(
    rf"(\d{{1,9}}){CASES},?[已共]?办结(\d{{1,9}})件,?(?:按时)?办结率[为达到]*(\d{{1,3}}(?:\.\d{{1,4}})?)%"
)
_NOTHING = re.compile(r"\W*(?:暂?无|没有)[^,，;；]{0,15}\W*")
MAX_SHOWN = 60
"""Characters of a sentence in a message; its line is cited."""
MIN_PROBLEMS = 10
"""Characters of a section 五 that says anything."""


def check_narrative(
    narrative: Sequence[NarrativeFigure], printed: Printed, issuer_kind: str | None
) -> Iterator[Finding]:
    for said in narrative:
        narrowed = _SCOPE.search(said.sentence) or (
            issuer_kind in ("government", None) and _OWN.search(said.sentence)
        )
        if said.key in RULE_OF:
            yield from _check_said(said, printed, bool(narrowed))
        if said.key == NEW and _ALL_CLOSED.search(said.sentence):
            yield from _check_all_closed(said, printed, bool(narrowed))
        if said.key == TOTAL:
            yield from _check_plausible(said, printed)
    for said in {said.sentence: said for said in narrative}.values():
        yield from _check_parts(said)


def _check_said(said: NarrativeFigure, printed: Printed, narrowed: bool) -> Iterator[Finding]:
    table = harmonise_key(said.key, printed.figures)
    if table.quality == "absent":
        return
    denied = said.key == NEW and re.search(DENIED, said.sentence)
    rule = "N-ZERO" if denied and said.value == 0 else RULE_OF[said.key]
    kept = said.value in _accepted(said, table, printed)
    yield _compared(rule, said, printed, table.sources, table.value, kept, narrowed)


def _accepted(said: NarrativeFigure, table: Harmonised, printed: Printed) -> list[object]:
    """受理 and 办结 are said of new requests and of all that were at hand."""
    accepted: list[object] = [table.value]
    carried = printed.count(CARRIED_IN)
    if said.key == NEW and said.value and isinstance(table.value, int) and carried:
        accepted.append(table.value + carried)
    return accepted


def _check_all_closed(said: NarrativeFigure, printed: Printed, narrowed: bool) -> Iterator[Finding]:
    if CARRIED_OUT in printed.figures:
        left = printed.count(CARRIED_OUT)
        yield _compared("N-CLOSED", said, printed, [CARRIED_OUT], left, left == 0, narrowed)


def _check_plausible(said: NarrativeFigure, printed: Printed) -> Iterator[Finding]:
    """Without a row for it, the total is at least what section 二 counts."""
    disclosed = printed.count(DISCLOSED)
    if disclosed is not None and isinstance(said.value, int):
        kept = said.value >= disclosed
        yield _compared("N-PROACTIVE", said, printed, [DISCLOSED], disclosed, kept, narrowed=False)


def _compared(
    rule: str,
    said: NarrativeFigure,
    printed: Printed,
    paths: Sequence[str],
    value: object,
    kept: bool,
    narrowed: bool,
) -> Finding:
    """``narrowed``: the sentence speaks of another circle than the table."""
    status: Status = "pass" if kept else "not_assessable" if narrowed or value is None else "fail"
    cited = chain(printed.cite(paths), [CitedFigure(said.key, said.value, said.evidence)])
    where = paths[0] if len(paths) == 1 else said.key
    shown = "?" if value is None else value
    return finding(
        rule, where, status, cited, said=said.value, table=shown, sentence=said.sentence[:MAX_SHOWN]
    )


def _check_parts(said: NarrativeFigure) -> Iterator[Finding]:
    """Parts may leave something out, but not add up to more."""
    match = _PARTS.search(folded(said.sentence))
    if not match or "其中" in match[3]:
        return
    total, parts = int(match[1]), [int(n) for n in re.findall(rf"(\d+){match[2]}", match[3])]
    if len(parts) > 1:
        sum_ = sum(parts)
        status: Status = "not_assessable" if sum_ < total else "pass" if sum_ == total else "fail"
        yield finding("N-SUM", said.evidence, status, total=total, parts=parts, sum=sum_)


def check_text(
    sections: Sequence[Section], printed: Printed, family: Family | None
) -> Iterator[Finding]:
    """What the sections leave unsaid."""
    texts = {section.key: section.text for section in sections}
    for text in texts.values():
        yield from _check_rates(text)
    told = "".join(text for key, text in texts.items() if key not in ("problems", "attachment"))
    received = printed.count("requests.new_received.total")
    if received and told and not _REQUESTS.search(told):
        cited = printed.cite(["requests.new_received.total"])
        yield finding("N-REQ-SILENT", "narrative", "fail", cited, received=received)
    problems = texts.get("problems")
    if problems is not None and len(problems.strip()) < MIN_PROBLEMS:
        yield finding("SEC5-EMPTY", "sections.problems", text=problems.strip())
    other = texts.get("other", "").strip().partition("\n")[0]
    if family == "f2021" and _NOTHING.fullmatch(other) and "费" not in other:
        yield finding("SEC6-FEE", "sections.other", text=other)


def _check_rates(text: str) -> Iterator[Finding]:
    if "办结率" in text:
        for sentence in re.split("[。\n]", text):
            for match in _RATE.finditer(folded(sentence)):
                yield _check_rate(int(match[1]), int(match[3]), match[4])


def _check_rate(received: int, closed: int, rate: str) -> Finding:
    """To the decimals printed."""
    decimals = len(rate.partition(".")[2])
    real = f"{100 * closed / received:.{decimals}f}" if received else "?"
    status: Status = "pass" if real == rate else "fail" if received else "not_assessable"
    return finding(
        "N-RATE", "narrative", status, closed=closed, received=received, real=real, rate=rate
    )
