"""Nothing that was typed is lost: it is stored, or it stands in a box on the answer."""

from __future__ import annotations

import re
from datetime import timedelta
from io import BytesIO
from urllib.parse import quote_plus

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, select
from sqlalchemy.engine import Engine
from sqlalchemy.exc import OperationalError

import clocks
from blog import clock
from blog import settings as blog_settings
from blog.comments import rendering, rulings
from blog.comments.decisions import By
from blog.comments.models import Wording
from blog.database.engine import db
from blog.database.transaction import transaction
from blog.factory import create_app
from blog.markup.characters import is_seen, tidy
from commenting import COMMENT, COMMENTS, OURS, PAGE, STRANGER, boxes, hidden, number, receipt, send
from makers import SITE, Folder, ready, sync


@pytest.fixture
def reader(folder, app, workshop):
    folder.post("first-steps", title="First steps", date=f"{clock.now():%Y-%m-%d}")
    sync(app, workshop)
    return app.test_client()


def close(app):
    with app.app_context(), transaction():
        rulings.close(["first-steps"], by=By.COMMAND, now=clock.now(), name="Sarah")


# the store


@pytest.fixture
def broken():
    """Let statements fail as those of a database do that has trouble."""
    failing = []

    def break_down(words, sentence="database or disk is full"):
        def fail(connection, cursor, statement, parameters, context, executemany):
            if words in statement:
                raise OperationalError(statement, parameters, Exception(sentence))

        event.listen(Engine, "before_cursor_execute", fail)
        failing.append(fail)

    yield break_down
    for fail in failing:
        event.remove(Engine, "before_cursor_execute", fail)


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        pytest.param("INSERT INTO comments", "database or disk is full", id="a full disk"),
        pytest.param(
            "INSERT INTO wordings", "attempt to write a readonly database", id="read-only"
        ),
        pytest.param("BEGIN IMMEDIATE", "database is locked", id="a lock that stays"),
        pytest.param("comments", "no such table: comments", id="a table that is missing"),
        pytest.param("SELECT", "server closed the connection", id="everything"),
        pytest.param("", "unable to open database file", id="even a beginning"),
    ],
)
def test_without_a_store_the_form_stands_there_as_it_was_typed(
    reader, broken, caplog, statement, sentence
):
    typed = {**hidden(reader.get(PAGE).text), "email": "mia@example.org", "name": "Mia <3"}
    broken(statement, sentence)

    answer = send(reader, **typed)

    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert COMMENT["body"] in boxes(answer.text)
    assert 'value="mia@example.org"' in answer.text
    assert hidden(answer.text)["opening"] == typed["opening"]
    assert sentence in caplog.text
    for private in ("Traceback", "mia@example.org", COMMENT["body"]):
        assert private not in caplog.text


def test_an_edit_without_a_store_keeps_its_words_too(reader, broken):
    sent = send(reader)
    broken("UPDATE comments")

    answer = reader.post(
        f"{COMMENTS}{number(sent)}/edit/",
        data={"body": "Mended words.", "receipt": receipt(sent)},
        headers=OURS,
    )

    assert answer.status_code == 503
    assert "Mended words." in boxes(answer.text)


def test_what_could_not_be_stored_can_be_sent_again_from_the_answer(app, reader):
    def fail(connection, cursor, statement, *_):
        if "INSERT INTO comments" in statement:
            raise OperationalError(statement, {}, Exception("disk is full"))

    event.listen(Engine, "before_cursor_execute", fail)
    answer = send(reader)
    event.remove(Engine, "before_cursor_execute", fail)

    again = send(reader, body=boxes(answer.text)[0], **hidden(answer.text))

    assert again.status_code == 303
    assert "1 thought" in reader.get(PAGE).text


# closed, renamed, gone


def test_what_is_too_long_for_a_discussion_that_closed_meanwhile_is_still_there(app, reader):
    close(app)

    answer = send(reader, body="x" * 10_001)

    assert answer.status_code == 403
    assert boxes(answer.text) == ["x" * 10_001]


@pytest.mark.parametrize("body", ["x" * 10_001, "Mended words."])
def test_an_edit_that_comes_too_late_is_still_there(app, reader, monkeypatch, body):
    sent = send(reader)
    later = clock.now() + timedelta(minutes=15, seconds=1)
    clocks.tell(monkeypatch, lambda: later)

    answer = reader.post(
        f"{COMMENTS}{number(sent)}/edit/",
        data={"body": body, "receipt": receipt(sent)},
        headers=OURS,
    )

    assert answer.status_code == 403
    assert body in boxes(answer.text)


def test_an_edit_that_is_too_long_stands_in_its_form(reader):
    sent = send(reader)

    answer = reader.post(
        f"{COMMENTS}{number(sent)}/edit/",
        data={"body": "x" * 10_001, "name": "Mia K.", "receipt": receipt(sent)},
        headers=OURS,
    )

    assert answer.status_code == 422
    assert "x" * 10_001 in boxes(answer.text)
    assert 'value="Mia K."' in answer.text


@pytest.mark.parametrize("permalink", ["/posts/{slug}/", "/{year}/{month}/{slug}/"])
@pytest.mark.parametrize("told", [True, False], ids=["formerly", "by a sync"])
def test_words_for_a_renamed_post_are_taken(folder, app, workshop, permalink, told):
    folder.write("site.toml", SITE + f'permalink = "{permalink}"\n')
    header = {"title": "First steps", "date": f"{clock.now():%Y-%m-%d}"}
    folder.post("first-steps", "The same words.\n", **header)
    sync(app, workshop)
    folder.remove("posts/first-steps.md")
    folder.post(
        "second-steps", "The same words.\n", **header, formerly="[first-steps]" if told else None
    )
    sync(app, workshop)

    sent = send(app.test_client())

    assert sent.status_code == 303
    assert "/second-steps/?receipt=" in sent.headers["Location"]


@pytest.mark.parametrize("draft", ["yes", None])
def test_words_for_what_is_not_public_come_back(folder, app, workshop, draft):
    date = "2011-10-14" if draft else "2999-01-01"
    folder.post("first-steps", date=date, draft=draft)
    sync(app, workshop)

    answer = send(app.test_client())

    assert answer.status_code == 404
    assert boxes(answer.text) == [COMMENT["body"]]


# what came with no sign of being ours


def test_a_confirmation_hands_on_everything_that_was_typed(reader):
    parent = send(reader, name="Jo", body="And you?")
    typed = {
        **hidden(reader.get(PAGE).text),
        "email": "mia@example.org",
        "website": "https://mia.example/",
        "parent": str(number(parent)),
    }

    answer = send(reader, headers={}, **typed)
    confirmed = send(reader, headers={}, **hidden(answer.text), body=boxes(answer.text)[0])

    assert hidden(answer.text).items() >= typed.items()
    assert confirmed.status_code == 303


def test_a_confirmation_is_over_after_an_hour(reader, monkeypatch):
    token = hidden(send(reader, headers={}).text)
    later = clock.now() + timedelta(hours=1, seconds=2)
    clocks.tell(monkeypatch, lambda: later)

    assert send(reader, headers={}, **token).status_code == 200


def test_a_confirmation_gives_nobody_a_form_of_a_closed_discussion(app, reader):
    close(app)

    answer = send(reader, headers={})

    assert "opening" not in hidden(answer.text)
    assert send(reader, headers={}, **hidden(answer.text)).status_code == 403


# other ways to send a form


def test_a_form_may_come_in_parts(reader):
    answer = reader.post(
        COMMENTS,
        data={**COMMENT, "file": (BytesIO(b"x"), "x.txt")},
        headers=OURS,
        content_type="multipart/form-data",
    )

    assert answer.status_code == 303


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param({"json": COMMENT}, id="JSON"),
        pytest.param(
            {"data": b"\xff\xfe\x00", "content_type": "application/octet-stream"}, id="bytes"
        ),
        pytest.param({"data": b"body=%FF", "content_type": "text/plain"}, id="plain text"),
        pytest.param(
            {"data": b"--x", "content_type": "multipart/form-data; boundary=y"}, id="half"
        ),
        pytest.param({"data": b"--x", "content_type": "multipart/form-data"}, id="no boundary"),
    ],
)
def test_what_is_no_form_is_refused_in_a_sentence(reader, sent):
    answer = reader.post(COMMENTS, headers=OURS, **sent)

    assert answer.status_code in {400, 413, 422}
    assert "<h1" in answer.text


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(b"body=Hello%FF%C3there", id="bytes that are no UTF-8"),
        pytest.param(b"body=Hello%00there", id="NUL"),
        pytest.param(b"body=Hello%ED%A0%80there", id="half a surrogate pair"),
        pytest.param(b"body=Hello&" + b"x" * 100_000 + b"=1", id="a field with an endless name"),
        pytest.param(b"body=Hello" + b"&a" * 60_000, id="very many fields"),
        pytest.param(b"body=Hello&body=there", id="a field twice"),
        pytest.param(
            b"body=Hello&parent=%D9%A3&receipt=%00%FF&opening=%FF", id="nonsense beside it"
        ),
        pytest.param(b"body=Hello&parent=" + b"9" * 5000, id="an endless number"),
    ],
)
def test_odd_bytes_cost_no_words(reader, raw):
    answer = reader.post(
        COMMENTS, data=raw, headers=OURS, content_type="application/x-www-form-urlencoded"
    )

    assert answer.status_code == 303
    assert "Hell" in reader.get(PAGE).text


def test_names_and_addresses_beyond_their_limits(reader):
    long_name = send(reader, name="M" * 81)
    assert long_name.status_code == 422
    assert COMMENT["body"] in boxes(long_name.text)
    for field, value in (
        ("email", "m" * 250 + "@example.org"),
        ("website", "https://x.example/" + "y" * 500),
    ):
        assert send(reader, **{field: value}).status_code == 303


# whatever happens


@pytest.fixture(scope="module")
def place(tmp_path_factory, workshop):
    """A blog with an open discussion and a closed one, for many readers in a row."""
    folder = Folder(tmp_path_factory.mktemp("promise") / "blog")
    day = f"{clock.now():%Y-%m-%d}"
    folder.post("first-steps", title="First steps", date=day)
    folder.post("closed", date=day, comments="closed")
    folder.post("gone", date=day)
    folder.post("more", date=day)
    with ready(create_app(blog_settings.read({}, at=folder.path))) as app:
        sync(app, workshop)
        folder.remove("posts/gone.md")
        sync(app, workshop)
        yield app


HEADERS = st.sampled_from(
    [OURS, {}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}, {"Origin": "http://localhost"}]
)
WORDS = st.text(min_size=1, max_size=200) | st.sampled_from(
    [
        "Go!",
        COMMENT["body"],
        "\ud800 half",
        "a\0b",
        "\u202eevil",
        "[" * 300,
        "- " * 200,
        "\n\n x",
        "<int>",
    ]
)
NAMES = st.text(max_size=90) | st.sampled_from(["Mia", "", "Sarah", "\u202eaiM"])


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    slug=st.sampled_from(["first-steps"] * 4 + ["closed", "gone", "nowhere"]),
    headers=HEADERS,
    body=WORDS,
    name=NAMES,
    more=st.fixed_dictionaries(
        {},
        optional={
            "email": st.text(max_size=30),
            "website": st.text(max_size=30),
            "parent": st.sampled_from(["1", "2", "x", "-1", "99999999999999999999"]),
            "opening": st.sampled_from(["", "nonsense", "W10.x"]),
            "receipt": st.sampled_from(["", "nonsense", "own"]),
            "confirmation": st.text(max_size=10),
            "subject": st.sampled_from(["", "Buy now"]),
        },
    ),
    far=st.sampled_from([{}, STRANGER]),
)
@example("first-steps", OURS, "\ud800", "\udfff", {}, {})
@example("first-steps", {}, "\0\r\n\x0b", "Mia", {"receipt": "own"}, STRANGER)
def test_whatever_was_typed_is_stored_or_still_in_the_box(
    place, slug, headers, body, name, more, far
):
    client = place.test_client()
    if more.get("receipt") == "own":
        more = {**more, "receipt": receipt(send(client, body="First words of mine, quite some."))}
    fields = {"name": name, "body": body, **more}
    raw = "&".join(
        f"{key}={quote_plus(value.encode('utf-8', 'surrogatepass'))}"
        for key, value in fields.items()
    )

    answer = client.post(
        f"/posts/{slug}/comments/",
        data=raw.encode(),
        headers=headers,
        content_type="application/x-www-form-urlencoded",
        environ_overrides=far,
    )

    typed = raw_body(body)
    assert answer.status_code in {200, 303, 403, 404, 410, 422, 429}
    if answer.status_code == 303:
        with place.app_context():
            kept = select(Wording.comment_id).where(
                Wording.words_hash == rendering.render(tidy(typed)).hash
            )
            assert number(answer) in db.session.execute(kept).scalars().all()
    elif is_seen(tidy(typed)):
        assert tidy(typed) in [tidy(box) for box in boxes(answer.text)]


def raw_body(body):
    """A body as it arrives: what is no UTF-8 stands there as it was spelled."""
    return body.encode("utf-8", "surrogatepass").decode("utf-8", "werkzeug.url_quote")


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    mine=st.text("abc dé😀", min_size=45, max_size=80).map(lambda text: f"{text} mine"),
    name=st.sampled_from(["Mia", "Mai", "", "Mia K"]),
    email=st.sampled_from(["", "mia@example.org"]),
    slip=st.booleans(),
)
def test_one_writers_text_never_reaches_anothers_receipt(place, mine, name, email, slip):
    writer, stranger = place.test_client(), place.test_client()
    secret = {"email": "mia@secret.example", "website": "https://secret.example/"}
    path = "/posts/more/comments/"
    hers = send(writer, path=path, body=mine, subject="waits", **secret)

    copy = send(
        stranger,
        path=path,
        body=mine + ("!" if slip else ""),
        name=name,
        email=email,
        far=STRANGER,
        headers={**OURS, "User-Agent": "a stranger's"},
    )

    shown = stranger.get(copy.headers["Location"].partition("#")[0]).text
    assert "secret.example" not in shown
    if number(copy) == number(hers):
        assert "/edit/" not in shown
        assert "mine" not in re.sub(r"<script.*?</script>", "", shown.partition('id="comments"')[2])
    answer = stranger.post(
        f"{path}{number(hers)}/edit/",
        data={"body": "Mine.", "receipt": receipt(copy)},
        headers=OURS,
        environ_overrides=STRANGER,
    )
    assert answer.status_code == 403
