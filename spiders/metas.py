"""The standard metas (国办发〔2017〕47号, annex on page design), as real pages print them."""

from collections.abc import Mapping

from scrapy.http import TextResponse

STANDARD = {
    name.lower(): name
    for name in (
        "SiteName", "SiteDomain", "SiteIDCode",
        "ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType",
        "ArticleTitle", "PubDate", "ContentSource",
    )
}  # fmt: skip
CHROME = frozenset({"头部", "底部", "首页", "导航"})
"""What templates leak as a column name: the name of their own part of the page."""


def read_metas(page: TextResponse) -> Mapping[str, str]:
    """By their standard names; of repeated ones the last that says something."""
    found: dict[str, str] = {}
    if page.selector.type == "json":
        return found
    for meta in page.xpath("//meta[@name and @content]"):
        name = STANDARD.get(meta.attrib["name"].strip().lower())
        content = meta.attrib["content"].strip()
        if name and content and content not in CHROME:
            found[name] = content
    return found
