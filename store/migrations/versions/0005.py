"""Records of a file found by their place; where the end of a crawl stands."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_index("ix_captures_warc_id_offset", "captures", ["warc_id", "offset"])
    op.create_index("ix_failures_warc_id_offset", "failures", ["warc_id", "offset"])
    with op.batch_alter_table("crawls") as crawls:
        crawls.add_column(sa.Column("end_warc_id", BIG_ID, nullable=True))
        crawls.add_column(sa.Column("end_offset", sa.BigInteger(), nullable=True))
        crawls.add_column(sa.Column("end_length", sa.BigInteger(), nullable=True))
        crawls.create_foreign_key("fk_crawls_end_warc_id", "warcs", ["end_warc_id"], ["id"])
