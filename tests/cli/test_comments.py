"""`blog comments …`: exit codes, reports, sentences."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from click.testing import CliRunner

from blog import clock
from blog.cli import main
from blog.comments import rendering
from blog.comments.models import Comment, Wording
from blog.comments.status import Status
from blog.database.engine import db
from commenting import COMMENT, OURS, PAGE, number, receipt, send
from makers import SITE, sync


@pytest.fixture
def blog(folder, app, workshop, monkeypatch):
    """Run a command of `blog comments` for a folder with one post."""
    monkeypatch.chdir(folder.path)
    folder.write("authors/sarah.md", "---\nname: Sarah\n---\n")
    folder.post("first-steps", title="First steps", date=f"{clock.now():%Y-%m-%d}")
    sync(app, workshop)

    def run(*words):
        return CliRunner().invoke(main, ["--at", str(folder.path), "comments", *map(str, words)])

    return run


@pytest.fixture
def reader(app):
    return app.test_client()


@pytest.fixture
def careful(folder, app, workshop, blog):
    """Let every comment wait."""
    folder.write("site.toml", SITE + '[comments]\nmoderation = "all"\n')
    sync(app, workshop)


def listed(blog, *words):
    result = blog("list", "--json", *words)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def page(reader):
    return reader.get(PAGE).text


def test_list_for_programs_has_the_promised_fields(blog, reader):
    parent = number(send(reader))
    send(reader, name="Jo", body="Same here.", parent=parent, email="jo@example.org")

    first, second = listed(blog)

    assert {"id", "post", "parent", "name", "email", "website", "body", "status", "submitted_at",
            "duplicate_of"} <= first.keys()  # fmt: skip
    assert (second["parent"], second["email"], second["status"]) == (
        parent,
        "jo@example.org",
        "approved",
    )
    assert (first["post"], first["body"], first["duplicate_of"]) == (
        "first-steps",
        COMMENT["body"],
        None,
    )


def test_list_chooses_by_post_and_status(blog, reader, careful):
    send(reader)

    assert len(listed(blog, "--status", "pending", "--post", "first-steps")) == 1
    assert listed(blog, "--status", "approved") == []
    assert blog("list", "--post", "elsewhere").exit_code == 1
    assert "There are none." in blog("list", "--status", "spam").stdout


def test_list_for_people_says_why_a_comment_waits(blog, reader, careful):
    send(reader)

    said = blog("list").stdout

    assert "waits because: first comment by this name" in said
    assert COMMENT["body"] in said


def test_an_edit_that_waits_is_listed_and_refused(blog, reader):
    sent = send(reader)
    edit = {"body": "See https://a.example", "name": "Mia", "receipt": receipt(sent)}
    reader.post(f"/posts/first-steps/comments/{number(sent)}/edit/", data=edit, headers=OURS)

    said = blog("list").stdout
    assert "an edit waits because: 1 link" in said
    assert "> See https://a.example" in said
    assert "an edit waits because: 1 link" in blog("list", "--status", "pending").stdout
    assert listed(blog)[0]["edit"]["body"] == "See https://a.example"
    assert blog("refuse", number(sent)).stdout == "1 edit refused.\n"
    assert listed(blog)[0]["edit"] is None
    assert COMMENT["body"] in page(reader)


def test_approve_shows_a_comment(blog, reader, careful):
    sent = number(send(reader))
    assert COMMENT["body"] not in page(reader)

    assert blog("approve", sent).stdout == "1 comment approved.\n"
    assert blog("approve", sent).stdout == "0 comments approved.\n"
    assert COMMENT["body"] in page(reader)


@pytest.mark.parametrize("what", ["spam", "delete"])
def test_what_is_put_away_can_be_restored(blog, reader, what):
    sent = number(send(reader))

    assert blog(what, sent).exit_code == 0
    assert COMMENT["body"] not in page(reader)
    assert blog("restore", sent).stdout == "1 comment shown again.\n"
    assert COMMENT["body"] in page(reader)


@pytest.mark.parametrize("what", ["approve", "spam", "delete", "restore", "refuse", "unfold"])
def test_a_number_no_comment_has_is_told_in_a_sentence(blog, what):
    result = blog(what, 4711)

    assert result.exit_code == 1
    assert result.stderr == "Error: There is no comment 4711.\n"


@pytest.mark.parametrize("what", ["close", "reopen"])
def test_a_post_that_is_not_there_is_told_in_a_sentence(blog, what):
    result = blog(what, "first-steps", "nowhere")

    assert result.exit_code == 1
    assert result.stderr == "Error: There is no post “nowhere”.\n"


@pytest.mark.parametrize(
    "words", [["approve"], ["close"], ["approve", "x"], ["list", "--status", "x"]]
)
def test_what_cannot_be_understood_is_a_wrong_use(blog, words):
    assert blog(*words).exit_code == 2


def test_close_and_reopen(blog, reader):
    assert blog("close", "first-steps", "--why", "It healed.").stdout == "1 discussion closed.\n"
    assert "Sarah closed this discussion" in page(reader)
    assert "It healed." in page(reader)
    assert send(reader).status_code == 403

    assert blog("reopen", "first-steps").stdout == "1 discussion opened.\n"
    assert send(reader).status_code == 303


def test_close_all_older_than_some_days(blog, folder, app, workshop, reader):
    folder.post("long-ago", date="2011-10-14")
    folder.post("draft", date="2011-10-14", draft="yes")
    sync(app, workshop)

    assert blog("close", "--older-than", "30").stdout == "1 discussion closed.\n"
    assert blog("close", "--older-than", "30").stdout == "0 discussions closed.\n"
    assert "Comments are closed." in reader.get("/posts/long-ago/").text
    assert "Comments are closed." not in page(reader)


@pytest.fixture
def twins(app, blog):
    """Three comments that say the same, as an import brings them."""
    numbers = []
    with app.app_context():
        for nth, minutes in ((1, 0), (2, 3), (3, 60)):
            text = rendering.render(COMMENT["body"])
            sent_at = clock.now() + timedelta(minutes=minutes)
            comment = Comment(
                post_slug="first-steps",
                name="Mia",
                name_key="mia",
                email="",
                website="",
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
            wording = {"post_slug": "first-steps", "words_hash": text.hash, "nth": nth}
            db.session.add(Wording(**wording, comment_id=comment.id))
            numbers.append(comment.id)
        db.session.commit()
    return numbers


def test_fold_says_first_what_it_would_do(blog, reader, twins):
    one, two, three = twins

    said = blog("fold", "--dry-run").stdout

    assert f"{two} would be folded into {one} (rule 1)." in said
    assert f"to fold it: blog comments fold {three}" in said
    assert "1 comment would be folded." in said
    assert "3 thoughts" in page(reader)


def test_fold_folds_what_is_sure_and_what_is_named(blog, reader, twins):
    one, two, three = twins

    report = json.loads(blog("fold", "--json").stdout)
    assert [fold["id"] for fold in report["folded"]] == [two]
    assert [fold["id"] for fold in report["left"]] == [three]
    assert blog("fold", three).exit_code == 0

    assert "1 thought on" in page(reader)
    assert [one_["duplicate_of"] for one_ in listed(blog)] == [None, one, one]
    assert blog("unfold", two, three).stdout == "2 comments unfolded.\n"
    assert "3 thoughts" in page(reader)


def test_what_says_nothing_twice_is_not_folded(blog, twins):
    result = blog("fold", twins[0])

    assert result.exit_code == 1
    assert "says nothing that another one says" in result.stderr
    assert "is not folded" in blog("unfold", twins[0]).stderr


def test_the_private_feed_shows_what_waits(blog, reader, careful):
    send(reader, email="mia@example.org")

    address = blog("feed").stdout.strip()
    feed = reader.get(address.removeprefix("https://laps.example"))

    assert feed.status_code == 200
    assert "Waits: Mia on first-steps" in feed.text
    assert COMMENT["body"] in feed.text
    assert "mia@example.org" not in feed.text
    assert feed.headers["Cache-Control"] == "private, no-store"
    assert reader.get("/desk/comments.atom?key=nonsense").status_code == 404


def test_the_author_answers_also_where_a_discussion_is_closed(blog, reader):
    asked = number(send(reader))
    blog("close", "first-steps")

    result = blog("answer", asked, "Thank you, Jo.", "--author", "sarah")

    _, said = listed(blog)
    assert result.stdout.strip().endswith(f"{PAGE}#comment-{said['id']}")
    assert (said["parent"], said["name"], said["status"]) == (asked, "Sarah", "approved")
    assert '<span class="mark">Author</span>' in page(reader)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        pytest.param((99, "Hello?", "--author", "sarah"), "no comment 99", id="no such comment"),
        pytest.param((1, " ", "--author", "sarah"), "Nothing is written", id="nothing said"),
        pytest.param((1, "Hello.", "--author", "ben"), "authors/ben.md", id="a stranger"),
    ],
)
def test_an_answer_that_cannot_be_is_refused_in_a_sentence(blog, reader, words, sentence):
    send(reader)

    result = blog("answer", *words)

    assert result.exit_code == 1
    assert sentence in result.stderr
    assert len(listed(blog)) == 1
