"""A blog with something of everything, for tests that read, and ways to watch it answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest
from PIL import Image

import clocks
import reading
from blog import settings
from blog.factory import create_app
from makers import Folder, front, ready, sync
from reading import Element

# The day this blog lives in: the 41st of the story of the knee.
NOON = datetime(2026, 4, 10, 17, tzinfo=UTC)

SITE = """title = "Laps & more"
tagline = "Round and round."
url = "https://laps.example"
language = "en-US"
timezone = "America/Chicago"
author = "sarah"
menu = ["about", "knee"]
footer = "Typed at the pool."
"""
KNEE_DAYS = (1, 10, 23, 25, 28, 32, 35, 39)
# One page of each kind, with the template it is printed by.
KINDS = {
    "/": "home.html",
    "/?page=2": "home.html",
    "/posts/knee-3/": "posts/show.html",
    "/posts/plain/": "posts/show.html",
    "/posts/chapters/": "posts/show.html",
    "/posts/shoulder-2/": "posts/show.html",
    "/tags/": "tags/index.html",
    "/tags/swimming/": "tags/show.html",
    "/tags/knee/": "series/show.html",
    "/tags/knee/story/": "series/whole.html",
    "/tags/shoulder/": "series/show.html",
    "/tags/wrist/": "series/show.html",
    "/tags/silent/": "series/show.html",
    "/authors/sarah/": "authors/show.html",
    "/archive/": "archive.html",
    "/about/": "pages/show.html",
}


def picture() -> bytes:
    """Draw a small picture."""
    drawn = BytesIO()
    Image.new("RGB", (60, 40), "teal").save(drawn, "PNG")
    return drawn.getvalue()


def write(folder: Folder) -> None:
    """Write the blog: four stories, of which two are over and one fell silent, and the rest."""
    folder.write("site.toml", SITE)
    _write_introductions(folder)
    folder.write("authors/sarah.png", picture())
    links = "{Races: https://races.example/sarah}"
    sarah = {"name": "Sarah", "tagline": "Swims.", "links": links, "picture": "sarah.png"}
    folder.write("authors/sarah.md", front(sarah) + "Mom of three. *Triathlete.*\n")
    folder.write("pages/about.md", front({"title": "About", "updated": "2026-01-02"}) + "Me.\n")
    for number, day in enumerate(KNEE_DAYS, 1):
        date_of_it = date(2026, 2, 28) + timedelta(days=day)
        tags = "knee, shoulder" if number == 2 else "knee"
        folder.post(f"knee-{number}", f"Knee text {number}.\n", date=date_of_it, tags=tags)
    folder.post("shoulder-1", date="2025-06-01", tags="shoulder")
    folder.post("shoulder-2", date="2025-08-01", tags="shoulder", updated="2025-08-03")
    folder.post("silence", date="2025-01-05", tags="silent")
    _write_single_posts(folder)


def _write_introductions(folder: Folder) -> None:
    goal = "{name: The half, date: 2026-05-01}"
    knee = f"{{started: 2026-03-01, status: healing, tape: magenta, goal: {goal}}}"
    folder.write("tags/knee.md", front({"title": "The knee", "series": knee}) + "It began so.\n")
    end = "ended: 2025-09-01, outcome: I swim again."
    over = f"{{started: 2025-05-30, status: returned, {end}, tape: lime}}"
    folder.write("tags/shoulder.md", front({"title": "The shoulder", "series": over}))
    folder.write("tags/silent.md", front({"title": "Silent", "series": "{started: 2025-01-01}"}))
    folder.write("tags/wrist.md", front({"title": "The wrist", "series": "{started: 2026-04-01}"}))
    summary = {"title": "Swimming", "summary": "In water."}
    folder.write("tags/swimming.md", front(summary) + "All about *water*.\n")


def _write_single_posts(folder: Folder) -> None:
    folder.post("plain", "Words.\n", date="2026-04-09 21:30", author="ben", summary="In short.")
    sections = "\n".join(f"# Chapter {number}\n\nText {number}.\n" for number in range(1, 6))
    folder.post("chapters", sections, date="2024-12-31 23:30", tags="swimming, Family")
    folder.write("posts/pictured/pool.png", picture())
    header = {"title": "Pictured", "date": "2024-11-01", "tags": "swimming", "image": "pool.png"}
    folder.write("posts/pictured/index.md", front(header) + "![The pool](pool.png)\n")
    folder.post("бег", date="2024-10-01", tags="Плавание", title="Бег")
    aliases, formerly = "[/2011/09/old/, /старый/]", "[first-name]"
    folder.post("renamed", date="2024-09-01", aliases=aliases, formerly=formerly)
    folder.post("draft", "Hush.\n", title="Hidden draft", draft="yes", tags="swimming, draftly")
    folder.post("soon", "Hush.\n", title="Hidden future", date="2026-04-11", tags="knee, futurely")


@pytest.fixture
def now(monkeypatch) -> Callable[[datetime], None]:
    """Set the clock; until it is set it is noon of the day this blog lives in."""
    clocks.tell(monkeypatch, lambda: NOON)
    return lambda moment: clocks.tell(monkeypatch, lambda: moment)


@pytest.fixture(scope="session")
def laps(tmp_path_factory, workshop):
    """The app of that blog. Tests read it and change nothing."""
    folder = Folder(tmp_path_factory.mktemp("laps") / "blog")
    write(folder)
    with ready(create_app(settings.read({}, at=folder.path))) as app:
        assert not sync(app, workshop).refused
        yield app


@pytest.fixture
def reader(laps, now):
    """A reader of that blog."""
    return laps.test_client()


@pytest.fixture
def see(reader) -> Callable[..., Element]:
    """Look at a page of that blog."""
    return lambda path, status=200: look(reader, path, status=status)


@pytest.fixture
def publish(app, client, workshop, now):
    """Publish a folder of one's own as it is now; give back its reader."""

    def publish():
        sync(app, workshop)
        return client

    return publish


def look(client, path, *, status=200) -> Element:
    """Look at a page, whoever the reader is."""
    answer = client.get(path)
    assert answer.status_code == status, answer.text[:500]
    return reading.page(answer.text)
