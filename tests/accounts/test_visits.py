"""What is new to an author."""

from datetime import UTC, datetime, timedelta

from blog.accounts import visits
from blog.accounts.visits import Visit

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


def looked(*moments, visit=None):
    for moment in moments:
        visit = visits.after_look(visit, made_at=moment, all_seen=False)
    return visit


def test_on_the_first_visit_nothing_is_called_new():
    assert visits.new_since(None, now=NOON) is None


def test_on_the_next_visit_new_is_what_came_since_the_last_look():
    visit = looked(NOON, NOON + 5 * MINUTE)

    assert visits.new_since(visit, now=NOON + HOUR) == NOON + 5 * MINUTE


def test_looks_that_follow_each_other_are_one_visit_in_which_new_stays_new():
    visit = looked(NOON, NOON + HOUR, NOON + HOUR + 20 * MINUTE, NOON + HOUR + 40 * MINUTE)

    assert visits.new_since(visit, now=NOON + HOUR + 45 * MINUTE) == NOON
    assert visits.new_since(visit, now=NOON + 3 * HOUR) == NOON + HOUR + 40 * MINUTE


def test_what_is_said_to_be_seen_is_new_no_more():
    visit = visits.after_look(looked(NOON), made_at=NOON + HOUR, all_seen=True)

    assert visits.new_since(visit, now=NOON + HOUR + MINUTE) == NOON + HOUR


def test_a_page_that_lay_open_for_long_takes_nothing_back():
    visit = looked(NOON, NOON + 2 * HOUR, NOON + HOUR)

    assert visit == Visit(looked_at=NOON + 2 * HOUR, before=NOON)
