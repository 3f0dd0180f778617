"""What waits to be compared in files that are being taken in; urlkeys in the order of CDXJ."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "candidates",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("capture_id", BIG_ID, nullable=False),
        sa.Column("warc_id", BIG_ID, nullable=False),
        sa.Column("captured_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("record_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["capture_id"], ["captures.id"], name="fk_candidates_capture_id"),
        sa.ForeignKeyConstraint(["warc_id"], ["warcs.id"], name="fk_candidates_warc_id"),
        sa.PrimaryKeyConstraint("id", name="pk_candidates"),
        sa.UniqueConstraint("capture_id", name="uq_candidates_capture_id"),
    )
    op.create_index("ix_candidates_captured_at", "candidates", ["captured_at"], unique=False)
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("pages", "urlkey", type_=sa.Text(collation="C"))
