"""Pages that redirect for good."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    moment = sa.DateTime(timezone=True)
    op.add_column("pages", sa.Column("redirected_since", moment, nullable=True))
