"""HTML as portals serve it: one dialect a report, drawn from what their editors do."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from itertools import groupby
from random import Random

from opencc import OpenCC

from demo.layout import Cell, Grid
from demo.spans import parts_of
from parser import Document
from tests.renderings.report import Report

BLANKS = ("", "&nbsp;", "&#12288;", "<p>&nbsp;</p>", "<p><span></span></p>", "<br>", "<p>　</p>")
to_traditional = OpenCC("s2t").convert
FRAGMENT = 9
"""Rows a table keeps together when its editor pastes it piece by piece."""


def plain(text: str) -> str:
    return text


def paragraph(text: str) -> str:
    return f"<p>{text}</p>"


def word(text: str) -> str:
    """Word ends a run where its author once stopped typing, inside a word as well."""
    half = (len(text) + 1) // 2
    runs = (
        f'<span style="font-family:仿宋" lang="EN-US">{part}</span>'
        for part in (text[:half], text[half:])
    )
    return f'<p class="MsoNormal"><o:p></o:p>{"".join(runs)}</p>'


def font(text: str) -> str:
    return f'<font face="仿宋"><b>{text}</b></font>'


WRITES: tuple[Callable[[str], str], ...] = (plain, paragraph, word, font)
ENCODINGS = (
    ("utf-8", "utf-8"),
    ("utf-8", "utf-8"),
    ("gb18030", "gb2312"),
    ("gbk", "gbk"),
    ("utf-8-sig", "gb2312"),
    ("utf-8", ""),
    ("gb18030", ""),
)
"""What the bytes are, and what the page says they are."""


@dataclass(frozen=True)
class Dialect:
    blank: str
    write: Callable[[str], str]
    table: Callable[["Dialect", Grid], str]
    arrange: Callable[["Dialect", list[str | Grid]], str]
    encoding: tuple[str, str]
    broken_headers: bool
    traditional: bool

    @classmethod
    def draw(cls, rng: Random) -> "Dialect":
        return cls(
            blank=rng.choice(BLANKS),
            write=rng.choice(WRITES),
            table=rng.choice(
                (spanned, spanned, headed, unclosed, unspanned_headers, of_divs, fragments)
            ),
            arrange=rng.choice((flowing, flowing, flowing, in_layout_table, in_one_table)),
            encoding=rng.choice(ENCODINGS),
            broken_headers=rng.random() < 0.3,
            traditional=rng.random() < 0.1,
        )

    def text(self, cell: Cell) -> str:
        text = escape(cell.text, quote=False)
        if self.broken_headers and cell.header and len(text) > 3:
            text = f"{text[:3]}<br>{text[3:]}"
        return self.write(text) if text and "<br>" not in text else text or self.blank

    def cell(self, cell: Cell, tag: str = "td") -> str:
        return f"<{tag}{spans(cell)}>{self.text(cell)}</{tag}>"

    def rows(self, grid: Grid) -> Iterator[str]:
        return (f"<tr>{''.join(map(self.cell, row))}</tr>\n" for row in grid)


def spans(cell: Cell) -> str:
    return f' colspan="{cell.colspan}"' * (cell.colspan > 1) + f' rowspan="{cell.rowspan}"' * (
        cell.rowspan > 1
    )


def spanned(dialect: Dialect, grid: Grid) -> str:
    return f"<table border=1>{''.join(dialect.rows(grid))}</table>"


def headed(dialect: Dialect, grid: Grid) -> str:
    """Header rows in a thead, their cells as th."""
    parts = []
    for is_head, rows in groupby(grid, key=lambda row: any(cell.header for cell in row)):
        tag, part = ("th", "thead") if is_head else ("td", "tbody")
        lines = (f"<tr>{''.join(dialect.cell(cell, tag) for cell in row)}</tr>" for row in rows)
        parts.append(f"<{part}>{''.join(lines)}</{part}>")
    return f"<table>{''.join(parts)}</table>"


def unclosed(dialect: Dialect, grid: Grid) -> str:
    return spanned(dialect, grid).replace("</td>", "").replace("</tr>", "").replace("<td", "<TD")


def unspanned_headers(dialect: Dialect, grid: Grid) -> str:
    """No rowspan in the header of section 三 and 四: blank cells stand in the row below."""
    return spanned(dialect, list(_without_header_rowspans(grid)))


def _without_header_rowspans(grid: Grid) -> Iterator[list[Cell]]:
    for parts in parts_of(grid):
        row = []
        for part in parts:
            spanning = part.cell.header and part.cell.rowspan > 1
            if spanning:
                row.append(
                    part.cell._replace(rowspan=1, text="" if part.continued else part.cell.text)
                )
            elif not part.continued:
                row.append(part.cell)
        yield row


def of_divs(dialect: Dialect, grid: Grid) -> str:
    """A table drawn with blocks; spans are left to the style sheet."""
    lines = (
        "".join(
            f'<div class="td" style="display:table-cell">{dialect.text(cell)}</div>' for cell in row
        )
        for row in grid
    )
    rows = "".join(f'<div class="tr" style="display:table-row">{line}</div>\n' for line in lines)
    return f'<div class="table" style="display:table">{rows}</div>'


def fragments(dialect: Dialect, grid: Grid) -> str:
    parts = (grid[at : at + FRAGMENT] for at in range(0, len(grid), FRAGMENT))
    return "<p></p>".join(spanned(dialect, part) for part in parts)


def flowing(dialect: Dialect, body: list[str | Grid]) -> str:
    parts = (
        f"<p>{escape(item)}</p>\n" if isinstance(item, str) else dialect.table(dialect, item)
        for item in body
    )
    return f'<div id="zoom">{"".join(parts)}</div>'


def in_layout_table(dialect: Dialect, body: list[str | Grid]) -> str:
    inner = flowing(dialect, body)
    menu = "<table><tr><td>首页</td><td>栏目</td></tr></table>"
    return (
        f"<table><tr><td>{menu}</td><td><table><tr><td>{inner}</td></tr></table></td></tr></table>"
    )


def in_one_table(dialect: Dialect, body: list[str | Grid]) -> str:
    """One table from the title to the date: a paragraph is a cell across it."""
    width = 15
    rows = (
        [f"<tr><td colspan={width}>{escape(item)}</td></tr>\n"]
        if isinstance(item, str)
        else dialect.rows(item)
        for item in body
    )
    return f"<table>{''.join(line for lines in rows for line in lines)}</table>"


def render(report: Report, rng: Random) -> Document:
    return render_in(Dialect.draw(rng), report, rng)


def render_in(dialect: Dialect, report: Report, rng: Random) -> Document:
    encoding, declared = ("utf-8", "utf-8") if dialect.traditional else dialect.encoding
    meta = f'<meta charset="{declared}">' if declared else ""
    title, *body = report.body
    page = (
        f"<!DOCTYPE html><html><head>{meta}<title>{title}-县政府门户</title></head><body>"
        f'<div class="nav"><a href="/">首页</a></div><h1>{title}</h1>'
        f"<div>发布时间：{report.published}　浏览次数：{rng.randint(1, 999)}</div>"
        f"{dialect.arrange(dialect, body)}<div>上一篇：没有了</div></body></html>"
    )
    return Document((to_traditional(page) if dialect.traditional else page).encode(encoding))
