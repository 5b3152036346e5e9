"""What this site keeps, in the words of its settings."""

from __future__ import annotations

import pytest

from blog import settings
from blog.factory import create_app
from makers import SITE, ready, sync


@pytest.fixture
def kept(folder, workshop):
    """Read the page with these settings."""

    def kept(site="", **variables):
        folder.write("site.toml", SITE + site)
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
        "At most 5000 wait at once",
        "never shown to anybody but Sarah",
        "take it back yourself within 15 minutes",
    ],
)
def test_the_page_says(kept, words):
    assert words in kept()


def test_the_page_follows_the_settings(kept):
    assert "within 40 minutes" in kept("[comments]\nedit_minutes = 40\n")
    assert "A mark made of your network<" not in kept(BLOG_COMMENTS_PER_MINUTE="0")
