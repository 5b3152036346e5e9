"""The author's own words in a discussion, at the desk or from the keyboard."""

from __future__ import annotations

from blog import clock, current
from blog.authors import queries as authors
from blog.authors.queries import Shown as Author
from blog.comments import queries, rendering, service, submission
from blog.comments.checks import House, Proof
from blog.comments.guard import Limits, Sender
from blog.comments.status import Status
from blog.database.transaction import transaction
from blog.errors import Refusal
from blog.posts import queries as posts
from blog.web.site import policies

# An author is at home: nothing is counted, and no hand is left.
_AT_HOME = Sender(address=None, browser="", limited=False)


def answer(number: int, words: str, *, author: str | None) -> str:
    """Answer a comment as an author of the blog; give the path of the answer.

    Raise Refusal where the comment, its post or the author is not there, or nothing is said.
    """
    now, policy = clock.now(), policies.discussions()
    comment = queries.by_id(number)
    if comment is None or comment.status is not Status.APPROVED:
        raise Refusal(f"There is no comment {number} that readers can see.")
    found = posts.by_slug(comment.post_slug, now=now)
    if found is None:
        raise Refusal(f"The post “{comment.post_slug}” is not online.")
    writer = _author(author)
    taken = submission.take(
        name=writer.name,
        email="",
        website="",
        body=words,
        parent=str(number),
        max_length=policy.max_length,
    )
    text = rendering.render(taken.body)
    house = House(tokens=current.tokens(), limits=Limits(per_minute=0), policy=policy, authors=())
    proof = Proof(sender=_AT_HOME, author=writer.slug)
    with transaction():
        kept = service.submit(policies.topic(found), taken, text, proof=proof, house=house, now=now)
    return f"{found.path}#comment-{kept.comment_id}"


def _author(slug: str | None) -> Author:
    slug = slug or current.preferences().author
    if not slug:
        raise Refusal("Nobody is named in site.toml as “author”; say who answers with --author.")
    found = authors.by_slug(slug)
    if found is None:
        raise Refusal(f"There is no file authors/{slug}.md that tells who “{slug}” is.")
    return found
