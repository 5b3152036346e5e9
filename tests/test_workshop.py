"""Jobs are done elsewhere, and one that goes wrong takes nothing with it."""

import multiprocessing
import operator
import os
import signal
import time

import pytest

from blog.headers import frontmatter
from blog.workshop import Outcome, Workshop

BROUGHT_DOWN = "brought down the process that worked on it"
TOO_LARGE = 4 * 1024**3


@pytest.fixture(scope="module")
def workshop():
    with Workshop(2, seconds=2) as workshop:
        yield workshop


def test_outcomes_come_in_the_order_of_the_jobs(workshop):
    outcomes = workshop.map(operator.neg, range(50))

    assert [outcome.value for outcome in outcomes] == [-n for n in range(50)]


def test_work_is_done_in_another_process(workshop):
    (outcome,) = workshop.map(os.path.realpath, ["/proc/self"])

    assert outcome.value != os.path.realpath("/proc/self")


def test_a_job_that_hangs_is_stopped_and_the_others_are_done(workshop):
    outcomes = list(workshop.map(time.sleep, [0, 3600, 0]))

    assert [outcome.problem for outcome in outcomes] == [
        None,
        "took longer than 2 seconds",
        None,
    ]


def test_a_job_that_kills_its_process_harms_no_other(workshop):
    outcomes = list(workshop.map(signal.raise_signal, [0, signal.SIGKILL, 0]))

    assert [outcome.problem for outcome in outcomes][1] == BROUGHT_DOWN
    assert list(workshop.map(operator.neg, [1, 2])) == [Outcome(value=-1), Outcome(value=-2)]


def test_workers_killed_between_two_jobs_are_replaced(workshop):
    list(workshop.map(operator.neg, [1]))
    for process in multiprocessing.active_children():
        process.kill()
        process.join()

    assert list(workshop.map(operator.neg, [1, 2])) == [Outcome(value=-1), Outcome(value=-2)]


def test_a_job_cannot_take_all_memory(workshop):
    pytest.importorskip("resource", reason="this system cannot limit memory")

    (outcome,) = workshop.map(bytearray, [TOO_LARGE])

    assert outcome.problem == "ran out of memory"


def test_a_refusal_is_told_in_its_own_words(workshop):
    (outcome,) = workshop.map(frontmatter.split, ["---\ntitle: A"])

    assert outcome.problem == "the header never ends: put a line with only --- below this one"


def test_a_bug_is_told_and_logged(workshop, caplog):
    (outcome,) = workshop.map(int, ["seven"])

    assert outcome.problem == "invalid literal for int() with base 10: 'seven'"
    assert "Traceback" in caplog.text


@pytest.mark.parametrize(
    ("function", "job"),
    [
        pytest.param(memoryview, b"x", id="a value"),
        pytest.param(len, (part for part in "x"), id="a job"),
    ],
)
def test_what_cannot_travel_is_a_problem_of_its_own_job(workshop, function, job):
    assert [bool(outcome.problem) for outcome in workshop.map(function, [job])] == [True]


def test_every_finished_job_is_counted(workshop):
    finished = []

    list(workshop.map(time.sleep, [0, -1, 0], on_done=lambda: finished.append(1)))

    assert len(finished) == 3


def test_jobs_are_taken_only_a_few_ahead(workshop):
    taken = []

    def jobs():
        for n in range(10_000):
            taken.append(n)
            yield n

    outcomes = workshop.map(operator.neg, jobs())
    next(outcomes)
    outcomes.close()

    assert len(taken) <= 8


def test_workers_leave_the_interrupt_key_to_their_parent(workshop):
    (outcome,) = workshop.map(signal.getsignal, [signal.SIGINT])

    assert outcome.value == signal.SIG_IGN


def test_nothing_is_started_before_the_first_job():
    before = multiprocessing.active_children()

    with Workshop() as workshop:
        assert list(workshop.map(operator.neg, [])) == []
        assert multiprocessing.active_children() == before


def test_a_closed_workshop_takes_no_jobs():
    workshop = Workshop(1)
    workshop.close()

    with pytest.raises(RuntimeError, match="closed"):
        next(workshop.map(operator.neg, [1]))
