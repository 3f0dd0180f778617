"""A report published as a page and as a PDF is one report, whose copies are compared."""

from dataclasses import replace

from demo.dice import dice
from parser import Document
from tests.crawler.wire import Gongkai, WireServer, http
from tests.renderings import pdf, web
from tests.renderings.report import Report, draw

MISPRINT = 4096


def misprinted(report: Report) -> Report:
    """Another number of rules in force: the last cell of the first row of figures."""
    at, grid = next((at, part) for at, part in enumerate(report.body) if isinstance(part, list))
    title, header, (*rest, last), *below = grid
    row = [*rest, last._replace(text=str(MISPRINT))]
    body = [*report.body[:at], [title, header, row, *below], *report.body[at + 1 :]]
    return replace(report, body=body)


def served(document: Document) -> bytes:
    return http(document.content, "200 OK", f"Content-Type: {document.media_type}")


def test_a_figure_that_differs_between_page_and_file_is_told(
    wire: WireServer, gongkai: Gongkai
) -> None:
    same, other = draw("f2021", "pair/0"), draw("f2021", "pair/2")
    wire.pages = {
        "/same.html": served(web.render(same, dice("page"))),
        "/same.pdf": served(pdf.render(same, dice("file"))),
        "/other.html": served(web.render(other, dice("page"))),
        "/other.pdf": served(pdf.render(misprinted(other), dice("file"))),
    }
    titles = {"same": same.title, "other": other.title}
    rows = [
        f'<a href="/{name}.{kind}">{title}</a>'
        for name, title in titles.items()
        for kind in ("html", "pdf")
    ]
    wire.pages["/"] = http("".join(rows))
    assert gongkai("crawl", "--url", wire.url, "--delay", 0).code == 0
    found = {row["issuer"]: row for row in gongkai("reports", "--json").rows}
    assert found.keys() == {same.issuer, other.issuer}
    copies = {
        issuer: [(told["where"], told["message"]) for told in row["findings"] if _of_copies(told)]
        for issuer, row in found.items()
    }
    right = other.figures["art20_1.rules.in_force"]
    message = f"{right} on this page, {MISPRINT} in {wire.url}other.pdf"
    assert copies == {
        same.issuer: [],
        other.issuer: [("art20_1.rules.in_force", message)],
    }


def _of_copies(finding: dict[str, str]) -> bool:
    return finding["rule"] == "COPY-DIFFERS"
