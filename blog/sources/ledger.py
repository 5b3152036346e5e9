"""Remembering what was seen of the author's files, so that only changes are worked on."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import String, cast, select, update

from blog.database import many
from blog.database.engine import db
from blog.errors import Problem
from blog.sources.models import Source, Sync, Ties


class Seen(NamedTuple):
    """A file as the last sync saw it; a tuple, for there may be ten thousand at every sync."""

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
    # What no file shows alone, and what is wrong with those that were not even opened.
    across: tuple[Problem, ...] = ()
    left_aside: tuple[Problem, ...] = ()


def last() -> Ledger:
    """Read what the last sync saw."""
    sync = db.session.execute(
        select(Sync.number, Sync.rendered_with, Sync.problems, Sync.left_aside)
    ).one_or_none()
    query = select(Source.path, Source.kind, Source.slug, Source.signature, Source.checksum)
    problems = _problems()
    seen = {
        path: Seen(
            path=path,
            kind=kind,
            slug=slug,
            signature=signature,
            checksum=checksum,
            problems=problems.get(path, ()),
        )
        for path, kind, slug, signature, checksum in db.session.execute(query)
    }
    return Ledger(
        number=sync.number if sync else 0,
        rendered_with=sync.rendered_with if sync else "",
        seen=seen,
        across=_read(sync.problems) if sync else (),
        left_aside=_read(sync.left_aside) if sync else (),
    )


def problems() -> set[Problem]:
    """Gather everything the last sync found wrong."""
    found = {problem for some in _problems().values() for problem in some}
    sync = db.session.execute(select(Sync.problems, Sync.left_aside)).one_or_none()
    for some in sync or ():
        found.update(_read(some))
    return found


def _problems() -> dict[str, tuple[Problem, ...]]:
    """Map the few files that have problems to them; reading none of ten thousand is quicker."""
    some = cast(Source.problems, String) != "[]"
    rows = db.session.execute(select(Source.path, Source.problems).where(some))
    return {path: _read(problems) for path, problems in rows}


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


def ties(of: Collection[str] | None = None) -> list[dict[str, Any]]:
    """Read what ties every file to the others, or some files; of all it takes a tenth of a second.

    `of` are the paths of few files.
    """
    query = select(cast(Ties.known, String))
    asked = query if of is None else query.where(Ties.path.in_(of))
    written = db.session.execute(asked).scalars()
    # All at once: to read ten thousand small texts takes three times as long.
    found: list[dict[str, Any]] = json.loads(f"[{','.join(written)}]")
    return found


def write(
    seen: Iterable[Seen], *, ties: Mapping[str, Mapping[str, Any]], forget: Collection[str]
) -> None:
    """Remember what has been seen now, and forget the files that are gone."""
    looked_at = list(seen)
    nameless = [one.path for one in looked_at if one.slug is None]
    many.drop(Source.path, forget)
    many.drop(Ties.path, [*forget, *nameless])
    many.upsert(Source, map(_row, looked_at))
    many.upsert(Ties, ({"path": path, "known": known} for path, known in ties.items()))


def note(across: Iterable[Problem], *, left_aside: Iterable[Problem] = ()) -> None:
    """Remember what no file shows alone, so that the next look need not find it again."""
    values = {"problems": list(map(_plain, across)), "left_aside": list(map(_plain, left_aside))}
    db.session.execute(update(Sync).values(values))


def _row(one: Seen) -> dict[str, Any]:
    return {
        "path": one.path,
        "kind": one.kind,
        "slug": one.slug,
        "signature": one.signature,
        "checksum": one.checksum,
        "problems": list(map(_plain, one.problems)),
    }


def _plain(problem: Problem) -> list[Any]:
    return [problem.path, problem.line, problem.sentence, problem.refused]


def _read(kept: Iterable[Any] | None) -> tuple[Problem, ...]:
    return tuple(Problem(*values) for values in kept or ())
