"""An author who decides about comments, and those who write them."""

from __future__ import annotations

import re

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import insert
from werkzeug.test import TestResponse

from authoring import Desk, form_of, send
from blog import clock, current
from blog.comments import queries, rendering
from blog.comments.models import Comment, Wording
from blog.comments.names import undress
from blog.comments.status import Status
from blog.database.engine import db
from blog.database.transaction import transaction
from blog.markup import comment as markup
from blog.workshop import Workshop
from makers import Folder, sync

OURS = {"Sec-Fetch-Site": "same-origin"}
POST = "/posts/first-mile/"
QUEUE = "/desk/comments/"


def published(app: Flask, folder: Folder, workshop: Workshop) -> Flask:
    """Two authors' posts; what comes with two links waits."""
    folder.write("site.toml", 'title = "Laps"\nauthor = "sarah"\n')
    folder.write("authors/sarah.md", "---\nname: Sarah\n---\n")
    folder.write("authors/glenn.md", "---\nname: Glenn\n---\n")
    folder.post("first-mile")
    folder.post("the-spot", author="glenn")
    app.extensions[current.WORKSHOP] = workshop
    sync(app, workshop)
    return app


def say(client: FlaskClient, body: str, *, name: str = "Ruth", post: str = "first-mile", **more):
    """Write a comment; give the answer."""
    fields = {"name": name, "body": body, **more}
    return client.post(f"/posts/{post}/comments/", data=fields, headers=OURS)


def waits(client: FlaskClient, words: str = "Here is the stretch", **more):
    """Write a comment that waits for its two links."""
    return say(client, f"{words} https://a.example/1 https://b.example/2", **more)


def send_to(desk: Desk, address: str, **fields) -> TestResponse:
    """Send a form of the desk."""
    token = form_of(desk.client.get("/desk/devices/"))["csrf_token"]
    return send(desk.client, address, {"csrf_token": token, **fields})


def press(desk: Desk, button: str, address: str = QUEUE, **more) -> TestResponse:
    """Press a button, and land."""
    return land(desk, send_to(desk, address, do=button, **more))


def land(desk: Desk, answer: TestResponse) -> TestResponse:
    """Go where an answer leads."""
    while answer.status_code in {302, 303}:
        answer = desk.client.get(answer.location)
    return answer


def undo(desk: Desk, page: TestResponse) -> TestResponse:
    """Take back what a page says was done."""
    found = re.search(
        r'action="(/desk/rulings/\d+/undo/)".*?name="back" value="([^"]*)"', page.text, re.S
    )
    return press(desk, "", found[1], back=found[2])


def numbers(app: Flask, status: Status = Status.PENDING) -> list[int]:
    """List the comments of a standing."""
    with app.app_context():
        return [one.id for one in queries.listed(statuses=[status])]


def everything(app: Flask) -> list[object]:
    """Everything an author sees of comments, and of edits that wait."""
    with app.app_context():
        return [queries.listed(), queries.waiting_edits(), queries.decisions(["first-mile"])]


def pile(app: Flask, bodies: list[str], *, post: str = "first-mile", name: str = "Bob") -> None:
    """Let comments wait that came while nobody looked."""
    now = clock.now()
    texts = [rendering.render(body) for body in bodies]
    common = {"post_slug": post, "email": "", "website": "", "status": Status.PENDING}
    common |= {"rendered_with": markup.VERSION, "waits_because": "2 links", "by_author": False}
    with app.app_context(), transaction():
        rows = [
            common
            | {"name": f"{name} {n}", "name_key": undress(f"{name} {n}")}
            | {"body": text.body, "html": text.html, "submitted_at": now, "decided_at": now}
            for n, text in enumerate(texts)
        ]
        ids = db.session.execute(insert(Comment).returning(Comment.id), rows).scalars().all()
        wordings = [
            {"post_slug": post, "words_hash": text.hash, "nth": number, "comment_id": number}
            for number, text in zip(ids, texts, strict=True)
        ]
        db.session.execute(insert(Wording), wordings)
