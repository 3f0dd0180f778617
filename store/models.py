"""The tables of the index. The WARC files are the truth; everything here can be derived from them.

Only generic types, so that the same models stand in SQLite and in PostgreSQL. There is no row per
figure: an extraction is stored compressed, once a derivation.
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Text,
    TypeDecorator,
    UniqueConstraint,
    false,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class UTCDateTime(TypeDecorator[datetime]):
    """Aware datetimes in UTC. SQLite keeps no time zone, so what comes back is labelled again."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a moment without a time zone cannot be stored: {value}")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


BigId = BigInteger().with_variant(Integer, "sqlite")
"""SQLite gives out ids by itself only to a column declared INTEGER, which there has 64 bits."""

DIGEST = String(71)
"""``sha256:`` and 64 hexadecimal digits, as the WARC headers write it."""


BYTEWISE = Text().with_variant(Text(collation="C"), "postgresql")
"""Sorted by bytes, as CDXJ files are: always so in SQLite."""


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012  a declaration SQLAlchemy reads, never changed
        int: Integer,
        str: Text,
        datetime: UTCDateTime,
        dict[str, int]: JSON,
        list[str]: JSON,
        list[dict[str, Any]]: JSON,
    }
    id: Mapped[int] = mapped_column(BigId, primary_key=True, sort_order=-1)


class Crawl(Base):
    """One run over one seed. ``end_…`` is the place of the record of its end; an index of before
    these were kept has none until ``gongkai rebuild``."""

    __tablename__ = "crawls"
    seed: Mapped[str]
    portal: Mapped[str | None]
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    summary: Mapped[dict[str, int] | None]
    end_warc_id: Mapped[int | None] = mapped_column(ForeignKey("warcs.id"))
    end_offset: Mapped[int | None] = mapped_column(BigInteger)
    end_length: Mapped[int | None] = mapped_column(BigInteger)


class Warc(Base):
    """One WARC file. Bytes past ``size`` belong to a batch that was not acknowledged; those of a
    file taken in are still to be indexed, and it is ``closed`` when its reports were compared."""

    __tablename__ = "warcs"
    name: Mapped[str] = mapped_column(unique=True)
    size: Mapped[int] = mapped_column(BigInteger)
    closed: Mapped[bool]


class Warcinfo(Base):
    """What a file says of one crawl that wrote to it, or of the files taken in."""

    __tablename__ = "warcinfos"
    crawl_id: Mapped[int | None] = mapped_column(ForeignKey("crawls.id"))
    warc_id: Mapped[int] = mapped_column(ForeignKey("warcs.id"), index=True)
    offset: Mapped[int] = mapped_column(BigInteger)
    length: Mapped[int] = mapped_column(BigInteger)


class Failure(Base):
    """A fetch that brought no response, and the metadata record that says why."""

    __tablename__ = "failures"
    __table_args__ = (Index(None, "warc_id", "offset"),)
    url: Mapped[str] = mapped_column(index=True)
    crawl_id: Mapped[int | None] = mapped_column(ForeignKey("crawls.id"), index=True)
    failed_at: Mapped[datetime]
    reason: Mapped[str]
    warc_id: Mapped[int] = mapped_column(ForeignKey("warcs.id"))
    offset: Mapped[int] = mapped_column(BigInteger)
    length: Mapped[int] = mapped_column(BigInteger)


class Page(Base):
    """One URL through time. ``gone_since`` is the first 404 or 410 since it last had its report, or
    the permanent redirect with which that moved; ``redirected_since`` is the first such redirect
    since then, whether it moved or not."""

    __tablename__ = "pages"
    url: Mapped[str] = mapped_column(unique=True)
    urlkey: Mapped[str] = mapped_column(BYTEWISE, index=True)
    gone_since: Mapped[datetime | None]
    redirected_since: Mapped[datetime | None]


class Payload(Base):
    """Distinct bytes. Its oldest capture is the record that holds them; ``record_id`` names it."""

    __tablename__ = "payloads"
    digest: Mapped[str] = mapped_column(DIGEST, unique=True)
    record_id: Mapped[str]


class Capture(Base):
    """One response at one moment: one WARC record of ``length`` compressed bytes at ``offset``."""

    __tablename__ = "captures"
    __table_args__ = (Index(None, "warc_id", "offset"), Index(None, "page_id", "captured_at"))
    page_id: Mapped[int] = mapped_column(ForeignKey("pages.id"))
    crawl_id: Mapped[int | None] = mapped_column(ForeignKey("crawls.id"))
    captured_at: Mapped[datetime]
    status: Mapped[int]
    record: Mapped[str] = mapped_column(String(8))
    mime: Mapped[str | None]
    truncated: Mapped[str | None] = mapped_column(String(12))
    etag: Mapped[str | None]
    last_modified: Mapped[str | None]
    payload_id: Mapped[int] = mapped_column(ForeignKey("payloads.id"), index=True)
    warc_id: Mapped[int] = mapped_column(ForeignKey("warcs.id"))
    offset: Mapped[int] = mapped_column(BigInteger)
    length: Mapped[int] = mapped_column(BigInteger)


class Candidate(Base):
    """A capture of the file ``warc_id``, still being taken in, that may be of a report and is not
    yet compared; or was late, and the chains are not yet made again with it."""

    __tablename__ = "candidates"
    capture_id: Mapped[int] = mapped_column(ForeignKey("captures.id"), unique=True)
    warc_id: Mapped[int] = mapped_column(ForeignKey("warcs.id"))
    captured_at: Mapped[datetime] = mapped_column(index=True)
    record_id: Mapped[str]


class Comparison(Base):
    """A capture that was compared with what was known of its page; the chains of versions follow
    from these. ``confirmed_after`` is of one that showed the page gone: the seconds after which it
    confirms a removal; that a page redirected is in its capture's status. They count in the order
    of the ids; but those up to the last that was ``late`` in the order of their captures' moments.
    """

    __tablename__ = "comparisons"
    capture_id: Mapped[int] = mapped_column(ForeignKey("captures.id"), index=True)
    confirmed_after: Mapped[int | None]
    late: Mapped[bool] = mapped_column(server_default=false())


class Derivation(Base):
    """What one parser version read from one payload; ``blob`` is the whole extraction. An index of
    before there were signatures has none until ``gongkai reparse``."""

    __tablename__ = "derivations"
    __table_args__ = (UniqueConstraint("payload_id", "parser_version"),)
    payload_id: Mapped[int] = mapped_column(ForeignKey("payloads.id"))
    parser_version: Mapped[str]
    kind: Mapped[str]
    reasons: Mapped[list[str]]
    family: Mapped[str | None]
    script: Mapped[str]
    issuer: Mapped[str | None]
    issuer_kind: Mapped[str | None]
    region: Mapped[str]
    level: Mapped[str | None]
    year: Mapped[int | None]
    title: Mapped[str | None]
    publish_date: Mapped[str | None]
    index_number: Mapped[str | None]
    content_digest: Mapped[str] = mapped_column(index=True)
    figures_digest: Mapped[str] = mapped_column(index=True)
    signature: Mapped[bytes | None] = mapped_column(LargeBinary)
    findings: Mapped[list[dict[str, Any]]]
    blob: Mapped[bytes] = mapped_column(LargeBinary)


class Report(Base):
    """One body's report for one year, wherever it stands. One that does not say for certain whose
    it is or of which year is known by ``page_id``, the page that had it first; see
    ``store.identity``."""

    __tablename__ = "reports"
    __table_args__ = (Index(None, "issuer", "year"),)
    issuer: Mapped[str | None]
    year: Mapped[int | None] = mapped_column(index=True)
    region_code: Mapped[str | None]
    page_id: Mapped[int | None] = mapped_column(ForeignKey("pages.id"), index=True)


class Version(Base):
    """One state of a page's report, from its first capture to its last."""

    __tablename__ = "versions"
    __table_args__ = (UniqueConstraint("page_id", "ordinal"),)
    page_id: Mapped[int] = mapped_column(ForeignKey("pages.id"))
    ordinal: Mapped[int]
    report_id: Mapped[int] = mapped_column(ForeignKey("reports.id"), index=True)
    derivation_id: Mapped[int] = mapped_column(ForeignKey("derivations.id"), index=True)
    first_capture_id: Mapped[int] = mapped_column(ForeignKey("captures.id"))
    last_capture_id: Mapped[int] = mapped_column(ForeignKey("captures.id"))


class Attachment(Base):
    """A file that the latest version of a page links to. Its address is kept as a urlkey: pages
    write it in more ways than it is asked for."""

    __tablename__ = "attachments"
    __table_args__ = (UniqueConstraint("page_id", "urlkey"),)
    page_id: Mapped[int] = mapped_column(ForeignKey("pages.id"))
    urlkey: Mapped[str] = mapped_column(BYTEWISE, index=True)


class File(Base):
    """The last capture to be compared of a page that shows a file, and no report."""

    __tablename__ = "files"
    page_id: Mapped[int] = mapped_column(ForeignKey("pages.id"), unique=True)
    capture_id: Mapped[int] = mapped_column(ForeignKey("captures.id"))


class Change(Base):
    """The step between two versions of a page (ordinals), shown by one capture. ``other_page_id``
    is where a moved report stood before, or stands now; or it is the page of an attachment that
    was replaced, ``capture_id`` is of that page, and ``before_capture_id`` showed it as it was."""

    __tablename__ = "changes"
    page_id: Mapped[int] = mapped_column(ForeignKey("pages.id"), index=True)
    capture_id: Mapped[int] = mapped_column(ForeignKey("captures.id"))
    class_: Mapped[str] = mapped_column("class", String(10))
    silent: Mapped[bool]
    confirmed: Mapped[bool]
    from_ordinal: Mapped[int | None]
    to_ordinal: Mapped[int | None]
    detected_at: Mapped[datetime] = mapped_column(index=True)
    other_page_id: Mapped[int | None] = mapped_column(ForeignKey("pages.id"))
    before_capture_id: Mapped[int | None] = mapped_column(ForeignKey("captures.id"))
    cells: Mapped[list[dict[str, Any]]]
