"""Lonsun: the rows of a column come as labels, fragments of HTML that say how many there are."""

from collections.abc import Mapping
from functools import partial
from string import Template

from demo.history import Posting
from demo.portals.dialect import REPORTS, Dialect, menu_at
from demo.portals.site import Ask, Entry, Page, Reply, chunks

_LABEL = "/site/label/8888"
_QUERY = (
    "IsAjax=1&dataType=html&labelName=publicInfoList&siteId=77&pageSize=4&pageIndex=1&action=list"
    "&isDate=true&dateFormat=yyyy-MM-dd&organId=7700001&type=3&catId=&cId="
)


class Labels(Dialect):
    """As Lonsun sets up the portal of a county."""

    family, dialect = "lonsun", "labels"
    compresses = True
    platform = "/public/column/7700001?type=4&action=list"
    column = "/public/column/7700001?type=3&action=list"
    menu = menu_at("/site/tpl/", "")
    article = Template("""<div class="xxgk_nav_con"><h1>$title</h1>
<p>来源：$source　发布时间：$published</p>
<div class="j-fontContent">
$text</div></div>
""")

    def address(self, posting: Posting) -> str:
        """`/public/content/37034507`, without an ending."""
        return f"/public/content/{posting.serial}"

    def file_address(self, posting: Posting) -> str:
        """As FastDFS names what it stores."""
        return f"/group6/M00/0A/3F/wKgBBW{posting.serial}.pdf"

    def lists(self, day: int) -> Mapping[str, Page]:  # noqa: ARG002 - the label knows the day
        """A column that a script fills in; it answers whatever else the query says."""
        script = f"<div id='list'></div><script>$('#list').load('{_LABEL}?{_QUERY}');</script>\n"
        column = (("ColumnName", REPORTS), ("ColumnType", "信息公开年报"))
        return {self.column: partial(self.framed, REPORTS, script, column)}

    def answer(self, day: int, ask: Ask) -> Reply:
        """Page so and so of the label."""
        if ask.path != _LABEL:
            return super().answer(day, ask)
        rows, asked = chunks(self.entries(day), self.rows), ask.query.get("pageIndex", "")
        number = int(asked) if asked.isdecimal() else 1
        items = self.items(rows[number - 1]) if 0 < number <= len(rows) else ""
        return self.html(f"{items}<script>page({{pageCount:{len(rows)}}});</script>\n")

    def item(self, entry: Entry) -> str:
        """A row as the label prints it."""
        href, title = self.address(entry.posting), entry.article.title
        date = f'<span class="date">{entry.article.published}</span>'
        return f'<div class="xxgk_navli"><a href="{href}" title="{title}">{title}</a>{date}</div>\n'
