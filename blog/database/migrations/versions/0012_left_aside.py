"""What a look at the folder left aside is remembered, for the author's desk."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Add the column; the next sync fills it."""
    op.add_column("syncs", sa.Column("left_aside", sa.JSON(), nullable=True))
