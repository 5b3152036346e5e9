"""People with browsers who take part in a discussion, and what is stored of it."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from flask import Flask
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import select
from werkzeug.serving import WSGIRequestHandler, make_server

from blog import clock
from blog.comments import rulings
from blog.comments.decisions import By
from blog.comments.models import Comment
from blog.database.engine import db
from blog.database.transaction import transaction

WORDS = "So glad the knee is holding up! I see that tape everywhere these days."


class Clock:
    """The time of a test: it goes on by itself, and further when told to."""

    def __init__(self) -> None:
        self._ahead = timedelta(0)
        self._now = clock.now

    def now(self) -> datetime:
        return self._now() + self._ahead

    def later(self, **time: float) -> None:
        """Let time pass."""
        self._ahead += timedelta(**time)


@dataclass
class Post:
    """A post whose discussion a test has for itself, and its stored side."""

    app: Flask
    clock: Clock
    slug: str
    site: str

    @property
    def url(self) -> str:
        return f"{self.site}/posts/{self.slug}/"

    @property
    def form(self) -> str:
        """The address a form of it is sent to."""
        return f"{self.url}comments/"

    def stored(self) -> list[tuple[str, str]]:
        """The words that are stored, and how they stand."""
        query = select(Comment.body, Comment.status).where(Comment.post_slug == self.slug)
        with self.app.app_context():
            return [tuple(row) for row in db.session.execute(query.order_by(Comment.id))]

    def read(self) -> str:
        """The page as anybody else sees it."""
        with urlopen(self.url) as answer:
            return answer.read().decode()

    def hear(self, body: str, name: str) -> None:
        """Take a comment of somebody else."""
        fields = urlencode({"body": body, "name": name}).encode()
        urlopen(Request(self.form, fields, {"Sec-Fetch-Site": "same-origin"})).close()

    def close(self) -> None:
        """Let the author close the discussion."""
        with self.app.app_context(), transaction():
            rulings.close([self.slug], by=By.COMMAND, now=self.clock.now(), name="Sarah")

    def approve(self) -> None:
        """Let the author approve all that waits."""
        with self.app.app_context(), transaction():
            waiting = select(Comment.id).where(Comment.post_slug == self.slug)
            rulings.approve(db.session.execute(waiting).scalars(), now=self.clock.now())


@dataclass
class Reader:
    """Somebody with a browser, on one page."""

    page: Page
    post: Post
    scripts: bool = True

    @property
    def form(self) -> Locator:
        return self.page.locator("#comment-form")

    @property
    def button(self) -> Locator:
        return self.form.locator("button.button")

    @property
    def told(self) -> Locator:
        """What the form says about its sending."""
        return self.form.locator("[data-status]")

    @property
    def yours(self) -> Locator:
        """The reader's own comments, with what is said about them."""
        return self.page.locator(".yours")

    def come(self) -> Reader:
        """Come to the page of the post, as if by its link."""
        self.page.goto(self.post.url)
        return self

    def write(self, body: str = WORDS, name: str = "Mia") -> Reader:
        self.form.locator("[name=body]").fill(body)
        self.form.locator("[name=name]").fill(name)
        return self

    def send(self, body: str = WORDS, name: str = "Mia") -> Reader:
        """Write, press the button and land."""
        self.write(body, name)
        self.button.click()
        return self.landed()

    def landed(self) -> Reader:
        """Wait until this reader is at their own comment, with the receipt out of sight."""
        self.page.wait_for_url(re.compile(rf"{re.escape(self.post.url)}(\?receipt=.*)?#comment-"))
        expect(self.page.locator(":target .state")).to_be_in_viewport()
        if self.scripts:
            self.page.wait_for_url(re.compile("^[^?]*#comment-"))
        return self

    def counts(self, heading: str | None) -> None:
        """Make sure how many comments the page says there are, to this reader and to others."""
        heard = self.page.locator("#comments > h2")
        if heading is None:
            expect(heard).to_have_count(0)
            assert "No thoughts yet." in self.post.read()
        else:
            expect(heard).to_contain_text(f"{heading} on")
            assert f"{heading} on" in self.post.read()

    def kept(self) -> dict[str, str]:
        """What this device keeps."""
        found: dict[str, str] = self.page.evaluate("({...localStorage})")
        return found


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """Serve an app on a port of its own."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


class _Quiet(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: object) -> None:
        """Say nothing of each request."""
