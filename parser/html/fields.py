"""What a page says about itself in labels: 索引号, 发布机构, 公开日期 … as metas, as rows of a
small table, or as lines such as ``发布时间：2024-01-17  来源：…``."""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise, zip_longest

from parser.grid import Table
from parser.labels import core

METAS = {
    "articletitle": "title",
    "pubdate": "published",
    "contentsource": "source",
    "sitename": "site",
}
"""Names of 国办发〔2017〕47号 (政府网站发展指引), matched without regard to case."""

LABELS = {
    "index_number": ("索引号", "信息索引号", "信息索引", "索引编号", "索取号"),
    "issuer": (
        *("发布机构", "发布单位", "发布部门", "发布机关", "公开机构", "公开主体", "公开责任部门"),
        *("发文机关", "发文机构", "制发机关", "单位"),
    ),
    "published": (
        *("公开日期", "发布日期", "发布时间", "公开时间", "公布日期", "公布时间"),
        *("发文日期", "发文时间", "日期", "时间"),
    ),
    "written": ("成文日期", "成文时间", "生成日期", "生成时间", "制发日期", "印发日期"),
    "source": ("信息来源", "文章来源", "来源", "稿源"),
    "reporting_unit": ("填报单位",),
    "title": ("名称", "信息名称", "标题"),
}
_FIELD_OF = {label: field for field, labels in LABELS.items() for label in labels}

DECISIVE = frozenset(
    {"索引号", "信息索引号", "发布机构", "公开日期", "发布日期", "成文日期", "公开机构"}
)
"""Labels that only a table about the page carries."""

MAX_TABLE_CELLS = 40
"""The largest such table seen has 9 rows of 4 cells; a layout table holds the whole page."""
MAX_VALUE = 100
MAX_LINE = 500
"""Characters of a line in which labels are looked for; a line of widgets has some 150."""

_SPACED = "|".join(
    r"\s*".join(label) for label in sorted(_FIELD_OF, key=len, reverse=True) if label != "单位"
)
_LABELLED = re.compile(
    rf"(?<![\u4e00-\u9fff])({_SPACED})\s*[:：]\s*[\[【〔]?\s*"
    r"(.*?)(?=\s*[|\]】〕〔\[【]|\s+[\u4e00-\u9fff\s]{2,8}[:：]|\s{2,}|$)"
)


def fields_of_metas(metas: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The last value that is not blank wins: templates repeat the group with empty contents."""
    return {
        METAS[name.lower()]: " ".join(content.split())
        for name, content in metas
        if name.lower() in METAS and content.strip()
    }


def fields_of_table(table: Table) -> dict[str, str]:
    """Label cell, value cell, label cell, value cell; ``{}`` if the table is about other things."""
    found: dict[str, str] = {}
    for row in table.rows:
        for label, value in pairwise(row):
            field = _FIELD_OF.get(label.core)
            if field and value.text and value.core not in _FIELD_OF:
                found.setdefault(field, value.text[:MAX_VALUE])
    return found


def is_field_table(table: Table) -> bool:
    return len(table.cells) <= MAX_TABLE_CELLS and not DECISIVE.isdisjoint(table.cores)


def fields_of_lines(lines: Sequence[str]) -> dict[str, str]:
    """Labelled values in lines; a label alone on its line has its value on the next one. The last
    of each wins: it stands nearest to the report."""
    found: dict[str, str] = {}
    for line, following in zip_longest(lines, lines[1:], fillvalue=""):
        for match in _LABELLED.finditer(line[:MAX_LINE]):
            value = match[2].strip() or ("" if match.end() < len(line) else following.strip())
            if value:
                found[_FIELD_OF[core(match[1])]] = value[:MAX_VALUE]
    return found


def merge_fields(*sources: Mapping[str, str]) -> dict[str, str]:
    """Fields of several sources, the most trusted first."""
    merged: dict[str, str] = {}
    for source in sources:
        merged = {**source, **merged}
    return merged
