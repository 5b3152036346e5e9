"""Blogs of any size to measure: posts as files, comments straight into the database."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import insert

from blog import settings
from blog.comments.models import Comment
from blog.comments.status import Status
from blog.database.engine import db
from blog.database.transaction import transaction
from blog.factory import create_app

BLOG = [sys.executable, "-m", "blog"]
# The post whose page is measured: with a bio, in a story, with twenty comments.
SLUG = "part-4"
PATH = f"/posts/{SLUG}/"

_WORDS = (
    "the a knee road morning slow mile again rain hill breath coach pain better shoe water "
    "walk run ride swim rest ice stretch table lamp bridge river dog neighbour start finish "
    "and but then because while after before under over with without of to in on at"
).split()
_BEGINNING = datetime(2011, 8, 25, 7, tzinfo=UTC)


class Site:
    """A blog in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environ = {
            **{key: value for key, value in os.environ.items() if not key.startswith("BLOG_")},
            "BLOG_COMMENTS_PER_MINUTE": "0",
        }

    def write(self, posts: int) -> Site:
        """Write the author, a story of eight parts, and as many other posts as are wanted."""
        chance = random.Random(posts)
        self._file(
            "site.toml", 'title = "Bench"\nurl = "http://127.0.0.1:8000"\nauthor = "sarah"\n'
        )
        self._file("authors/sarah.md", "---\nname: Sarah\n---\n" + _sentences(chance, 40))
        self._file(
            "tags/knee.md", "---\ntitle: Knee\nseries:\n  started: 2011-08-25\n---\nA story.\n"
        )
        for number in range(1, 9):
            self._post(chance, f"part-{number}", number, tags="knee, running", words=650)
        for number in range(posts - 8):
            tag = f"lap-{number % 40}-run"
            self._post(chance, f"day-{number}", 30 + number, tags=tag, words=300)
        return self

    def publish(self) -> Site:
        """Publish it."""
        subprocess.run(
            [*BLOG, "--at", self.folder, "content", "sync"],
            check=True,
            env=self.environ,
            stdout=subprocess.DEVNULL,
        )
        return self

    def discuss(self, *, here: int, elsewhere: int = 0) -> Site:
        """Put comments below the measured post, and below all others."""
        app = create_app(settings.read(self.environ, at=self.folder))
        chance = random.Random(here)
        with app.app_context():
            slugs = [f"day-{number}" for number in range(200)]
            places = [SLUG] * here + [slugs[number % 200] for number in range(elsewhere)]
            for begin in range(0, len(places), 10_000):
                part = enumerate(places[begin : begin + 10_000], begin)
                rows = [_comment(chance, slug, number) for number, slug in part]
                with transaction():
                    db.session.execute(insert(Comment), rows)
            db.engine.dispose()
        return self

    def _post(self, chance: random.Random, slug: str, day: int, *, tags: str, words: int) -> None:
        when = _BEGINNING + timedelta(hours=11 * day)
        while when > datetime.now(UTC):
            when -= timedelta(days=5000)
        paragraphs = "\n\n".join(_sentences(chance, 50) for _ in range(words // 50))
        header = f"title: Day {day} of {slug}\ndate: {when:%Y-%m-%d %H:%M}\ntags: {tags}\n"
        self._file(f"posts/{slug}.md", f"---\n{header}author: sarah\n---\n{paragraphs}\n")

    def _file(self, name: str, text: str) -> None:
        path = self.folder / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def _sentences(chance: random.Random, words: int) -> str:
    lines = (" ".join(chance.choice(_WORDS) for _ in range(10)) for _ in range(0, words, 10))
    return " ".join(f"{line.capitalize()}." for line in lines)


def _comment(chance: random.Random, slug: str, number: int) -> dict[str, object]:
    body = f"{_sentences(chance, 40)} Number {number}."
    return {
        "post_slug": slug,
        "name": f"Reader {number}",
        "name_key": f"reader{number}",
        "email": "",
        "website": "",
        "body": body,
        "html": f"<p>{body}</p>",
        "rendered_with": 1,
        "status": Status.APPROVED,
        "waits_because": "",
        "submitted_at": _BEGINNING + timedelta(days=3, minutes=number),
        "decided_at": _BEGINNING + timedelta(days=3, minutes=number),
        "by_author": False,
    }
