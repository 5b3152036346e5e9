"""The training log: sessions, what was tried, and the drawings of both."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make the tables; the next sync fills them, because it reads every file anew."""
    sports = "run ride swim walk strength stretch rest other".split()
    verdicts = ["helped", "a little", "unsure", "no", "worse"]
    op.create_table(
        "charts",
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("drawing", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("subject", "since", name=op.f("pk_charts")),
    )
    op.add_column(
        "introductions",
        sa.Column("has_log", sa.Boolean(), nullable=False, server_default=sa.true()),
    )
    op.create_table(
        "sessions",
        sa.Column("post_slug", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column(
            "sport", sa.Enum(*sports, name="sport", native_enum=False, length=20), nullable=False
        ),
        sa.Column("millimetres", sa.Integer(), nullable=True),
        sa.Column("seconds", sa.Integer(), nullable=True),
        sa.Column("pain", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["post_slug"],
            ["posts.slug"],
            name=op.f("fk_sessions_post_slug_posts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("post_slug", "position", name=op.f("pk_sessions")),
    )
    op.create_index(op.f("ix_sessions_day"), "sessions", ["day"])
    op.create_table(
        "tried",
        sa.Column("post_slug", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column(
            "verdict",
            sa.Enum(*verdicts, name="verdict", native_enum=False, length=20),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["post_slug"],
            ["posts.slug"],
            name=op.f("fk_tried_post_slug_posts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("post_slug", "position", name=op.f("pk_tried")),
    )
