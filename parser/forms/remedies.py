"""Section 四, 政府信息公开行政复议、行政诉讼情况: one row of fifteen values without a label, the
same in the forms of 2019 and 2021."""

from parser.forms.form import Column, Row

OUTCOMES = {
    "upheld": "结果维持",
    "corrected": "结果纠正",
    "other_result": "其他结果",
    "pending": "尚未审结",
    "total": "总计",
}
BLOCKS = {
    "review": "行政复议",
    "litigation_direct": "未经复议直接起诉",
    "litigation_after_review": "复议后起诉",
}

HEADERS = ("行政诉讼", *BLOCKS.values(), *OUTCOMES.values())
SIGNS = ("结果维持", "结果纠正", "未经复议直接起诉", "复议后起诉")

ROW = Row(
    "remedies",
    (),
    tuple(
        Column(f"{block}.{outcome}", (label,), block=title)
        for block, title in BLOCKS.items()
        for outcome, label in OUTCOMES.items()
    ),
)
SIZE = len(ROW.columns)
