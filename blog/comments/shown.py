"""Comments as readers, their writers and the author get to see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from blog.comments.status import Status


class Place(NamedTuple):
    """As much of a comment as says where it stands."""

    id: int
    parent_id: int | None
    status: Status
    submitted_at: datetime


class Shown(NamedTuple):
    """A comment as a page shows it; a tuple, for there may be many."""

    id: int
    parent_id: int | None
    name: str
    website: str
    html: str
    status: Status
    submitted_at: datetime
    by_author: bool


class Line(NamedTuple):
    """As much of a comment as a search looks at."""

    id: int
    post_slug: str
    name: str
    body: str
    status: Status


@dataclass(frozen=True, kw_only=True)
class Whole:
    """A comment with everything its writer or the author may see."""

    id: int
    post_slug: str
    parent_id: int | None
    name: str
    email: str
    website: str
    body: str
    html: str
    status: Status
    waits_because: str
    submitted_at: datetime
    by_author: bool
    duplicate_of: int | None


@dataclass(frozen=True, kw_only=True)
class WaitingEdit:
    """What a comment would become if the author agreed."""

    comment_id: int
    name: str
    email: str
    website: str
    body: str
    html: str
    waits_because: str
    written_at: datetime
