"""The layer in front of Flask, before an application that says what it likes."""

from __future__ import annotations

import threading
from contextlib import ExitStack
from datetime import UTC, datetime

import brotli
import pytest
from sqlalchemy import create_engine
from werkzeug.test import Client, EnvironBuilder

from blog.database.giving_way import gives_way
from blog.pagecache import stamps
from blog.pagecache.counter import Counter
from blog.pagecache.middleware import MARKS, PageCache
from blog.pagecache.models import EVERYTHING, Stamp
from blog.pagecache.shelf import Shelf
from blog.pagecache.stores import FileStore


class Blog:
    """An application that counts how often it is asked, and shows one thing by name."""

    def __init__(self, folder):
        self.engine = create_engine(f"sqlite:///{folder / 'stamps.sqlite3'}")
        Stamp.__table__.create(self.engine)
        self.counter = Counter(folder / "counter")
        self.made = 0
        self.now = 1_000.0
        self.until = None
        self.keep = True
        self.while_making = lambda: None
        self.cache = self.layer()
        self.reader = Client(self.cache)
        self.change("post:first")

    def layer(self, store=None):
        return PageCache(
            self,
            engine=self.engine,
            counter=self.counter,
            shelf=Shelf(2**20),
            store=store,
            now=lambda: self.now,
            passes=lambda environ: environ.get("HTTP_COOKIE") == "known=1",
        )

    def __call__(self, environ, start_response):
        self.made += 1
        made = self.made
        marks = self.marks()
        self.while_making()
        if self.keep:
            stamps.shows("post:first")
            stamps.shows_until(self.until)
            environ[MARKS] = {name: marks.get(name, "") for name in ("post:first", EVERYTHING)}
        start_response("200 OK", [("Content-Type", "text/plain"), ("X-Asked", "GET")])
        return [f"{environ['REQUEST_METHOD']} {made} ".encode() * 50]

    def marks(self):
        with self.engine.connect() as connection:
            return dict(connection.execute(Stamp.__table__.select()).all())

    def change(self, *names):
        self.counter.move()
        with self.engine.begin() as connection:
            for name in (*names, EVERYTHING):
                connection.execute(Stamp.__table__.delete().where(Stamp.name == name))
                mark = f"{name} {self.counter.read()}"
                connection.execute(Stamp.__table__.insert().values(name=name, mark=mark))
        self.counter.move()


@pytest.fixture
def blog(tmp_path):
    blog = Blog(tmp_path)
    yield blog
    blog.engine.dispose()
    blog.counter.close()


@pytest.fixture
def process(blog, tmp_path):
    """Another process of the same blog, which shares the file of kept pages."""
    with ExitStack() as stack:

        def start():
            store = FileStore(tmp_path / "pages.sqlite3", program="a", most_bytes=2**20)
            layer = blog.layer(store)
            stack.callback(layer.close)
            return Client(layer)

        yield start


def test_a_page_is_made_once(blog):
    first, second = blog.reader.get("/"), blog.reader.get("/")

    assert first.data == second.data
    assert blog.made == 1


def test_a_change_of_what_it_shows_makes_a_page_anew(blog):
    blog.reader.get("/")
    blog.change("post:first")

    assert blog.reader.get("/").data.startswith(b"GET 2")


def test_a_change_of_something_else_leaves_a_page_alone(blog):
    blog.reader.get("/")
    blog.change("post:second")
    blog.reader.get("/")
    blog.reader.get("/")

    assert blog.made == 1


def test_a_writer_killed_before_it_moved_the_counter_is_noticed(blog, monkeypatch):
    blog.reader.get("/")
    monkeypatch.setattr(blog.counter, "move", lambda: None)
    blog.change("post:first")
    number, _, mark = blog.cache._seen
    blog.cache._seen = (number, -1.0, mark)

    assert blog.reader.get("/").data.startswith(b"GET 2")


def test_what_changed_while_a_page_was_made_is_not_kept(blog):
    blog.while_making = lambda: blog.change("post:first")
    blog.reader.get("/")
    blog.while_making = lambda: None

    blog.reader.get("/")
    blog.reader.get("/")

    assert blog.made == 2


def test_a_page_is_not_kept_beyond_its_moment(blog):
    blog.until = datetime.fromtimestamp(1_001, UTC)
    blog.reader.get("/")
    blog.now = 1_000.9
    blog.reader.get("/")
    kept = blog.made
    blog.now = 1_001.0
    blog.reader.get("/")

    assert (kept, blog.made) == (1, 2)


def test_a_page_from_the_future_of_a_clock_that_was_set_back_is_not_kept(blog):
    blog.reader.get("/")
    blog.now = 999.0

    blog.reader.get("/")

    assert blog.made == 2


def test_what_is_not_for_everybody_is_not_kept(blog):
    blog.keep = False
    blog.reader.get("/")
    blog.reader.get("/")

    assert blog.made == 2


def test_who_is_known_is_let_pass_and_leaves_nothing_behind(blog):
    reader = Client(blog.cache, use_cookies=False)

    def ask(cookie):
        return reader.get("/", headers={"Cookie": cookie}).text[:5]

    assert [ask(one) for one in ("known=1", "", "known=1", "known=2", "")] == [
        "GET 1",
        "GET 2",
        "GET 3",
        "GET 2",
        "GET 2",
    ]


@pytest.mark.parametrize(
    "address", ["/?receipt=x", "/?utm_source=x", "/?page=1&x=2", "/?page=-1", "/desk/", "/healthz"]
)
def test_addresses_with_anything_else_go_through(blog, address):
    blog.reader.get(address)
    blog.reader.get(address)

    assert blog.made == 2


def test_every_page_of_a_list_is_its_own(blog):
    one, two = blog.reader.get("/"), blog.reader.get("/?page=2")

    assert one.data != two.data


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_what_writes_goes_through(blog, method):
    blog.reader.get("/")

    assert blog.reader.open("/", method=method).data.startswith(method.encode())


def test_a_head_is_told_what_a_get_would_be(blog):
    head = blog.reader.head("/")
    get = blog.reader.get("/")

    assert head.data == b""
    assert head.headers["Content-Length"] == get.headers["Content-Length"]
    assert head.headers["ETag"] == get.headers["ETag"]
    assert blog.made == 1


@pytest.mark.parametrize("known", ["{}", "W/{}", '"other", {}', "*"])
def test_who_knows_a_page_is_told_so(blog, known):
    tag = blog.reader.get("/").headers["ETag"]

    answer = blog.reader.get("/", headers={"If-None-Match": known.format(tag)})

    assert (answer.status_code, answer.data) == (304, b"")
    assert answer.headers["ETag"] == tag
    assert "Content-Length" not in answer.headers


def test_who_knows_an_older_page_gets_the_new_one(blog):
    tag = blog.reader.get("/").headers["ETag"]
    blog.change("post:first")

    assert blog.reader.get("/", headers={"If-None-Match": tag}).status_code == 200


def test_a_page_asked_for_by_many_at_once_is_made_once(blog):
    many = 8
    entered = threading.Event()
    blog.while_making = lambda: entered.wait(5)
    readers = [threading.Thread(target=lambda: Client(blog.cache).get("/")) for _ in range(many)]
    for reader in readers:
        reader.start()
    entered.set()
    for reader in readers:
        reader.join()

    assert blog.made == 1


def test_a_database_that_is_away_is_for_the_application_to_tell(blog):
    blog.reader.get("/")
    blog.change("post:first")
    with blog.engine.begin() as connection:
        Stamp.__table__.drop(connection)
    blog.marks = dict

    assert blog.reader.get("/").status_code == 200
    assert blog.made == 2


def test_nothing_a_reader_sends_reaches_another_reader(blog):
    strange = EnvironBuilder(
        path="/",
        headers={"Host": "evil.example", "X-Forwarded-Host": "evil.example", "Cookie": "a=b"},
    )
    first = blog.reader.open(strange)
    second = blog.reader.get("/")

    assert first.data == second.data
    assert "evil" not in str(second.headers)


def test_a_page_one_process_made_is_there_for_the_next_one(blog, process):
    first = process()
    page = first.get("/")
    first.application.close()

    assert process().get("/").data == page.data
    assert blog.made == 1


def test_what_changed_between_two_processes_is_made_anew(blog, process):
    first = process()
    first.get("/")
    first.application.close()
    blog.change("post:first")

    assert process().get("/").data.startswith(b"GET 2")


def test_a_stored_page_is_not_shown_beyond_its_moment(blog, process):
    blog.until = datetime.fromtimestamp(1_001, UTC)
    first = process()
    first.get("/")
    first.application.close()
    blog.now = 1_001.0
    process().get("/")

    assert blog.made == 2


def test_a_page_that_stands_is_sent_smaller_and_is_still_known(blog, process):
    reader, wanted = process(), {"Accept-Encoding": "br"}
    quick = reader.get("/", headers=wanted)
    reader.application._leisure.wait()
    best = reader.get("/", headers=wanted)

    assert (quick.headers["ETag"], best.headers["ETag"]) == (
        quick.headers["ETag"].replace("br11", "br5"),
        quick.headers["ETag"].replace("br5", "br11"),
    )
    assert brotli.decompress(quick.data) == brotli.decompress(best.data)
    for answer in (quick, best):
        known = wanted | {"If-None-Match": answer.headers["ETag"]}
        assert reader.get("/", headers=known).status_code == 304


def test_who_writes_gives_way_to_those_who_read(blog):
    seen = []
    blog.while_making = lambda: seen.append(gives_way())

    blog.reader.post("/")
    blog.reader.get("/")
    blog.reader.get("/?receipt=1")

    assert seen == [True, False, False]
