"""The seed page: two equal comments, as WordPress stored them, become one and two again."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest

from blog.comments import folds, queries, rendering
from blog.comments.models import Comment, Wording
from blog.comments.names import undress
from blog.comments.status import Status
from blog.database.engine import db
from blog.database.transaction import transaction
from makers import front, sync

SEED = Path(__file__).parents[3] / "shared" / "seed" / "it-band-syndrome-healing.wxr.xml"
SLUG = "it-band-syndrome-healing"
WP = "{http://wordpress.org/export/1.2/}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"


@pytest.fixture
def seed():
    """The one post of the export."""
    if not SEED.is_file():
        pytest.skip(f"The seed is not beside this checkout: {SEED.name}")
    items = ElementTree.parse(SEED).findall("channel/item")
    return next(item for item in items if item.findtext(f"{WP}post_name") == SLUG)


@pytest.fixture
def page(seed, folder, app, workshop):
    """The seed's page; its comments stand as they were exported."""
    header = {"title": seed.findtext("title"), "date": seed.findtext(f"{WP}post_date"),
              "comments": seed.findtext(f"{WP}comment_status")}  # fmt: skip
    folder.write("authors/sarah.md", front({"name": "Sarah"}))
    folder.write(f"posts/{SLUG}.md", front(header) + seed.findtext(CONTENT))
    assert sync(app, workshop).problems == ()
    with app.app_context(), transaction():
        for nth, comment in enumerate(seed.findall(f"{WP}comment"), 1):
            store(comment, nth)
    return lambda: app.test_client().get(f"/posts/{SLUG}/").text


def store(exported, nth):
    """Keep a comment just as an import does that asks nothing."""

    def say(field):
        return exported.findtext(f"{WP}comment_{field}") or ""

    sent_at = datetime.fromisoformat(say("date_gmt")).replace(tzinfo=UTC)
    text = rendering.render(say("content"))
    comment = Comment(
        post_slug=SLUG,
        name=say("author"),
        name_key=undress(say("author")),
        email=say("author_email"),
        website=say("author_url"),
        body=text.body,
        html=text.html,
        rendered_with=1,
        status=Status.APPROVED,
        waits_because="",
        submitted_at=sent_at,
        decided_at=sent_at,
        by_author=False,
    )
    db.session.add(comment)
    db.session.flush()
    wording = Wording(post_slug=SLUG, words_hash=text.hash, nth=nth, comment_id=comment.id)
    db.session.add(wording)


def everything(app):
    with app.app_context():
        return queries.listed()


def test_the_seed_page_says_once_what_was_said_once(app, page):
    before, shown = everything(app), page()
    assert "2 thoughts on “IT Band Syndrome Healing”" in shown

    with app.app_context(), transaction():
        done = folds.fold([one for one in folds.found() if one.sure], now=datetime.now(UTC))

    folded = page()
    assert len(done) == 1
    assert "1 thought on “IT Band Syndrome Healing”" in folded
    assert "Comments are closed." in folded
    assert "comment-form" not in folded
    assert folded.count("h-cite") == 1

    with app.app_context(), transaction():
        folds.unfold([one.id for one in done], now=datetime.now(UTC))
    assert everything(app) == before
    assert page() == shown


def test_nothing_else_is_found_twice_afterwards(app, page):
    with app.app_context(), transaction():
        folds.fold(folds.found(), now=datetime.now(UTC))
        assert folds.found() == []
