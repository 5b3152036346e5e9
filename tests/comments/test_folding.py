"""What an archive holds twice."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from blog.comments.duplicates import Earlier
from blog.comments.folding import Fold, foldable
from blog.comments.status import Status

START = datetime(2011, 10, 14, 12, tzinfo=UTC)
LONG = "so happy that you are healing and i love the tape, i always wondered"
NEARLY = LONG.replace("happy", "glad")
MAIL, OTHER_MAIL = "mia@example.org", "jo@example.org"


def stored(id, minute=0, said=LONG, name="Mia", email="", parent=None, status=Status.APPROVED):
    return Earlier(
        id=id,
        name=name,
        email=email,
        words=said,
        parent=parent,
        status=status,
        submitted_at=START + timedelta(minutes=minute),
        by_author=False,
    )


def fold(id, into, rule, sure):
    return Fold(id=id, into=into, rule=rule, sure=sure)


@pytest.mark.parametrize(
    ("comments", "folds"),
    [
        pytest.param([stored(1), stored(2, 3)], [fold(2, 1, 1, True)], id="the seed's two"),
        pytest.param([stored(9), stored(2, 3)], [fold(2, 9, 1, True)], id="in order of sending"),
        pytest.param([stored(1), stored(2, 10)], [fold(2, 1, 1, True)], id="ten minutes apart"),
        pytest.param([stored(1), stored(2, 11)], [fold(2, 1, 1, False)], id="eleven minutes"),
        pytest.param([stored(1), stored(2, 1, parent=1)], [fold(2, 1, 2, True)],
                     id="once as a reply"),
        pytest.param([stored(1), stored(2, 1, name="Mai")], [fold(2, 1, 4, True)], id="a slip"),
        pytest.param([stored(1, email=MAIL), stored(2, 1, name="M", email=MAIL)],
                     [fold(2, 1, 1, True)], id="an equal e-mail is enough"),
        pytest.param([stored(1), stored(2, 1, name="Shop")], [fold(2, 1, 5, False)],
                     id="another person is only reported"),
        pytest.param([stored(1, parent=7), stored(2, 1, parent=8)], [fold(2, 1, 3, False)],
                     id="two replies are only reported"),
        pytest.param([stored(1), stored(2, 60, NEARLY)], [fold(2, 1, 8, False)],
                     id="nearly the same is only reported"),
        pytest.param([stored(1), stored(2, 1441, NEARLY)], [], id="nearly the same a day later"),
        pytest.param([stored(1, said="go"), stored(2, 1, "go", name="Jo")], [], id="two cheers"),
        pytest.param([stored(1, said="go", parent=7), stored(2, 1, "go", parent=8)], [],
                     id="two thanks"),
        pytest.param([stored(1), stored(2, 8), stored(3, 16)],
                     [fold(2, 1, 1, True), fold(3, 1, 1, False)],
                     id="compared with the one that stays"),
        pytest.param([stored(1), stored(2, 1), stored(3, 2, NEARLY + "!", parent=1),
                      stored(4, 3, NEARLY + "!", parent=2)],
                     [fold(2, 1, 1, True), fold(3, 1, 8, False), fold(4, 3, 1, True)],
                     id="replies move along"),
        pytest.param([stored(1, parent=2), stored(2, 1)], [fold(2, 1, 2, False)],
                     id="a comment cannot move below itself"),
        pytest.param([stored(1), stored(2, 1, status=Status.SPAM)], [], id="spam is left alone"),
        pytest.param([stored(1), stored(2, 1, status=Status.PENDING)], [fold(2, 1, 1, True)],
                     id="one that waits folds into one that stands"),
        pytest.param([stored(1, status=Status.PENDING), stored(2, 1)], [],
                     id="one that stands does not fold into one that waits"),
    ],
)  # fmt: skip
def test_an_archive_is_folded(comments, folds):
    assert foldable(comments) == folds
    assert foldable(reversed(comments)) == folds
