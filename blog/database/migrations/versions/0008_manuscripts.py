"""What authors are writing at the desk, and what their files said before."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Make the tables; both last, because no file holds what they hold."""
    op.create_table(
        "manuscripts",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("author_slug", sa.String(), nullable=False),
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("over", sa.String(), nullable=False),
        sa.Column("typed", sa.JSON(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("window", sa.String(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_manuscripts")),
    )
    op.create_index(op.f("ix_manuscripts_author_slug"), "manuscripts", ["author_slug"])
    op.create_index(op.f("ix_manuscripts_path"), "manuscripts", ["path"])
    op.create_table(
        "revisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("author_slug", sa.String(), nullable=False),
        sa.Column("manuscript_id", sa.String(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revisions")),
    )
    op.create_index(op.f("ix_revisions_manuscript_id"), "revisions", ["manuscript_id"])
    op.create_index(op.f("ix_revisions_path"), "revisions", ["path"])
