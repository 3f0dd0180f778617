"""Failures, warcinfos, validators, and what CDXJ lines say of a capture."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("captures", sa.Column("mime", sa.Text(), nullable=True))
    op.add_column("captures", sa.Column("truncated", sa.String(12), nullable=True))
    op.add_column("captures", sa.Column("etag", sa.Text(), nullable=True))
    op.add_column("captures", sa.Column("last_modified", sa.Text(), nullable=True))
    op.create_table(
        "warcinfos",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("crawl_id", BIG_ID, nullable=True),
        sa.Column("warc_id", BIG_ID, nullable=False),
        sa.Column("offset", sa.BigInteger(), nullable=False),
        sa.Column("length", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["crawl_id"], ["crawls.id"], name="fk_warcinfos_crawl_id"),
        sa.ForeignKeyConstraint(["warc_id"], ["warcs.id"], name="fk_warcinfos_warc_id"),
        sa.PrimaryKeyConstraint("id", name="pk_warcinfos"),
    )
    op.create_index("ix_warcinfos_warc_id", "warcinfos", ["warc_id"], unique=False)
    op.create_table(
        "failures",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("crawl_id", BIG_ID, nullable=True),
        sa.Column("failed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("warc_id", BIG_ID, nullable=False),
        sa.Column("offset", sa.BigInteger(), nullable=False),
        sa.Column("length", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["crawl_id"], ["crawls.id"], name="fk_failures_crawl_id"),
        sa.ForeignKeyConstraint(["warc_id"], ["warcs.id"], name="fk_failures_warc_id"),
        sa.PrimaryKeyConstraint("id", name="pk_failures"),
    )
    op.create_index("ix_failures_url", "failures", ["url"], unique=False)
    op.create_index("ix_failures_crawl_id", "failures", ["crawl_id"], unique=False)
