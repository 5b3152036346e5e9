"""A store that really has trouble: writers keep their words, readers go on reading."""

from __future__ import annotations

import os
import resource
from contextlib import contextmanager
from pathlib import Path

import pytest

from blog import clock, settings
from blog.factory import create_app
from commenting import COMMENT, COMMENTS, OURS, PAGE, boxes, hidden, number, receipt, send
from makers import ready, sync
from serving import send as send_for_real
from serving import serving
from trouble import full, locked

# More than fits into what is free in the pages a database has.
WORDS = "It hurts to lose words. " * 400


@pytest.fixture
def published(folder, app, workshop):
    """A blog with one comment, that has been read."""
    folder.post("first-steps", title="First steps", date=f"{clock.now():%Y-%m-%d}")
    sync(app, workshop)
    send(app.test_client(), name="Jo", body="The first one.")
    return app


@pytest.fixture
def read_only(folder, published):
    """The same blog, served from a file that can only be read."""
    file = folder.path / "instance" / "blog.sqlite3"
    chosen = {"BLOG_DATABASE_URL": f"sqlite:///file:{file}?mode=ro&uri=true"}
    with ready(create_app(settings.read(chosen, at=folder.path))) as app:
        yield app


def away(answer):
    """Make sure that a writer is told in one sentence, and has every word and field again."""
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "60"
    assert "Nothing is lost. This site can’t store anything at the moment" in answer.text
    assert WORDS in boxes(answer.text)
    assert 'value="mia@example.org"' in answer.text


def is_read(client):
    page = client.get(PAGE)
    assert page.status_code == 200
    assert "1 thought" in page.text
    assert "The first one." in page.text
    # What carries a query is made anew.
    assert "The first one." in client.get(f"{PAGE}?from=elsewhere").text


TYPED = {"name": "Mia", "email": "mia@example.org", "body": WORDS}


def test_on_a_full_disk_words_come_back_and_can_be_sent_again(published):
    client = published.test_client()
    form = hidden(client.get(PAGE).text)

    with full(published):
        answer = client.post(COMMENTS, data={**TYPED, **form}, headers=OURS)
        is_read(client)

    away(answer)
    again = client.post(COMMENTS, data={**TYPED, **hidden(answer.text)}, headers=OURS)
    assert again.status_code == 303
    assert "2 thoughts" in client.get(PAGE).text


def test_on_a_full_disk_an_edit_comes_back_and_the_comment_stays(published):
    client = published.test_client()
    sent = send(client)
    edit = f"{COMMENTS}{number(sent)}/edit/"

    with full(published):
        answer = client.post(edit, data={**TYPED, "receipt": receipt(sent)}, headers=OURS)

    away(answer)
    assert COMMENT["body"] in client.get(PAGE).text


def test_where_nothing_may_be_written_words_come_back(read_only):
    client = read_only.test_client()

    answer = client.post(COMMENTS, data=TYPED, headers=OURS)

    away(answer)
    is_read(client)


@pytest.mark.slow
def test_while_another_program_holds_the_lock_words_come_back(folder, published):
    client = published.test_client()

    with locked(folder.path / "instance" / "blog.sqlite3"):
        is_read(client)
        answer = client.post(COMMENTS, data=TYPED, headers=OURS)
        is_read(client)

    away(answer)
    assert client.post(COMMENTS, data=TYPED, headers=OURS).status_code == 303


@pytest.mark.slow
def test_a_server_outlives_a_disk_that_takes_no_more(folder):
    folder.post("first-steps", title="First steps", date=f"{clock.now():%Y-%m-%d}")
    with serving(folder) as server:
        assert send_for_real(server.port, {"body": "The first one."}).status == 303

        with no_growth(server):
            answers = [
                send_for_real(server.port, {**TYPED, "body": f"{n} {WORDS}"}) for n in range(3)
            ]
            page = server.get(PAGE)

        assert [answer.status for answer in answers] == [503, 503, 503]
        assert all(f"{n} {WORDS}" in boxes(answer.text) for n, answer in enumerate(answers))
        assert "1 thought" in page
        assert send_for_real(server.port, {"body": "The last one."}).status == 303
        assert "Traceback" not in server.log.read_text()


@contextmanager
def no_growth(server):
    """Let no file of a server's grow, as on a disk without room."""
    wal = server.folder.path / "instance" / "blog.sqlite3-wal"
    most = wal.stat().st_size, resource.RLIM_INFINITY
    processes = members(server.process.pid)
    before = {one: resource.prlimit(one, resource.RLIMIT_FSIZE, most) for one in processes}
    yield
    for one, limit in before.items():
        resource.prlimit(one, resource.RLIMIT_FSIZE, limit)


def members(group):
    """The processes of a group."""
    numbers = [int(one.name) for one in Path("/proc").iterdir() if one.name.isdigit()]
    return [number for number in numbers if group_of(number) == group]


def group_of(process):
    try:
        return os.getpgid(process)
    except ProcessLookupError:
        return None
