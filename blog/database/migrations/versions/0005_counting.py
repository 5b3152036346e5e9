"""Indexes that count posts and comments without a look at one of them.

Revision ID: 0005
Revises: 0004
"""

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make them; those of posts begin with what every page asks for."""
    op.create_index(
        op.f("ix_comments_post_slug_status_submitted_at"),
        "comments",
        ["post_slug", "status", "submitted_at"],
    )
    op.drop_index(op.f("ix_posts_published_at_slug"), table_name="posts")
    op.drop_index(op.f("ix_posts_author_slug_published_at"), table_name="posts")
    op.create_index(
        op.f("ix_posts_draft_published_at_slug"), "posts", ["draft", "published_at", "slug"]
    )
    op.create_index(
        op.f("ix_posts_author_slug_draft_published_at"),
        "posts",
        ["author_slug", "draft", "published_at"],
    )
