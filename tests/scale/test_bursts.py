"""Fifty clicks in one instant, on two workers: one comment, and every reader lands on it."""

from __future__ import annotations

import os
from secrets import token_hex

import pytest
from sqlalchemy import create_engine, text

from blog import clock
from makers import Folder, migrated, on_postgres
from serving import PAGE, burst, request, serving

pytestmark = pytest.mark.slow

# A few rounds find what is broken; to look longer: make test ROUNDS=20 ARGS=tests/scale
ROUNDS = int(os.environ.get("ROUNDS", "3"))


@pytest.fixture(
    scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.services)]
)
def server(request, tmp_path_factory):
    """A served blog with one post, its discussion open; on either database."""
    folder = Folder(tmp_path_factory.mktemp("bursts") / "blog")
    folder.post("first-steps", title="First steps", date=f"{clock.now():%Y-%m-%d}")
    if request.param == "sqlite":
        url = f"sqlite:///{folder.path / 'instance' / 'blog.sqlite3'}"
        with serving(folder) as server:
            server.rows = create_engine(url)
            yield server
            server.rows.dispose()
        return
    postgres = request.getfixturevalue("postgres")
    with (
        postgres.database(like=postgres.template("blog", migrated)) as url,
        serving(folder, on_postgres(url)) as server,
    ):
        server.rows = create_engine(url)
        yield server
        server.rows.dispose()


def new_words():
    """Long words that are like no others, or rule 8 would have its say."""
    return " ".join(token_hex(4) for _ in range(6))


def stored(server, words):
    """The comments that hold these words, with how they stand."""
    query = text("SELECT id, name, status FROM comments WHERE body LIKE :words ORDER BY id")
    with server.rows.connect() as connection:
        return connection.execute(query, {"words": f"%{words}%"}).all()


def landed(answers):
    """Where readers landed; each of them did."""
    assert {answer.status for answer in answers} == {303}
    return {answer.fragment for answer in answers}


def fields(words, name="Mia", **more):
    return {"name": name, "body": words, **more}


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_fifty_equal_ones_are_one_comment(server, round_):
    words = new_words()

    answers = burst(server.port, [request(fields(words))] * 50)

    assert len(landed(answers)) == 1
    assert len(stored(server, words)) == 1


def test_two_hundred_different_ones_are_two_hundred(server):
    requests = [
        request(
            fields(f"This is cheer number {n} of two hundred, and {n * n} is its square.", f"R{n}")
        )
        for n in range(200)
    ]

    answers = burst(server.port, requests)

    assert len(landed(answers)) == 200
    assert len(stored(server, "of two hundred")) == 200


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_twenty_readers_with_one_short_cheer_are_twenty(server, round_):
    cheer = f"Go {round_}, go!"

    answers = burst(server.port, [request(fields(cheer, f"Reader {n}")) for n in range(20)])

    assert len(landed(answers)) == 20
    rows = stored(server, cheer)
    assert len(rows) == 20
    assert {row.status for row in rows} == {"approved"}


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_one_person_with_and_without_email_is_one(server, round_):
    words = new_words()
    both = [request(fields(words, email=mail)) for mail in ("", "mia@example.org")]

    answers = burst(server.port, both * 25)

    assert len(landed(answers)) == 1
    assert len(stored(server, words)) == 1


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_one_person_once_as_a_reply_and_once_not_is_one(server, round_):
    first = burst(server.port, [request(fields(f"A question {round_}?", "Jo"))])[0]
    parent = first.fragment.removeprefix("comment-")
    words = new_words()
    both = [request(fields(words, parent=parent)), request(fields(words))]

    answers = burst(server.port, both * 25)

    assert len(landed(answers)) == 1
    assert len(stored(server, words)) == 1


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_a_second_person_with_the_same_long_words_is_one_more(server, round_):
    words = new_words()
    one, other = request(fields(words, "Mia")), request(fields(words, "Benjamin"))

    answers = burst(server.port, [one, other] * 50)

    assert len(landed(answers)) == 2
    rows = stored(server, words)
    assert sorted(row.name for row in rows) == ["Benjamin", "Mia"]
    assert sorted(row.status for row in rows) == ["approved", "pending"]


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_fifty_equal_corrections_are_one(server, round_):
    words = new_words()
    sent = burst(server.port, [request(fields(words + " and a slup"))])[0]
    words += " and a slip"
    mended = request(fields(words, receipt=sent.receipt))

    answers = burst(server.port, [mended] * 50)

    assert landed(answers) == {sent.fragment}
    assert len(stored(server, words)) == 1
    assert stored(server, words.replace("slip", "slup")) == []


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_edits_to_the_same_words_are_never_two_public_comments(server, round_):
    sent = [
        burst(server.port, [request(fields(f"Number {n} of {round_}.", "Ann"))])[0]
        for n in range(8)
    ]
    words = new_words()
    edits = [
        request(
            fields(words, "Ann", receipt=one.receipt),
            path=f"/posts/first-steps/comments/{one.fragment.removeprefix('comment-')}/edit/",
        )
        for one in sent
    ]

    answers = burst(server.port, edits * 4)

    assert landed(answers) == {one.fragment for one in sent}
    assert len(stored(server, words)) == 1


def test_nothing_went_wrong_on_the_way(server):
    said = server.log.read_text()
    assert "ERROR" not in said
    assert "Traceback" not in said

    assert "thoughts on “First steps”" in server.get(PAGE)
