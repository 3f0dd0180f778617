"""TRS, the number of pages in loose variables: no link leads from page 1 to page 2.

Articles have short names without a date. The departments have directories that were cloned from
those of another organ, so the path names the wrong one. The script claims a page too many, and
links climb above the root (`/../zwgk/`).
"""

from collections.abc import Mapping, Sequence
from functools import partial
from string import Template

from demo.history import Posting
from demo.portals.dialect import REPORTS, Dialect, menu_at
from demo.portals.site import Entry, Page, Reply, chunks

_DEPARTMENT = "/zwgk/zfxxgkpt/fgw_97987/"
_COLUMNS = ("/zwgk/zfxxgkpt/zfxxgknb_06879/", f"{_DEPARTMENT}ndbg/")
_PAGER = Template("""<div class="page"><script>
var currentPage = $number; var countPage = $total;
for (var i = 0; i < countPage; i++) {
  document.write("<a href='index" + (i ? "_" + i : "") + ".html'>" + (i + 1) + "</a> ");
}
</script></div>
""")
_STUB = (
    "<html><head><title>年报</title></head><body><ul class='list'></ul></body></html>" + " " * 280
)


class Counted(Dialect):
    """A city and its department on one portal."""

    family, dialect = "trs", "counted"
    compresses = True
    validator = "Last-Modified"
    robots = "User-agent: *\nDisallow: /was5/\n"
    head = '<link rel="stylesheet" href="./style.css">'
    foot = '<form action="/was5/web/search"><input name="searchword"></form>'
    states_content = False
    platform = "/zwgk/zfxxgkpt/"
    column = f"/..{_COLUMNS[0]}"
    menu = menu_at(platform)
    article = Template("""<div class="position"><a class="CurrChnlCls" href="./">年报</a></div>
<table class="xxgk_table"><tr><td>索引号</td><td>0107$serial/$filed</td></tr>
<tr><td>发布机构</td><td>$source</td></tr><tr><td>发布日期</td><td>$published</td></tr></table>
<h1>$title</h1>
<div class="TRS_UEDITOR trs_paper_default">
$text</div>
""")

    def address(self, posting: Posting) -> str:
        """`…/202401/t15699307.html`, below the column of the body."""
        return f"{self._column_of(posting)}{posting.filed:%Y%m}/t{posting.serial}.html"

    def file_address(self, posting: Posting) -> str:
        """`P0` and the time of the upload, in the directory of the article."""
        folder = self.address(posting).rpartition("/")[0]
        return f"{folder}/P0{posting.filed:%Y%m%d}{posting.serial:011}.pdf"

    def lists(self, day: int) -> Mapping[str, Page]:
        """One column for the city, and one for its department below the page of that."""
        menu = self.menu_of({REPORTS: "./ndbg/"})
        pages: dict[str, Page] = {_DEPARTMENT: partial(self.framed, "农业农村局", menu)}
        for column in _COLUMNS:
            own = [entry for entry in self.entries(day) if self._column_of(entry.posting) == column]
            rows = chunks(own, self.rows)
            pages |= {
                f"{column}{f'index_{n}.html' if n else ''}": partial(self._list, column, rows, n)
                for n in range(len(rows))
            }
            pages[f"{column}index_{len(rows)}.html"] = partial(self.html, _STUB)
        return pages

    def platform_page(self) -> Reply:
        """The menu, and the department below it."""
        places = {**self.menu, REPORTS: self.column, "市农业农村局": _DEPARTMENT}
        return self.framed(self.platform_name, self.menu_of(places))

    def _list(self, column: str, rows: Sequence[Sequence[Entry]], number: int) -> Reply:
        pager = _PAGER.substitute(number=number, total=len(rows) + 1)
        items = self.items(rows[number]).replace(f'href="{column}', 'href="./')
        return self.framed(REPORTS, f'<ul class="list">\n{items}</ul>\n{pager}')

    def _column_of(self, posting: Posting) -> str:
        (source, *_) = {article.source for article in posting.editions.values()}
        return _COLUMNS[source != self.name]
