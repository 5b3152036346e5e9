from datetime import UTC, date, datetime, timedelta

import pytest

from blog.series.introfile import Status
from blog.series.sequence import Facts, Told, box, tell

START = date(2013, 5, 1)


def told(*days, start=START):
    """Make a post for each day of a story."""
    return [
        Told(
            slug=f"p{number}",
            path=f"/posts/p{number}/",
            title=f"P{number}",
            excerpt="",
            published_at=datetime.combine(start, datetime.min.time(), UTC)
            + timedelta(days=day - 1, hours=8),
        )
        for number, day in enumerate(days)
    ]


def story(*days, today=1, started=START, status=Status.INJURED, ended=None, ongoing=None):
    facts = Facts(
        slug="knee", title="Knee", summary="", html="", started=started, status=status,
        ended=ended, goal_name="", goal_date=None, outcome="", tape="blue",
        ongoing=ongoing and START + timedelta(days=ongoing - 1),
    )  # fmt: skip
    return tell(facts, told(*days), zone=UTC, today=START + timedelta(days=today - 1))


@pytest.mark.parametrize(
    ("days", "numbers"),
    [
        pytest.param([1], [1], id="one part on the first day"),
        pytest.param([23, 4, 9], [4, 9, 23], id="parts in any order"),
        pytest.param([0, 1], [-1, 1], id="the day before the first is no day 0"),
        pytest.param(range(1, 31), list(range(1, 31)), id="thirty parts"),
        pytest.param([5, 5], [5, 5], id="two on one day"),
    ],
)
def test_days_are_counted_as_people_do(days, numbers):
    assert [part.day for part in story(*days).parts] == numbers


def test_without_a_start_the_first_part_is_day_1():
    found = story(10, 12, started=None, today=15)

    assert ([part.day for part in found.parts], found.days) == ([1, 3], 6)


def test_a_story_without_parts_is_one_all_the_same():
    found = story(today=5)

    assert (found.parts, found.days, found.silent_since) == ((), 5, None)
    assert story(started=None).days == 1


def test_a_day_is_a_day_of_the_site_s_zone():
    from zoneinfo import ZoneInfo

    facts = story(1)
    late = Told(
        slug="p", path="", title="", excerpt="", published_at=datetime(2013, 5, 2, 3, tzinfo=UTC)
    )
    found = tell(
        Facts(**{name: getattr(facts, name) for name in Facts.__dataclass_fields__}),
        [late],
        zone=ZoneInfo("America/Chicago"),
        today=START,
    )

    assert found.parts[0].day == 1


@pytest.mark.parametrize(("days", "gap"), [((1, 21), None), ((1, 22), 21), ((1, 60), 59)])
def test_a_long_gap_is_worth_a_word(days, gap):
    assert story(*days).parts[1].gap_before == gap


@pytest.mark.parametrize(
    ("today", "silent"),
    [(61, None), (70, START + timedelta(days=9)), (71, START + timedelta(days=9))],
)
def test_an_author_is_silent_after_sixty_days(today, silent):
    found = story(1, 10, today=today)

    assert found.silent_since == (silent if today - 10 > 60 else None)
    assert found.days == (10 if found.silent_since else today)


@pytest.mark.parametrize(
    ("status", "ended", "over", "days"),
    [
        pytest.param(Status.INJURED, None, False, 40, id="under way"),
        pytest.param(Status.RETURNED, None, True, 10, id="returned without an end"),
        pytest.param(Status.RETURNED, START + timedelta(days=19), True, 20, id="ended"),
    ],
)
def test_days_run_to_the_end_or_to_today(status, ended, over, days):
    found = story(1, 10, today=40, status=status, ended=ended)

    assert (found.over, found.days) == (over, days)


def test_an_end_that_is_still_to_come_is_none_yet():
    found = story(1, 10, today=40, status=Status.HEALING, ended=START + timedelta(days=500))

    assert (found.over, found.ended, found.days) == (False, None, 40)


def test_of_a_story_that_healed_but_ends_some_day_no_day_is_counted_ahead():
    found = story(1, 10, today=40, status=Status.RETURNED, ended=START + timedelta(days=500))

    assert (found.over, found.ended, found.days) == (True, None, 10)


def test_days_are_never_less_than_none():
    assert story(1, 10, today=20, started=START + timedelta(days=1000)).days == 0


def test_a_story_that_is_over_is_never_silent():
    assert story(1, today=400, status=Status.RETURNED).silent_since is None


@pytest.mark.parametrize(
    ("ongoing", "today", "goes_on", "silent"),
    [
        pytest.param(80, 140, 80, None, id="said not long ago"),
        pytest.param(80, 141, 80, 80, id="said long ago"),
        pytest.param(5, 40, None, None, id="said before the last part"),
        pytest.param(900, 80, 80, None, id="said of a day to come"),
    ],
)
def test_that_a_story_goes_on_can_be_said_without_a_part(ongoing, today, goes_on, silent):
    found = story(1, 10, today=today, ongoing=ongoing)

    assert found.goes_on_since == (goes_on and START + timedelta(days=goes_on - 1))
    assert found.silent_day == silent
    assert found.days == (silent or today)


def test_a_story_that_ended_does_not_go_on():
    found = story(1, 10, today=40, ended=START + timedelta(days=19), ongoing=30)

    assert (found.goes_on_since, found.days) == (None, 20)


def test_a_box_knows_its_neighbours():
    found = story(1, 2, 3)

    seen = [box(found, slug) for slug in ("p0", "p1", "p2")]

    assert [
        (one.previous and one.previous.number, one.next and one.next.number) for one in seen
    ] == [
        (None, 2),
        (1, 3),
        (2, None),
    ]
    assert box(found, "another") is None
