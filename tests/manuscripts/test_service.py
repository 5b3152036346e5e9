"""What is being written is never lost, doubled, or written over somebody else's words."""

from datetime import UTC, datetime, timedelta

import pytest

from blog.database.transaction import transaction
from blog.errors import Refusal
from blog.manuscripts import queries, service
from blog.manuscripts.service import SavedElsewhere
from blog.manuscripts.typed import Typed
from makers import EVERYWHERE

pytestmark = EVERYWHERE

NOW = datetime(2026, 11, 22, 7, 30, tzinfo=UTC)
POST = "posts/x.md"


@pytest.fixture(autouse=True)
def in_app(app):
    with app.app_context():
        yield


def keep(body, *, id="m1", author="sarah", path="", over="", number=0, window="a", now=NOW):
    with transaction():
        return service.keep(
            id,
            Typed(body=body),
            author=author,
            path=path,
            over=over,
            number=number,
            window=window,
            now=now,
        )


def publish(text, *, before="", id="m1"):
    with transaction():
        service.published(POST, text, before=before, id=id, author="sarah", now=NOW)


def test_every_save_is_kept_and_counted():
    first = keep("One")
    second = keep("One two", number=first.number, now=NOW + timedelta(seconds=2))

    assert (first.number, second.number) == (1, 2)
    assert queries.by_id("m1") == second
    assert second.typed.body == "One two"


def test_a_save_repeated_by_a_bad_network_is_one_save():
    keep("One")

    assert keep("One").number == 1


def test_a_window_that_knows_less_is_told_what_the_other_one_saved():
    keep("One", number=0)
    keep("One, here", number=1)

    with pytest.raises(SavedElsewhere) as refused:
        keep("One, there", number=1, window="b")

    assert refused.value.theirs.typed.body == "One, here"
    assert queries.by_id("m1").typed.body == "One, here"


def test_a_window_whose_answers_got_lost_is_not_another_one():
    keep("One")
    keep("One two", number=0)

    assert keep("One two three", number=0).number == 3


def test_nobody_writes_into_what_somebody_else_is_writing():
    keep("One")

    with pytest.raises(Refusal):
        keep("Mine now", author="glenn", number=1)


def test_what_is_being_written_is_found_by_its_file_and_by_its_author():
    keep("New", id="m1")
    keep("Over a file", id="m2", path=POST, over="abc", now=NOW + timedelta(seconds=1))
    keep("Another's", id="m3", author="glenn", path=POST)

    assert [one.id for one in queries.of_author("sarah")] == ["m2", "m1"]
    assert queries.of_file(POST, author="sarah").id == "m2"
    assert queries.of_file("posts/y.md", author="sarah") is None


def test_what_was_published_is_remembered_and_no_longer_being_written():
    keep("One")

    publish("text one")

    assert queries.by_id("m1") is None
    assert queries.published_as("m1")[0] == POST
    assert [queries.revision(one.id).text for one in queries.revisions(POST)] == ["text one"]


def test_what_an_editor_wrote_meanwhile_is_remembered_too():
    publish("text one")

    publish("text two", before="by hand", id="m2")

    found = [queries.revision(one.id) for one in queries.revisions(POST)]
    assert [(one.text, one.author) for one in found] == [
        ("text two", "sarah"),
        ("by hand", ""),
        ("text one", "sarah"),
    ]


def test_publishing_the_same_again_is_remembered_once():
    publish("text one")

    publish("text one", before="text one")

    assert len(queries.revisions(POST)) == 1


def test_only_its_author_gives_a_manuscript_up():
    keep("One")

    with transaction():
        service.discard("m1", author="glenn")
    assert queries.by_id("m1") is not None

    with transaction():
        service.discard("m1", author="sarah")
    assert queries.by_id("m1") is None


def saves(id="m1"):
    return [queries.saved(id, one.id).typed.body for one in queries.saves(id)]


def after(seconds):
    return NOW + timedelta(seconds=seconds)


def test_twenty_minutes_of_typing_leave_some_twenty_saves_each_as_it_ended():
    for second in range(0, 20 * 60, 2):
        keep(f"After {second}", now=after(second))

    assert len(saves()) == 20
    assert saves()[:2] == ["After 1198", "After 1138"]
    assert queries.saves("m1")[1].written_at == after(1138)


def test_what_comes_after_a_pause_leaves_what_was_there_before_it():
    keep("All of it", now=after(0))
    keep("All of it.", now=after(58))

    keep("", now=after(3600))

    assert saves() == ["", "All of it."]


def test_what_another_window_saves_is_kept_apart_however_soon():
    keep("Here")
    keep("There", number=1, window="b", now=after(2))
    keep("Here again", number=2, now=after(4))

    assert saves() == ["Here again", "There", "Here"]


def test_a_save_keeps_its_number_while_more_is_written_into_it():
    first = keep("One")

    keep("One two", now=after(2))

    assert [one.id for one in queries.saves("m1")] == [first.number]
    assert queries.saved("m1", first.number).typed.body == "One two"


def test_a_save_refused_leaves_no_trace():
    keep("One, here")

    with pytest.raises(SavedElsewhere):
        keep("One, there", window="b", now=after(90))

    assert saves() == ["One, here"]


def test_saves_go_with_what_was_given_up_or_published_and_only_with_that():
    for each in ("m1", "m2", "m3"):
        keep("One", id=each)

    with transaction():
        service.discard("m1", author="glenn")
        service.discard("m2", author="sarah")
    publish("text one", id="m3")

    assert [saves(each) for each in ("m1", "m2", "m3")] == [["One"], [], []]
