from contextlib import closing

import pytest

from blog.pagecache.leisure import Leisure
from blog.pagecache.shelf import Shelf
from blog.pagecache.stores import FileStore
from finishing import page


@pytest.fixture
def shelf():
    return Shelf(2**20)


@pytest.fixture
def store(tmp_path):
    with closing(FileStore(tmp_path / "pages", program="a", most_bytes=2**20)) as store:
        yield store


def test_a_page_that_stands_is_packed_as_small_as_it_gets(shelf, store):
    leisure = Leisure(shelf, store, stands=0)
    for key in ("/", "/about/"):
        shelf.put(key, page())
        leisure.take(key, page())
    leisure.wait()

    assert shelf.get("/") == shelf.get("/about/") == store.get("/") == page().packed_best()


def test_a_page_that_was_made_anew_meanwhile_is_left_alone(shelf, store):
    leisure = Leisure(shelf, store, stands=0)
    shelf.put("/", page(b"new" * 100))
    leisure.take("/", page(b"old" * 100))
    leisure.wait()

    assert shelf.get("/") == page(b"new" * 100)
    assert store.get("/") == page(b"old" * 100)


def test_its_thread_ends_and_begins_with_the_work(shelf, store):
    leisure = Leisure(shelf, store, stands=0)
    for key in ("/", "/about/"):
        shelf.put(key, page())
        leisure.take(key, page())
        leisure.wait()

        assert store.get(key) == page().packed_best()
