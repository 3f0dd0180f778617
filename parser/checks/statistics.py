"""The return of 2014: parents and their parts, channels and their bounds."""

from collections.abc import Iterator, Mapping

from parser.checks.identity import Side, check_equal, count, side
from parser.extraction import Finding, Status
from parser.findings import finding
from parser.reading import Reading

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
PARTS = {
    "proactive_normative_docs": "proactive_total",
    "press_conferences_by_head": "press_conferences",
    "online_interviews_by_head": "online_interviews",
}
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


def check(reading: Reading) -> Iterator[Finding]:
    values = {
        path.removeprefix("stat2014."): count(reading.figures, path)
        for path in reading.figures
        if path.startswith("stat2014.")
    }
    for rule, (parent, parts) in SUMS.items():
        yield from _check_sum(rule, parent, parts, values)
    for part, whole in PARTS.items():
        yield from _check_at_most("S-PART", part, values.get(part), values.get(whole), whole)
    yield from _check_channels(values)
    yield from _check_responses(values)
    made = values.get("normative_docs_made")
    disclosed = "proactive_normative_docs"
    yield from _check_at_most(
        "S-NORMATIVE", disclosed, values.get(disclosed), made, "documents made"
    )
    closed, received = values.get("requests_closed"), values.get("requests_received")
    yield from _check_at_most("S-CLOSED-RECEIVED", "requests_closed", closed, received, "received")


def _side(values: Mapping[str, int | None], *keys: str) -> Side:
    return side([values.get(key) for key in keys])


def _check_sum(
    rule: str, parent: str, parts: tuple[str, ...], values: Mapping[str, int | None]
) -> Iterator[Finding]:
    whole, sum_ = _side(values, parent), _side(values, *parts)
    where = f"stat2014.{parent}"
    yield check_equal(rule, where, whole, sum_, f"{parent} against its parts")
    if whole.is_blank and not sum_.blanks:
        yield finding("S-PARENT-BLANK", where, f"blank over its printed parts {sum_}")


def _check_at_most(
    rule: str, key: str, part: int | None, whole: int | None, of_what: str
) -> Iterator[Finding]:
    if part is None or whole is None:
        status: Status = "not_assessable"
    else:
        status = "pass" if part <= whole else "fail"
    shown = ["blank" if value is None else str(value) for value in (part, whole)]
    yield finding(rule, f"stat2014.{key}", f"{shown[0]} of {of_what} {shown[1]}", status)


def _check_channels(values: Mapping[str, int | None]) -> Iterator[Finding]:
    """The same item in several channels counts once: the total lies between the busiest channel
    and the sum of all."""
    total, channels = values.get("proactive_total"), _side(values, *CHANNELS)
    where = "stat2014.proactive_total"
    if total is None or channels.blanks:
        yield finding("S-CHANNEL", where, f"{total} against channels {channels}", "not_assessable")
        return
    busiest = max(channels.shown, default=0)
    status: Status = "pass" if busiest <= total <= channels.known else "fail"
    message = f"busiest channel {busiest}, total {total}, all channels {channels}"
    yield finding("S-CHANNEL", where, message, status)


def _check_responses(values: Mapping[str, int | None]) -> Iterator[Finding]:
    """Several responses may serve one concern, so the sum is a bound from above."""
    total, parts = values.get("responses_total"), _side(values, *RESPONSES)
    status: Status = "not_assessable"
    if total is not None and total <= parts.known:
        status = "pass_with_blanks" if parts.blanks else "pass"
    elif total is not None and not parts.blanks:
        status = "fail"
    yield finding("S-RESPONSES", "stat2014.responses_total", f"{total} against {parts}", status)
