"""Whatever an author did stands again exactly as it did, unless it was decided anew since."""

import pytest

from blog import clock
from blog.comments import folds, queries, rulings, undoing, upkeep
from blog.comments.folding import Fold
from blog.comments.models import Ruling
from blog.comments.status import Status
from blog.comments.upkeep import ERASED_AFTER
from blog.comments.verbs import Verb
from blog.database.engine import db
from blog.database.transaction import transaction
from commenting import receipt
from makers import EVERYWHERE
from moderating import everything, numbers, published, say, waits

pytestmark = EVERYWHERE


@pytest.fixture
def blog(app, folder, workshop):
    return published(app, folder, workshop)


def do(blog, verb, ids):
    with blog.app_context(), transaction():
        return undoing.decide(verb, ids, by="sarah", now=clock.now())


def take_back(blog, number):
    with blog.app_context(), transaction():
        undoing.take_back(number, now=clock.now())


def an_edit_waits(client):
    """Let a comment stand, and an edit of it wait."""
    sent = say(client, "It held")
    words = "It held https://a.example/ https://b.example/"
    address = f"{sent.location.partition('?')[0]}comments/1/edit/"
    fields = {"name": "Ruth", "body": words, "receipt": receipt(sent)}
    client.post(address, data=fields, headers={"Sec-Fetch-Site": "same-origin"})


@pytest.mark.parametrize("verb", [Verb.APPROVE, Verb.SPAM, Verb.DELETE])
def test_what_waited_waits_again_for_the_same_reason(blog, client, verb):
    waits(client, "One")
    waits(client, "Two")
    before = everything(blog)

    done = do(blog, verb, numbers(blog))
    assert everything(blog) != before
    take_back(blog, done)

    assert everything(blog) == before


@pytest.mark.parametrize("verb", [Verb.SPAM, Verb.DELETE])
def test_what_stood_stands_again(blog, client, verb):
    say(client, "Well run")
    before, page = everything(blog), client.get("/posts/first-mile/").text

    done = do(blog, verb, numbers(blog, Status.APPROVED))
    assert "Well run" not in client.get("/posts/first-mile/").text
    take_back(blog, done)

    assert everything(blog) == before
    assert client.get("/posts/first-mile/").text == page


@pytest.mark.parametrize("verb", [Verb.APPROVE, Verb.REFUSE, Verb.SPAM, Verb.DELETE])
def test_an_edit_waits_again_beside_what_readers_had(blog, client, verb):
    an_edit_waits(client)
    before = everything(blog)
    assert before[1]

    done = do(blog, verb, [1])
    assert everything(blog)[1] == {}
    take_back(blog, done)

    assert everything(blog) == before


def test_an_edit_accepted_and_waiting_again_can_be_accepted(blog, client):
    an_edit_waits(client)
    take_back(blog, do(blog, Verb.APPROVE, [1]))

    do(blog, Verb.APPROVE, [1])

    assert "a.example" in everything(blog)[0][0].body


def test_what_was_shown_again_is_put_away_again_since_when_it_was(blog, client):
    say(client, "Buy this")
    do(blog, Verb.SPAM, [1])
    before = everything(blog)

    take_back(blog, do(blog, Verb.RESTORE, [1]))

    assert everything(blog) == before


def test_a_fold_is_unfolded_and_an_unfold_folded_again(blog, client):
    say(client, "Well run")
    say(client, "Well run", name="Jo")
    say(client, "Thanks", name="Ann", parent="2")
    apart = everything(blog)
    with blog.app_context(), transaction():
        done = undoing.fold([folds.by_hand(2, 1)], by="sarah", now=clock.now())
    folded = everything(blog)
    assert folded != apart

    undone = do(blog, Verb.UNFOLD, [2])
    assert everything(blog) == apart
    take_back(blog, undone)
    assert everything(blog) == folded
    take_back(blog, done)
    assert everything(blog) == apart


@pytest.mark.parametrize("reopens", [False, True])
def test_a_word_on_a_discussion_is_unsaid(blog, client, reopens):
    if reopens:
        with blog.app_context(), transaction():
            undoing.close(["first-mile"], by="sarah", now=clock.now(), name="Sarah", why="Rest")
    before, page = everything(blog), client.get("/posts/first-mile/").text
    common = {"by": "sarah", "now": clock.now(), "name": "Sarah"}
    with blog.app_context(), transaction():
        if reopens:
            done = undoing.reopen(["first-mile"], **common)
        else:
            done = undoing.close(["first-mile"], **common, why="")

    assert client.get("/posts/first-mile/").text != page
    take_back(blog, done)

    assert everything(blog) == before
    assert client.get("/posts/first-mile/").text == page


def test_what_was_decided_anew_since_is_left(blog, client):
    waits(client, "One")
    waits(client, "Two")
    one, two = numbers(blog)
    done = do(blog, Verb.SPAM, [one, two])
    do(blog, Verb.DELETE, [two])

    take_back(blog, done)

    assert (numbers(blog), numbers(blog, Status.DELETED)) == ([one], [two])


def test_an_edit_made_since_is_left(blog, client):
    an_edit_waits(client)
    done = do(blog, Verb.REFUSE, [1])
    with blog.app_context(), transaction():
        rulings.approve([1], now=clock.now())
    an_edit = everything(blog)

    take_back(blog, done)
    take_back(blog, done)

    with blog.app_context():
        assert len(queries.waiting_edits()) == 1
    assert everything(blog)[0] == an_edit[0]


def test_nothing_done_is_nothing_to_take_back(blog, client):
    say(client, "Well run")

    assert do(blog, Verb.APPROVE, [1]) is None
    assert do(blog, Verb.UNFOLD, []) is None


def test_an_answer_cannot_be_what_its_question_repeats(blog, client):
    say(client, "How long?")
    say(client, "How long?", name="Jo", parent="1")

    with blog.app_context(), pytest.raises(Exception, match="an answer to it"):
        folds.by_hand(1, 2)


@pytest.mark.parametrize(("later", "first"), [(1, 1), (1, 3), (2, 1), (3, 4), (9, 1)])
def test_only_what_stands_in_one_discussion_is_folded(blog, client, later, first):
    say(client, "One")
    say(client, "Two", post="the-spot")
    say(client, "Three")
    waits(client, "Four")
    do(blog, Verb.DELETE, [3] if first == 3 else [])

    with blog.app_context(), pytest.raises(Exception, match=r"These two|One of these"):
        folds.by_hand(later, first)


def test_repeats_readers_see_are_found_without_a_look_at_every_post(blog, client):
    say(client, "Congrats!")
    say(client, "Congrats!", name="Jo")
    long = "I had the same for a whole summer, and thought I was the only one."
    say(client, long)
    say(client, long, name="Jon")
    with blog.app_context(), transaction():
        rulings.approve(numbers(blog), now=clock.now())

    with blog.app_context():
        assert folds.standing_twice(None) == [Fold(id=4, into=3, rule=5, sure=False)]
        assert folds.standing_twice(["first-mile"]) == folds.standing_twice(None)
        assert folds.standing_twice(["the-spot"]) == []


def test_after_thirty_days_it_is_forgotten(blog, client):
    waits(client)
    done = do(blog, Verb.SPAM, numbers(blog))

    for days, left in ((-1, True), (1, False)):
        later = clock.now() + ERASED_AFTER + days * (ERASED_AFTER / 30)
        with blog.app_context(), transaction():
            upkeep.forget(now=later)
        with blog.app_context():
            assert (db.session.get(Ruling, done) is not None) is left
