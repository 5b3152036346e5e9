"""Remembering what was seen of the author's files, so that only changes are worked on."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import delete, select

from blog.database.engine import db
from blog.errors import Problem
from blog.sources.models import Source, Sync


@dataclass(frozen=True, kw_only=True)
class Seen:
    """A file as the last sync saw it."""

    path: str
    kind: str
    slug: str | None
    signature: str
    checksum: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True, kw_only=True)
class Ledger:
    """Everything the last sync saw, and which one it was."""

    number: int
    rendered_with: str
    seen: Mapping[str, Seen]


def last() -> Ledger:
    """Read what the last sync saw."""
    sync = db.session.execute(select(Sync.number, Sync.rendered_with)).one_or_none()
    rows = db.session.execute(
        select(
            Source.path,
            Source.kind,
            Source.slug,
            Source.signature,
            Source.checksum,
            Source.problems,
        )
    )
    seen = {
        row.path: Seen(
            path=row.path,
            kind=row.kind,
            slug=row.slug,
            signature=row.signature,
            checksum=row.checksum,
            problems=tuple(Problem(*values) for values in row.problems),
        )
        for row in rows
    }
    return Ledger(
        number=sync.number if sync else 0,
        rendered_with=sync.rendered_with if sync else "",
        seen=seen,
    )


def claim(number: int, *, rendered_with: str) -> bool:
    """Be the sync that follows number `number`; say no where another one has been faster."""
    sync = db.session.execute(select(Sync).with_for_update()).scalar_one_or_none()
    if sync is None:
        # Two first syncs on PostgreSQL: the second one's insert fails, and it starts again.
        db.session.add(Sync(id=1, number=number + 1, rendered_with=rendered_with))
        db.session.flush()
        return number == 0
    if sync.number != number:
        return False
    sync.number = number + 1
    sync.rendered_with = rendered_with
    return True


def write(seen: Iterable[Seen], *, forget: Collection[str]) -> None:
    """Remember what has been seen now, and forget the files that are gone."""
    if forget:
        db.session.execute(delete(Source).where(Source.path.in_(forget)))
    for one in seen:
        db.session.merge(
            Source(
                path=one.path,
                kind=one.kind,
                slug=one.slug,
                signature=one.signature,
                checksum=one.checksum,
                problems=[
                    [problem.path, problem.line, problem.sentence, problem.refused]
                    for problem in one.problems
                ],
            )
        )
