"""The eleven rules and the closing, as the database decides them; on SQLite and PostgreSQL."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy import func, select

from blog.comments import changes, checks, folds, queries, rendering, revisions, rulings, service
from blog.comments.changes import NotYours
from blog.comments.checks import House, Proof
from blog.comments.closing import DiscussionClosed, Opening
from blog.comments.decisions import By
from blog.comments.discussions import Policy, Topic
from blog.comments.folding import Fold
from blog.comments.guard import Limits, Sender, TooMany
from blog.comments.models import Arrival, Comment, Hand, Version, Wording
from blog.comments.status import Status
from blog.comments.submission import take
from blog.comments.tokens import Note, Tokens
from blog.database.engine import db
from blog.database.transaction import transaction
from counting import counting
from makers import EVERYWHERE

pytestmark = EVERYWHERE

NOW = datetime(2011, 10, 14, 12, tzinfo=UTC)
LONG = "So glad the knee is holding up, I always wondered what the tape was for"
NEARLY = LONG.replace("glad", "happy")
MAIL, OTHER_MAIL = "mia@example.org", "jo@example.org"
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
HOME = Sender(address="203.0.113.7", browser="hers")
STRANGER = Sender(address="198.51.100.9", browser="another")
APPROVED, PENDING, SPAM, DELETED, WITHDRAWN, FOLDED = Status


class Talk:
    """A discussion, and readers who say something in it."""

    def __init__(self) -> None:
        self.policy = {
            "default": Opening.OPEN,
            "close_after": None,
            "moderation": "none",
            "edit_window": timedelta(minutes=15),
            "max_length": 10_000,
        }
        self.limit = 0
        self.authors = ["Sarah"]
        self.tokens = Tokens("a secret of these tests")
        self.topic = Topic(slug="first-steps", published_at=NOW - DAY, header=None)

    @property
    def house(self) -> House:
        return House(
            tokens=self.tokens,
            limits=Limits(per_minute=self.limit),
            policy=Policy(**self.policy),
            authors=self.authors,
        )

    def say(self, body=LONG, name="Mia", email="", website="", *, parent=None, after=MINUTE * 0,
            sender=HOME, slug=None, **proof):  # fmt: skip
        taken = take(
            name=name,
            email=email,
            website=website,
            body=body,
            parent="" if parent is None else str(parent),
            max_length=10_000,
        )
        topic = Topic(slug=slug, published_at=NOW - DAY, header=None) if slug else self.topic
        with transaction():
            return service.submit(
                topic,
                taken,
                rendering.render(taken.body),
                proof=Proof(sender=sender, **proof),
                house=self.house,
                now=NOW + after,
            )

    def edit(self, receipt, body, name="Mia", email="", *, after=MINUTE, sender=HOME):
        taken = take(name=name, email=email, website="", body=body, parent="", max_length=10_000)
        with transaction():
            return changes.edit(
                receipt.comment_id,
                taken,
                rendering.render(taken.body),
                proof=Proof(sender=sender, receipt=receipt),
                house=self.house,
                now=NOW + after,
            )

    def withdraw(self, receipt, *, after=MINUTE):
        with transaction():
            return changes.withdraw(
                receipt, receipt.comment_id, policy=self.house.policy, now=NOW + after
            )

    def rule(self, what, *ids, after=HOUR):
        with transaction():
            return what([one.comment_id for one in ids], now=NOW + after)


@pytest.fixture
def talk(app):
    with app.app_context():
        yield Talk()
        db.session.remove()


def stored(receipt):
    """What is kept of a comment now."""
    db.session.rollback()
    found = queries.by_id(receipt.comment_id)
    assert found is not None
    return found


def rows(table=Comment):
    db.session.rollback()
    return db.session.execute(select(func.count()).select_from(table)).scalar_one()


# 1 to 6: the same words


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param({}, {}, id="1: a double click"),
        pytest.param({}, {"after": 400 * DAY, "sender": STRANGER}, id="1: a year later"),
        pytest.param({}, {"body": f"**{LONG}** !"}, id="1: dressed otherwise"),
        pytest.param({"body": "Congrats"}, {"body": "congrats!!"}, id="1: short words"),
        pytest.param({"name": "MIA"}, {"name": "mia "}, id="1: capital letters of a name"),
        pytest.param({}, {"email": MAIL}, id="1: with an e-mail now"),
        pytest.param({"email": MAIL}, {}, id="1: without an e-mail now"),
        pytest.param({"email": MAIL}, {"email": MAIL, "name": "M."}, id="1: e-mail and hand"),
        pytest.param({"name": ""}, {"name": "", "after": MINUTE}, id="1: nobody within a minute"),
        pytest.param({}, {"name": "Mai", "after": 10 * MINUTE, "sender": STRANGER}, id="4: a slip"),
        pytest.param({}, {"name": "", "sender": STRANGER}, id="4: no name"),
        pytest.param({}, {"name": "Mia Koch", "sender": STRANGER}, id="4: a longer name"),
    ],
)  # fmt: skip
def test_a_repeat_is_answered_with_the_first(talk, first, second):
    one = talk.say(**first)

    again = talk.say(**{**first, **second})

    assert again.comment_id == one.comment_id
    assert (rows(), rows(Wording)) == (1, 1)


def test_2_the_same_long_words_once_as_a_reply_are_a_repeat(talk):
    question = talk.say("And you?", "Jo")
    one = talk.say()

    as_reply = talk.say(parent=question.comment_id)
    to_itself = talk.say(parent=one.comment_id)

    assert {as_reply.comment_id, to_itself.comment_id} == {one.comment_id}


def test_3_short_words_to_two_people_are_two_comments_and_long_ones_wait(talk):
    people = [talk.say(f"Question {n}?", f"P{n}").comment_id for n in (1, 2)]
    for words, status in (("Thanks!", APPROVED), (LONG, PENDING)):
        one, two = (talk.say(words, parent=person) for person in people)

        assert one.comment_id != two.comment_id
        assert (stored(one).status, stored(two).status) == (APPROVED, status)


def test_3_the_signed_in_author_may_say_long_words_twice(talk):
    people = [talk.say(f"Question {n}?", f"P{n}").comment_id for n in (1, 2)]

    one, two = (talk.say(parent=person, name="Sarah", author="sarah") for person in people)

    assert one.comment_id != two.comment_id
    assert stored(two).status is APPROVED


@pytest.mark.parametrize(
    "second",
    [
        pytest.param({"name": "Benjamin"}, id="another name"),
        pytest.param({"name": "Mai", "after": 11 * MINUTE}, id="a slip, too late"),
        pytest.param({"email": OTHER_MAIL}, id="two e-mails"),
    ],
)
def test_5_the_same_long_words_by_another_wait_and_say_why(talk, second):
    one = talk.say(email=MAIL)

    other = talk.say(**{"email": "", "sender": STRANGER, **second})

    assert other.comment_id != one.comment_id
    assert stored(other).status is PENDING
    assert stored(other).waits_because.startswith(f"same words as comment {one.comment_id}")


def test_6_the_same_cheer_by_others_is_theirs(talk):
    cheers = [talk.say("Congrats!", f"Reader {n}", sender=STRANGER) for n in range(5)]

    assert {stored(one).status for one in cheers} == {APPROVED}
    assert rows() == 5


# 7 and 8: nearly the same


def test_7_with_the_receipt_nearly_the_same_words_correct_the_first(talk):
    one = talk.say()

    mended = talk.say(NEARLY, receipt=one, after=14 * MINUTE, sender=STRANGER)

    assert mended.comment_id == one.comment_id
    assert mended.notes == (Note.EDITED,)
    assert stored(one).body == NEARLY
    assert [kept.body for kept in db.session.execute(select(Version)).scalars()] == [LONG]


def test_what_was_corrected_answers_for_its_old_words_too(talk):
    one = talk.say()
    talk.say(NEARLY, receipt=one)

    assert talk.say(after=HOUR).comment_id == one.comment_id
    assert stored(one).body == NEARLY


@pytest.mark.parametrize("late", [True, False])
def test_8_without_the_receipt_or_too_late_they_wait(talk, late):
    one = talk.say()
    proof = {"receipt": one, "after": 16 * MINUTE} if late else {}

    other = talk.say(NEARLY, **proof)

    assert stored(other).status is PENDING
    assert stored(other).waits_because.startswith(
        f"almost the same words as comment {one.comment_id}"
    )


def test_8_nearly_the_same_words_are_looked_for_among_those_of_one_name(talk):
    with counting() as cost:
        talk.say()

    (looked,) = (said for said in cost.statements if "comments.html" in said)
    assert "comments.name_key = " in looked
    if db.engine.dialect.name == "sqlite":
        explain, nothing = f"EXPLAIN QUERY PLAN {looked}", (None,) * looked.count("?")
        plan = db.session.connection().exec_driver_sql(explain, nothing)
        assert "(post_slug=? AND name_key=? AND submitted_at>?)" in " ".join(row[3] for row in plan)


def test_8_what_was_answered_is_not_corrected(talk):
    one = talk.say()
    talk.say("Indeed.", "Jo", parent=one.comment_id)

    assert talk.say(NEARLY, receipt=one).comment_id != one.comment_id


def test_8_a_stranger_with_the_receipt_of_a_repeat_corrects_nothing(talk):
    talk.say()
    copied = talk.say(sender=STRANGER)

    other = talk.say(NEARLY, receipt=copied, sender=STRANGER)

    assert other.comment_id != copied.comment_id
    assert stored(copied).body == LONG


def test_9_the_same_words_below_another_post_are_their_own(talk):
    assert talk.say().comment_id != talk.say(slug="second-steps").comment_id


# 10 and 11: words that are not shown


@pytest.mark.parametrize("status", [PENDING, SPAM, FOLDED])
def test_10_what_equals_one_that_is_not_shown_is_a_repeat(talk, status):
    other = talk.say("Some quite different words, which are long enough to be long.", "Jo")
    talk.policy["moderation"] = "all" if status is PENDING else "none"
    one = talk.say()
    if status is SPAM:
        talk.rule(rulings.spam, one)
    if status is FOLDED:
        fold = Fold(id=one.comment_id, into=other.comment_id, rule=1, sure=True)
        with transaction():
            folds.fold([fold], now=NOW)

    again = talk.say(sender=STRANGER, after=HOUR)

    assert again.comment_id == (other if status is FOLDED else one).comment_id
    assert not again.mine
    assert rows() == 2


def test_11_what_was_withdrawn_may_be_said_again(talk):
    one = talk.say()
    talk.withdraw(one)

    again = talk.say()

    assert again.comment_id != one.comment_id
    assert stored(again).status is APPROVED
    assert rows(Wording) == 1


def test_11_no_wording_of_a_withdrawn_comment_is_left(talk):
    one = talk.say()
    talk.edit(one, "Some other words.")
    talk.withdraw(one)

    assert (rows(Wording), rows(Version)) == (0, 0)


def test_11_what_the_author_deleted_waits(talk):
    one = talk.say()
    talk.rule(rulings.delete, one)

    again = talk.say(after=2 * HOUR)

    assert stored(again).status is PENDING
    assert "which was deleted" in stored(again).waits_because


# who brings what along


def test_the_same_hand_brings_a_better_name_email_and_website(talk):
    one = talk.say()

    talk.say(name="Mia Koch", email=MAIL, website="https://mia.example")

    found = stored(one)
    assert (found.name, found.email, found.website) == ("Mia Koch", MAIL, "https://mia.example")


def test_words_that_are_new_cost_the_same_however_many_hands_were_there_before(talk):
    for number in range(3):
        talk.say(f"The words of reader {number} are their own", name=f"Reader {number}")

    with counting() as cost:
        talk.say("And nobody has said these before", name="Somebody")

    assert not [said for said in cost.statements if "FROM hands" in said and "SELECT" in said]


def test_who_is_overtaken_with_the_same_words_leaves_nothing(talk):
    first = talk.say(LONG)
    with transaction():
        kept = db.session.get(Comment, first.comment_id)
        wording = db.session.execute(select(Wording)).scalar_one()
        columns = (column.name for column in Comment.__table__.columns if column.name != "id")
        again = {name: getattr(kept, name) for name in columns}

        with pytest.raises(revisions.Overtaken):
            revisions.keep(again, wording.words_hash, nth=wording.nth)

    assert db.session.execute(select(Comment.id)).scalars().all() == [first.comment_id]


def test_the_same_hand_takes_nothing_back_by_leaving_it_out(talk):
    one = talk.say(email=MAIL, website="https://mia.example")

    talk.say()

    assert (stored(one).email, stored(one).website) == (MAIL, "https://mia.example")


@pytest.mark.parametrize(
    "other",
    [
        pytest.param({"sender": STRANGER}, id="another address and browser"),
        pytest.param(
            {"sender": Sender(address="203.0.113.7", browser="another")}, id="another browser"
        ),
        pytest.param({"after": 16 * MINUTE}, id="a quarter of an hour later"),
        pytest.param(
            {"sender": Sender(address=None, browser="hers")}, id="an address nobody knows"
        ),
    ],
)
def test_another_hand_changes_nothing(talk, other):
    one = talk.say()

    again = talk.say(name="MIA", email=MAIL, **other)

    found = stored(one)
    assert (again.comment_id, again.mine) == (one.comment_id, False)
    assert (found.name, found.email) == ("Mia", "")


def test_two_whose_addresses_nobody_knows_prove_nothing(talk):
    nobody = Sender(address=None, browser="hers")
    talk.say(sender=nobody)

    assert not talk.say(sender=nobody).mine


def test_guessing_an_email_tells_a_stranger_nothing(talk):
    one = talk.say("Congrats!", email=MAIL)

    guess = talk.say("Congrats!", "Somebody", email=MAIL, sender=STRANGER)

    assert guess.comment_id != one.comment_id


def test_a_better_name_that_reads_like_the_authors_waits(talk):
    one = talk.say(name="")

    again = talk.say(name="Sarah")

    assert again.notes == (Note.EDIT_WAITS,)
    assert stored(one).name == ""


# edits


def test_an_edit_keeps_what_was_before(talk):
    one = talk.say(email=MAIL)

    talk.edit(one, "Other words.", "Mia K.", OTHER_MAIL)

    found = stored(one)
    assert (found.body, found.name, found.email) == ("Other words.", "Mia K.", OTHER_MAIL)
    assert [kept.body for kept in db.session.execute(select(Version)).scalars()] == [LONG]


def test_an_edit_that_would_wait_waits_beside_what_readers_see(talk):
    talk.policy["moderation"] = "suspicious"
    one = talk.say()

    edited = talk.edit(one, "Buy https://a.example and https://b.example")

    assert edited.notes == (Note.EDIT_WAITS,)
    assert (stored(one).body, stored(one).status) == (LONG, APPROVED)
    assert (
        queries.waiting_edits()[one.comment_id].waits_because
        == "2 links, first comment by this name"
    )


def test_an_edit_that_waits_is_approved(talk):
    talk.policy["moderation"] = "suspicious"
    one = talk.say()
    talk.edit(one, "See https://a.example", "Mia K.")

    assert talk.rule(rulings.approve, one) == [one.comment_id]

    assert (stored(one).body, stored(one).name) == ("See https://a.example", "Mia K.")
    assert queries.waiting_edits() == {}


def test_an_edit_that_waits_is_refused_and_the_comment_stays(talk):
    talk.policy["moderation"] = "suspicious"
    one = talk.say()
    talk.edit(one, "See https://a.example")

    with transaction():
        assert rulings.refuse([one.comment_id]) == [one.comment_id]

    assert (stored(one).body, stored(one).status) == (LONG, APPROVED)
    assert queries.waiting_edits() == {}


def test_a_later_edit_replaces_the_one_that_waits(talk):
    talk.policy["moderation"] = "suspicious"
    one = talk.say()
    talk.edit(one, "See https://a.example")

    talk.edit(one, "Better without.")

    assert stored(one).body == "Better without."
    assert queries.waiting_edits() == {}


def test_an_edit_of_a_waiting_comment_waits_with_it(talk):
    talk.policy["moderation"] = "all"
    one = talk.say()

    edited = talk.edit(one, "Other words.")

    assert edited.notes == (Note.EDIT_WAITS,)
    assert (stored(one).body, stored(one).status) == ("Other words.", PENDING)


def test_an_edit_to_the_words_of_another_comment_waits(talk):
    first = talk.say()
    second = talk.say("Something else.")

    talk.edit(second, LONG)

    assert stored(second).body == "Something else."
    because = queries.waiting_edits()[second.comment_id].waits_because
    assert because.startswith(f"same words as comment {first.comment_id}")


def test_an_edit_to_almost_the_words_of_another_comment_waits(talk):
    first = talk.say()
    second = talk.say("Something else.")

    talk.edit(second, NEARLY)

    because = queries.waiting_edits()[second.comment_id].waits_because
    assert because.startswith(f"almost the same words as comment {first.comment_id}")


@pytest.mark.parametrize("late", [True, False])
def test_nobody_edits_late_or_without_the_receipt(talk, late):
    one = talk.say()
    receipt = one if late else talk.say(sender=STRANGER)

    with pytest.raises(NotYours):
        talk.edit(receipt, "Mine.", after=(16 if late else 1) * MINUTE)
    with pytest.raises(NotYours):
        talk.withdraw(receipt, after=(16 if late else 1) * MINUTE)

    assert stored(one).body == LONG


def test_withdrawing_twice_is_no_error(talk):
    one = talk.say()

    assert talk.withdraw(one) == talk.withdraw(one)
    assert stored(one).status is WITHDRAWN


# replies


def test_a_reply_to_a_folded_comment_answers_the_one_that_stays(talk):
    one = talk.say()
    with transaction():
        twin = folds_twin(one)

    reply = talk.say("Indeed.", "Jo", parent=twin)

    assert stored(reply).parent_id == one.comment_id
    assert Note.PARENT not in reply.notes


def folds_twin(receipt):
    """Store a second comment and fold it into the first."""
    first = db.session.get(Comment, receipt.comment_id)
    twin = Comment(
        **{
            column.name: getattr(first, column.name)
            for column in Comment.__table__.columns
            if column.name != "id"
        }
    )
    db.session.add(twin)
    db.session.flush()
    folds.fold([Fold(id=twin.id, into=first.id, rule=1, sure=True)], now=NOW)
    return twin.id


@pytest.mark.parametrize("parent", ["pending", "unknown", "elsewhere"])
def test_a_reply_to_what_is_not_public_stands_at_top_level(talk, parent):
    talk.policy["moderation"] = "all"
    waiting = talk.say("Some words.", "Jo").comment_id
    talk.policy["moderation"] = "none"
    elsewhere = talk.say("Some words.", "Jo", slug="second-steps").comment_id
    number = {"pending": waiting, "unknown": 4711, "elsewhere": elsewhere}[parent]

    reply = talk.say("Indeed.", parent=number)

    assert stored(reply).parent_id is None
    assert Note.PARENT in reply.notes


# folding


def test_unfolding_restores_exactly_what_was(talk):
    one = talk.say()
    with transaction():
        twin = SimpleNamespace(comment_id=folds_twin(one))
        folds.unfold([twin.comment_id], now=NOW)
    reply = talk.say("Indeed.", "Jo", parent=twin.comment_id)
    before = queries.of_post("first-steps", most=9)

    with transaction():
        found = [fold for fold in folds.found() if fold.sure]
        folds.fold(found, now=NOW)
    folded = stored(reply).parent_id, stored(twin).status, stored(twin).duplicate_of
    with transaction():
        folds.unfold([twin.comment_id], now=NOW)

    assert folded == (one.comment_id, FOLDED, one.comment_id)
    db.session.rollback()
    assert queries.of_post("first-steps", most=9) == before


def test_folding_in_steps_leads_to_the_one_that_stays_and_back(talk):
    a, b, c = (talk.say(f"Words {n}.").comment_id for n in range(3))
    reply = talk.say("Indeed.", "Jo", parent=c)

    def fold(number, into):
        with transaction():
            folds.fold([Fold(id=number, into=into, rule=1, sure=False)], now=NOW)

    fold(c, b)
    fold(b, a)

    db.session.rollback()
    assert {queries.by_id(number).duplicate_of for number in (b, c)} == {a}
    assert stored(reply).parent_id == a
    with transaction():
        folds.unfold([b, c], now=NOW)
    assert stored(reply).parent_id == c


# closing


def test_an_author_may_always_answer(talk):
    talk.policy["default"] = Opening.CLOSED

    with pytest.raises(DiscussionClosed):
        talk.say()
    assert stored(talk.say(name="Sarah", author="sarah")).status is APPROVED


def test_a_discussion_closes_by_age_exactly_at_the_second(talk):
    talk.policy["close_after"] = 7 * DAY
    talk.topic = Topic(slug="first-steps", published_at=NOW, header=None)

    before = talk.say("In time.", after=7 * DAY - timedelta(seconds=1))
    assert stored(before).status is APPROVED
    # The approved comment has kept it open: it closes a week after that.
    talk.say("Again in time.", after=14 * DAY - timedelta(seconds=2))
    with pytest.raises(DiscussionClosed):
        talk.say("Too late.", after=21 * DAY - timedelta(seconds=2))


def test_what_waits_does_not_keep_a_discussion_open(talk):
    talk.policy |= {"close_after": 7 * DAY, "moderation": "all"}
    talk.topic = Topic(slug="first-steps", published_at=NOW, header=None)
    talk.say(after=6 * DAY)

    with pytest.raises(DiscussionClosed):
        talk.say("Too late.", after=7 * DAY)


@pytest.mark.parametrize(
    ("after", "taken"),
    [
        pytest.param(timedelta(), True, id="at once"),
        pytest.param(DAY, True, id="within 24 hours"),
        pytest.param(DAY + timedelta(seconds=1), False, id="later"),
    ],
)
def test_a_form_from_before_the_closing_waits_for_a_day(talk, after, taken):
    opening = talk.tokens.opening("first-steps", talk.topic.published_at)
    with transaction():
        rulings.close(["first-steps"], by=By.COMMAND, now=NOW + HOUR, name="Sarah")

    if not taken:
        with pytest.raises(DiscussionClosed):
            talk.say(opening=opening, after=HOUR + after)
        return
    sent = talk.say(opening=opening, after=HOUR + after)
    assert stored(sent).status is PENDING
    assert stored(sent).waits_because.startswith("begun before the discussion closed")


def test_a_form_of_the_discussion_before_the_last_one_is_refused(talk):
    opening = talk.tokens.opening("first-steps", talk.topic.published_at)
    for hours, say in ((1, rulings.close), (2, rulings.reopen), (3, rulings.close)):
        with transaction():
            say(["first-steps"], by=By.COMMAND, now=NOW + hours * HOUR, name="Sarah")
    fresh = talk.tokens.opening("first-steps", NOW + 2 * HOUR)

    with pytest.raises(DiscussionClosed):
        talk.say(opening=opening, after=4 * HOUR)
    assert stored(talk.say(opening=fresh, after=4 * HOUR)).status is PENDING


def test_a_repeat_is_settled_before_the_closing(talk):
    one = talk.say()
    with transaction():
        rulings.close(["first-steps"], by=By.COMMAND, now=NOW, name="Sarah")

    assert talk.say(after=2 * DAY).comment_id == one.comment_id


# limits


def test_more_than_ten_a_minute_wait_and_a_repeat_does_not(talk):
    talk.limit = 10
    sent = [talk.say(f"Number {n}.", f"N{n}") for n in range(12)]

    assert [stored(one).status for one in sent] == [APPROVED] * 10 + [PENDING] * 2
    assert stored(sent[10]).waits_because.startswith("many comments at once")
    assert talk.say("Number 3.", "N3").comment_id == sent[3].comment_id
    assert rows(Arrival) == 12


def test_edits_count_as_comments_do(talk):
    talk.limit = 1
    one = talk.say()

    talk.edit(one, "Other words.", after=timedelta())

    because = queries.waiting_edits()[one.comment_id].waits_because
    assert because.startswith("many comments at once")
    for n in range(9):
        talk.edit(one, f"Other words {n}.", after=timedelta())
    with pytest.raises(TooMany):
        checks.refuse_flood(Proof(sender=HOME, receipt=one), house=talk.house, now=NOW)


@pytest.mark.parametrize(
    ("senders", "approved"),
    [
        pytest.param(["203.0.113.1", "203.0.113.250"], 1, id="one /24"),
        pytest.param(["203.0.113.1", "203.0.114.1"], 2, id="two /24"),
        pytest.param(["2001:db8:1:1::1", "2001:db8:1:1:ffff::9"], 1, id="one /64"),
        pytest.param(["2001:db8:1:1::1", "2001:db8:1:2::1"], 2, id="two /64"),
    ],
)
def test_a_network_shares_a_limit(talk, senders, approved):
    talk.limit = 1

    sent = [
        talk.say(f"From {one}.", one, sender=Sender(address=one, browser="x")) for one in senders
    ]

    assert [stored(one).status for one in sent].count(APPROVED) == approved


def test_those_nobody_knows_share_ten_times_the_limit(talk):
    talk.limit = 1
    nobody = Sender(address=None, browser="x")

    sent = [talk.say(f"Number {n}.", f"N{n}", sender=nobody) for n in range(11)]

    assert [stored(one).status for one in sent] == [APPROVED] * 10 + [PENDING]


def test_sixty_an_hour_and_six_hundred_site_wide(talk):
    talk.limit = 1
    own = [talk.say(f"Number {n}.", f"N{n}", after=n * 2 * MINUTE) for n in range(8)]
    late = 14 * MINUTE
    assert [stored(one).status for one in own] == [APPROVED] * 6 + [PENDING] * 2

    for n in range(52):
        far = Sender(address=f"198.51.{n}.1", browser="x")
        assert stored(talk.say(f"Far {n}.", f"F{n}", sender=far, after=late)).status is APPROVED
    far = Sender(address="198.51.99.1", browser="x")
    assert stored(talk.say("One too many.", "F", sender=far, after=late)).status is PENDING


def test_without_a_limit_no_network_is_kept(talk):
    talk.say()

    assert rows(Arrival) == 0


def test_the_machine_itself_is_neither_limited_nor_counted(talk):
    talk.limit = 1
    home = Sender(address="127.0.0.1", browser="x", limited=False)

    sent = [talk.say(f"Number {n}.", f"N{n}", sender=home) for n in range(5)]

    assert {stored(one).status for one in sent} == {APPROVED}
    assert rows(Arrival) == 0


def test_when_five_thousand_wait_strangers_are_asked_to_come_back(talk, monkeypatch):
    monkeypatch.setattr(checks, "MOST_WAITING", 2)
    talk.policy["moderation"] = "all"
    talk.say("One.")
    last = talk.say("Two.")

    with pytest.raises(TooMany):
        talk.say("Three.")

    talk.rule(rulings.approve, last)
    assert stored(talk.say("Three.")).status is PENDING


def test_no_address_is_kept_as_it_is(talk):
    talk.limit = 10
    talk.say()

    for table, column in ((Hand, Hand.hand), (Arrival, Arrival.network)):
        assert rows(table) == 1
        kept = db.session.execute(select(column)).scalar_one()
        assert "203" not in kept or len(kept) == 32


CASES = Path(__file__).parents[2].parent / "shared" / "cases" / "duplicates.json"


def cases():
    if not CASES.is_file():
        reason = "../shared/cases/duplicates.json is not beside this checkout"
        return [pytest.param(None, marks=pytest.mark.skip(reason=reason), id="no cases here")]
    return [pytest.param(case, id=case["why"]) for case in json.loads(CASES.read_text("utf-8"))]


@pytest.mark.parametrize("case", cases())
def test_a_labelled_case_is_decided_as_labelled(talk, case):
    parents = {None: None, "a": talk.say("A?", "A").comment_id, "b": talk.say("B?", "B").comment_id}
    talk.authors = []
    before = rows()

    def say(which, **more):
        said = case[which]
        return talk.say(
            said["body"],
            said["name"],
            said["email"],
            said["website"],
            slug=None if said["post"] == case["first"]["post"] else "second-steps",
            **more,
        )

    first = say("first", parent=parents[case["first"]["parent"]])
    parents["first"] = first.comment_id
    second = say(
        "second",
        parent=parents[case["second"]["parent"]],
        after=timedelta(seconds=case["after_seconds"]),
        receipt=first if case["second"].get("receipt") else None,
    )

    is_one = case["outcome"] in {"repeat", "correction"}
    assert (second.comment_id == first.comment_id) is is_one
    assert rows() - before == (1 if is_one else 2)
    if not is_one:
        expected = PENDING if case["outcome"] == "pending" else APPROVED
        assert stored(second).status is expected
    if case["outcome"] == "correction":
        assert stored(first).body == case["second"]["body"]
