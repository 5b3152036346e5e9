"""Reading what was seen of the author's files."""

from __future__ import annotations

from sqlalchemy import bindparam, select

from blog.database.running import rows
from blog.sources.folder import Kind
from blog.sources.models import Source

_FILE = (
    select(Source.path)
    .where(Source.kind == bindparam("kind"), Source.slug == bindparam("slug"))
    .order_by(Source.path)
    .limit(1)
)


def file_of(kind: Kind, slug: str) -> str | None:
    """Find the file that something is written in; nothing where it has none."""
    found: str | None = rows(_FILE, kind=kind.value, slug=slug).scalar_one_or_none()
    return found
