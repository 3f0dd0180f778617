"""Everything a report says about itself outside its figures."""

from collections.abc import Mapping, Sequence

from parser.extraction import Metadata, Section
from parser.kind.rejection import MAX_TITLE
from parser.kind.titles import look_alike
from parser.metadata.contact import read_cited_documents, read_contact
from parser.metadata.dates import read_date
from parser.metadata.issuer import issuer_in_title, read_issuer
from parser.metadata.period import read_year
from parser.metadata.region import evidence_of, locate
from parser.page import Page
from parser.prose.sections import preamble_of

MAX_PREAMBLE = 4_000
"""Characters. The longest preamble seen has 420; a text without headings is all preamble."""


def choose_title(page: Page) -> tuple[str | None, str | None]:
    """The first candidate that reads as the title of a report, one with an issuer if there is
    any, and the first of all: a page has headlines of its portal too."""
    titles = [title for title in page.titles if 0 < len(title) <= MAX_TITLE]
    fitting = [title for title in titles if look_alike(title) is None]
    named = (title for title in fitting if issuer_in_title(title))
    headline = next(iter(titles), None)
    return next(named, next(iter(fitting), _without_year(headline))), headline


def _without_year(headline: str | None) -> str | None:
    """A report may be titled without its year; further down such words name a column."""
    fits = headline and issuer_in_title(headline) and look_alike(headline) == "no year"
    return headline if fits else None


def read_metadata(
    page: Page, title: str | None, sections: Sequence[Section], hints: Mapping[str, str]
) -> tuple[Metadata, dict[str, int]]:
    """The metadata, and the years that the document gives as its own by where they stand.

    ``page`` and ``sections`` are in Simplified characters. ``hints`` is what led to the document:
    the ``title`` and ``publish_date`` of a row in a list serve where the page has none."""
    lines = page.lines
    preamble = "\n".join(preamble_of(lines))[:MAX_PREAMBLE]
    overview = next((section.text for section in sections if section.key == "overview"), "")
    title = title or hints.get("title")
    dates = (page.fields.get("published"), page.fields.get("written"), hints.get("publish_date"))
    published = next(filter(None, (read_date(text) for text in dates if text)), None)
    year = read_year(title, preamble, lines, overview, published)
    contact = read_contact(preamble, lines)
    issuer = read_issuer(title, lines, preamble, page.fields)
    evidence = evidence_of([title, *page.fields.values(), preamble], contact)
    sites = [page.fields[key] for key in ("site", "source", "issuer") if key in page.fields]
    issuer, region, level = locate(issuer, year.year, sites, evidence)
    metadata = Metadata(
        title=title,
        issuer=issuer,
        region=region,
        level=level,
        year=year.year,
        period=year.period,
        publish_date=published,
        index_number=page.fields.get("index_number"),
        contact=contact,
        cited_documents=read_cited_documents("\n".join(lines)),
    )
    return metadata, year.sources
