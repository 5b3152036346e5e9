"""An author can say that a story goes on, without a part that tells it."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Add the column; the next change of a tag's file fills it."""
    op.add_column("introductions", sa.Column("ongoing", sa.Date(), nullable=True))
