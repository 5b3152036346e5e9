"""What became of addresses: what files say of them, and what syncs have seen."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import select, update

from blog.database import many
from blog.database.engine import db
from blog.posts import permalinks
from blog.posts.models import Address, LeadsTo
from blog.posts.postfile import PostFile


def of(slug: str, path: str) -> set[str]:
    """Name the addresses a post answers to."""
    return {path, permalinks.short(slug)}


def said_by(post: PostFile) -> list[str]:
    """Name the old addresses a post's file tells of."""
    return [*post.old_addresses, *map(permalinks.short, post.formerly)]


def remember(paths: Collection[str], *, leads_to: LeadsTo, slug: str) -> None:
    """Keep for good what became of addresses; what was seen of them before is over."""
    many.drop(Address.path, paths, Address.lasting.is_(True))
    many.upsert(Address, (_row(path, leads_to, slug, lasting=True) for path in paths))


def hand_on(slug: str, *, to: str, leads_to: LeadsTo) -> None:
    """Let what once led to a post or page that has another name now lead to that."""
    db.session.execute(
        update(Address)
        .where(Address.slug == slug, Address.leads_to == leads_to, Address.lasting)
        .values(slug=to)
        .execution_options(synchronize_session=False)
    )


def close(slug: str, paths: Collection[str], *, led_to: LeadsTo) -> None:
    """Remember that a post or page is gone, at its addresses and all that once led to it."""
    query = select(Address.path).where(
        Address.slug == slug, Address.leads_to == led_to, Address.lasting
    )
    before = set(db.session.execute(query).scalars())
    remember(before | set(paths), leads_to=LeadsTo.NOTHING, slug=slug)


def say(said: Mapping[str, Iterable[str]], *, leads_to: LeadsTo) -> None:
    """Let the addresses that files name lead to them; by slug, and no others any more."""
    unsay(said, leads_to=leads_to)
    rows = (
        _row(path, leads_to, slug, lasting=False)
        for slug, paths in said.items()
        for path in dict.fromkeys(paths)
    )
    many.upsert(Address, rows)


def unsay(slugs: Collection[str], *, leads_to: LeadsTo) -> None:
    """Forget what files said that say it no more."""
    many.drop(Address.slug, slugs, Address.leads_to == leads_to, ~Address.lasting)


def free(paths: Collection[str]) -> None:
    """Forget what addresses once were, now that something stands there again."""
    many.drop(Address.path, paths, Address.lasting.is_(True))


def heirs(slugs: Iterable[str]) -> dict[str, str]:
    """Map slugs to the posts whose files say that they were called so once."""
    wanted = {permalinks.short(slug): slug for slug in slugs}
    found: dict[str, str] = {}
    for part in many.portions(wanted):
        query = select(Address.path, Address.slug).where(
            Address.path.in_(part), Address.leads_to == LeadsTo.POST, ~Address.lasting
        )
        for path, heir in db.session.execute(query.order_by(Address.slug)):
            found.setdefault(wanted[path], heir)
    return found


def _row(path: str, leads_to: LeadsTo, slug: str, *, lasting: bool) -> dict[str, object]:
    return {"path": path, "lasting": lasting, "leads_to": leads_to, "slug": slug}
