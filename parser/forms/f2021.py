"""The form of 2021: 国办公开办函〔2021〕30号; report years from 2021 on."""

from parser.forms import remedies, requests
from parser.forms.form import Column, Form, Row

DOCUMENTS = (
    Column("made", ("本年制发件数",)),
    Column("repealed", ("本年废止件数",)),
    Column("in_force", ("现行有效件数",)),
)
DECISIONS = (Column("decisions", ("本年处理决定数量",)),)
FEES = (Column("amount_wanyuan", ("本年收费金额（单位：万元）",), "money"),)

PROACTIVE = Form(
    "proactive",
    "f2021",
    rows=(
        Row("art20_1.rules", ("规章",), DOCUMENTS),
        Row("art20_1.normative_docs", ("行政规范性文件", "规范性文件"), DOCUMENTS),
        Row("art20_5.licensing", ("行政许可",), DECISIONS),
        Row("art20_6.penalty", ("行政处罚",), DECISIONS),
        Row("art20_6.coercion", ("行政强制",), DECISIONS),
        Row("art20_8.fees", ("行政事业性收费",), FEES),
    ),
    headers=("信息内容",),
    signs=("本年制发件数", "本年废止件数", "现行有效件数", "本年处理决定数量", "本年收费金额"),
)
OTHER_HANDLING = (
    requests.row(
        "other_no_correction",
        "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
    ),
    requests.row(
        "other_fee_unpaid",
        "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
    ),
    requests.row("other_other", "3.其他", group="other"),
)
REQUESTS = Form(
    "requests",
    "f2021",
    rows=(*requests.RECEIVED, *requests.RESULTS, *OTHER_HANDLING, *requests.CLOSING),
    groups=requests.GROUPS,
    headers=requests.HEADERS,
    signs=(*requests.SIGNS, OTHER_HANDLING[0].labels[0], OTHER_HANDLING[1].labels[0]),
)
REMEDIES = Form(
    "remedies", "f2021", (remedies.ROW,), headers=remedies.HEADERS, signs=remedies.SIGNS
)
FORMS = (PROACTIVE, REQUESTS, REMEDIES)
