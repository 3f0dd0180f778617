"""A report rendered with the official layout, from figures."""

from collections.abc import Callable, Iterable, Mapping
from html import escape
from typing import Any

import pytest

from parser.extraction import (
    Cell,
    Digests,
    Extraction,
    Family,
    Figure,
    Issuer,
    Metadata,
)
from parser.forms import ALL, Form
from parser.forms.requests import APPLICANTS, GROUPS
from parser.paths import nest

BLOCK_TITLES = {
    "art20_1": "第二十条第（一）项",
    "art20_5": "第二十条第（五）项",
    "art20_6": "第二十条第（六）项",
    "art20_8": "第二十条第（八）项",
    "art20_9": "第二十条第（九）项",
}
FIRST_LEAF = {
    "refused_state_secret": ("refused", 8),
    "unable_not_held": ("unable", 3),
    "rejected_petition": ("rejected", 5),
    "other_no_correction": ("other", 3),
}
WHOLE_WIDTH = {"new_received", "carried_in", "carried_out"}
NO_GROUP = {"granted", "partly_granted", "other_handling", "results_total"}
RESULTS_ROWSPAN: dict[Family, int] = {"f2019": 20, "f2021": 22}
GRID_COLUMNS = 4

Printed = Mapping[str, str]


def td(text: str, **spans: int) -> str:
    attributes = "".join(f' {name}="{value}"' for name, value in spans.items() if value != 1)
    return f"<td{attributes}><p>{escape(text) or '&nbsp;'}</p></td>"


def tr(cells: Iterable[str]) -> str:
    return f"<tr>{''.join(cells)}</tr>\n"


def proactive_table(form: Form, printed: Printed) -> str:
    rows = []
    block = None
    for row in form.rows:
        spans = _spread(len(row.columns))
        if block != (block := row.path.partition(".")[0]):
            labels = [column.labels[0] for column in row.columns]
            rows.append(tr([td(BLOCK_TITLES[block], colspan=GRID_COLUMNS)]))
            rows.append(tr([td("信息内容"), *map(_spanned, labels, spans)]))
        values = [printed[path] for path in row.paths]
        rows.append(tr([td(row.labels[0]), *map(_spanned, values, spans)]))
    return f"<table>{''.join(rows)}</table>"


def _spread(columns: int) -> list[int]:
    """Three grid columns over the value cells; the last cell takes the rest."""
    return [1] * (columns - 1) + [GRID_COLUMNS - columns]


def _spanned(text: str, colspan: int) -> str:
    return td(text, colspan=colspan)


def requests_table(form: Form, printed: Printed) -> str:
    organisations = [column.labels[0] for column in APPLICANTS[1:-1]]
    rows = [
        tr([td("（本列数据的勾稽关系为：…）", rowspan=3, colspan=3), td("申请人情况", colspan=7)]),
        tr([td("自然人", rowspan=2), td("法人或其他组织", colspan=5), td("总计", rowspan=2)]),
        tr(map(td, organisations)),
    ]
    for row in form.rows:
        key = row.path.removeprefix("requests.")
        rows.append(tr([*_labels(form, key, row.labels[0]), *(td(printed[p]) for p in row.paths)]))
    return f"<table>{''.join(rows)}</table>"


def _labels(form: Form, key: str, label: str) -> list[str]:
    if key in WHOLE_WIDTH:
        return [td(label, colspan=3)]
    before = []
    if key == "granted":
        before = [td("三、本年度办理结果", rowspan=RESULTS_ROWSPAN[form.family])]
    if key in NO_GROUP:
        return [*before, td(label, colspan=2)]
    if key in FIRST_LEAF:
        group, rowspan = FIRST_LEAF[key]
        before = [td(GROUPS[group][0], rowspan=rowspan)]
    return [*before, td(label)]


def remedies_table(form: Form, printed: Printed) -> str:
    row = form.rows[0]
    outcomes = [column.labels[0] for column in row.columns]
    return "<table>{}</table>".format(
        tr([td("行政复议", colspan=5), td("行政诉讼", colspan=10)])
        + tr(
            [
                *(td(outcome, rowspan=2) for outcome in outcomes[:5]),
                td("未经复议直接起诉", colspan=5),
                td("复议后起诉", colspan=5),
            ]
        )
        + tr(map(td, outcomes[5:]))
        + tr(td(printed[path]) for path in row.paths)
    )


def statistics_table(form: Form, printed: Printed) -> str:
    rows = [tr(map(td, ("统计指标", "单位", "统计数")))]
    for row in form.rows:
        if row.path == "stat2014.requests_received":
            rows.append(tr([td("三、依申请公开情况"), td(""), td("")]))
        unit = "万元" if row.columns[0].type == "money" else "件"
        rows.append(tr([td(row.labels[0]), td(unit), td(printed[row.paths[0]])]))
    return f"<table>{''.join(rows)}</table>"


TABLES = {
    "proactive": proactive_table,
    "requests": requests_table,
    "remedies": remedies_table,
    "stat2014": statistics_table,
}
TITLE = "青禾县林业局{year}年政府信息公开工作年度报告"


def official_page(family: Family, printed: Printed, **page: Any) -> str:
    """``printed``: what stands in the cell of each path of the family; ``page``: ``title``,
    ``year``, and what the template prints in ``head``, ``above`` and ``below`` the report."""
    parts = {form.table: TABLES[form.table](form, printed) for form in ALL if form.family == family}
    year = page.get("year", 2021)
    title = page.get("title", TITLE.format(year=year))
    return f"""<!DOCTYPE html><html><head><title>{title}-青禾县人民政府</title>
{page.get("head", "")}</head><body>{page.get("above", "")}<h1>{title}</h1><div id="zoom">
<p>根据《中华人民共和国政府信息公开条例》的规定，编制本报告。本报告所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。
如有疑问，请与青禾县林业局办公室联系（地址：青禾县禾苗路8号；邮编：100000；电话：010-12345678）。</p>
<p>一、总体情况</p><p>{year}年，青禾县林业局认真做好政府信息公开工作。</p>
<p>二、主动公开政府信息情况</p>{parts.get("proactive", "<p>全年主动公开。</p>")}
<p>三、收到和处理政府信息公开申请情况</p>{parts.get("requests", "<p>全年收到申请。</p>")}
<p>四、政府信息公开行政复议、行政诉讼情况</p>{parts.get("remedies", "<p>未发生。</p>")}
<p>五、存在的主要问题及改进情况</p><p>人手不足，下一步加强培训。</p>
<p>六、其他需要报告的事项</p><p>无。</p>{parts.get("stat2014", "")}
</div>{page.get("below", "")}</body></html>"""


@pytest.fixture(scope="session")
def render() -> Callable[..., str]:
    return official_page


@pytest.fixture(scope="session")
def report_of() -> Callable[..., Extraction]:
    """An extraction with some figures: what one body printed in one year."""

    def report(
        year: int,
        figures: Mapping[str, Figure],
        issuer: str = "青禾县林业局",
        kind: str | None = "department",
    ) -> Extraction:
        return Extraction(
            kind="annual_report",
            reasons=[],
            family=None,
            script="simplified",
            metadata=Metadata(issuer=Issuer(issuer, kind), year=year),
            text="",
            sections=[],
            tables=nest(figures),
            cells={
                path: Cell(str(value), f"line {n}")
                for n, (path, value) in enumerate(figures.items())
            },
            findings=[],
            attachments=[],
            digests=Digests("", ""),
            parser_version="",
        )

    return report


@pytest.fixture(scope="session")
def paths_of() -> Callable[[Family], dict[str, str]]:
    """The canonical paths of a family with the type of each."""

    def paths(family: Family) -> dict[str, str]:
        return {
            path: column.type
            for form in ALL
            if form.family == family
            for row in form.rows
            for path, column in zip(row.paths, row.columns, strict=True)
        }

    return paths
