"""What is said in the gallery: discussions of every length, and every answer to a form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from blog import clock
from blog.comments import rulings
from blog.comments.decisions import By
from blog.comments.models import Comment
from blog.database.engine import db
from blog.database.transaction import transaction
from blog.web.desk import answering
from gallery import words

_OURS = {"Sec-Fetch-Site": "same-origin"}
_SHORT = ("Congrats!", "So glad.", "Keep going 🎉", "Slowly!", words.CHINESE)
_NAMES = (
    "Mia",
    "Jo",
    "Anna B.",
    "Pat from the pool",
    words.LONG_NAME,
    words.UNBROKEN_NAME,
    "",
)


@dataclass(frozen=True)
class Visitor:
    """Somebody who sends forms and reads what comes back."""

    client: FlaskClient

    def send(self, slug: str, body: str, *, name: str = "Mia", parent: int | str = "") -> str:
        """Send a comment; give the address its writer lands on."""
        answer = self._post(slug, body=body, name=name, parent=str(parent))
        assert answer.status_code == 303, answer.text
        return answer.headers["Location"].removeprefix("http://localhost")

    def answer(self, slug: str, /, *, headers: dict[str, str] | None = None, **fields: str) -> str:
        """Send a form as typed; give the page that answers it."""
        return self._post(slug, headers, **fields).text

    def _post(self, slug, headers=None, **fields):
        path = f"/posts/{slug}/comments/"
        return self.client.post(path, data=fields, headers=headers or _OURS)

    def read(self, path: str) -> str:
        """Read a page."""
        return self.client.get(path).text


def number(address: str) -> int:
    """Tell which comment somebody landed on."""
    return int(urlsplit(address).fragment.removeprefix("comment-"))


def talk(app: Flask) -> dict[str, str]:
    """Let readers say everything; give the pages that only a writer sees, by their names."""
    visitor = Visitor(app.test_client())
    visitor.send("one", words.sentences(2))
    for slug, count in {"forty": 40, "knee-4": 5, "closed": 5}.items():
        _discuss(visitor, slug, count)
    for turn, said in enumerate(words.paragraphs()[-20:]):
        visitor.send("weighed", said, name=_NAMES[turn % 4])
    _go_deep(visitor, "nested", 9)
    _approve_all(app)
    _answer(app, "forty")
    held = {**_receipts(visitor), **_refused(visitor)}
    _close(app, "closed")
    held["discussion-closed-meanwhile"] = visitor.answer("closed", body=words.sentences(3))
    return held


def _approve_all(app: Flask) -> None:
    with app.app_context(), transaction():
        every = db.session.execute(select(Comment.id)).scalars().all()
        rulings.approve(every, now=clock.now())


def _answer(app: Flask, slug: str) -> None:
    """Let the author answer the first comment of a discussion."""
    first = select(func.min(Comment.id)).where(Comment.post_slug == slug)
    with app.app_context():
        answering.answer(db.session.execute(first).scalar_one(), words.sentences(1), author=None)


def _discuss(visitor: Visitor, slug: str, count: int) -> None:
    """Say so many things: long, short and right-to-left ones, most of them answers."""
    landed = []
    for turn in range(count):
        parent = number(landed[-1]) if turn % 4 else ""
        landed.append(visitor.send(slug, _said(turn), name=_NAMES[turn % 7], parent=parent))
    assert len({number(address) for address in landed}) == count


def _said(turn: int) -> str:
    if turn == 11:
        return f"{words.UNBROKEN * 3}\n\n> So said {words.ADDRESS}\n\n- one\n- two"
    if turn % 5 == 2:
        return f"{_SHORT[turn // 5 % len(_SHORT)]}{'!' * (turn // 5)}"
    if turn % 10 == 7:
        return f"{words.HEBREW} {turn}"
    return words.sentences(1 + turn % 5, start=turn)


def _go_deep(visitor: Visitor, slug: str, levels: int) -> None:
    deepest: int | str = ""
    for level in range(levels):
        said = words.sentences(1 + level % 3, start=5 * level)
        deepest = number(visitor.send(slug, said, name=_NAMES[level % 4], parent=deepest))


def _receipts(visitor: Visitor) -> dict[str, str]:
    here = visitor.send("receipt", "I have been sitting on a train for an hour reading this.")
    waits = visitor.send("waiting", f"{words.sentences(2)} https://a.example https://b.example")
    token = parse_qs(urlsplit(waits).query)["receipt"][0]
    visitor.send("two-of-mine", "The first of my two.")
    second = visitor.send("two-of-mine", "And the second one, which is a little longer.")
    return {
        "discussion-receipt": visitor.read(here),
        "discussion-waiting": visitor.read(f"/posts/waiting/?receipt={token}"),
        "discussion-two-of-mine": visitor.read(second),
    }


def _refused(visitor: Visitor) -> dict[str, str]:
    elsewhere = {"Sec-Fetch-Site": "cross-site", "Origin": "https://elsewhere.example"}
    said = words.sentences(2)
    return {
        "discussion-refused": visitor.answer("nobody", body="", name="Mia", email="mia@nowhere"),
        "discussion-too-long": visitor.answer("nobody", body="Words. " * 2000, name="Mia"),
        "discussion-confirm": visitor.answer("nobody", headers=elsewhere, body=said, name="Mia"),
        "discussion-post-gone": visitor.answer("nowhere", body=said),
    }


def _close(app: Flask, slug: str) -> None:
    with app.app_context(), transaction():
        rulings.close([slug], by=By.COMMAND, now=clock.now(), name="Sarah")


def first_reply(app: Flask, path: str) -> str:
    """Find where the first comment of a page is answered."""
    found = re.search(r'href="([^"]+/reply/)"', Visitor(app.test_client()).read(path))
    assert found
    return found[1]
