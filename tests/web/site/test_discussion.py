"""When a discussion is open, what its page says, and what that costs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

import clocks
from blog.comments import rulings
from blog.comments.decisions import By
from blog.comments.models import Arrival, Comment, Decision, Hand, Wording
from blog.database.engine import db
from blog.database.transaction import transaction
from blog.posts.models import Post
from blog.sources.models import Source
from commenting import COMMENTS, OURS, PAGE, hidden, number, send
from counting import counting
from makers import SITE, front, sync

NOW = datetime(2013, 5, 12, 12, tzinfo=UTC)
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)


@pytest.fixture
def at(monkeypatch):
    """Set the clock."""

    def at(moment):
        clocks.tell(monkeypatch, lambda: moment)

    at(NOW)
    return at


@pytest.fixture
def publish(folder, app, workshop, at):
    """Write the post with this header and this site, and publish."""

    def publish(*, site="", **header):
        folder.write("site.toml", SITE + f"[comments]\n{site}\n")
        folder.write("authors/sarah.md", front({"name": "Sarah"}))
        folder.post("first-steps", title="First steps", date="2013-05-12 06:00", **header)
        return sync(app, workshop)

    return publish


@pytest.fixture
def reader(app):
    return app.test_client()


def is_open(reader):
    return 'id="comment-form"' in reader.get(PAGE).text


def said(app):
    """How many words of the author are kept."""
    with app.app_context():
        return db.session.execute(select(func.count()).select_from(Decision)).scalar_one()


def by_command(app, what, moment=NOW):
    with app.app_context(), transaction():
        what(["first-steps"], by=By.COMMAND, now=moment, name="Sarah")


def test_a_discussion_closes_by_age_to_the_second(publish, reader, at):
    publish(site="close_after_days = 7")
    published = datetime(2013, 5, 12, 6, tzinfo=UTC)
    etag = reader.get(PAGE).headers["ETag"]

    at(published + 7 * DAY - SECOND)
    assert reader.get(PAGE, headers={"If-None-Match": etag}).status_code == 304
    at(published + 7 * DAY)
    page = reader.get(PAGE, headers={"If-None-Match": etag})

    assert page.status_code == 200
    assert "Discussions close 7 days after the last comment" in page.text
    assert send(reader).status_code == 403


def test_a_form_from_before_an_age_waits(publish, reader, at, app):
    publish(site="close_after_days = 7")
    opening = hidden(reader.get(PAGE).text)["opening"]

    at(datetime(2013, 5, 20, 5, 59, 59, tzinfo=UTC))
    assert send(reader, opening=opening).status_code == 303
    assert "1 thought" not in reader.get(PAGE).text
    at(datetime(2013, 5, 20, 6, 0, 1, tzinfo=UTC))
    assert send(reader, opening=opening, body="Later still.").status_code == 403


@pytest.mark.parametrize(
    ("site", "sentence"),
    [
        pytest.param('default = "closed"', "This blog keeps its discussions closed.", id="closed"),
        pytest.param('default = "open"', None, id="open"),
    ],
)
def test_without_a_word_the_default_counts(publish, reader, site, sentence):
    publish(site=site)

    assert is_open(reader) is (sentence is None)
    if sentence:
        assert sentence in reader.get(PAGE).text


def test_a_header_opens_what_the_default_keeps_closed(publish, reader):
    publish(site='default = "closed"', comments="open")

    assert is_open(reader)


def test_off_hides_even_what_a_word_opened(publish, reader, app):
    publish(site="", comments="off")
    by_command(app, rulings.reopen)

    assert "No discussion" not in reader.get(PAGE).text
    assert 'id="comments"' not in reader.get(PAGE).text


def test_the_latest_word_counts_whoever_said_it(publish, reader, app, at):
    publish(comments="closed")
    assert not is_open(reader)
    by_command(app, rulings.reopen, NOW + SECOND)
    assert is_open(reader)
    at(NOW + DAY)
    publish(comments="open")
    assert is_open(reader)
    at(NOW + 2 * DAY)
    publish(comments="closed")
    assert not is_open(reader)
    at(NOW + 3 * DAY)
    publish()
    assert is_open(reader)


def test_a_rebuild_says_nothing_new(publish, reader, app, workshop, at):
    publish(comments="closed")
    by_command(app, rulings.reopen, NOW + SECOND)
    words = said(app)
    at(NOW + DAY)

    sync(app, workshop, rebuild=True)
    assert (said(app), is_open(reader)) == (words, True)

    with app.app_context(), transaction():
        for table in (Post, Source):
            db.session.execute(table.__table__.delete())
    sync(app, workshop)
    assert (said(app), is_open(reader)) == (words, True)


def test_a_header_changed_while_the_index_was_gone_is_the_latest_word(
    publish, reader, app, workshop, at, folder
):
    publish(comments="open")
    by_command(app, rulings.close, NOW + SECOND)
    by_command(app, rulings.reopen, NOW + 2 * SECOND)
    at(NOW + DAY)
    with app.app_context(), transaction():
        for table in (Post, Source):
            db.session.execute(table.__table__.delete())

    publish(comments="closed")

    assert not is_open(reader)


def test_a_form_from_before_the_last_opening_is_not_taken(publish, reader, app, at):
    publish()
    old = hidden(reader.get(PAGE).text)["opening"]
    by_command(app, rulings.close, NOW + SECOND)
    by_command(app, rulings.reopen, NOW + 2 * SECOND)
    at(NOW + 3 * SECOND)
    new = hidden(reader.get(PAGE).text)["opening"]
    by_command(app, rulings.close, NOW + 3 * SECOND)
    at(NOW + 4 * SECOND)

    assert old != new
    assert send(reader, opening=old).status_code == 403
    assert send(reader, opening=new).status_code == 303


def test_what_was_closed_says_who_when_why_and_where_it_goes_on(
    publish, folder, app, workshop, reader
):
    folder.write("tags/knee.md", front({"title": "Knee", "series": "{started: 2013-05-01}"}))
    for day in (13, 14, 15):
        comments = "closed" if day == 15 else None
        folder.post(f"part-{day}", date=f"2013-05-{day - 5:02}", tags="knee", comments=comments)
    publish(tags="knee", comments="closed")

    page = reader.get(PAGE).text

    assert "Sarah closed this discussion on" in page
    assert "/posts/part-14/#comments" in page
    refused = send(reader)
    assert refused.status_code == 403
    assert "/posts/part-14/#comments" in refused.text


def test_a_reply_keeps_the_one_who_came_too_late_on_the_page(publish, reader, app):
    publish()
    parent = number(send(reader))
    by_command(app, rulings.close)

    answer = reader.get(f"{COMMENTS}{parent}/reply/")

    assert answer.headers["Location"] == f"{PAGE}#comments"


@pytest.mark.parametrize("comments", [1, 60])
def test_the_discussion_costs_the_same_however_many_say_something(publish, reader, comments):
    publish()
    for n in range(comments):
        assert send(reader, name=f"N{n}", body=f"Number {n}.").status_code == 303

    with counting() as cost:
        reader.get(PAGE)

    assert len(cost.statements) == PAGE_COSTS, "\n".join(cost.statements)


PAGE_COSTS = 7


def test_a_comment_number_is_never_given_twice(publish, reader, app):
    publish()
    last = number(send(reader))
    with app.app_context(), transaction():
        for table in (Hand, Wording, Arrival, Comment):
            db.session.execute(table.__table__.delete())

    assert number(send(reader)) > last


def test_the_page_of_a_receipt_can_be_asked_for_its_head_only(publish, reader):
    publish()
    address = send(reader).headers["Location"].partition("#")[0]

    head = reader.head(address)

    assert head.headers["Cache-Control"] == "private, no-store"
    assert head.headers["Referrer-Policy"] == "same-origin"


def test_no_receipt_is_ever_logged(publish, reader, caplog):
    publish()
    with caplog.at_level("DEBUG"):
        sent = send(reader)
        reader.get(sent.headers["Location"].partition("#")[0])
        reader.post(f"{COMMENTS}1/edit/", data={"receipt": "x", "body": "y"}, headers=OURS)

    assert "receipt" not in caplog.text


@pytest.fixture
def long_discussion(app, publish):
    """A discussion of 501 comments by people of all sorts."""
    publish()
    with app.app_context(), transaction():
        db.session.add_all(comment(number) for number in range(1, 502))


def comment(number):
    return Comment(
        post_slug="first-steps",
        name=f"Reader {number}",
        name_key=f"reader{number}",
        email="",
        website="",
        body=f"Words {number}.",
        html=f"<p>Words {number}.</p>",
        rendered_with=1,
        status="approved",
        waits_because="",
        submitted_at=NOW + SECOND * number,
        decided_at=NOW,
        by_author=False,
    )


def test_a_long_discussion_has_pages_that_lead_to_each_other(long_discussion, reader):
    first, second = reader.get(PAGE).text, reader.get(f"{PAGE}?page=2").text

    assert "501 thoughts on" in first
    assert "501 thoughts on" in second
    assert ("Words 500." in first, "Words 501." in first) == (True, False)
    assert ("Words 500." in second, "Words 501." in second) == (False, True)
    assert f'<a rel="next" href="{PAGE}?page=2#comments">Later comments</a>' in first
    assert f'<a rel="prev" href="{PAGE}#comments">Earlier comments</a>' in second
    assert f'href="{PAGE}?page=2#comment-501"' in second
    assert f'{PAGE}?page=2">' in second.partition('rel="canonical"')[2].partition("\n")[0]


def test_a_comment_on_a_later_page_is_found_by_its_address(long_discussion, reader):
    answer = reader.get(f"{COMMENTS}501/")

    assert answer.location == f"{PAGE}?page=2#comment-501"


def test_who_writes_on_the_last_page_lands_on_it(long_discussion, reader):
    landed = reader.get(send(reader, name="Mia", body="The last word.").location).text

    assert "The last word." in landed
    assert "502 thoughts on" in landed
    assert "Words 500." not in landed


@pytest.mark.parametrize("number", ["3", "0", "x", "1000000"])
def test_a_page_that_a_discussion_does_not_have_is_not_found(long_discussion, reader, number):
    assert reader.get(f"{PAGE}?page={number}").status_code == 404
