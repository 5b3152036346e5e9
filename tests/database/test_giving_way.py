import time
from threading import Barrier, Thread

from sqlalchemy import select

from blog.comments.models import Comment
from blog.database.giving_way import gives_way, giving_way
from blog.database.running import rows
from makers import EVERYWHERE

pytestmark = EVERYWHERE

_NAMES = select(Comment.name)


def test_who_gives_way_sleeps_before_each_statement_of_the_block(app):
    with app.app_context():
        rows(_NAMES)
        began, worked = time.perf_counter(), time.thread_time()
        with giving_way():
            for _ in range(50):
                rows(_NAMES)
        slept = time.perf_counter() - began - (time.thread_time() - worked)

    assert slept > 0.005
    assert not gives_way()


def test_where_many_write_nobody_gives_way(app):
    everybody, told = Barrier(3), []

    def write():
        with giving_way():
            everybody.wait(20)
            told.append(gives_way())
            everybody.wait(20)

    writers = [Thread(target=write) for _ in range(3)]
    for one in writers:
        one.start()
    for one in writers:
        one.join()

    assert told == [False, False, False]
