"""Files behind the links of reports. Pages seen before have none until they change, or are read
again: ``gongkai reparse`` or ``gongkai rebuild``."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
BYTEWISE = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "attachments",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("page_id", BIG_ID, nullable=False),
        sa.Column("urlkey", BYTEWISE, nullable=False),
        sa.ForeignKeyConstraint(["page_id"], ["pages.id"], name="fk_attachments_page_id"),
        sa.PrimaryKeyConstraint("id", name="pk_attachments"),
        sa.UniqueConstraint("page_id", "urlkey", name="uq_attachments_page_id_urlkey"),
    )
    op.create_index("ix_attachments_urlkey", "attachments", ["urlkey"])
    op.create_table(
        "files",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("page_id", BIG_ID, nullable=False),
        sa.Column("capture_id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(["page_id"], ["pages.id"], name="fk_files_page_id"),
        sa.ForeignKeyConstraint(["capture_id"], ["captures.id"], name="fk_files_capture_id"),
        sa.PrimaryKeyConstraint("id", name="pk_files"),
        sa.UniqueConstraint("page_id", name="uq_files_page_id"),
    )
    before = ("fk_changes_before_capture_id", "captures", ["before_capture_id"], ["id"])
    with op.batch_alter_table("changes") as changes:
        changes.add_column(sa.Column("before_capture_id", BIG_ID, nullable=True))
        changes.create_foreign_key(*before)
