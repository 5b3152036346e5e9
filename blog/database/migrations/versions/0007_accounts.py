"""How authors sign in: passwords, passkeys, devices, invitations, attempts."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Make the tables; nobody can sign in yet."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "passwords",
        sa.Column("author_slug", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("chosen_at", moment, nullable=False),
        sa.PrimaryKeyConstraint("author_slug", name=op.f("pk_passwords")),
    )
    op.create_table(
        "passkeys",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("author_slug", sa.String(), nullable=False),
        sa.Column("credential", sa.String(), nullable=False),
        sa.Column("public_key", sa.String(), nullable=False),
        sa.Column("sign_count", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("made_at", moment, nullable=False),
        sa.Column("used_at", moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passkeys")),
        sa.UniqueConstraint("credential", name=op.f("uq_passkeys_credential")),
    )
    op.create_table(
        "devices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("author_slug", sa.String(), nullable=False),
        sa.Column("mark", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("made_at", moment, nullable=False),
        sa.Column("used_at", moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_devices")),
        sa.UniqueConstraint("mark", name=op.f("uq_devices_mark")),
    )
    op.create_table(
        "invitations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mark", sa.String(), nullable=False),
        sa.Column("author_slug", sa.String(), nullable=False),
        sa.Column("expires_at", moment, nullable=False),
        sa.Column("used_at", moment, nullable=True),
        sa.Column("by_start", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitations")),
        sa.UniqueConstraint("mark", name=op.f("uq_invitations_mark")),
    )
    op.create_table(
        "attempts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("network", sa.String(), nullable=False),
        sa.Column("tried_at", moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempts")),
    )
    for table, *columns in _INDEXES:
        op.create_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table, columns)


_INDEXES = (
    ("passkeys", "author_slug"),
    ("devices", "author_slug"),
    ("devices", "used_at"),
    ("invitations", "author_slug"),
    ("attempts", "tried_at"),
    ("attempts", "account", "tried_at"),
    ("attempts", "network", "tried_at"),
)
