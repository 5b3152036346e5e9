"""What this site keeps, in the words of its settings."""

from __future__ import annotations

import pytest

from blog import settings
from blog.factory import create_app
from makers import SITE, ready, sync

MAIL = "---\nname: Sarah\nlinks: {E-mail: mailto:sarah@laps.example}\n---\n"


@pytest.fixture
def kept(folder, workshop):
    """Read the page with these settings."""

    def kept(site="", **variables):
        folder.write("site.toml", SITE + site)
        if not (folder.content / "authors").exists():
            folder.write("authors/sarah.md", "---\nname: Sarah\n---\n")
        with ready(create_app(settings.read(variables, at=folder.path))) as app:
            sync(app, workshop)
            answer = app.test_client().get("/kept/")
            assert answer.status_code == 200
            assert "Set-Cookie" not in answer.headers
            return answer.text

    return kept


@pytest.mark.parametrize(
    "words",
    [
        "30 days.",
        "15 minutes.",
        "60 minutes.",
        "5 minutes.",
        "At most 5,000 wait at once",
        "never shown to anybody but Sarah",
        "take it back yourself within 15 minutes",
    ],
)
def test_the_page_says(kept, words):
    assert words in kept()


def test_without_a_time_to_edit_there_is_only_asking(kept):
    assert "To have a comment gone, ask Sarah in another comment." in kept(
        "[comments]\nedit_minutes = 0\n"
    )


def test_an_author_who_gives_an_address_can_be_written_to(kept, folder):
    assert "mailto:" not in kept()

    folder.write("authors/sarah.md", MAIL)
    page = kept()

    assert '<a href="mailto:sarah@laps.example">sarah@laps.example</a>' in page


def test_the_page_follows_the_settings(kept):
    assert "within 40 minutes" in kept("[comments]\nedit_minutes = 40\n")
    assert "A mark made of your network<" not in kept(BLOG_COMMENTS_PER_MINUTE="0")
