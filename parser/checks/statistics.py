"""The return of 2014: parents and their parts, channels and their bounds."""

from collections.abc import Iterable, Iterator

from parser.checks.identity import Side, check_equal, side_at
from parser.extraction import Finding, Status
from parser.findings import finding
from parser.forms.f2014 import STATISTICS
from parser.labels import core
from parser.tables.printed import Printed

SUMS = {
    "S-RECEIVED": (
        "requests_received",
        ("requests_in_person", "requests_fax", "requests_online", "requests_letter"),
    ),
    "S-CLOSED": ("requests_closed", ("closed_on_time", "closed_extended")),
    "S-REPLIES": (
        "replies_total",
        (
            "reply_already_public",
            "reply_granted",
            "reply_partly_granted",
            "reply_refused",
            "reply_not_this_agency",
            "reply_not_exist",
            "reply_asked_to_correct",
            "reply_other_route",
        ),
    ),
    "S-REFUSED": (
        "reply_refused",
        (
            "refused_state_secret",
            "refused_trade_secret",
            "refused_privacy",
            "refused_safety_stability",
            "refused_not_gov_info",
            "refused_other_law",
        ),
    ),
    "S-REVIEW": ("review_total", ("review_upheld", "review_corrected", "review_other")),
    "S-LITIGATION": (
        "litigation_total",
        ("litigation_upheld", "litigation_corrected", "litigation_other"),
    ),
    "S-STAFF": ("staff_total", ("staff_full_time", "staff_part_time")),
}
AT_MOST = (
    ("S-PART", "proactive_normative_docs", "proactive_total"),
    ("S-PART", "press_conferences_by_head", "press_conferences"),
    ("S-PART", "online_interviews_by_head", "online_interviews"),
    ("S-NORMATIVE", "proactive_normative_docs", "normative_docs_made"),
    ("S-CLOSED-RECEIVED", "requests_closed", "requests_received"),
)
CHANNELS = (
    "channel_gazette",
    "channel_website",
    "channel_weibo",
    "channel_wechat",
    "channel_other",
)
RESPONSES = (
    "press_conferences",
    "online_interviews",
    "interpretation_articles",
    "weibo_wechat_responses",
    "other_responses",
)
LABELS = {row.path: core(row.labels[0]) for row in STATISTICS.rows}


def check(printed: Printed) -> Iterator[Finding]:
    for rule, (parent, parts) in SUMS.items():
        yield from _check_sum(rule, parent, parts, printed)
    for rule, part, whole in AT_MOST:
        yield _check_at_most(rule, f"stat2014.{part}", f"stat2014.{whole}", printed)
    yield _check_channels(printed)
    yield _check_responses(printed)


def _side(keys: Iterable[str], printed: Printed) -> Side:
    return side_at([f"stat2014.{key}" for key in keys], printed)


def _check_sum(rule: str, parent: str, parts: Iterable[str], printed: Printed) -> Iterator[Finding]:
    whole, sum_ = _side([parent], printed), _side(parts, printed)
    where = f"stat2014.{parent}"
    yield check_equal(rule, where, printed, whole, sum_, parent=LABELS[where])
    if whole.is_blank and not sum_.blanks:
        cited = printed.cite((where, *sum_.paths))
        yield finding("S-PARENT-BLANK", where, figures=cited, parent=LABELS[where], right=sum_)


def _check_at_most(rule: str, part: str, whole: str, printed: Printed) -> Finding:
    left, right = side_at([part], printed), side_at([whole], printed)
    status: Status = "pass" if left.known <= right.known else "fail"
    if left.is_blank or right.is_blank:
        status = "not_assessable"
    return finding(
        rule,
        part,
        status,
        printed.cite((part, whole)),
        part=LABELS[part],
        left=left,
        whole=LABELS[whole],
        right=right,
    )


def _check_channels(printed: Printed) -> Finding:
    """The same item in several channels counts once: the total lies between the busiest channel
    and the sum of all."""
    total, channels = _side(["proactive_total"], printed), _side(CHANNELS, printed)
    busiest = max(channels.shown, default=0)
    status: Status = "pass" if busiest <= total.known <= channels.known else "fail"
    if total.is_blank or channels.blanks:
        status = "not_assessable"
    where, cited = total.paths[0], printed.cite((*total.paths, *channels.paths))
    return finding(
        "S-CHANNEL", where, status, cited, busiest=busiest, total=total, channels=channels
    )


def _check_responses(printed: Printed) -> Finding:
    """Several responses may serve one concern, so the sum is a bound from above."""
    total, parts = _side(["responses_total"], printed), _side(RESPONSES, printed)
    status: Status = "not_assessable"
    if not total.is_blank and total.known <= parts.known:
        status = "pass_with_blanks" if parts.blanks else "pass"
    elif not total.is_blank and not parts.blanks:
        status = "fail"
    where, cited = total.paths[0], printed.cite((*total.paths, *parts.paths))
    return finding("S-RESPONSES", where, status, cited, total=total, answers=parts)
