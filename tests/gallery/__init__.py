"""The gallery: a page of every kind there is, with content that is hard to show.

Screenshots are made of it, and what can be measured of the look is measured on it. Its days are
counted from today, so it never grows old.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import pytest
from flask import Flask, Response
from sqlalchemy.exc import OperationalError

from blog import settings
from blog.factory import create_app
from blog.workshop import Workshop
from gallery import desks, sites, talks, words
from makers import Folder, ready, sync
from talking import served

# Every kind of page: its name, the blog it is of, and its path there.
_PATHS = {
    "home": ("journal", "/"),
    "home-page-2": ("journal", "/?page=2"),
    "home-silent": ("silent", "/"),
    "home-empty": ("empty", "/"),
    "home-german": ("german", "/"),
    "home-arabic": ("arabic", "/"),
    "post-in-a-story": ("journal", "/posts/knee-4/"),
    "post-under-way": ("journal", "/posts/swim-6/"),
    "post-of-twenty": ("journal", "/posts/year-14/"),
    "post-in-two-stories": ("journal", "/posts/two-stories/"),
    "post-alone": ("journal", "/posts/ordinary-1/"),
    "post-3-words": ("journal", "/posts/three-words/"),
    "post-5000-words": ("journal", "/posts/five-thousand-words/"),
    "post-everything": ("journal", "/posts/everything/"),
    "post-right-to-left": ("journal", "/posts/arabic/"),
    "post-german": ("german", "/posts/knee-2/"),
    "post-arabic": ("arabic", "/posts/knee-2/"),
    "story-under-way": ("journal", "/tags/swim/"),
    "story-over": ("journal", "/tags/knee/"),
    "story-of-twenty": ("journal", "/tags/year/"),
    "story-on-one-page": ("journal", "/tags/knee/story/"),
    "story-silent": ("silent", "/tags/hip/"),
    "story-arabic": ("arabic", "/tags/knee/"),
    "discussion-0": ("journal", "/posts/nobody/"),
    "discussion-1": ("journal", "/posts/one/"),
    "discussion-40": ("journal", "/posts/forty/"),
    "discussion-nested": ("journal", "/posts/nested/"),
    "discussion-20": ("journal", "/posts/weighed/"),
    "discussion-closed": ("journal", "/posts/closed/"),
    "discussion-reply": ("journal", ""),
    "archive": ("journal", "/archive/"),
    "archive-of-a-year": ("journal", f"/archive/{sites.day(48).year}/"),
    "tags": ("journal", "/tags/"),
    "tag": ("journal", "/tags/family/"),
    "tag-empty": ("empty", "/tags/"),
    "author": ("journal", "/authors/sarah/"),
    "author-long": ("journal", "/authors/maximiliane/"),
    "page": ("journal", "/about/"),
    "kept": ("journal", "/kept/"),
    "error-404": ("journal", "/nowhere/"),
    "error-410": ("journal", "/posts/taken-down/"),
    "error-500": ("journal", "/trips/"),
    "error-503": ("journal", "/store-away/"),
}
# Pages that answer a form: they are kept as they came, because nobody can go there.
_ANSWERS = (
    "discussion-receipt",
    "discussion-two-of-mine",
    "discussion-waiting",
    "discussion-refused",
    "discussion-too-long",
    "discussion-confirm",
    "discussion-closed-meanwhile",
    "discussion-post-gone",
)
KINDS = (*_PATHS, *_ANSWERS, *desks.DESK, *desks.ON_THE_SITE)


@dataclass(frozen=True)
class Gallery:
    """The blogs of the gallery, being served."""

    addresses: dict[str, str]
    folder: Folder

    def __getitem__(self, kind: str) -> str:
        return self.addresses[kind]


@pytest.fixture(scope="session")
def gallery(tmp_path_factory: pytest.TempPathFactory, workshop: Workshop) -> Iterator[Gallery]:
    """Serve every kind of page."""
    folders = _folders(tmp_path_factory.mktemp("gallery"))
    with ExitStack() as stack:
        apps = {
            name: stack.enter_context(_published(folder, workshop))
            for name, folder in folders.items()
        }
        journal = apps["journal"]
        _take_down(journal, folders["journal"], workshop)
        held: dict[str, str] = {}
        _trip(journal)
        _hold(journal, held)
        held |= talks.talk(journal)
        held |= desks.desk(apps["desk"], folders["desk"], workshop) | desks.elsewhere(apps)
        at = {name: stack.enter_context(served(app)) for name, app in apps.items()}
        reply = talks.first_reply(journal, "/posts/one/")
        addresses = {kind: at[blog] + (path or reply) for kind, (blog, path) in _PATHS.items()}
        addresses |= {kind: f"{at['journal']}/held/{kind}/" for kind in held}
        assert set(addresses) == set(KINDS)
        yield Gallery(addresses, folders["journal"])


def _folders(place: Path) -> dict[str, Folder]:
    arabic, german = words.ARABIC_TITLE, "Schwimm, Rad, Mutter, Lauf"
    return {
        "journal": sites.journal(place / "journal"),
        "desk": desks.site(place / "desk"),
        "silent": sites.silent(place / "silent"),
        "empty": sites.empty(place / "empty"),
        "german": sites.foreign(place / "german", language="de", title=german),
        "arabic": sites.foreign(place / "arabic", language="ar", title=arabic),
    }


@contextmanager
def _published(folder: Folder, workshop: Workshop) -> Iterator[Flask]:
    environ = {"BLOG_COMMENTS_PER_MINUTE": "0"}
    with ready(create_app(settings.read(environ, at=folder.path))) as app:
        problems = [one for one in sync(app, workshop).problems if one.refused]
        assert not problems, "\n".join(map(str, problems))
        yield app


def _take_down(app: Flask, folder: Folder, workshop: Workshop) -> None:
    folder.remove("posts/taken-down.md")
    sync(app, workshop)


def _trip(app: Flask) -> None:
    """Add pages that fail."""

    def trip() -> NoReturn:
        raise RuntimeError("This is how a page of the gallery trips.")

    def lose_the_store() -> NoReturn:
        raise OperationalError("SELECT", {}, Exception("The gallery lost its store."))

    app.add_url_rule("/trips/", view_func=trip)
    app.add_url_rule("/store-away/", view_func=lose_the_store)


def _hold(app: Flask, held: dict[str, str]) -> None:
    """Keep answers as they came."""

    def show(name: str) -> Response:
        return Response(held[name], mimetype="text/html")

    app.add_url_rule("/held/<name>/", view_func=show)
