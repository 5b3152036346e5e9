import subprocess
import sys
import threading
import time

from blog.database.turns import turn

# Takes the turn in a process of its own, says so, and holds it until it is killed.
_HOLD = """
import sys, time
from blog.database.turns import turn
with turn(sys.argv[1]):
    print("mine", flush=True)
    time.sleep(60)
"""


def test_who_comes_first_is_served_first(tmp_path):
    database, order, threads = str(tmp_path / "blog.sqlite3"), [], []

    def write(number):
        with turn(database):
            order.append(number)

    with turn(database):
        for number in range(8):
            threads.append(threading.Thread(target=write, args=[number]))
            threads[-1].start()
            time.sleep(0.02)  # so that it waits before the next one comes
    for thread in threads:
        thread.join()

    assert order == list(range(8))


def test_who_dies_waiting_or_writing_holds_nobody_up(tmp_path):
    database = str(tmp_path / "blog.sqlite3")
    holder = subprocess.Popen(
        [sys.executable, "-c", _HOLD, database], stdout=subprocess.PIPE, text=True
    )
    with holder:
        assert holder.stdout.readline() == "mine\n"
        holder.kill()

    with turn(database) as waited:
        assert waited < 5


def test_it_tells_how_long_the_wait_was(tmp_path):
    with turn(str(tmp_path / "blog.sqlite3")) as waited:
        assert 0 <= waited < 1


def test_where_nothing_can_be_written_nobody_waits(tmp_path):
    with turn(str(tmp_path / "nowhere" / "blog.sqlite3")) as waited:
        assert waited == 0


def test_a_database_in_memory_has_one_writer_anyway():
    for database in (None, "", ":memory:"):
        with turn(database) as waited:
            assert waited == 0
