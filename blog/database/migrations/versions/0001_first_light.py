"""The index of the files: what was seen of them, authors, tags, posts, pages, addresses."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "addresses",
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("lasting", sa.Boolean(), nullable=False),
        sa.Column(
            "leads_to",
            sa.Enum("post", "page", "nothing", name="leadsto", native_enum=False, length=20),
            nullable=False,
        ),
        sa.Column("slug", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("path", "lasting", "leads_to", "slug", name=op.f("pk_addresses")),
    )
    with op.batch_alter_table("addresses", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_addresses_slug"), ["slug"], unique=False)

    op.create_table(
        "authors",
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("tagline", sa.String(), nullable=False),
        sa.Column("links", sa.JSON(), nullable=False),
        sa.Column("picture", sa.JSON(), nullable=True),
        sa.Column("html", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_authors")),
    )
    op.create_table(
        "introductions",
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("summary", sa.String(), nullable=False),
        sa.Column("html", sa.String(), nullable=False),
        sa.Column("is_series", sa.Boolean(), nullable=False),
        sa.Column("started", sa.Date(), nullable=True),
        sa.Column(
            "status",
            sa.Enum("injured", "healing", "returned", name="status", native_enum=False, length=20),
            nullable=True,
        ),
        sa.Column("ended", sa.Date(), nullable=True),
        sa.Column("goal_name", sa.String(), nullable=False),
        sa.Column("goal_date", sa.Date(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("tape", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_introductions")),
    )
    op.create_table(
        "pages",
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("summary", sa.String(), nullable=False),
        sa.Column("html", sa.String(), nullable=False),
        sa.Column("draft", sa.Boolean(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_pages")),
        sa.UniqueConstraint("path", name=op.f("uq_pages_path")),
    )
    op.create_table(
        "posts",
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("summary", sa.String(), nullable=False),
        sa.Column("excerpt", sa.String(), nullable=False),
        sa.Column("html", sa.String(), nullable=False),
        sa.Column("headings", sa.JSON(), nullable=False),
        sa.Column("picture", sa.JSON(), nullable=True),
        sa.Column("author_slug", sa.String(), nullable=False),
        sa.Column("draft", sa.Boolean(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("comments", sa.String(), nullable=True),
        sa.Column("body_checksum", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_posts")),
        sa.UniqueConstraint("path", name=op.f("uq_posts_path")),
    )
    with op.batch_alter_table("posts", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_posts_author_slug_published_at"),
            ["author_slug", "published_at"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_posts_published_at_slug"), ["published_at", "slug"], unique=False
        )

    op.create_table(
        "site",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("chosen", sa.JSON(), nullable=False),
        sa.Column("menu", sa.JSON(), nullable=False),
        sa.Column("author_name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site")),
    )
    op.create_table(
        "sources",
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("slug", sa.String(), nullable=True),
        sa.Column("signature", sa.String(), nullable=False),
        sa.Column("checksum", sa.String(), nullable=False),
        sa.Column("problems", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("path", name=op.f("pk_sources")),
    )
    op.create_table(
        "syncs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("rendered_with", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_syncs")),
    )
    op.create_table(
        "post_tags",
        sa.Column("post_slug", sa.String(), nullable=False),
        sa.Column("tag_slug", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["post_slug"],
            ["posts.slug"],
            name=op.f("fk_post_tags_post_slug_posts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("post_slug", "tag_slug", name=op.f("pk_post_tags")),
    )
    with op.batch_alter_table("post_tags", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_post_tags_tag_slug_post_slug"), ["tag_slug", "post_slug"], unique=False
        )
