"""The index of posts and pages: what their files say, ready to be shown.

All of it can be thrown away and made again from the files, but for the addresses marked as
lasting: they remember what no file says any more.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from blog.database.engine import Model


class Post(Model):
    """A dated text. Readers see it unless it is a draft or its moment has not come."""

    __tablename__ = "posts"

    slug: Mapped[str] = mapped_column(primary_key=True)
    path: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    summary: Mapped[str]
    excerpt: Mapped[str]
    html: Mapped[str]
    headings: Mapped[list[Any]]
    picture: Mapped[dict[str, Any] | None]
    author_slug: Mapped[str]
    draft: Mapped[bool]
    published_at: Mapped[datetime | None]
    updated_at: Mapped[datetime | None]
    # What the header says of the discussion: open, closed, off, or nothing.
    comments: Mapped[str | None]
    # Of the text below the header, to know it again under another name.
    body_checksum: Mapped[str]

    __table_args__ = (
        Index(None, "draft", "published_at", "slug"),
        Index(None, "author_slug", "draft", "published_at"),
    )


class PostTag(Model):
    """A tag of a post, in the author's order."""

    __tablename__ = "post_tags"

    post_slug: Mapped[str] = mapped_column(
        ForeignKey("posts.slug", ondelete="CASCADE"), primary_key=True
    )
    tag_slug: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    name: Mapped[str]

    __table_args__ = (Index(None, "tag_slug", "post_slug"),)


class Page(Model):
    """An undated text, such as "About"."""

    __tablename__ = "pages"

    slug: Mapped[str] = mapped_column(primary_key=True)
    path: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    summary: Mapped[str]
    html: Mapped[str]
    picture: Mapped[dict[str, Any] | None]
    draft: Mapped[bool]
    updated_at: Mapped[datetime | None]


class LeadsTo(StrEnum):
    """What an old address leads to."""

    POST = "post"
    PAGE = "page"
    NOTHING = "nothing"


class Address(Model):
    """An address that once was, or is said to have been, that of a post or page.

    Of one address several things may be remembered: what two files say of it, and what a
    sync has seen. What is said in a file counts before what was seen.
    """

    __tablename__ = "addresses"

    path: Mapped[str] = mapped_column(primary_key=True)
    # Seen by a sync (a rename, a removal), not written in a file: kept when the file changes.
    lasting: Mapped[bool] = mapped_column(primary_key=True)
    leads_to: Mapped[LeadsTo] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(primary_key=True, index=True)
