"""What one person said below a post is found without a look at what all the others said."""

from alembic import op

revision = "0014"
down_revision = "0013"

_INDEX = "ix_comments_post_slug_name_key_submitted_at"


def upgrade() -> None:
    """Make the index the rule about nearly the same words looks into."""
    op.create_index(_INDEX, "comments", ["post_slug", "name_key", "submitted_at"])
