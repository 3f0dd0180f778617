"""The index as first released."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "crawls",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("seed", sa.Text(), nullable=False),
        sa.Column("portal", sa.Text(), nullable=True),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("finished_at", MOMENT, nullable=True),
        sa.Column("summary", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_crawls"),
    )
    op.create_table(
        "pages",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("urlkey", sa.Text(), nullable=False),
        sa.Column("gone_since", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_pages"),
        sa.UniqueConstraint("url", name="uq_pages_url"),
    )
    op.create_index("ix_pages_urlkey", "pages", ["urlkey"], unique=False)
    op.create_table(
        "payloads",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("digest", sa.String(71), nullable=False),
        sa.Column("record_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_payloads"),
        sa.UniqueConstraint("digest", name="uq_payloads_digest"),
    )
    op.create_table(
        "warcs",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_warcs"),
        sa.UniqueConstraint("name", name="uq_warcs_name"),
    )
    op.create_table(
        "captures",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("page_id", BIG_ID, nullable=False),
        sa.Column("crawl_id", BIG_ID, nullable=True),
        sa.Column("captured_at", MOMENT, nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("record", sa.String(length=8), nullable=False),
        sa.Column("payload_id", BIG_ID, nullable=False),
        sa.Column("warc_id", BIG_ID, nullable=False),
        sa.Column("offset", sa.BigInteger(), nullable=False),
        sa.Column("length", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["crawl_id"], ["crawls.id"], name="fk_captures_crawl_id"),
        sa.ForeignKeyConstraint(["page_id"], ["pages.id"], name="fk_captures_page_id"),
        sa.ForeignKeyConstraint(["payload_id"], ["payloads.id"], name="fk_captures_payload_id"),
        sa.ForeignKeyConstraint(["warc_id"], ["warcs.id"], name="fk_captures_warc_id"),
        sa.PrimaryKeyConstraint("id", name="pk_captures"),
    )
    op.create_index("ix_captures_page_id", "captures", ["page_id"], unique=False)
    op.create_index("ix_captures_payload_id", "captures", ["payload_id"], unique=False)
    op.create_table(
        "derivations",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("payload_id", BIG_ID, nullable=False),
        sa.Column("parser_version", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("family", sa.Text(), nullable=True),
        sa.Column("script", sa.Text(), nullable=False),
        sa.Column("issuer", sa.Text(), nullable=True),
        sa.Column("issuer_kind", sa.Text(), nullable=True),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("publish_date", sa.Text(), nullable=True),
        sa.Column("index_number", sa.Text(), nullable=True),
        sa.Column("content_digest", sa.Text(), nullable=False),
        sa.Column("figures_digest", sa.Text(), nullable=False),
        sa.Column("findings", sa.JSON(), nullable=False),
        sa.Column("blob", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["payload_id"], ["payloads.id"], name="fk_derivations_payload_id"),
        sa.PrimaryKeyConstraint("id", name="pk_derivations"),
        sa.UniqueConstraint(
            "payload_id", "parser_version", name="uq_derivations_payload_id_parser_version"
        ),
    )
    op.create_table(
        "reports",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("issuer", sa.Text(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("page_id", BIG_ID, nullable=True),
        sa.ForeignKeyConstraint(["page_id"], ["pages.id"], name="fk_reports_page_id"),
        sa.PrimaryKeyConstraint("id", name="pk_reports"),
        sa.UniqueConstraint("issuer", "year", name="uq_reports_issuer_year"),
        sa.UniqueConstraint("page_id", name="uq_reports_page_id"),
    )
    op.create_index("ix_reports_year", "reports", ["year"], unique=False)
    op.create_table(
        "changes",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("page_id", BIG_ID, nullable=False),
        sa.Column("capture_id", BIG_ID, nullable=False),
        sa.Column("class", sa.String(length=10), nullable=False),
        sa.Column("silent", sa.Boolean(), nullable=False),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        sa.Column("from_ordinal", sa.Integer(), nullable=True),
        sa.Column("to_ordinal", sa.Integer(), nullable=True),
        sa.Column("detected_at", MOMENT, nullable=False),
        sa.Column("cells", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["capture_id"], ["captures.id"], name="fk_changes_capture_id"),
        sa.ForeignKeyConstraint(["page_id"], ["pages.id"], name="fk_changes_page_id"),
        sa.PrimaryKeyConstraint("id", name="pk_changes"),
    )
    op.create_index("ix_changes_detected_at", "changes", ["detected_at"], unique=False)
    op.create_index("ix_changes_page_id", "changes", ["page_id"], unique=False)
    op.create_table(
        "versions",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("page_id", BIG_ID, nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("report_id", BIG_ID, nullable=False),
        sa.Column("derivation_id", BIG_ID, nullable=False),
        sa.Column("first_capture_id", BIG_ID, nullable=False),
        sa.Column("last_capture_id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["derivation_id"], ["derivations.id"], name="fk_versions_derivation_id"
        ),
        sa.ForeignKeyConstraint(
            ["first_capture_id"], ["captures.id"], name="fk_versions_first_capture_id"
        ),
        sa.ForeignKeyConstraint(
            ["last_capture_id"], ["captures.id"], name="fk_versions_last_capture_id"
        ),
        sa.ForeignKeyConstraint(["page_id"], ["pages.id"], name="fk_versions_page_id"),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name="fk_versions_report_id"),
        sa.PrimaryKeyConstraint("id", name="pk_versions"),
        sa.UniqueConstraint("page_id", "ordinal", name="uq_versions_page_id_ordinal"),
    )
    op.create_index("ix_versions_report_id", "versions", ["report_id"], unique=False)
