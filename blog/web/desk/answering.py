"""The author's own words in a discussion, at the desk or from the keyboard."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from blog import clock, current
from blog.authors import queries as authors
from blog.authors.queries import Shown as Author
from blog.comments import queries, rendering, service, submission, undoing
from blog.comments.checks import House, Proof
from blog.comments.guard import Limits, Sender
from blog.comments.shown import Whole
from blog.comments.status import Status
from blog.comments.verbs import Verb
from blog.database.transaction import transaction
from blog.errors import Refusal
from blog.posts import queries as posts
from blog.posts.shown import Shown as Post
from blog.texts import gettext
from blog.web.site import policies

# An author is at home: nothing is counted, and no hand is left.
_AT_HOME = Sender(address=None, browser="", limited=False)


@dataclass(frozen=True, kw_only=True)
class Answered:
    """An answer: its number and path, and the number to take it back by."""

    id: int
    path: str
    done: int | None


def answer(number: int, words: str, *, author: str | None) -> str:
    """Answer a comment as an author of the blog; give the path of the answer.

    Raise Refusal where the comment, its post or the author is not there, or nothing is said.
    """
    comment, post, writer = _asked(number, author, waiting=False)
    say = _ready(comment, post, writer, words)
    with transaction():
        said = say(clock.now())
    return f"{post.path}#comment-{said}"


def answer_and_approve(number: int, words: str, *, author: str, seen_at: datetime) -> Answered:
    """Answer a comment, which readers then see too; where nothing is said, it goes on waiting.

    So does one that was changed after the author saw it.
    """
    comment, post, writer = _asked(number, author, waiting=True)
    say = _ready(comment, post, writer, words)
    now = clock.now()
    with transaction():
        before = undoing.before_answering(number, now=now)
        is_news = before["status"] == Status.PENDING and queries.edited_since([number], seen_at)
        if is_news:
            raise Refusal(gettext("It was changed meanwhile: look again."))
        said = say(now)
        kept = queries.by_id(said)
        # Sent twice, it is one answer: the first one's.
        is_new = kept is not None and kept.submitted_at == now
        stood = [{**before, "answer": said}] if is_new else []
        done = undoing.keep(Verb.REPLY, stood, by=author, now=now)
    return Answered(id=said, path=f"{post.path}#comment-{said}", done=done)


def _asked(number: int, author: str | None, *, waiting: bool) -> tuple[Whole, Post, Author]:
    comment = queries.by_id(number)
    shown = {Status.APPROVED, Status.PENDING} if waiting else {Status.APPROVED}
    if comment is None or comment.status not in shown:
        raise Refusal(gettext("There is no comment %(n)s that readers can see.", n=number))
    found = posts.by_slug(comment.post_slug, now=clock.now())
    if found is None:
        raise Refusal(gettext("The post “%(post)s” is not online.", post=comment.post_slug))
    return comment, found, _author(author)


def _ready(comment: Whole, post: Post, writer: Author, words: str) -> Callable[[datetime], int]:
    """Do the slow part of taking words; what is given back keeps them, in a transaction."""
    policy = policies.discussions()
    taken = submission.take(
        name=writer.name,
        email="",
        website="",
        body=words,
        parent=str(comment.id),
        max_length=policy.max_length,
    )
    text = rendering.render(taken.body)
    house = House(tokens=current.tokens(), limits=Limits(per_minute=0), policy=policy, authors=())
    proof = Proof(sender=_AT_HOME, author=writer.slug)

    def say(now: datetime) -> int:
        topic = policies.topic(post)
        return service.submit(topic, taken, text, proof=proof, house=house, now=now).comment_id

    return say


def _author(slug: str | None) -> Author:
    slug = slug or current.preferences().author
    if not slug:
        raise Refusal("Nobody is named in site.toml as “author”; say who answers with --author.")
    found = authors.by_slug(slug)
    if found is None:
        raise Refusal(f"There is no file authors/{slug}.md that tells who “{slug}” is.")
    return found
