"""The order of a story: parts, days, gaps, and when its author has fallen silent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from blog.series.introfile import Status

SILENT_AFTER = timedelta(days=60)
GAP_OF_DAYS = 21


@dataclass(frozen=True, kw_only=True)
class Told:
    """A post as a story is made of it."""

    slug: str
    path: str
    title: str
    excerpt: str
    published_at: datetime


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the author said of a story as a whole."""

    slug: str
    title: str
    summary: str
    html: str
    started: date | None
    status: Status
    ended: date | None
    goal_name: str
    goal_date: date | None
    outcome: str
    tape: str
    has_log: bool = True
    ongoing: date | None = None

    @property
    def path(self) -> str:
        """The address of the story's page."""
        return f"/tags/{self.slug}/"


@dataclass(frozen=True, kw_only=True)
class Part:
    """A post in its place: which part it is, and on which day of the story it was written."""

    number: int
    slug: str
    path: str
    title: str
    excerpt: str
    published_at: datetime
    day: int
    # Days without a post before this part, where they are worth a word.
    gap_before: int | None


@dataclass(frozen=True, kw_only=True)
class Story(Facts):
    """A series as readers meet it. `days` counts to its end, its last word, or today."""

    parts: tuple[Part, ...]
    days: int
    over: bool
    silent_since: date | None
    # Said to go on after its last part.
    goes_on_since: date | None
    first: date

    def day_of(self, day: date) -> int:
        """Count which day of the story a day is."""
        return _count(self.first, day)

    @property
    def healed(self) -> bool:
        """Whether the author says that it healed."""
        return self.status is Status.RETURNED

    @property
    def silent_day(self) -> int | None:
        """The day of the last word of an author who has fallen silent."""
        return self.day_of(self.silent_since) if self.silent_since else None


@dataclass(frozen=True, kw_only=True)
class Box:
    """A story as seen from one of its parts."""

    story: Story
    part: Part
    previous: Part | None
    next: Part | None


def tell(facts: Facts, posts: Sequence[Told], *, zone: ZoneInfo, today: date) -> Story:
    """Put the posts of a series in order and count its days; the day it started is day 1."""
    ordered = sorted(posts, key=lambda post: (post.published_at, post.slug))
    days = [post.published_at.astimezone(zone).date() for post in ordered]
    first = facts.started or (days[0] if days else today)
    # An end that is still to come is none yet.
    ended = facts.ended if facts.ended and facts.ended <= today else None
    over = ended is not None or facts.status is Status.RETURNED
    latest = days[-1] if days else today
    goes_on = min(facts.ongoing, today) if facts.ongoing and days and not over else latest
    word = max(latest, goes_on)
    silent = not over and today - word > SILENT_AFTER
    last = ended or (word if over or silent else today)
    return Story(
        **{**vars(facts), "ended": ended},
        parts=tuple(_parts(ordered, days, first)),
        days=max(_count(first, last), 0),
        over=over,
        silent_since=word if silent else None,
        goes_on_since=word if word > latest else None,
        first=first,
    )


def box(story: Story, slug: str) -> Box | None:
    """Look at a story from one of its parts."""
    for index, part in enumerate(story.parts):
        if part.slug == slug:
            return Box(
                story=story,
                part=part,
                previous=story.parts[index - 1] if index else None,
                next=story.parts[index + 1] if index + 1 < len(story.parts) else None,
            )
    return None


def _parts(posts: Sequence[Told], days: Sequence[date], first: date) -> list[Part]:
    parts = []
    for index, (post, day) in enumerate(zip(posts, days, strict=True)):
        gap = (day - (days[index - 1] if index else first)).days
        parts.append(
            Part(
                number=index + 1,
                slug=post.slug,
                path=post.path,
                title=post.title,
                excerpt=post.excerpt,
                published_at=post.published_at,
                day=_count(first, day),
                gap_before=gap if gap >= GAP_OF_DAYS else None,
            )
        )
    return parts


def _count(first: date, day: date) -> int:
    """Count days the way people do: the first is day 1. Before it there is no day 0 either."""
    days = (day - first).days
    return days + 1 if days >= 0 else days
