"""The official tables as HTML, with the spans of the printed forms."""

from collections.abc import Iterator, Mapping

from demo.figures import Figure
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
from demo.hand import Hand

Spans = tuple[int, ...]
_UNIT = "（单位：万元）"


def section_two(form: Form, figures: Mapping[str, Figure], hand: Hand) -> str:
    """Section 二: one table of blocks, each with a title row, a header row and its data."""
    five = form == "f2019" and hand.five_columns
    rows = [row for block in SECTION_TWO[form] for row in _block(block, five, figures, hand)]
    return _table(rows, hand)


def _block(
    block: Block, five: bool, figures: Mapping[str, Figure], hand: Hand
) -> Iterator[list[str]]:
    header, data = _spans(block, five)
    yield [hand.cell(block.title, colspan=sum(header))]
    labels = ["信息内容", *(_column(column, hand) for column in block.columns)]
    yield [hand.header(label, span) for label, span in zip(labels, header, strict=True)]
    for row in block.rows:
        texts = [row.text, *_block_texts(block, row, figures, hand)]
        yield [hand.cell(text, span) for text, span in zip(texts, data, strict=True)]


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


def _column(column: Label, hand: Hand) -> str:
    unit_is_due = column.key == "amount_wanyuan" and _UNIT not in column.text
    return column.text + (_UNIT if unit_is_due and not hand.unit_in_cell else "")


def _unit_in_cell(column: Label, hand: Hand) -> bool:
    """Only f2019 leaves the choice; f2021 prints the unit in the label of the column."""
    return column.key == "amount_wanyuan" and _UNIT not in column.text and hand.unit_in_cell


def _block_texts(
    block: Block, row: Label, figures: Mapping[str, Figure], hand: Hand
) -> Iterator[str]:
    for column in block.columns:
        figure = figures[f"{block.key}.{row.key}.{column.key}"]
        if column.key == "items_delta" and isinstance(figure, int) and figure:
            yield f"{hand.signs[figure < 0]}{abs(figure)}"
        elif figure is not None and _unit_in_cell(column, hand):
            yield f"{figure}万元"
        else:
            yield _text(figure)


def section_three(form: Form, figures: Mapping[str, Figure], hand: Hand) -> str:
    """Section 三: ten grid columns, three of labels and seven of figures."""
    narrow = [hand.header(label.text) for label in ORGANISATIONS]
    head = [
        [hand.cell(IDENTITY_NOTE, colspan=3, rowspan=3), hand.header("申请人情况", colspan=7)],
        [
            hand.header(NATURAL_PERSON.text, rowspan=2),
            hand.header("法人或其他组织", colspan=5),
            hand.header(TOTAL.text, rowspan=2),
        ],
        narrow,
    ]
    plain = (
        [hand.cell(label.text, colspan=3), *_applicants(label, figures, hand)]
        for label in (NEW_RECEIVED, CARRIED_IN, CARRIED_OUT)
    )
    new, carried_in, carried_out = plain
    rows = [*head, new, carried_in, *_outcomes(form, figures, hand), carried_out]
    return _table(rows, hand)


def _outcomes(form: Form, figures: Mapping[str, Figure], hand: Hand) -> Iterator[list[str]]:
    """The rows of 三、本年度办理结果: its own label in the first, group labels in theirs."""
    lead = [hand.cell(RESULTS, rowspan=len(outcome_keys(form)) + 1)]
    for group, labels in (*OUTCOMES[form], (None, (RESULTS_TOTAL,))):
        if group is not None:
            lead.append(hand.cell(group, rowspan=len(labels)))
        for label in labels:
            own = hand.cell(label.text, colspan=2 if group is None else 1)
            yield [*lead, own, *_applicants(label, figures, hand)]
            lead = []


def _applicants(row: Label, figures: Mapping[str, Figure], hand: Hand) -> Iterator[str]:
    for column in (*APPLICANTS, TOTAL):
        yield hand.cell(_text(figures[f"requests.{row.key}.{column.key}"]))


def section_four(figures: Mapping[str, Figure], hand: Hand) -> str:
    """Section 四: fifteen figures in one row, without a label column."""
    decisions = (*DECISIONS, TOTAL)
    remedies = (REVIEW, *LITIGATION)
    rows = [
        [hand.header(REVIEW.text, colspan=5), hand.header("行政诉讼", colspan=10)],
        [
            *(hand.header(label.text, rowspan=2) for label in decisions),
            *(hand.header(label.text, colspan=5) for label in LITIGATION),
        ],
        [hand.header(label.text) for _ in LITIGATION for label in decisions],
        [
            hand.cell(_text(figures[f"remedies.{remedy.key}.{label.key}"]))
            for remedy in remedies
            for label in decisions
        ],
    ]
    return _table(rows, hand)


def stat2014(figures: Mapping[str, Figure], hand: Hand) -> str:
    """The statistics annexed to reports of 2014 to 2018."""
    rows = [[hand.cell(text) for text in ("统计指标", "单位", "统计数")]]
    for text, unit, key in STAT2014:
        printed = _text(figures[f"stat2014.{key}"]) if key else "——"
        rows.append([hand.cell(text), hand.cell(unit or "——"), hand.cell(printed)])
    return _table(rows, hand)


def _text(figure: Figure) -> str:
    return "" if figure is None else str(figure)


def _table(rows: list[list[str]], hand: Hand) -> str:
    style = "border-collapse:collapse;mso-yfti-tbllook:1184" if hand.word else "width:100%"
    lines = "\n".join(f"<tr>{''.join(cells)}</tr>" for cells in rows)
    return (
        f'<table border="1" cellspacing="0" cellpadding="2" style="{style}"><tbody>\n'
        f"{lines}\n</tbody></table>\n"
    )
