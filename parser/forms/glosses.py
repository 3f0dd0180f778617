"""What the rows and columns of the forms are called in English, and what they are counted in.

For the data dictionary; reading needs neither. The forms since 2019 print no unit but 万元, and the
others are their natural reading; those of f2014 stand in its second column.
"""

from typing import NamedTuple


class Gloss(NamedTuple):
    """``unit`` as the forms print it, "" where the column has it, not the row."""

    english: str
    unit: str = ""


ROWS = {
    "art20_1.rules": Gloss("rules (规章)"),
    "art20_1.normative_docs": Gloss("administrative normative documents"),
    "art20_5.licensing": Gloss("administrative licensing"),
    "art20_5.other_services": Gloss("other administrative services to the public"),
    "art20_6.penalty": Gloss("administrative penalties"),
    "art20_6.coercion": Gloss("administrative coercion"),
    "art20_8.fees": Gloss("administrative fees"),
    "art20_9.procurement": Gloss("centralised government procurement"),
    "requests.new_received": Gloss("requests newly received in the year"),
    "requests.carried_in": Gloss("requests carried over from the year before"),
    "requests.granted": Gloss("results: disclosed"),
    "requests.partly_granted": Gloss("results: disclosed in part"),
    "requests.refused_state_secret": Gloss("refused: state secret"),
    "requests.refused_other_law": Gloss("refused: forbidden by another law or regulation"),
    "requests.refused_safety_stability": Gloss(
        "refused: endangers “three securities, one stability”"
    ),
    "requests.refused_third_party": Gloss("refused: rights of third parties"),
    "requests.refused_internal_affairs": Gloss("refused: internal affairs of three kinds"),
    "requests.refused_process_info": Gloss("refused: information on a process, of four kinds"),
    "requests.refused_enforcement_file": Gloss("refused: files of law enforcement"),
    "requests.refused_admin_query": Gloss("refused: matter of an administrative query service"),
    "requests.unable_not_held": Gloss("unable: the body does not hold the information"),
    "requests.unable_needs_creation": Gloss("unable: the information would have to be made"),
    "requests.unable_unclear": Gloss("unable: the request stayed unclear after correction"),
    "requests.rejected_petition": Gloss("not processed: a petition, report or complaint"),
    "requests.rejected_repeat": Gloss("not processed: repeated request"),
    "requests.rejected_publication": Gloss("not processed: asks for a publication on sale"),
    "requests.rejected_excessive": Gloss(
        "not processed: many repeated requests without good reason"
    ),
    "requests.rejected_reissue": Gloss("not processed: asks to confirm or reissue what is known"),
    "requests.other_handling": Gloss("otherwise handled"),
    "requests.other_no_correction": Gloss("otherwise: not corrected in time without good reason"),
    "requests.other_fee_unpaid": Gloss("otherwise: fee not paid in time"),
    "requests.other_other": Gloss("otherwise: other"),
    "requests.results_total": Gloss("results: total"),
    "requests.carried_out": Gloss("requests carried over to the next year"),
    "remedies": Gloss("remedies sought over disclosure"),
    "stat2014.proactive_total": Gloss("items disclosed proactively", "条"),
    "stat2014.proactive_normative_docs": Gloss("of them normative documents", "条"),
    "stat2014.normative_docs_made": Gloss("normative documents issued", "件"),
    "stat2014.channel_gazette": Gloss("disclosed in the government gazette", "条"),
    "stat2014.channel_website": Gloss("disclosed on the government website", "条"),
    "stat2014.channel_weibo": Gloss("disclosed on Weibo", "条"),
    "stat2014.channel_wechat": Gloss("disclosed on WeChat", "条"),
    "stat2014.channel_other": Gloss("disclosed by other means", "条"),
    "stat2014.responses_total": Gloss("responses to matters of public concern", "次"),
    "stat2014.press_conferences": Gloss("press conferences attended or held", "次"),
    "stat2014.press_conferences_by_head": Gloss("of them attended by the head of the body", "次"),
    "stat2014.online_interviews": Gloss("online interviews on the government website", "次"),
    "stat2014.online_interviews_by_head": Gloss("of them with the head of the body", "次"),
    "stat2014.interpretation_articles": Gloss("articles explaining policies", "篇"),
    "stat2014.weibo_wechat_responses": Gloss("responses on Weibo and WeChat", "次"),
    "stat2014.other_responses": Gloss("responses by other means", "次"),
    "stat2014.requests_received": Gloss("requests received", "件"),
    "stat2014.requests_in_person": Gloss("requests made in person", "件"),
    "stat2014.requests_fax": Gloss("requests by fax", "件"),
    "stat2014.requests_online": Gloss("requests over the internet", "件"),
    "stat2014.requests_letter": Gloss("requests by letter", "件"),
    "stat2014.requests_closed": Gloss("requests closed", "件"),
    "stat2014.closed_on_time": Gloss("closed on time", "件"),
    "stat2014.closed_extended": Gloss("closed after an extension", "件"),
    "stat2014.replies_total": Gloss("replies given", "件"),
    "stat2014.reply_already_public": Gloss("reply: already public", "件"),
    "stat2014.reply_granted": Gloss("reply: disclosed", "件"),
    "stat2014.reply_partly_granted": Gloss("reply: disclosed in part", "件"),
    "stat2014.reply_refused": Gloss("reply: refused", "件"),
    "stat2014.refused_state_secret": Gloss("refused: state secret", "件"),
    "stat2014.refused_trade_secret": Gloss("refused: trade secret", "件"),
    "stat2014.refused_privacy": Gloss("refused: personal privacy", "件"),
    "stat2014.refused_safety_stability": Gloss("refused: endangers security or stability", "件"),
    "stat2014.refused_not_gov_info": Gloss("refused: no government information", "件"),
    "stat2014.refused_other_law": Gloss("refused: other cases provided by law", "件"),
    "stat2014.reply_not_this_agency": Gloss("reply: not for this body to disclose", "件"),
    "stat2014.reply_not_exist": Gloss("reply: the information does not exist", "件"),
    "stat2014.reply_asked_to_correct": Gloss(
        "reply: asked to change or complete the request", "件"
    ),
    "stat2014.reply_other_route": Gloss("reply: referred to another procedure", "件"),
    "stat2014.review_total": Gloss("administrative reviews", "件"),
    "stat2014.review_upheld": Gloss("reviews: act upheld", "件"),
    "stat2014.review_corrected": Gloss("reviews: act corrected", "件"),
    "stat2014.review_other": Gloss("reviews: other outcome", "件"),
    "stat2014.litigation_total": Gloss("administrative lawsuits", "件"),
    "stat2014.litigation_upheld": Gloss("lawsuits: act upheld or claim dismissed", "件"),
    "stat2014.litigation_corrected": Gloss("lawsuits: act corrected", "件"),
    "stat2014.litigation_other": Gloss("lawsuits: other outcome", "件"),
    "stat2014.complaints": Gloss("reports and complaints", "件"),
    "stat2014.request_fees_wanyuan": Gloss("fees charged for disclosure on request", "万元"),
    "stat2014.dedicated_units": Gloss("units dedicated to disclosure", "个"),
    "stat2014.reading_points": Gloss("public reading points", "个"),
    "stat2014.staff_total": Gloss("staff working on disclosure", "人"),
    "stat2014.staff_full_time": Gloss("full-time staff", "人"),
    "stat2014.staff_part_time": Gloss("part-time staff", "人"),
    "stat2014.dedicated_budget_wanyuan": Gloss("budget dedicated to disclosure", "万元"),
    "stat2014.meetings": Gloss("meetings on disclosure", "次"),
    "stat2014.trainings": Gloss("training courses held", "次"),
    "stat2014.trainees": Gloss("people trained", "人次"),
}
COLUMNS = {
    "": Gloss(""),
    "made_new": Gloss("made in the year", "件"),
    "disclosed_new": Gloss("disclosed in the year", "件"),
    "disclosed_total": Gloss("disclosed in total", "件"),
    "made": Gloss("issued in the year", "件"),
    "repealed": Gloss("repealed in the year", "件"),
    "in_force": Gloss("in force", "件"),
    "items_prev": Gloss("items in the year before", "项"),
    "items_delta": Gloss("items gained or lost in the year", "项"),
    "decisions": Gloss("decisions in the year", "件"),
    "items": Gloss("projects", "项"),
    "amount_wanyuan": Gloss("amount of money", "万元"),
    "natural_person": Gloss("natural persons", "件"),
    "commercial_enterprise": Gloss("commercial enterprises", "件"),
    "research_institution": Gloss("research institutions", "件"),
    "public_welfare_org": Gloss("public welfare organisations", "件"),
    "legal_service_org": Gloss("legal service organisations", "件"),
    "other_org": Gloss("other organisations", "件"),
    "total": Gloss("total", "件"),
    **{
        f"{block}.{outcome}": Gloss(f"{told}: {ended}", "件")
        for block, told in {
            "review": "administrative review",
            "litigation_direct": "lawsuit without prior review",
            "litigation_after_review": "lawsuit after review",
        }.items()
        for outcome, ended in {
            "upheld": "upheld",
            "corrected": "corrected",
            "other_result": "other outcome",
            "pending": "pending",
            "total": "total",
        }.items()
    },
}
