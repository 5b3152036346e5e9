"""A page that is behind decides nothing that was not seen, turns nothing round, and says so."""

import pytest

from authoring import Desk, form_of, send
from blog.comments import queries, undoing
from blog.comments.status import Status
from commenting import receipt
from makers import EVERYWHERE, sync
from moderating import (
    OURS,
    POST,
    QUEUE,
    everything,
    land,
    numbers,
    press,
    published,
    say,
    send_to,
    undo,
    waits,
)

pytestmark = EVERYWHERE


@pytest.fixture
def blog(app, folder, workshop):
    return published(app, folder, workshop)


@pytest.fixture
def desk(blog):
    return Desk(blog)


def change(client, sent, number, *, how="edit", words="Buy https://c.example/ https://d.example/"):
    """Change a comment as its writer, or withdraw it."""
    fields = {"name": "Ruth", "body": words, "receipt": receipt(sent)}
    done = client.post(f"{POST}comments/{number}/{how}/", data=fields, headers=OURS)
    assert done.status_code == 303


def press_on(desk, page, button, **more):
    """Press a button of a page that was opened some time ago."""
    return land(desk, send(desk.client, QUEUE, {**form_of(page), "do": button, **more}))


@pytest.mark.parametrize("place", [QUEUE, POST])
@pytest.mark.parametrize("verb", ["approve", "spam", "delete"])
def test_words_that_were_changed_are_not_decided_unseen(blog, desk, client, verb, place):
    sent = waits(client)
    page = desk.client.get(place)
    change(client, sent, 1)

    on_post = {"post": ""} if place == POST else {}
    answer = send(desk.client, QUEUE, {**form_of(page), "do": f"{verb} 1", **on_post})
    landed = land(desk, answer)

    assert numbers(blog) == [1]
    assert "Changed meanwhile: look again." in landed.text
    assert ("#waits-1" if place == QUEUE else "/comments/1/?left=") in answer.location
    assert "c.example" not in client.get(POST).text
    press_on(desk, landed, f"{verb} 1")
    assert numbers(blog) == []


def test_of_many_the_others_are_decided(blog, desk, client):
    sent = [waits(client, words) for words in ("One", "Two", "Three", "Four")]
    page = desk.client.get(QUEUE)
    change(client, sent[1], 2)

    done = press_on(desk, page, "approve all")

    assert numbers(blog) == [2]
    assert "3 approved. Changed meanwhile: look again." in done.text


def test_an_edit_that_came_after_another_is_not_taken_for_it(blog, desk, client):
    sent = say(client, "It held")
    change(client, sent, 1)
    page = desk.client.get(QUEUE)
    change(client, sent, 1, words="Worse https://e.example/ https://f.example/")

    assert "Changed meanwhile" in press_on(desk, page, "approve 1").text

    assert "e.example" not in client.get(POST).text
    with blog.app_context():
        assert len(queries.waiting_edits()) == 1


def test_what_was_changed_is_not_folded(blog, desk, client):
    say(client, "Well run")
    sent = say(client, "Well run indeed", name="Jo")
    page = desk.client.get("/desk/comments/2/repeats/")
    change(client, sent, 2, words="Something else altogether")

    assert "Changed meanwhile" in press_on(desk, page, "fold 2:1").text
    assert numbers(blog, Status.FOLDED) == []


def test_an_answer_does_not_approve_words_its_author_never_saw(blog, desk, client):
    sent = waits(client)
    page = desk.client.get(QUEUE)
    change(client, sent, 1)

    address = f"{QUEUE}1/reply/"
    refused = send(desk.client, address, {**form_of(page), "body": "Thanks, Ruth."})

    assert refused.status_code == 422
    assert "It was changed meanwhile" in refused.text
    assert "Thanks, Ruth." in refused.text
    assert "c.example" in refused.text
    assert numbers(blog) == [1]
    again = send(desk.client, address, {**form_of(refused), "body": "Thanks, Ruth."})
    assert again.status_code == 303


@pytest.mark.parametrize(
    ("first", "then", "told"),
    [
        ("approve 1", "approve 1", "Nothing was left to do."),
        ("spam 1", "spam 1", "Nothing was left to do."),
        ("spam 1", "refuse 1", "Nothing was left to do."),
        ("spam 1", "unfold 1", "Nothing was left to do."),
        ("delete 1", "approve 1", "Decided meanwhile; it stays as it is."),
        ("spam 1", "approve 1", "Decided meanwhile; it stays as it is."),
        ("spam 1", "delete 1", "Decided meanwhile; it stays as it is."),
    ],
)
@pytest.mark.parametrize("place", [QUEUE, POST])
def test_what_was_decided_in_another_tab_stays_so(blog, desk, client, first, then, told, place):
    waits(client)
    page = desk.client.get(place)
    press(desk, first)
    before = everything(blog)

    assert told in press_on(desk, page, then).text
    assert everything(blog) == before


def test_what_its_writer_took_back_or_an_author_folded_is_said_to_be_gone(desk, client):
    sent = waits(client, "One")
    waits(client, "Two")
    waits(client, "Three")
    page = desk.client.get(QUEUE)
    change(client, sent, 1, how="withdraw")
    press(desk, "fold 3:2")

    assert "Its writer took it back meanwhile." in press_on(desk, page, "approve 1").text
    assert "Decided meanwhile; it stays as it is." in press_on(desk, page, "approve 3").text


def test_an_undo_that_can_take_nothing_back_says_so_and_is_not_used_up(blog, desk, client):
    waits(client)
    page = press(desk, "approve 1")
    press(desk, "delete 1")

    undone = undo(desk, page)

    assert "Decided anew meanwhile; it stays as it is." in undone.text
    assert "Taken back" not in undone.text
    assert "1 approved" not in undone.text
    assert numbers(blog, Status.DELETED) == [1]
    press(desk, "restore 1")
    assert "Taken back." in undo(desk, undone).text
    assert numbers(blog) == [1]


def test_an_undo_of_several_says_how_many(blog, desk, client):
    for words in ("One", "Two", "Three"):
        waits(client, words)
    page = press(desk, "spam", id=["1", "2", "3"])
    press(desk, "restore 2")

    assert "2 taken back. Decided anew meanwhile; it stays as it is." in undo(desk, page).text
    assert numbers(blog) == [1, 3]


def test_a_discussion_closed_once_more_stays_closed_whatever_is_taken_back(desk, client):
    address = "/desk/posts/first-mile/discussion/"
    first = press(desk, "close", address)
    press(desk, "reopen", address)
    again = press(desk, "close", address)

    assert "Decided anew meanwhile" in undo(desk, first).text
    assert "Comments are closed." in client.get(POST).text
    assert "Taken back." in undo(desk, again).text
    assert "Comments are closed." not in client.get(POST).text


def test_a_former_author_takes_nothing_back(blog, folder, workshop, client):
    waits(client, "On the spot", post="the-spot")
    glenn = Desk(blog, "glenn")
    page = press(glenn, "spam 1")
    closed = press(glenn, "close", "/desk/posts/the-spot/discussion/")
    folder.post("the-spot", author="sarah")
    sync(blog, workshop)

    for number in (1, 2):
        assert send_to(glenn, f"/desk/rulings/{number}/undo/").status_code == 403
    assert "Undo" in page.text
    assert "Undo" in closed.text
    assert "Undo" not in glenn.client.get(f"{QUEUE}?done=1").text
    assert send_to(Desk(blog), "/desk/rulings/1/undo/").status_code == 303


@pytest.mark.parametrize("left", ["", "x", "changed", "changed-x", "changed--1", "1-changed", "-"])
def test_an_address_that_says_nonsense_says_nothing(desk, left):
    assert 'role="status"' not in desk.client.get(f"{QUEUE}?left={left}").text


def test_what_an_answer_was_part_of_is_taken_back_as_far_as_it_stands(blog, desk, client):
    waits(client)
    page = press(desk, "", f"{QUEUE}1/reply/", body="Thanks, Ruth.")
    press(desk, "delete 2")
    press(desk, "delete 1")
    with blog.app_context():
        assert not undoing.find(1).taken_back

    assert "Decided anew meanwhile" in undo(desk, page).text
