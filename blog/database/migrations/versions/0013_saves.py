"""What was saved while writing is kept, to be looked at and taken up again."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Make the table; what is being written is the first save in it."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "saves",
        sa.Column("manuscript_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("window", sa.String(), nullable=False),
        sa.Column("typed", sa.JSON(), nullable=False),
        sa.Column("begun_at", moment, nullable=False),
        sa.Column("saved_at", moment, nullable=False),
        sa.PrimaryKeyConstraint("manuscript_id", "number", name=op.f("pk_saves")),
        sa.ForeignKeyConstraint(
            ["manuscript_id"],
            ["manuscripts.id"],
            name=op.f("fk_saves_manuscript_id_manuscripts"),
            ondelete="CASCADE",
        ),
    )
    op.execute(
        """INSERT INTO saves (manuscript_id, number, "window", typed, begun_at, saved_at)
        SELECT id, number, "window", typed, saved_at, saved_at FROM manuscripts"""
    )
