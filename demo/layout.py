"""The official tables as grids of cells, with the spans of the printed forms.

What stands in the cells is given as text by path; no medium is known here.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from demo.forms import (
    APPLICANTS,
    CARRIED_IN,
    CARRIED_OUT,
    DECISIONS,
    IDENTITY_NOTE,
    LITIGATION,
    NATURAL_PERSON,
    NEW_RECEIVED,
    ORGANISATIONS,
    OUTCOMES,
    RESULTS,
    RESULTS_TOTAL,
    REVIEW,
    SECTION_TWO,
    STAT2014,
    TOTAL,
    Block,
    Form,
    Label,
    outcome_keys,
)


class Cell(NamedTuple):
    """A cell as printed: once, in its first row. `header` cells name a column."""

    text: str
    colspan: int = 1
    rowspan: int = 1
    header: bool = False


Row = list[Cell]
Grid = list[Row]
Texts = Mapping[str, str]
Spans = tuple[int, ...]
UNIT = "（单位：万元）"


def section_two(form: Form, texts: Texts, *, five: bool = False, unit: bool = True) -> Grid:
    """Section 二: one table of blocks, each with a title row, a header row and its data.

    `five` is the grid of five columns that some issuers of f2019 use instead of four. `unit`
    prints 万元 in the header of the amount of f2019; f2021 always does.
    """
    return [row for block in SECTION_TWO[form] for row in _block(block, texts, five, unit)]


def _block(block: Block, texts: Texts, five: bool, unit: bool) -> Iterator[Row]:
    header, data = _spans(block, five)
    yield [Cell(block.title, sum(header))]
    labels = ["信息内容", *(_column(column, unit) for column in block.columns)]
    yield [Cell(label, span, header=True) for label, span in zip(labels, header, strict=True)]
    for row in block.rows:
        values = (texts[f"{block.key}.{row.key}.{column.key}"] for column in block.columns)
        yield [Cell(text, span) for text, span in zip((row.text, *values), data, strict=True)]


def _spans(block: Block, five: bool) -> tuple[Spans, Spans]:
    """Column spans of a block's header row and of its data rows.

    In the grid of five the two disagree in blocks 五 and 六, as in published reports.
    """
    if not five:
        spans = {4: (1, 1, 1, 1), 3: (1, 1, 2), 2: (1, 3)}[1 + len(block.columns)]
        return spans, spans
    if len(block.columns) == len(("items_prev", "items_delta")):
        return (1, 2, 2), (1, 2, 2)
    return (1, 1, 2, 1), ((1, 1, 2, 1) if block.key == "art20_1" else (1, 2, 1, 1))


def _column(column: Label, unit: bool) -> str:
    return column.text + UNIT * (unit and leaves_unit_open(column))


def leaves_unit_open(column: Label) -> bool:
    """Only f2019 does; f2021 prints the unit of its amount in the label of the column."""
    return column.key == "amount_wanyuan" and UNIT not in column.text


def section_three(form: Form, texts: Texts) -> Grid:
    """Section 三: ten grid columns, three of labels and seven of figures."""
    head = [
        [Cell(IDENTITY_NOTE, 3, 3), Cell("申请人情况", 7, header=True)],
        [
            Cell(NATURAL_PERSON.text, 1, 2, header=True),
            Cell("法人或其他组织", 5, header=True),
            Cell(TOTAL.text, 1, 2, header=True),
        ],
        [Cell(label.text, header=True) for label in ORGANISATIONS],
    ]
    new, carried_in, carried_out = (
        [Cell(label.text, 3), *_applicants(label, texts)]
        for label in (NEW_RECEIVED, CARRIED_IN, CARRIED_OUT)
    )
    return [*head, new, carried_in, *_outcomes(form, texts), carried_out]


def _outcomes(form: Form, texts: Texts) -> Iterator[Row]:
    """The rows of 三、本年度办理结果: its own label in the first, group labels in theirs."""
    lead = [Cell(RESULTS, rowspan=len(outcome_keys(form)) + 1)]
    for group, labels in (*OUTCOMES[form], (None, (RESULTS_TOTAL,))):
        if group is not None:
            lead.append(Cell(group, rowspan=len(labels)))
        for label in labels:
            own = Cell(label.text, 2 if group is None else 1)
            yield [*lead, own, *_applicants(label, texts)]
            lead = []


def _applicants(row: Label, texts: Texts) -> Iterator[Cell]:
    for column in (*APPLICANTS, TOTAL):
        yield Cell(texts[f"requests.{row.key}.{column.key}"])


def section_four(texts: Texts) -> Grid:
    """Section 四: fifteen figures in one row, without a label column."""
    decisions = (*DECISIONS, TOTAL)
    return [
        [Cell(REVIEW.text, 5, header=True), Cell("行政诉讼", 10, header=True)],
        [
            *(Cell(label.text, rowspan=2, header=True) for label in decisions),
            *(Cell(label.text, 5, header=True) for label in LITIGATION),
        ],
        [Cell(label.text, header=True) for _ in LITIGATION for label in decisions],
        [
            Cell(texts[f"remedies.{remedy.key}.{label.key}"])
            for remedy in (REVIEW, *LITIGATION)
            for label in decisions
        ],
    ]


def stat2014(texts: Texts) -> Grid:
    """The statistics annexed to reports of 2014 to 2018."""
    return [
        [Cell(text) for text in ("统计指标", "单位", "统计数")],
        *(
            [
                Cell(row.text),
                Cell(row.unit or "——"),
                Cell(texts[f"stat2014.{row.key}"] if row.key else "——"),
            ]
            for row in STAT2014
        ),
    ]
