"""Pages and tags have a picture that stands for them."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Add the columns; the next sync fills them."""
    for table in ("introductions", "pages"):
        op.add_column(table, sa.Column("picture", sa.JSON(), nullable=True))
