"""The hand-over of the parser: what one parser version reads from one document.

The JSON form of these types (``msgspec.json.encode``) is a public contract; its keys are stable.
Paths are the canonical ones: ``art20_1.rules.made_new``, ``requests.granted.total``,
``remedies.review.upheld``, ``stat2014.proactive_total``.
"""

from collections.abc import Mapping
from typing import Any, Literal

import msgspec

Family = Literal["f_free", "f2014", "f2019", "f2021"]
Kind = Literal["annual_report", "not_report"]
Script = Literal["simplified", "traditional"]
Severity = Literal["H", "S", "I"]
Status = Literal["pass", "fail", "not_assessable", "pass_with_blanks"]
Figure = int | str | None
"""A count is an integer, money a decimal string in 万元, a blank cell ``None``."""


class Document(msgspec.Struct, frozen=True):
    """Bytes with a media type, as handed to the parser.

    ``charset`` is what the transport said (the ``Content-Type`` header), if it said anything;
    ``url`` serves only to resolve the links in the document.
    """

    content: bytes
    media_type: str = "text/html"
    url: str | None = None
    charset: str | None = None
    hints: Mapping[str, str] = {}


class Issuer(msgspec.Struct):
    """The body that issues the report; ``kind`` is ``government``, ``government_office``,
    ``department``, ``township``, ``street``, ``committee``, ``vertical`` or ``institution``."""

    name: str | None = None
    kind: str | None = None


class RegionCandidate(msgspec.Struct):
    """A place of the name, where a name has several; ``name`` in full from the province down."""

    code: str
    name: str


class Region(msgspec.Struct):
    """What is certain of the place; ``code`` is that of GB/T 2260 in the year of the report.
    ``candidates`` are the places that a name leaves open; empty where one is meant, or none."""

    province: str | None = None
    city: str | None = None
    county: str | None = None
    code: str | None = None
    candidates: list[RegionCandidate] = []


class Period(msgspec.Struct):
    """ISO dates of the statistical period, as the preamble states it."""

    start: str | None = None
    end: str | None = None


class Contact(msgspec.Struct):
    unit: str | None = None
    address: str | None = None
    postcode: str | None = None
    phone: str | None = None
    fax: str | None = None
    email: str | None = None
    website: str | None = None


class CitedDocument(msgspec.Struct):
    """``number`` as printed; ``number_normalised`` is the same for every way to print it."""

    title: str
    number: str | None = None
    number_normalised: str | None = None


class Metadata(msgspec.Struct):
    title: str | None = None
    issuer: Issuer = msgspec.field(default_factory=Issuer)
    region: Region = msgspec.field(default_factory=Region)
    level: str | None = None
    year: int | None = None
    period: Period = msgspec.field(default_factory=Period)
    publish_date: str | None = None
    index_number: str | None = None
    contact: Contact = msgspec.field(default_factory=Contact)
    cited_documents: list[CitedDocument] = []


class Subsection(msgspec.Struct):
    """A part of section 一; ``key`` is one of ``parser.prose.subsections.SIGNS``, or ``extra``."""

    key: str
    heading: str
    text: str


class Section(msgspec.Struct):
    """``key`` is one of ``parser.prose.sections.HEADINGS``, ``attachment``, or ``extra`` for a
    heading foreign to the form. ``subsections`` are those of section 一; their text stands in
    ``text`` too."""

    key: str
    heading: str
    text: str
    subsections: list[Subsection] = []


class NarrativeFigure(msgspec.Struct):
    """A figure that stands in a sentence. ``key`` is one of ``parser.harmonised.SCHEMA`` where that
    has one; ``section`` is the key of the section, ``evidence`` the line of ``Extraction.text``,
    from 1. A sentence that denies has no unit."""

    key: str
    value: Figure
    unit: str | None
    sentence: str
    section: str | None
    evidence: str


class Cell(msgspec.Struct):
    """The text of a cell as printed, and where it stands: an XPath in HTML, ``line N`` in text."""

    raw: str
    evidence: str


class CitedFigure(msgspec.Struct, omit_defaults=True):
    """A figure that a finding is about; ``evidence`` is that of ``cells[path]``, if it has any.
    ``report`` is the body and year, where the finding is about several reports."""

    path: str
    value: Figure
    evidence: str | None
    report: str | None = None


class Finding(msgspec.Struct):
    """One check of one place: a broken or kept identity, or something not understood. Only a
    failure cites the figures involved; of the other checks their place tells them."""

    rule: str
    severity: Severity
    status: Status
    where: str
    message: str
    message_zh: str = ""
    figures: list[CitedFigure] = []


class Attachment(msgspec.Struct):
    url: str
    text: str


class Digests(msgspec.Struct):
    """sha256, hexadecimal. ``content``: normalised title, text, tables and attachments: did the
    report change? ``figures``: the canonical figures alone: did the numbers change?"""

    content: str
    figures: str


class Extraction(msgspec.Struct):
    kind: Kind
    reasons: list[str]
    family: Family | None
    script: Script
    metadata: Metadata
    text: str
    sections: list[Section]
    tables: dict[str, Any]
    cells: dict[str, Cell]
    findings: list[Finding]
    attachments: list[Attachment]
    digests: Digests
    parser_version: str
    narrative: list[NarrativeFigure] = []
