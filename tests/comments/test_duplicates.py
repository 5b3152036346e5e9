"""The eleven rules, one by one, and which of them speaks first."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from blog.comments import duplicates
from blog.comments.duplicates import Decision, Earlier, Kind, New, decide
from blog.comments.status import Status
from blog.comments.words import words
from blog.markup import comment

NOW = datetime(2011, 10, 14, 12, tzinfo=UTC)
WINDOW = timedelta(minutes=15)
LONG = "so glad the knee is holding up, i always wondered what the tape was for"
NEARLY = LONG.replace("glad", "happy")
SHORT = "thank you"
REPEAT, CORRECTION, OWN, PENDING = Kind
APPROVED, WAITS, SPAM, DELETED, WITHDRAWN, FOLDED = Status


def new(said=LONG, name="Mia", email="", parent=None, **more) -> New:
    return New(name=name, email=email, words=said, parent=parent, **more)


def old(said=LONG, name="Mia", email="", parent=None, id=1, ago=60, status=APPROVED, **more):
    return Earlier(
        id=id,
        name=name,
        email=email,
        words=said,
        parent=parent,
        status=status,
        submitted_at=NOW - timedelta(seconds=ago),
        **{"by_author": False, **more},
    )


def told(new_, *earlier) -> Decision:
    return decide(new_, earlier, now=NOW, edit_window=WINDOW)


MAIL, OTHER_MAIL = "mia@example.org", "jo@example.org"
HOUR, DAY = 3600, 86_400
HAND, RECEIPT = {"same_hand": frozenset({1})}, {"receipts": frozenset({1})}


@pytest.mark.parametrize(
    ("new_", "old_", "kind", "rule"),
    [
        # 1: same words, same person, same parent, at any time
        pytest.param(new(), old(), REPEAT, 1, id="1: the same again"),
        pytest.param(new(), old(ago=400 * DAY), REPEAT, 1, id="1: a year later"),
        pytest.param(new(SHORT), old(SHORT), REPEAT, 1, id="1: short words"),
        pytest.param(new(parent=7), old(parent=7), REPEAT, 1, id="1: as a reply"),
        pytest.param(new(email=MAIL), old(), REPEAT, 1, id="1: e-mail added"),
        pytest.param(new(name="M.", email=MAIL, **HAND), old(email=MAIL, ago=HOUR), REPEAT, 1,
                     id="1: another name, same e-mail and hand"),
        pytest.param(new(SHORT, name=""), old(SHORT, name="", ago=60), REPEAT, 1,
                     id="1: nobody within a minute"),
        # 2: same long words, same person, one at top level or one a reply to the other
        pytest.param(new(parent=7), old(), REPEAT, 2, id="2: once as a reply"),
        pytest.param(new(), old(parent=7, ago=DAY), REPEAT, 2, id="2: once at top level"),
        pytest.param(new(parent=1), old(parent=7), REPEAT, 2, id="2: as a reply to itself"),
        # 3: same words, same person, replies to two comments
        pytest.param(new(SHORT, parent=8), old(SHORT, parent=7), OWN, 3, id="3: two thanks"),
        pytest.param(new(SHORT, parent=8), old(SHORT), OWN, 3, id="3: thanks here and there"),
        pytest.param(new(parent=8), old(parent=7), PENDING, 3, id="3: long words by a reader"),
        pytest.param(new(parent=8, by_author=True), old(parent=7, by_author=True), OWN, 3,
                     id="3: long words by the author"),
        # 4: same long words within ten minutes, names one slip apart
        pytest.param(new(name="Mai"), old(ago=600), REPEAT, 4, id="4: a name mended"),
        pytest.param(new(name=""), old(), REPEAT, 4, id="4: a name left out"),
        pytest.param(new(name="Mai", parent=8), old(parent=7), REPEAT, 4, id="4: elsewhere"),
        pytest.param(new(name="", email=MAIL), old(name=""), REPEAT, 4, id="4: e-mail added"),
        pytest.param(new(name="Mia K.", email=MAIL), old(email=MAIL), REPEAT, 4,
                     id="4: same e-mail, another hand"),
        # 5: same long words, any other person, or later
        pytest.param(new(name="Mai"), old(ago=601), PENDING, 5, id="5: a slip too late"),
        pytest.param(new(name="Shop"), old(), PENDING, 5, id="5: another name"),
        pytest.param(new(email=MAIL), old(email=OTHER_MAIL), PENDING, 5, id="5: another e-mail"),
        pytest.param(new(name=""), old(name="", ago=HOUR), PENDING, 5, id="5: nobody, later"),
        pytest.param(new(name="Shop"), old(status=SPAM), PENDING, 5, id="5: words of spam"),
        # 6: same short words, another person
        pytest.param(new(SHORT, name="Jo"), old(SHORT), OWN, 6, id="6: two people's cheer"),
        pytest.param(new(SHORT, name="Mai"), old(SHORT), OWN, 6, id="6: a slip in a short cheer"),
        pytest.param(new(SHORT, email=MAIL), old(SHORT, email=OTHER_MAIL), OWN, 6,
                     id="6: two Mias"),
        pytest.param(new(SHORT, name=""), old(SHORT, name="", ago=61), OWN, 6,
                     id="6: nobody after a minute"),
        # 7: nearly the same with the receipt, in time, before any reply
        pytest.param(new(NEARLY, **RECEIPT), old(ago=900), CORRECTION, 7, id="7: a correction"),
        pytest.param(new(NEARLY, **RECEIPT), old(status=WAITS), CORRECTION, 7,
                     id="7: of one that waits"),
        # 8: nearly the same without
        pytest.param(new(NEARLY), old(ago=DAY), PENDING, 8, id="8: no receipt"),
        pytest.param(new(NEARLY, **HAND), old(), PENDING, 8, id="8: the same hand is not enough"),
        pytest.param(new(NEARLY, **RECEIPT), old(ago=901), PENDING, 8, id="8: too late to correct"),
        pytest.param(new(NEARLY, **RECEIPT), old(has_replies=True), PENDING, 8,
                     id="8: already answered"),
        pytest.param(new(NEARLY, **RECEIPT), old(status=SPAM), PENDING, 8, id="8: of spam"),
        pytest.param(new(NEARLY), old(ago=DAY + 1), OWN, 0, id="0: a day later"),
        pytest.param(new(NEARLY, name="Jo"), old(), OWN, 0, id="0: nearly, another person"),
        pytest.param(new(NEARLY), old(status=WITHDRAWN), OWN, 0, id="0: nearly, taken back"),
        pytest.param(new(SHORT + "s"), old(SHORT), OWN, 0, id="0: nearly, but short"),
        pytest.param(new("something else entirely, and long enough to count"), old(), OWN, 0,
                     id="0: other words"),
        # 10: equal to one that waits, is spam or is folded
        pytest.param(new(), old(status=WAITS), REPEAT, 10, id="10: waiting"),
        pytest.param(new(parent=7), old(status=SPAM), REPEAT, 10, id="10: spam, by rule 2"),
        pytest.param(new(name="Mai"), old(status=WAITS), REPEAT, 10, id="10: waiting, by rule 4"),
        pytest.param(new(), old(status=FOLDED, duplicate_of=9), REPEAT, 10, id="10: folded"),
        # 11: equal to one that was withdrawn or deleted
        pytest.param(new(), old(status=WITHDRAWN), OWN, 11, id="11: withdrawn"),
        pytest.param(new(), old(status=DELETED), PENDING, 11, id="11: deleted"),
        pytest.param(new(name="Mai"), old(status=DELETED), PENDING, 11, id="11: deleted, by 4"),
        pytest.param(new(), old(status=FOLDED, duplicate_of=9, duplicate_status=WITHDRAWN), OWN, 11,
                     id="11: folded into one that was withdrawn"),
        pytest.param(new(), old(status=FOLDED, duplicate_of=9, duplicate_status=DELETED), PENDING,
                     11, id="11: folded into one that was deleted"),
        pytest.param(new(name="Shop"), old(status=WITHDRAWN), OWN, 0,
                     id="0: another person's withdrawn words"),
        # somebody who only uses the author's name
        pytest.param(new(SHORT, name="Sarah", by_author=True), old(SHORT, name="Sarah"), OWN, 6,
                     id="6: the author after a double"),
    ],
)  # fmt: skip
def test_rule(new_, old_, kind, rule):
    decision = told(new_, old_)

    assert (decision.kind, decision.rule) == (kind, rule)


@pytest.mark.parametrize(
    ("new_", "earlier", "rule", "of"),
    [
        pytest.param(new(), [old(id=1, parent=7), old(id=2)], 1, 2, id="1 before 2"),
        pytest.param(new(), [old(id=1, status=WAITS), old(id=2, parent=7)], 2, 2,
                     id="2 before 10"),
        pytest.param(new(name="Mai"), [old(id=1), old(id=2, name="Mai", status=WAITS)], 10, 2,
                     id="10 before 4"),
        pytest.param(new(name="Mai"), [old(id=1, name="Mai", status=DELETED), old(id=2)], 4, 2,
                     id="4 before 11"),
        pytest.param(new(), [old(id=1, name="Shop"), old(id=2, status=DELETED)], 11, 2,
                     id="11 before 5"),
        pytest.param(new(parent=8), [old(id=1, parent=7), old(id=2, name="Shop")], 5, 2,
                     id="5 before 3"),
        pytest.param(new(SHORT, parent=8), [old(SHORT, id=1, name="Jo"),
                                            old(SHORT, id=2, parent=7)], 3, None,
                     id="3 before 6"),
        pytest.param(new(NEARLY, **RECEIPT), [old(id=1), old(NEARLY, id=2, name="Shop")], 5, 2,
                     id="equal words before nearly equal ones"),
        pytest.param(new(NEARLY, **RECEIPT), [old(id=3, ago=90), old(id=1)], 7, 1,
                     id="7 before 8"),
        pytest.param(new(), [old(id=2, ago=50), old(id=1, ago=90)], 1, 1, id="the oldest answers"),
        pytest.param(new(name="Shop"), [old(id=1, ago=90, status=SPAM), old(id=2)], 5, 2,
                     id="the oldest public one answers"),
        pytest.param(new(), [old(id=1, ago=90, status=WITHDRAWN), old(id=2, status=DELETED)], 11, 2,
                     id="the author's word before the writer's"),
        pytest.param(new(), [old(id=4, status=FOLDED, duplicate_of=9)], 10, 9,
                     id="a folded one answers where it stands"),
    ],
)  # fmt: skip
def test_order(new_, earlier, rule, of):
    decision = told(new_, *earlier)

    assert (decision.rule, decision.of) == (rule, of)


@pytest.mark.parametrize(
    ("new_", "old_", "because"),
    [
        pytest.param(new(name="Shop"), old(id=12), "same words as comment 12", id="a twin"),
        pytest.param(new(parent=8), old(id=12, parent=7), "same words as comment 12", id="two"),
        pytest.param(new(NEARLY), old(id=12), "almost the same words as comment 12", id="nearly"),
        pytest.param(new(), old(id=12, status=DELETED),
                     "same words as comment 12, which was deleted", id="deleted"),
        pytest.param(new(), old(), None, id="nothing for a repeat"),
        pytest.param(new(SHORT), old(), None, id="nothing for its own comment"),
    ],
)  # fmt: skip
def test_the_author_sees_why(new_, old_, because):
    assert told(new_, old_).because == because


@pytest.mark.parametrize(("given_", "same_hand"), [({}, False), (HAND, True), (RECEIPT, True)])
def test_a_repeat_says_whether_the_hand_is_the_same(given_, same_hand):
    assert told(new(**given_), old()).same_hand is same_hand


def test_nothing_earlier_decides_nothing():
    assert duplicates.equal(new(), [], now=NOW) is None
    assert duplicates.near(new(), [], now=NOW, edit_window=WINDOW) is None
    assert told(new()).kind is OWN


EARLIER = st.builds(
    old,
    said=st.sampled_from([LONG, NEARLY, SHORT]),
    name=st.sampled_from(["Mia", "Mai", "Jo", ""]),
    email=st.sampled_from(["", MAIL, OTHER_MAIL]),
    parent=st.sampled_from([None, 1, 2, 7]),
    id=st.integers(1, 30),
    ago=st.sampled_from([0, 30, 60, 400, 900, HOUR, 2 * DAY]),
    status=st.sampled_from(list(Status)),
)
NEW = st.builds(
    new,
    said=st.sampled_from([LONG, NEARLY, SHORT]),
    name=st.sampled_from(["Mia", "Mai", "Jo", ""]),
    email=st.sampled_from(["", MAIL, OTHER_MAIL]),
    parent=st.sampled_from([None, 1, 2, 7]),
    same_hand=st.frozensets(st.integers(1, 30)),
)


@given(NEW, st.lists(EARLIER, unique_by=lambda earlier: earlier.id), st.randoms())
def test_the_order_in_which_comments_are_read_does_not_matter(new_, earlier, shuffled):
    again = list(earlier)
    shuffled.shuffle(again)

    assert told(new_, *earlier) == told(new_, *again)


@given(
    NEW,
    st.lists(EARLIER, unique_by=lambda earlier: earlier.id),
    st.sampled_from([APPROVED, WAITS]),
)
def test_what_was_taken_and_comes_again_at_once_is_a_repeat(new_, earlier, status):
    assume(told(new_, *earlier).kind in (OWN, PENDING))
    person = new_.words, new_.name, new_.email, new_.parent
    taken = old(*person, id=99, ago=0, status=status)

    again = told(new(*person, same_hand=new_.same_hand | {99}), *earlier, taken)

    assert again.kind is REPEAT


@given(NEW, st.lists(EARLIER, unique_by=lambda earlier: earlier.id))
def test_older_comments_than_are_read_change_no_decision(new_, earlier):
    read = [one for one in earlier if one.submitted_at >= NOW - duplicates.within(new_)]

    near = (duplicates.near(new_, them, now=NOW, edit_window=WINDOW) for them in (read, earlier))

    assert next(near) == next(near)


CASES = Path(__file__).parents[2].parent / "shared" / "cases" / "duplicates.json"


def cases():
    if not CASES.is_file():
        reason = "../shared/cases/duplicates.json is not beside this checkout"
        return [pytest.param(None, marks=pytest.mark.skip(reason=reason), id="no cases here")]
    return [pytest.param(case, id=case["why"]) for case in json.loads(CASES.read_text("utf-8"))]


@pytest.mark.parametrize("case", cases())
def test_a_labelled_case_is_decided_as_labelled(case):
    first, second = case["first"], case["second"]
    after = case["after_seconds"]
    # What comes within a quarter of an hour may come from the same address and browser.
    hand = frozenset({1} if after <= 900 else ())
    receipts = frozenset({1} if second.get("receipt") else ())
    earlier = [old(*typed(first), ago=after)] if first["post"] == second["post"] else []

    decision = told(new(*typed(second), same_hand=hand, receipts=receipts), *earlier)

    # Rule 9 is that other posts are not compared: nothing is there to decide by.
    rule = 0 if case["rule"] == 9 else case["rule"]
    assert (decision.kind, decision.rule) == (case["outcome"], rule)


def typed(case):
    parents = {None: None, "first": 1, "a": 7, "b": 8}
    said = words(comment.render(case["body"]))
    return said, case["name"], case["email"], parents[case["parent"]]
