"""Section 三, 收到和处理政府信息公开申请情况: what the forms of 2019 and 2021 have in common.

Labels: annexes of 国办公开办函〔2019〕60号 and 国办公开办函〔2021〕30号.
"""

from parser.forms.form import Column, Row

APPLICANTS = (
    Column("natural_person", ("自然人",)),
    Column("commercial_enterprise", ("商业企业",)),
    Column("research_institution", ("科研机构",)),
    Column("public_welfare_org", ("社会公益组织",)),
    Column("legal_service_org", ("法律服务机构",)),
    Column("other_org", ("其他",)),
    Column("total", ("总计",)),
)

ORGANISATIONS = "法人或其他组织"
HEADERS = ("申请人情况", ORGANISATIONS, "自然人")

GROUPS = {
    "results": ("三、本年度办理结果",),
    "refused": ("（三）不予公开",),
    "unable": ("（四）无法提供",),
    "rejected": ("（五）不予处理",),
    "other": ("（六）其他处理",),
}

NOT_RESULTS = frozenset({"new_received", "carried_in", "results_total", "carried_out"})
"""Keys of the rows that are no result; the others add up to ``results_total``."""

LEAF_PREFIX = {
    "refused": "refused_",
    "unable": "unable_",
    "rejected": "rejected_",
    "other": "other_",
}
"""What the keys of the rows of a group begin with, by the key of the group."""

SIGNS = (
    "一、本年新收政府信息公开申请数量",
    "二、上年结转政府信息公开申请数量",
    "（一）予以公开",
    "1.属于国家秘密",
    "1.本机关不掌握相关政府信息",
    "1.信访举报投诉类申请",
    "四、结转下年度继续办理",
)


def row(key: str, *labels: str, group: str | None = None) -> Row:
    return Row(f"requests.{key}", labels, APPLICANTS, group)


RECEIVED = (
    row("new_received", "一、本年新收政府信息公开申请数量"),
    row("carried_in", "二、上年结转政府信息公开申请数量"),
)
RESULTS = (
    row("granted", "（一）予以公开"),
    row("partly_granted", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"),
    row("refused_state_secret", "1.属于国家秘密"),
    row("refused_other_law", "2.其他法律行政法规禁止公开"),
    row("refused_safety_stability", "3.危及“三安全一稳定”"),
    row("refused_third_party", "4.保护第三方合法权益"),
    row("refused_internal_affairs", "5.属于三类内部事务信息"),
    row("refused_process_info", "6.属于四类过程性信息"),
    row("refused_enforcement_file", "7.属于行政执法案卷"),
    row("refused_admin_query", "8.属于行政查询事项"),
    row("unable_not_held", "1.本机关不掌握相关政府信息"),
    row("unable_needs_creation", "2.没有现成信息需要另行制作"),
    row("unable_unclear", "3.补正后申请内容仍不明确"),
    row("rejected_petition", "1.信访举报投诉类申请"),
    row("rejected_repeat", "2.重复申请"),
    row("rejected_publication", "3.要求提供公开出版物"),
    row("rejected_excessive", "4.无正当理由大量反复申请", "4.无正当理由大量反覆申请"),
    row("rejected_reissue", "5.要求行政机关确认或重新出具已获取信息"),
)
CLOSING = (
    row("results_total", "（七）总计", "办理结果总计"),
    row("carried_out", "四、结转下年度继续办理"),
)
