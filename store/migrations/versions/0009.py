"""The captures of a page in the order of their moments."""

from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_index("ix_captures_page_id_captured_at", "captures", ["page_id", "captured_at"])
    op.drop_index("ix_captures_page_id", "captures")
