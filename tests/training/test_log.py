from datetime import date

import pytest

from blog.errors import BadFile
from blog.headers.fields import Fields
from blog.training import log
from blog.training.log import Session, Sport, Verdict
from makers import front

DAY = date(2013, 5, 12)


def read(day=DAY, last=DAY, **header):
    fields, _ = Fields.of(front(header), path="posts/one.md")
    found = log.read(fields, day=day, last=last)
    return found, fields.advice()


def sessions(*entries, **more):
    return read(training="".join(f"\n  - {entry}" for entry in entries), **more)


def test_every_field_of_a_session_is_understood():
    whole = '{sport: run, date: 2013-05-11, distance: 1 mi, time: "11:30", pain: 0, note: Slowly.}'
    (found, advice) = sessions(whole)

    assert advice == ()
    assert found.sessions == (
        Session(
            day=date(2013, 5, 11),
            sport=Sport.RUN,
            millimetres=1_609_344,
            seconds=690,
            pain=0,
            note="Slowly.",
        ),
    )


def test_a_session_without_a_day_was_on_the_day_of_the_post():
    found, _ = sessions("{sport: rest}")

    assert found.sessions == (Session(day=DAY, sport=Sport.REST),)


@pytest.mark.parametrize(
    "entry",
    ["{sport: run, distance: 1 mi}", "\n  sport: run\n  distance: 1 mi"],
    ids=["on one line", "below each other"],
)
def test_one_session_needs_no_list(entry):
    found, advice = read(training=entry)

    assert advice == ()
    assert found.sessions == (Session(day=DAY, sport=Sport.RUN, millimetres=1_609_344),)


def test_a_draft_without_a_day_keeps_the_sessions_that_have_one():
    found, _ = sessions("{sport: run}", "{sport: swim, date: 2013-05-11}", day=None, last=None)

    assert [session.sport for session in found.sessions] == [Sport.SWIM]


def test_a_session_may_be_a_file_with_the_pain_it_cost():
    found, advice = sessions("{file: morning.gpx, pain: 1}")

    assert (found.sessions, advice) == ((), ())


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("{sport: swimm}", "training.sport is one of run, ride"),
        ("{pain: 3}", "training.sport: is missing: say “sport: run”"),
        ("{sport: run, pain: 99}", "training.pain is a whole number from 0 to 10"),
        ("{sport: run, pain: some}", "training.pain is a whole number from 0 to 10"),
        ("{sport: run, date: yesterday}", "training.date “yesterday” is not a date"),
        ("{sport: run, date: 2031-05-11}", "training.date: 2031-05-11 is after the day of the"),
        ("{sport: run, date: 1013-05-11}", "training.date: 1013-05-11 is long ago"),
        ("{sport: run, distance: 5}", "training.distance: “5” is not a distance; write for"),
        ('{sport: run, distance: "1,250 m"}', "training.distance: “1,250 m” is not a distance"),
        ("{sport: run, distance: 0 mi}", "training.distance: nobody goes “0 mi” in one session"),
        ("{sport: ride, distance: 9000 mi}", "training.distance: nobody goes “9000 mi”"),
        ("{sport: run, time: 45}", "training.time: “45” is not a time; write for example 11:30"),
        ("{sport: run, time: 0:00}", "training.time: no session takes “0:00”"),
        ("{sport: run, time: 200 h}", "training.time: no session takes “200 h”"),
        (
            "{sport: run, distance: 7 mi, time: 1:16}",
            "training.time: 1:16 is 76 seconds, too quick for that distance; for hours and minutes",
        ),
        ("{sport: rest, distance: 1 mi}", "training.sport: a day of rest has neither distance"),
    ],
)
def test_nonsense_is_refused_at_its_line_with_the_mend(entry, said):
    with pytest.raises(BadFile) as refused:
        sessions("{sport: walk}", entry)

    (problem,) = refused.value.problems
    assert (problem.line, problem.path) == (4, "posts/one.md")
    assert problem.sentence.startswith(said)


def test_a_post_knows_of_nothing_before_it_was_updated():
    late = "{sport: run, date: 2013-05-20}"

    assert len(sessions(late, last=date(2013, 5, 21))[0].sessions) == 1


def test_more_sessions_than_a_post_can_tell_of_are_a_slip():
    with pytest.raises(BadFile, match="training: has 201 entries, 200 are the most"):
        sessions(*["{sport: run}"] * 201)


def test_a_slip_in_a_session_is_advised_on():
    _, (advice,) = sessions("{sport: run, distanse: 5 km}")

    assert not advice.refused
    assert "did you mean “distance”?" in advice.sentence


def test_what_was_tried_has_a_verdict():
    found, _ = read(tried="{massage: helped, tape: a little, Hills: WORSE}")

    assert found.tried == (
        ("massage", Verdict.HELPED),
        ("tape", Verdict.A_LITTLE),
        ("Hills", Verdict.WORSE),
    )


@pytest.mark.parametrize(
    ("tried", "said"),
    [
        ("{tape: perhaps}", "tried: tape: “perhaps” is none of helped, a little, no, worse"),
        ("tape", "tried is made of pairs"),
        ("{" + "a" * 101 + ": no}", "tried: “aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…” is longer than 100"),
        ("{" + ", ".join(f"t{n}: no" for n in range(51)) + "}", "tried: has 51 entries, 50 are"),
    ],
)
def test_a_verdict_that_is_none_is_refused(tried, said):
    with pytest.raises(BadFile) as refused:
        read(tried=tried)

    assert refused.value.problems[0].sentence.startswith(said)
