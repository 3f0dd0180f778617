"""The form of 2019: 国办公开办函〔2019〕60号, annex 格式（试行）; report years 2019 and 2020."""

from parser.forms import remedies, requests
from parser.forms.form import Column, Form, Row

ITEMS = (
    Column("items_prev", ("上一年项目数量",)),
    Column("items_delta", ("本年增/减",), "signed"),
)
DOCUMENTS = (
    Column("made_new", ("本年新制作数量",)),
    Column("disclosed_new", ("本年新公开数量",)),
    Column("disclosed_total", ("对外公开总数量",)),
)
DECISIONS = (*ITEMS, Column("decisions", ("处理决定数量",)))
PROCUREMENT = (
    Column("items", ("采购项目数量",)),
    Column("amount_wanyuan", ("采购总金额",), "money"),
)

PROACTIVE = Form(
    "proactive",
    "f2019",
    rows=(
        Row("art20_1.rules", ("规章",), DOCUMENTS),
        Row("art20_1.normative_docs", ("规范性文件", "行政规范性文件"), DOCUMENTS),
        Row("art20_5.licensing", ("行政许可",), DECISIONS),
        Row("art20_5.other_services", ("其他对外管理服务事项",), DECISIONS),
        Row("art20_6.penalty", ("行政处罚",), DECISIONS),
        Row("art20_6.coercion", ("行政强制",), DECISIONS),
        Row("art20_8.fees", ("行政事业性收费",), ITEMS),
        Row("art20_9.procurement", ("政府集中采购",), PROCUREMENT),
    ),
    headers=("信息内容",),
    signs=(
        "上一年项目数量",
        "本年增/减",
        "本年新制作数量",
        "本年新公开数量",
        "对外公开总数量",
        "采购项目数量",
        "采购总金额",
    ),
)
REQUESTS = Form(
    "requests",
    "f2019",
    rows=(
        *requests.RECEIVED,
        *requests.RESULTS,
        requests.row("other_handling", "（六）其他处理"),
        *requests.CLOSING,
    ),
    groups=requests.GROUPS,
    headers=requests.HEADERS,
    signs=requests.SIGNS,
)
REMEDIES = Form(
    "remedies", "f2019", (remedies.ROW,), headers=remedies.HEADERS, signs=remedies.SIGNS
)
FORMS = (PROACTIVE, REQUESTS, REMEDIES)
