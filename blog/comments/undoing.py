"""What an author did in one go, remembered so that it can be taken back.

Kept is how everything stood before, by number, and no words. What was decided anew since, by
the author on another device or by its writer, is left as it is. The caller holds the transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from sqlalchemy import select

from blog.comments import folds, queries, revisions, rulings
from blog.comments.decisions import By
from blog.comments.folding import Fold
from blog.comments.models import Comment, Decision, Ruling
from blog.comments.status import Status
from blog.comments.verbs import Verb
from blog.database import many
from blog.database.engine import db

# How one thing stood before: a comment, or the number of what was said on a discussion.
Before: TypeAlias = dict[str, Any]

_STANDING = frozenset({Status.APPROVED, Status.PENDING})


@dataclass(frozen=True, kw_only=True)
class Done:
    """What was done; `about` are the comments or decisions it changed."""

    id: int
    verb: Verb
    author: str
    about: Sequence[int]
    slugs: frozenset[str]
    taken_back: bool


def find(number: int) -> Done | None:
    """Find what was done by its number."""
    kept = db.session.get(Ruling, number)
    if kept is None:
        return None
    about = [one.get("comment") or one["decision"] for one in kept.before]
    of_discussions = kept.verb in {Verb.CLOSE, Verb.REOPEN}
    slugs = queries.slugs_decided(about) if of_discussions else queries.slugs_of(about).values()
    return Done(
        id=kept.id,
        verb=kept.verb,
        author=kept.author_slug,
        about=about,
        slugs=frozenset(slugs),
        taken_back=kept.taken_back,
    )


def decide(verb: Verb, ids: Sequence[int], *, by: str, now: datetime) -> int | None:
    """Do to comments what a button says; give the number to take it back by.

    There is none where nothing changed.
    """
    before = _as_they_stand(ids)
    if verb is Verb.UNFOLD:
        # What was unfolded by the click before is unfolded.
        ids = [number for number in ids if before[number]["status"] == Status.FOLDED]
    changed = _RULES[verb](ids, now)
    return keep(verb, [before[number] for number in changed], by=by, now=now)


def fold(wanted: Iterable[Fold], *, by: str, now: datetime) -> int | None:
    """Fold comments into those they repeat."""
    done = folds.fold(wanted, now=now)
    before = [{"comment": one.id, "into": one.into} for one in done]
    return keep(Verb.FOLD, before, by=by, now=now)


def close(slugs: Iterable[str], *, by: str, now: datetime, name: str, why: str) -> int | None:
    """Close discussions at the desk."""
    changed = rulings.close(slugs, by=By.DESK, now=now, name=name, why=why)
    return keep(Verb.CLOSE, _said(changed, now), by=by, now=now)


def reopen(slugs: Iterable[str], *, by: str, now: datetime, name: str) -> int | None:
    """Open discussions again at the desk."""
    changed = rulings.reopen(slugs, by=By.DESK, now=now, name=name)
    return keep(Verb.REOPEN, _said(changed, now), by=by, now=now)


def before_answering(number: int, *, now: datetime) -> Before:
    """Let readers see a comment that is about to be answered; say how it stood.

    An edit that waits beside it is a question of its own.
    """
    before = {**_as_they_stand([number])[number], "edit": None}
    if before["status"] == Status.PENDING:
        rulings.approve([number], now=now)
    return before


def keep(verb: Verb, before: Sequence[Before], *, by: str, now: datetime) -> int | None:
    """Remember what was done; nothing where nothing was."""
    if not before:
        return None
    kept = Ruling(author_slug=by, verb=verb, made_at=now, before=list(before), taken_back=False)
    db.session.add(kept)
    db.session.flush()
    return kept.id


def take_back(number: int, *, now: datetime) -> int:
    """Let everything stand as it did before, once; say how much of it was decided anew since.

    Where that is all of it, nothing was taken back, and it still can be.
    """
    kept = db.session.get(Ruling, number, with_for_update=True)
    if kept is None or kept.taken_back:
        return 0
    match kept.verb:
        case Verb.CLOSE | Verb.REOPEN:
            done = _unsay(kept.before)
        case Verb.FOLD:
            done = _unfold(kept.before, now)
        case Verb.UNFOLD:
            done = _fold_again(kept.before, now)
        case _:
            answers = {one["answer"]: one["comment"] for one in kept.before if "answer" in one}
            withdrawn = {answers[number] for number in _withdraw(answers, now)}
            done = len(_stand_again(kept.verb, kept.before) | withdrawn)
    kept.taken_back = done > 0
    return len(kept.before) - done


_RULES: Mapping[Verb, Callable[[Sequence[int], datetime], list[int]]] = {
    Verb.APPROVE: lambda ids, now: rulings.approve(ids, now=now),
    Verb.REFUSE: lambda ids, _: rulings.refuse(ids),
    Verb.SPAM: lambda ids, now: rulings.spam(ids, now=now),
    Verb.DELETE: lambda ids, now: rulings.delete(ids, now=now),
    Verb.RESTORE: lambda ids, now: rulings.restore(ids, now=now),
    Verb.UNFOLD: lambda ids, now: folds.unfold(ids, now=now),
}


def _as_they_stand(ids: Iterable[int]) -> dict[int, Before]:
    found = _comments(ids)
    edits = revisions.waiting(found)
    return {
        number: {
            "comment": number,
            "status": comment.status.value,
            "because": comment.waits_because,
            "since": comment.decided_at.isoformat(),
            "into": comment.duplicate_of,
            "edit": [edits[number].id, edits[number].waits_because] if number in edits else None,
        }
        for number, comment in found.items()
    }


def _comments(ids: Iterable[int]) -> dict[int, Comment]:
    found: dict[int, Comment] = {}
    for part in many.portions(sorted(set(ids))):
        query = select(Comment).where(Comment.id.in_(part)).order_by(Comment.id).with_for_update()
        found |= {one.id: one for one in db.session.execute(query).scalars()}
    return found


def _stand_again(verb: Verb, before: Sequence[Before]) -> set[int]:
    """Let comments stand as they did; give the numbers of those that now do."""
    comments, done = _comments(one["comment"] for one in before), set[int]()
    for one in before:
        comment, stood = comments.get(one["comment"]), Status(one["status"])
        if comment is None or not comment.body or comment.status is not (verb.leaves or stood):
            continue
        if comment.status is not stood:
            done.add(comment.id)
        comment.status, comment.waits_because = stood, one["because"]
        comment.decided_at = datetime.fromisoformat(one["since"])
        if one["edit"]:
            edit, because = one["edit"]
            accepted = verb.leaves is Status.APPROVED
            revisions.wait_again(comment, edit, because=because, accepted=accepted)
            waits = revisions.waiting([comment.id]).get(comment.id)
            done |= {comment.id} if waits and waits.id == edit else set()
    return done


def _unfold(before: Sequence[Before], now: datetime) -> int:
    found = _comments(one["comment"] for one in before)
    folded = [one.id for one in found.values() if one.status is Status.FOLDED and one.body]
    return len(folds.unfold(folded, now=now))


def _fold_again(before: Sequence[Before], now: datetime) -> int:
    found = _comments(number for one in before for number in (one["comment"], one["into"]))
    done = folds.fold(
        [
            Fold(id=one["comment"], into=one["into"], rule=0, sure=False)
            for one in before
            if all(found[one[name]].status in _STANDING for name in ("comment", "into"))
        ],
        now=now,
    )
    return len(done)


def _withdraw(answers: Iterable[int], now: datetime) -> list[int]:
    """Take the author's own answers back, so that the same words can be said again."""
    done = []
    for answer in _comments(answers).values():
        if answer.status is Status.APPROVED:
            answer.status, answer.decided_at = Status.WITHDRAWN, now
            revisions.forget_wordings(answer.id)
            done.append(answer.id)
    return done


def _said(slugs: Sequence[str], now: datetime) -> list[Before]:
    """Find what was just said on discussions."""
    db.session.flush()
    query = select(Decision.id).where(Decision.post_slug.in_(slugs), Decision.said_at == now)
    return [{"decision": number} for number in db.session.execute(query).scalars()]


def _unsay(before: Sequence[Before]) -> int:
    """Take words back after which nothing was said; give how many."""
    said = [db.session.get(Decision, one["decision"]) for one in before]
    last = queries.last_words([one.post_slug for one in said if one])
    unsaid = [one for one in said if one and last[one.post_slug] == one.id]
    for one in unsaid:
        db.session.delete(one)
    return len(unsaid)
