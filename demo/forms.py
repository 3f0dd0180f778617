"""The statutory table forms: official labels in printed order, each with its key.

f2014: 国办发〔2014〕32号, 政府信息公开情况统计表. f2019: 国办公开办函〔2019〕60号.
f2021: 国办公开办函〔2021〕30号. A figure is named by its path, `table.row.column`
(`stat2014.key` in f2014), so the keys below are the names of all figures there are.
"""

from collections.abc import Iterator
from typing import Literal, NamedTuple

Form = Literal["f2014", "f2019", "f2021"]
FORMS: tuple[Form, ...] = ("f2014", "f2019", "f2021")


_FIRST_YEARS: dict[Form, int] = {"f2021": 2021, "f2019": 2019, "f2014": 2014}


def form_of(year: int) -> Form:
    """The form in force for the report on a year; ValueError before the first of them."""
    for form, first in _FIRST_YEARS.items():
        if year >= first:
            return form
    raise ValueError(f"no statutory form was in force for {year}; the first was for {first}")


class Label(NamedTuple):
    """A printed label and the key it stands for."""

    text: str
    key: str


class Block(NamedTuple):
    """One block of section two: its title row, the columns and the rows below it."""

    title: str
    key: str
    columns: tuple[Label, ...]
    rows: tuple[Label, ...]


_PAPERS_2019 = (
    Label("本年新制作数量", "made_new"),
    Label("本年新公开数量", "disclosed_new"),
    Label("对外公开总数量", "disclosed_total"),
)
_ITEMS_2019 = (
    Label("上一年项目数量", "items_prev"),
    Label("本年增/减", "items_delta"),
    Label("处理决定数量", "decisions"),
)
_PAPERS_2021 = (
    Label("本年制发件数", "made"),
    Label("本年废止件数", "repealed"),
    Label("现行有效件数", "in_force"),
)
_DECISIONS_2021 = (Label("本年处理决定数量", "decisions"),)

SECTION_TWO: dict[Form, tuple[Block, ...]] = {
    "f2019": (
        Block(
            "第二十条第（一）项",
            "art20_1",
            _PAPERS_2019,
            (Label("规章", "rules"), Label("规范性文件", "normative_docs")),
        ),
        Block(
            "第二十条第（五）项",
            "art20_5",
            _ITEMS_2019,
            (Label("行政许可", "licensing"), Label("其他对外管理服务事项", "other_services")),
        ),
        Block(
            "第二十条第（六）项",
            "art20_6",
            _ITEMS_2019,
            (Label("行政处罚", "penalty"), Label("行政强制", "coercion")),
        ),
        Block(
            "第二十条第（八）项",
            "art20_8",
            _ITEMS_2019[:2],
            (Label("行政事业性收费", "fees"),),
        ),
        Block(
            "第二十条第（九）项",
            "art20_9",
            (Label("采购项目数量", "items"), Label("采购总金额", "amount_wanyuan")),
            (Label("政府集中采购", "procurement"),),
        ),
    ),
    "f2021": (
        Block(
            "第二十条第（一）项",
            "art20_1",
            _PAPERS_2021,
            (Label("规章", "rules"), Label("行政规范性文件", "normative_docs")),
        ),
        Block(
            "第二十条第（五）项",
            "art20_5",
            _DECISIONS_2021,
            (Label("行政许可", "licensing"),),
        ),
        Block(
            "第二十条第（六）项",
            "art20_6",
            _DECISIONS_2021,
            (Label("行政处罚", "penalty"), Label("行政强制", "coercion")),
        ),
        Block(
            "第二十条第（八）项",
            "art20_8",
            (Label("本年收费金额（单位：万元）", "amount_wanyuan"),),
            (Label("行政事业性收费", "fees"),),
        ),
    ),
}

IDENTITY_NOTE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"

NATURAL_PERSON = Label("自然人", "natural_person")
ORGANISATIONS = (
    Label("商业企业", "commercial_enterprise"),
    Label("科研机构", "research_institution"),
    Label("社会公益组织", "public_welfare_org"),
    Label("法律服务机构", "legal_service_org"),
    Label("其他", "other_org"),
)
TOTAL = Label("总计", "total")
APPLICANTS = (NATURAL_PERSON, *ORGANISATIONS)

NEW_RECEIVED = Label("一、本年新收政府信息公开申请数量", "new_received")
CARRIED_IN = Label("二、上年结转政府信息公开申请数量", "carried_in")
CARRIED_OUT = Label("四、结转下年度继续办理", "carried_out")
RESULTS = "三、本年度办理结果"
RESULTS_TOTAL = Label("（七）总计", "results_total")


class Outcomes(NamedTuple):
    """Result rows that share a group label; rows without a group have none."""

    group: str | None
    rows: tuple[Label, ...]


_OUTCOMES = (
    Outcomes(
        None,
        (
            Label("（一）予以公开", "granted"),
            Label("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "partly_granted"),
        ),
    ),
    Outcomes(
        "（三）不予公开",
        (
            Label("1.属于国家秘密", "refused_state_secret"),
            Label("2.其他法律行政法规禁止公开", "refused_other_law"),
            Label("3.危及“三安全一稳定”", "refused_safety_stability"),
            Label("4.保护第三方合法权益", "refused_third_party"),
            Label("5.属于三类内部事务信息", "refused_internal_affairs"),
            Label("6.属于四类过程性信息", "refused_process_info"),
            Label("7.属于行政执法案卷", "refused_enforcement_file"),
            Label("8.属于行政查询事项", "refused_admin_query"),
        ),
    ),
    Outcomes(
        "（四）无法提供",
        (
            Label("1.本机关不掌握相关政府信息", "unable_not_held"),
            Label("2.没有现成信息需要另行制作", "unable_needs_creation"),
            Label("3.补正后申请内容仍不明确", "unable_unclear"),
        ),
    ),
    Outcomes(
        "（五）不予处理",
        (
            Label("1.信访举报投诉类申请", "rejected_petition"),
            Label("2.重复申请", "rejected_repeat"),
            Label("3.要求提供公开出版物", "rejected_publication"),
            Label("4.无正当理由大量反复申请", "rejected_excessive"),
            Label("5.要求行政机关确认或重新出具已获取信息", "rejected_reissue"),
        ),
    ),
)

OUTCOMES: dict[Form, tuple[Outcomes, ...]] = {
    "f2019": (*_OUTCOMES, Outcomes(None, (Label("（六）其他处理", "other_handling"),))),
    "f2021": (
        *_OUTCOMES,
        Outcomes(
            "（六）其他处理",
            (
                Label(
                    "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
                    "other_no_correction",
                ),
                Label(
                    "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
                    "other_fee_unpaid",
                ),
                Label("3.其他", "other_other"),
            ),
        ),
    ),
}

REVIEW = Label("行政复议", "review")
LITIGATION = (
    Label("未经复议直接起诉", "litigation_direct"),
    Label("复议后起诉", "litigation_after_review"),
)
DECISIONS = (
    Label("结果维持", "upheld"),
    Label("结果纠正", "corrected"),
    Label("其他结果", "other_result"),
    Label("尚未审结", "pending"),
)


class Indicator(NamedTuple):
    """A row of the f2014 table; a heading has neither unit nor key."""

    text: str
    unit: str = ""
    key: str = ""


STAT2014 = (
    Indicator("一、主动公开情况"),
    Indicator(
        "（一）主动公开政府信息数（不同渠道和方式公开相同信息计1条）", "条", "proactive_total"
    ),
    Indicator("其中：主动公开规范性文件数", "条", "proactive_normative_docs"),
    Indicator("制发规范性文件总数", "件", "normative_docs_made"),
    Indicator("（二）通过不同渠道和方式公开政府信息的情况"),
    Indicator("1.政府公报公开政府信息数", "条", "channel_gazette"),
    Indicator("2.政府网站公开政府信息数", "条", "channel_website"),
    Indicator("3.政务微博公开政府信息数", "条", "channel_weibo"),
    Indicator("4.政务微信公开政府信息数", "条", "channel_wechat"),
    Indicator("5.其他方式公开政府信息数", "条", "channel_other"),
    Indicator("二、回应解读情况"),
    Indicator(
        "（一）回应公众关注热点或重大舆情数（不同方式回应同一热点或舆情计1次）",
        "次",
        "responses_total",
    ),
    Indicator("（二）通过不同渠道和方式回应解读的情况"),
    Indicator("1.参加或举办新闻发布会总次数", "次", "press_conferences"),
    Indicator("其中：主要负责同志参加新闻发布会次数", "次", "press_conferences_by_head"),
    Indicator("2.政府网站在线访谈次数", "次", "online_interviews"),
    Indicator("其中：主要负责同志参加政府网站在线访谈次数", "次", "online_interviews_by_head"),
    Indicator("3.政策解读稿件发布数", "篇", "interpretation_articles"),
    Indicator("4.微博微信回应事件数", "次", "weibo_wechat_responses"),
    Indicator("5.其他方式回应事件数", "次", "other_responses"),
    Indicator("三、依申请公开情况"),
    Indicator("（一）收到申请数", "件", "requests_received"),
    Indicator("1.当面申请数", "件", "requests_in_person"),
    Indicator("2.传真申请数", "件", "requests_fax"),
    Indicator("3.网络申请数", "件", "requests_online"),
    Indicator("4.信函申请数", "件", "requests_letter"),
    Indicator("（二）申请办结数", "件", "requests_closed"),
    Indicator("1.按时办结数", "件", "closed_on_time"),
    Indicator("2.延期办结数", "件", "closed_extended"),
    Indicator("（三）申请答复数", "件", "replies_total"),
    Indicator("1.属于已主动公开范围数", "件", "reply_already_public"),
    Indicator("2.同意公开答复数", "件", "reply_granted"),
    Indicator("3.同意部分公开答复数", "件", "reply_partly_granted"),
    Indicator("4.不同意公开答复数", "件", "reply_refused"),
    Indicator("其中：涉及国家秘密", "件", "refused_state_secret"),
    Indicator("涉及商业秘密", "件", "refused_trade_secret"),
    Indicator("涉及个人隐私", "件", "refused_privacy"),
    Indicator("危及国家安全、公共安全、经济安全和社会稳定", "件", "refused_safety_stability"),
    Indicator("不是《条例》所指政府信息", "件", "refused_not_gov_info"),
    Indicator("法律法规规定的其他情形", "件", "refused_other_law"),
    Indicator("5.不属于本行政机关公开数", "件", "reply_not_this_agency"),
    Indicator("6.申请信息不存在数", "件", "reply_not_exist"),
    Indicator("7.告知作出更改补充数", "件", "reply_asked_to_correct"),
    Indicator("8.告知通过其他途径办理数", "件", "reply_other_route"),
    Indicator("四、行政复议数量", "件", "review_total"),
    Indicator("（一）维持具体行政行为数", "件", "review_upheld"),
    Indicator("（二）被依法纠错数", "件", "review_corrected"),
    Indicator("（三）其他情形数", "件", "review_other"),
    Indicator("五、行政诉讼数量", "件", "litigation_total"),
    Indicator("（一）维持具体行政行为或者驳回原告诉讼请求数", "件", "litigation_upheld"),
    Indicator("（二）被依法纠错数", "件", "litigation_corrected"),
    Indicator("（三）其他情形数", "件", "litigation_other"),
    Indicator("六、举报投诉数量", "件", "complaints"),
    Indicator("七、依申请公开信息收取的费用", "万元", "request_fees_wanyuan"),
    Indicator("八、机构建设和保障经费情况"),
    Indicator("（一）政府信息公开工作专门机构数", "个", "dedicated_units"),
    Indicator("（二）设置政府信息公开查阅点数", "个", "reading_points"),
    Indicator("（三）从事政府信息公开工作人员数", "人", "staff_total"),
    Indicator("1.专职人员数（不包括政府公报及政府网站工作人员数）", "人", "staff_full_time"),
    Indicator("2.兼职人员数", "人", "staff_part_time"),
    Indicator(
        "（四）政府信息公开专项经费（不包括用于政府公报编辑管理及政府网站建设维护等方面的经费）",
        "万元",
        "dedicated_budget_wanyuan",
    ),
    Indicator("九、政府信息公开会议和培训情况"),
    Indicator("（一）召开政府信息公开工作会议或专题会议数", "次", "meetings"),
    Indicator("（二）举办各类培训班数", "次", "trainings"),
    Indicator("（三）接受培训人员数", "人次", "trainees"),
)


def outcome_keys(form: Form) -> tuple[str, ...]:
    """The result leaves of section three: 19 in f2019, 21 in f2021."""
    return tuple(row.key for group in OUTCOMES[form] for row in group.rows)


def request_keys(form: Form) -> tuple[str, ...]:
    """All data rows of section three in printed order: 23 in f2019, 25 in f2021."""
    before, after = (NEW_RECEIVED, CARRIED_IN), (RESULTS_TOTAL, CARRIED_OUT)
    return (*(r.key for r in before), *outcome_keys(form), *(r.key for r in after))


def paths(form: Form) -> Iterator[str]:
    """The path of every figure of a form in printed order: 58, 198 or 200 of them."""
    if form == "f2014":
        yield from (f"stat2014.{row.key}" for row in STAT2014 if row.key)
        return
    for block in SECTION_TWO[form]:
        for row in block.rows:
            yield from (f"{block.key}.{row.key}.{column.key}" for column in block.columns)
    for key in request_keys(form):
        yield from (f"requests.{key}.{column.key}" for column in (*APPLICANTS, TOTAL))
    for remedy in (REVIEW, *LITIGATION):
        yield from (f"remedies.{remedy.key}.{column.key}" for column in (*DECISIONS, TOTAL))
