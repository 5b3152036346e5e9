"""What keeps pages beyond a process: a file, and a real Redis."""

from __future__ import annotations

from contextlib import closing

import pytest

from blog.database.pragmas import sqlite
from blog.pagecache.redis_store import RedisStore
from blog.pagecache.stores import FileStore
from finishing import page


@pytest.fixture
def file(tmp_path):
    return tmp_path / "pages.sqlite3"


def in_file(path, *, program="a", most_bytes=2**20):
    return closing(FileStore(path, program=program, most_bytes=most_bytes))


@pytest.fixture(params=["file", pytest.param("redis", marks=pytest.mark.services)])
def opened(request, file):
    if request.param == "file":
        return lambda program: in_file(file, program=program)
    url = request.getfixturevalue("redis_url")
    return lambda program: closing(RedisStore(url, program=program))


def test_what_one_process_kept_another_finds(opened):
    with opened("a") as ours:
        ours.put("/?", page())
    with opened("a") as theirs:
        assert theirs.get("/?") == page()
        assert theirs.get("/other/?") is None
        assert theirs.stats().pages == 1
        assert theirs.stats().bytes > len(page().forms["identity"].body)


def test_the_last_of_two_pages_counts(opened):
    with opened("a") as store:
        store.put("/?", page(b"old"))
        store.put("/?", page(b"new"))

        assert store.get("/?") == page(b"new")


def test_pages_of_another_program_are_not_ours(opened):
    with opened("a") as ours:
        ours.put("/?", page())
    with opened("b") as theirs:
        assert theirs.get("/?") is None


def test_a_cleared_store_is_empty(opened):
    with opened("a") as store:
        store.put("/?", page())
        store.clear()

        assert store.get("/?") is None
        assert store.stats().pages == 0


def test_a_full_file_gives_up_the_longest_kept(file):
    with in_file(file, most_bytes=20_000) as store:
        for number in range(40):
            store.put(f"/{number}/?", page())

        assert store.stats().bytes < 24_000
        assert store.get("/0/?") is None
        assert store.get("/39/?") == page()


def test_a_broken_file_is_begun_anew(file):
    file.write_bytes(b"this was a database once " * 100)

    with in_file(file) as store:
        assert store.get("/?") is None
        store.put("/?", page())
        assert store.get("/?") == page()


def test_what_is_no_page_is_not_shown(file):
    with in_file(file) as store:
        store.put("/?", page())
        with closing(sqlite.connect(file)) as other, other:
            other.execute("UPDATE pages SET page = x'00'")

        assert store.get("/?") is None


def test_a_file_that_somebody_holds_is_not_waited_for_long(file):
    with in_file(file) as store:
        store.put("/?", page())
        with closing(sqlite.connect(file, isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            store.put("/other/?", page())
            other.execute("ROLLBACK")

        assert store.get("/?") == page()
        assert store.get("/other/?") is None


def test_where_no_file_can_be_there_is_no_page(tmp_path):
    with in_file(tmp_path / "nowhere" / "pages.sqlite3") as store:
        store.put("/?", page())

        assert store.get("/?") is None


def test_a_redis_that_is_away_is_asked_again_only_later():
    with closing(RedisStore("redis://127.0.0.1:1/0", program="a")) as store:
        store.put("/?", page())
        rests_until = store._rests_until

        assert rests_until > 0
        assert store.get("/?") is None
        assert store._rests_until == rests_until
