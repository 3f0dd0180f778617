"""What was compared, signatures of text, regions of reports, and where a moved report stands."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

COMPARED_BEFORE = """
INSERT INTO comparisons (capture_id, confirmed_after)
SELECT captures.id, CASE WHEN captures.status IN (404, 410) THEN 72000 END
FROM captures
WHERE captures.status IN (404, 410) OR captures.payload_id IN (SELECT payload_id FROM derivations)
ORDER BY captures.captured_at, captures.id
"""
"""An older index does not say what was compared: it was what had been read, and what was gone; 20
hours were the only interval."""


def upgrade() -> None:
    op.create_table(
        "comparisons",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("capture_id", BIG_ID, nullable=False),
        sa.Column("confirmed_after", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["capture_id"], ["captures.id"], name="fk_comparisons_capture_id"),
        sa.PrimaryKeyConstraint("id", name="pk_comparisons"),
    )
    op.create_index("ix_comparisons_capture_id", "comparisons", ["capture_id"])
    op.execute(COMPARED_BEFORE)
    op.add_column("derivations", sa.Column("signature", sa.LargeBinary(), nullable=True))
    op.create_index("ix_derivations_content_digest", "derivations", ["content_digest"])
    op.create_index("ix_derivations_figures_digest", "derivations", ["figures_digest"])
    op.create_index("ix_versions_derivation_id", "versions", ["derivation_id"])
    with op.batch_alter_table("changes") as changes:
        changes.add_column(sa.Column("other_page_id", BIG_ID, nullable=True))
        changes.create_foreign_key("fk_changes_other_page_id", "pages", ["other_page_id"], ["id"])
    with op.batch_alter_table("reports") as reports:
        reports.add_column(sa.Column("region_code", sa.Text(), nullable=True))
        reports.drop_constraint("uq_reports_issuer_year", type_="unique")
        reports.drop_constraint("uq_reports_page_id", type_="unique")
    op.create_index("ix_reports_issuer_year", "reports", ["issuer", "year"])
    op.create_index("ix_reports_page_id", "reports", ["page_id"])
