"""The servers and browsers the tests start for themselves."""

import os
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest

from services import server

LETTERS = """<span style="font: 100px {}; white-space: nowrap">Second Wind</span>"""


def dsn(url):
    return url.replace("postgresql+psycopg://", "postgresql://")


def tables(url):
    with psycopg.connect(dsn(url)) as connection:
        rows = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        return [name for (name,) in rows]


def create(table, columns="id integer"):
    def prepare(url):
        with psycopg.connect(dsn(url)) as connection:
            connection.execute(f"CREATE TABLE {table} ({columns})")

    return prepare


def width(page, family):
    page.set_content(LETTERS.format(family))
    return page.evaluate("document.querySelector('span').getBoundingClientRect().width")


def is_running(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_test_gets_an_empty_postgresql_database(postgres_url):
    with psycopg.connect(dsn(postgres_url)) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)

    assert tables(postgres_url) == []


def test_two_databases_know_nothing_of_each_other(postgres):
    with postgres.database() as one, postgres.database() as other:
        create("runs")(one)

        assert (tables(one), tables(other)) == (["runs"], [])


def test_a_template_is_prepared_once_and_copied(postgres):
    postgres.template("with_swims", create("swims"))
    again = postgres.template("with_swims", create("never"))

    with postgres.database(like=again) as copy:
        assert tables(copy) == ["swims"]


def test_what_is_lent_again_is_empty_and_counts_from_one(postgres):
    like = postgres.template("with_rides", create("rides", "id serial"))

    def ride():
        with postgres.emptied(like=like) as url, psycopg.connect(dsn(url)) as connection:
            ridden = connection.execute("INSERT INTO rides DEFAULT VALUES RETURNING id").fetchall()
            return url, ridden, connection.execute("SELECT id FROM rides").fetchall()

    assert ride() == ride()


def test_redis_answers(redis):
    assert redis.ask("PING") == "+PONG"


@pytest.mark.parametrize("turn", ["first", "second"])
def test_every_test_gets_an_empty_redis(redis, redis_url, turn):
    assert redis.ask("DBSIZE") == ":0"
    redis.ask(f"SET {turn} 1")


def test_a_page_runs_its_scripts(page):
    page.goto("data:text/html," + quote("<p>Slow</p><script>document.title = 6 * 7</script>"))

    assert page.title() == "42"


def test_the_two_looks_show_their_own_serif(browsers):
    widths = []
    for look, family in (("apple", "Charter"), ("android", "'Noto Serif'")):
        page = browsers.of(look).new_page()
        widths.append((width(page, f"{family}, monospace"), width(page, "monospace")))
        page.close()

    (apple, typed), (android, typed_too) = widths
    assert apple < android < typed == typed_too


@pytest.mark.parametrize("look", ["apple", "android"])
def test_a_look_hides_the_other_fonts_of_this_machine(page, look):
    assert width(page, "'Liberation Serif', monospace") == width(page, "monospace")


def test_a_server_ends_with_the_tests_that_were_killed(tmp_path):
    folder, note = tmp_path / "server", tmp_path / "pid"
    folder.mkdir()
    keeper = str(Path(server.__file__).with_name("keeper.py"))
    script = "import os, sys, time; open(sys.argv[1], 'w').write(f'{os.getpid()} '); time.sleep(60)"
    kept = [sys.executable, keeper, str(folder), "", sys.executable, "-c", script, str(note)]
    with subprocess.Popen(kept, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL) as tests:
        deadline = time.monotonic() + 20
        while not (note.exists() and note.read_text().endswith(" ")):
            assert time.monotonic() < deadline, "the server never started"
        # What the system does to the pipe of a process that is gone.
        tests.stdin.close()
        tests.wait(20)

    assert not is_running(int(note.read_text()))
    assert not folder.exists()


def test_a_server_that_cannot_start_says_why(tmp_path):
    folder = tmp_path / "server"
    folder.mkdir()
    command = [sys.executable, "-c", "raise SystemExit('no room')"]

    with (
        pytest.raises(server.ServerDied, match="no room"),
        server.running(command, folder=folder, answers=lambda: False),
    ):
        pass


def test_what_is_missing_is_skipped_with_the_command_that_mends_it(monkeypatch):
    monkeypatch.delenv("REQUIRE_SERVICES", raising=False)

    with pytest.raises(pytest.skip.Exception, match="apt-get install redis-server"):
        server.missing("Redis", package="redis-server")


def test_what_is_missing_is_a_failure_where_all_is_required(monkeypatch):
    monkeypatch.setenv("REQUIRE_SERVICES", "1")

    with pytest.raises(pytest.fail.Exception, match="Redis is missing"):
        server.missing("Redis", package="redis-server")
