"""What authors decided, to take it back, and how far they have seen what readers say."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Make the tables."""
    moment = sa.DateTime(timezone=True)
    verbs = "approve refuse spam delete restore fold unfold reply close reopen".split()
    op.create_table(
        "rulings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("author_slug", sa.String(), nullable=False),
        sa.Column(
            "verb", sa.Enum(*verbs, name="verb", native_enum=False, length=20), nullable=False
        ),
        sa.Column("made_at", moment, nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("taken_back", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rulings")),
    )
    op.create_index(op.f("ix_rulings_made_at"), "rulings", ["made_at"])
    op.create_table(
        "visits",
        sa.Column("author_slug", sa.String(), nullable=False),
        sa.Column("looked_at", moment, nullable=False),
        sa.Column("before", moment, nullable=False),
        sa.PrimaryKeyConstraint("author_slug", name=op.f("pk_visits")),
    )
