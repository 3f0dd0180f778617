"""Which comparisons came late."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    no = sa.false()
    op.add_column("comparisons", sa.Column("late", sa.Boolean(), nullable=False, server_default=no))
