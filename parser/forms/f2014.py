"""The return of 2014: 政府信息公开情况统计表, annex of 国办发〔2014〕32号; report years 2014–2018.

The words of the annex are carried over from printed tables; 其中 and ordinals do not count.
"""

from parser.forms.form import Column, Form, Row

COUNT = (Column("", ("统计数",)),)
MONEY = (Column("", ("统计数",), "money"),)


def row(key: str, label: str, group: str | None = None) -> Row:
    return Row(f"stat2014.{key}", (label,), MONEY if key.endswith("_wanyuan") else COUNT, group)


STATISTICS = Form(
    "stat2014",
    "f2014",
    rows=(
        row("proactive_total", "（一）主动公开政府信息数"),
        row("proactive_normative_docs", "其中：主动公开规范性文件数"),
        row("normative_docs_made", "制发规范性文件总数"),
        row("channel_gazette", "1.政府公报公开政府信息数"),
        row("channel_website", "2.政府网站公开政府信息数"),
        row("channel_weibo", "3.政务微博公开政府信息数"),
        row("channel_wechat", "4.政务微信公开政府信息数"),
        row("channel_other", "5.其他方式公开政府信息数"),
        row("responses_total", "（一）回应公众关注热点或重大舆情数"),
        row("press_conferences", "1.参加或举办新闻发布会总次数"),
        row("press_conferences_by_head", "其中：主要负责同志参加新闻发布会次数"),
        row("online_interviews", "2.政府网站在线访谈次数"),
        row("online_interviews_by_head", "其中：主要负责同志参加政府网站在线访谈次数"),
        row("interpretation_articles", "3.政策解读稿件发布数"),
        row("weibo_wechat_responses", "4.微博微信回应事件数"),
        row("other_responses", "5.其他方式回应事件数"),
        row("requests_received", "（一）收到申请数"),
        row("requests_in_person", "1.当面申请数"),
        row("requests_fax", "2.传真申请数"),
        row("requests_online", "3.网络申请数"),
        row("requests_letter", "4.信函申请数"),
        row("requests_closed", "（二）申请办结数"),
        row("closed_on_time", "1.按时办结数"),
        row("closed_extended", "2.延期办结数"),
        row("replies_total", "（三）申请答复数"),
        row("reply_already_public", "1.属于已主动公开范围数"),
        row("reply_granted", "2.同意公开答复数"),
        row("reply_partly_granted", "3.同意部分公开答复数"),
        row("reply_refused", "4.不同意公开答复数"),
        row("refused_state_secret", "其中：涉及国家秘密"),
        row("refused_trade_secret", "涉及商业秘密"),
        row("refused_privacy", "涉及个人隐私"),
        row("refused_safety_stability", "危及国家安全、公共安全、经济安全和社会稳定"),
        row("refused_not_gov_info", "不是《条例》所指政府信息"),
        row("refused_other_law", "法律法规规定的其他情形"),
        row("reply_not_this_agency", "5.不属于本行政机关公开数"),
        row("reply_not_exist", "6.申请信息不存在数"),
        row("reply_asked_to_correct", "7.告知作出更改补充数"),
        row("reply_other_route", "8.告知通过其他途径办理数"),
        row("review_total", "四、行政复议数量"),
        row("review_upheld", "（一）维持具体行政行为数"),
        row("review_corrected", "（二）被依法纠错数", group="review"),
        row("review_other", "（三）其他情形数", group="review"),
        row("litigation_total", "五、行政诉讼数量"),
        row("litigation_upheld", "（一）维持具体行政行为或者驳回原告诉讼请求数"),
        row("litigation_corrected", "（二）被依法纠错数", group="litigation"),
        row("litigation_other", "（三）其他情形数", group="litigation"),
        row("complaints", "六、举报投诉数量"),
        row("request_fees_wanyuan", "七、依申请公开信息收取的费用"),
        row("dedicated_units", "（一）政府信息公开工作专门机构数"),
        row("reading_points", "（二）设置政府信息公开查阅点数"),
        row("staff_total", "（三）从事政府信息公开工作人员数"),
        row("staff_full_time", "1.专职人员数"),
        row("staff_part_time", "2.兼职人员数"),
        row("dedicated_budget_wanyuan", "（四）政府信息公开专项经费"),
        row("meetings", "（一）召开政府信息公开工作会议或专题会议数"),
        row("trainings", "（二）举办各类培训班数"),
        row("trainees", "（三）接受培训人员数"),
    ),
    groups={"review": ("四、行政复议数量",), "litigation": ("五、行政诉讼数量",)},
    headers=(
        "统计指标",
        "一、主动公开情况",
        "（二）通过不同渠道和方式公开政府信息的情况",
        "二、回应解读情况",
        "（二）通过不同渠道和方式回应解读的情况",
        "三、依申请公开情况",
        "八、机构建设和保障经费情况",
        "九、政府信息公开会议和培训情况",
    ),
    signs=(
        "主动公开规范性文件数",
        "政务微博公开政府信息数",
        "申请办结数",
        "告知作出更改补充数",
        "设置政府信息公开查阅点数",
    ),
)
UNITS = frozenset("条件次篇个人项份") | {"人次", "万元", "亿元", "元"}
"""What the column 单位 says; the value stands behind it."""

FORMS = (STATISTICS,)
