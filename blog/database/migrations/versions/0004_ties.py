"""What ties the author's files to each other, and what is wrong with that."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table, and the column for what was found by it."""
    op.create_table(
        "ties",
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("known", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("path", name=op.f("pk_ties")),
    )
    op.add_column("syncs", sa.Column("problems", sa.JSON(), nullable=True))
