"""One schema over the forms of all years: each key a copy, a sum, a lossy reading, or absent.

A copy and a sum can be followed through the years; a lossy value is near to its key and counts
more or less than it says. What a form does not ask is absent, which is not 0.
"""

from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from typing import Literal, NamedTuple

import msgspec

from parser.extraction import Extraction, Figure
from parser.forms import ALL
from parser.paths import flatten

Quality = Literal["copy", "sum", "lossy", "absent"]


class Harmonised(msgspec.Struct):
    """``sources`` are the paths the value is taken from, or the line of text that says it; a blank
    one leaves it null."""

    value: Figure
    quality: Quality
    sources: tuple[str, ...]


class Source(NamedTuple):
    quality: Quality
    paths: tuple[str, ...]


ABSENT = Harmonised(None, "absent", ())
MARKS: dict[str, Quality] = {"=": "copy", "Σ": "sum", "~": "lossy"}

SCHEMA = {
    "h.req.received_new": "= requests.new_received.total | = stat2014.requests_received",
    **{
        f"h.req.received_new_by_applicant.{kind}": f"= requests.new_received.{kind}"
        for kind in (
            "natural_person",
            "commercial_enterprise",
            "research_institution",
            "public_welfare_org",
            "legal_service_org",
            "other_org",
        )
    },
    "h.req.received_by_channel.in_person": "= stat2014.requests_in_person",
    "h.req.received_by_channel.fax": "= stat2014.requests_fax",
    "h.req.received_by_channel.online": "= stat2014.requests_online",
    "h.req.received_by_channel.letter": "= stat2014.requests_letter",
    "h.req.carried_in": "= requests.carried_in.total",
    "h.req.carried_out": "= requests.carried_out.total",
    # replies and closings are counted apart in 2014
    "h.req.results_total": "= requests.results_total.total"
    " | ~ stat2014.requests_closed | ~ stat2014.replies_total",
    "h.req.closed_on_time": "= stat2014.closed_on_time",
    "h.req.closed_extended": "= stat2014.closed_extended",
    # since 2019 what was public already stands under （一）予以公开 too
    "h.req.granted": "= requests.granted.total"
    " | Σ stat2014.reply_already_public stat2014.reply_granted",
    "h.req.partly_granted": "= requests.partly_granted.total | = stat2014.reply_partly_granted",
    # in 2014 with 不是《条例》所指政府信息
    "h.req.refused": "Σ requests.refused_*.total | ~ stat2014.reply_refused",
    "h.req.refused_state_secret": "= requests.refused_state_secret.total"
    " | = stat2014.refused_state_secret",
    # the row of 2014 is a rest of all kinds
    "h.req.refused_other_law": "= requests.refused_other_law.total | ~ stat2014.refused_other_law",
    "h.req.refused_safety_stability": "= requests.refused_safety_stability.total"
    " | = stat2014.refused_safety_stability",
    "h.req.refused_third_party": "= requests.refused_third_party.total"
    " | Σ stat2014.refused_trade_secret stat2014.refused_privacy",
    # spread over several rows since 2019, so none of them is mapped
    "h.req.refused_not_gov_info": "= stat2014.refused_not_gov_info",
    "h.req.refused_internal_affairs": "= requests.refused_internal_affairs.total",
    "h.req.refused_process_info": "= requests.refused_process_info.total",
    "h.req.refused_enforcement_file": "= requests.refused_enforcement_file.total",
    "h.req.refused_admin_query": "= requests.refused_admin_query.total",
    "h.req.unable": "Σ requests.unable_*.total"
    " | ~ stat2014.reply_not_this_agency stat2014.reply_not_exist",
    "h.req.unable_not_held": "= requests.unable_not_held.total"
    " | Σ stat2014.reply_not_this_agency stat2014.reply_not_exist",
    "h.req.unable_needs_creation": "= requests.unable_needs_creation.total",
    # 2014 counts the demand to correct, later forms its failure
    "h.req.unable_unclear": "= requests.unable_unclear.total | ~ stat2014.reply_asked_to_correct",
    "h.req.rejected": "Σ requests.rejected_*.total | ~ stat2014.reply_other_route",
    # in 2014 with queries
    "h.req.rejected_petition": "= requests.rejected_petition.total | ~ stat2014.reply_other_route",
    "h.req.rejected_repeat": "= requests.rejected_repeat.total",
    "h.req.rejected_publication": "= requests.rejected_publication.total",
    "h.req.rejected_excessive": "= requests.rejected_excessive.total",
    "h.req.rejected_reissue": "= requests.rejected_reissue.total",
    "h.req.other_handling": "= requests.other_handling.total | Σ requests.other_no_correction.total"
    " requests.other_fee_unpaid.total requests.other_other.total",
    "h.review.total": "= remedies.review.total | = stat2014.review_total",
    "h.review.upheld": "= remedies.review.upheld | = stat2014.review_upheld",
    "h.review.corrected": "= remedies.review.corrected | = stat2014.review_corrected",
    "h.review.other": "= remedies.review.other_result | = stat2014.review_other",
    "h.review.pending": "= remedies.review.pending",
    "h.litigation.total": "Σ remedies.litigation_*.total | = stat2014.litigation_total",
    "h.litigation.upheld": "Σ remedies.litigation_*.upheld | = stat2014.litigation_upheld",
    "h.litigation.corrected": "Σ remedies.litigation_*.corrected | = stat2014.litigation_corrected",
    # the return of 2014 has no place for pending cases but this
    "h.litigation.other": "Σ remedies.litigation_*.other_result | ~ stat2014.litigation_other",
    "h.litigation.pending": "Σ remedies.litigation_*.pending",
    **{
        f"h.litigation.{block}.{outcome}": f"= remedies.litigation_{block}.{outcome}"
        for block in ("direct", "after_review")
        for outcome in ("upheld", "corrected", "other_result", "pending", "total")
    },
    "h.normative.made": "= art20_1.normative_docs.made_new | = art20_1.normative_docs.made"
    " | = stat2014.normative_docs_made",
    # 2014 counts 条, not 件
    "h.normative.disclosed_new": "= art20_1.normative_docs.disclosed_new"
    " | ~ stat2014.proactive_normative_docs",
    # disclosed in total is not in force
    "h.normative.stock": "= art20_1.normative_docs.in_force"
    " | ~ art20_1.normative_docs.disclosed_total",
    "h.normative.repealed": "= art20_1.normative_docs.repealed",
    "h.rules.made": "= art20_1.rules.made_new | = art20_1.rules.made",
    "h.rules.disclosed_new": "= art20_1.rules.disclosed_new",
    "h.rules.stock": "= art20_1.rules.in_force | ~ art20_1.rules.disclosed_total",
    "h.rules.repealed": "= art20_1.rules.repealed",
    **{
        f"h.{key}.{figure}": source
        for key, row in {
            "licensing": "art20_5.licensing",
            "other_services": "art20_5.other_services",
            "penalty": "art20_6.penalty",
            "coercion": "art20_6.coercion",
            "fees": "art20_8.fees",
        }.items()
        for figure, source in {
            "items": f"Σ {row}.items_prev {row}.items_delta",
            "items_delta": f"= {row}.items_delta",
        }.items()
    },
    "h.licensing.decisions": "= art20_5.licensing.decisions",
    "h.other_services.decisions": "= art20_5.other_services.decisions",
    "h.penalty.decisions": "= art20_6.penalty.decisions",
    "h.coercion.decisions": "= art20_6.coercion.decisions",
    # the 2019 form counts the fee items there, not money
    "h.fees.amount_wanyuan": "= art20_8.fees.amount_wanyuan",
    "h.procurement.items": "= art20_9.procurement.items",
    "h.procurement.amount_wanyuan": "= art20_9.procurement.amount_wanyuan",
    "h.request_fee_wanyuan": "= stat2014.request_fees_wanyuan",
    "h.proactive.total": "= stat2014.proactive_total",
    **{
        f"h.proactive.by_channel.{channel}": f"= stat2014.channel_{channel}"
        for channel in ("gazette", "website", "weibo", "wechat", "other")
    },
    "h.response.total": "= stat2014.responses_total",
    **{
        f"h.response.{key}": f"= stat2014.{key}"
        for key in (
            "press_conferences",
            "press_conferences_by_head",
            "online_interviews",
            "online_interviews_by_head",
            "interpretation_articles",
            "weibo_wechat_responses",
            "other_responses",
        )
    },
    "h.complaints": "= stat2014.complaints",
    **{
        f"h.org.{key}": f"= stat2014.{key}"
        for key in (
            "dedicated_units",
            "reading_points",
            "staff_total",
            "staff_full_time",
            "staff_part_time",
            "dedicated_budget_wanyuan",
        )
    },
    **{f"h.meeting.{key}": f"= stat2014.{key}" for key in ("meetings", "trainings", "trainees")},
}
"""Where each key comes from: ``=`` a copy, ``Σ`` a sum, ``~`` a lossy reading of the paths behind
the mark; ``|`` parts the forms."""

_PATHS = tuple(dict.fromkeys(path for form in ALL for row in form.rows for path in row.paths))


def _parse(source: str) -> Source:
    mark, *patterns = source.split()
    found = (path for pattern in patterns for path in _PATHS if fnmatchcase(path, pattern))
    return Source(MARKS[mark], tuple(found))


SOURCES = {
    key: tuple(_parse(source) for source in sources.split("|")) for key, sources in SCHEMA.items()
}


def harmonise(extraction: Extraction) -> dict[str, Harmonised]:
    """Every key of the schema, from the tables of a report of any form; where they are silent, from
    a sentence, which is lossy."""
    figures = flatten(extraction.tables)
    said = {
        figure.key: Harmonised(figure.value, "lossy", (figure.evidence,))
        for figure in extraction.narrative
    }
    read = {key: harmonise_key(key, figures) for key in SOURCES}
    return {key: said.get(key, ABSENT) if read[key] == ABSENT else read[key] for key in read}


def harmonise_key(key: str, figures: Mapping[str, Figure]) -> Harmonised:
    """Of the sources that the form of the report has, the first that is filled in."""
    readings = list(_readings(SOURCES[key], figures))
    filled = (reading for reading in readings if reading.value is not None)
    return next(filled, readings[0] if readings else ABSENT)


def _readings(sources: tuple[Source, ...], figures: Mapping[str, Figure]) -> Iterator[Harmonised]:
    for quality, paths in sources:
        present = tuple(path for path in paths if path in figures)
        if present:
            values = [figures.get(path) for path in paths]
            yield Harmonised(_add(values), quality, present)


def _add(values: list[Figure]) -> Figure:
    """A blank operand leaves the sum unknown. Money is copied, never added."""
    if len(values) == 1:
        return values[0]
    return None if None in values else sum(value for value in values if isinstance(value, int))
