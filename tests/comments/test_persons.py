"""Who is the same person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest

from blog.comments import persons

SOON, LATER = timedelta(seconds=60), timedelta(seconds=61)
MAIL, OTHER_MAIL = "mia@example.org", "jo@example.org"


@dataclass(frozen=True)
class Signed:
    name: str
    email: str = ""
    by_author: bool = False


@pytest.mark.parametrize(
    ("one", "other", "apart", "proven", "same"),
    [
        pytest.param(Signed("Mia"), Signed("mia "), LATER, False, True, id="one name"),
        pytest.param(Signed("Mia"), Signed("Mía"), SOON, False, False, id="an accent"),
        pytest.param(Signed("Mia"), Signed("Jo"), SOON, True, False, id="two names, one hand"),
        pytest.param(Signed("Mia", MAIL), Signed("Mia"), LATER, False, True,
                     id="one name, one of them with e-mail"),
        pytest.param(Signed("Mia", MAIL), Signed("Mia", OTHER_MAIL), SOON, True, False,
                     id="one name, two e-mails"),
        pytest.param(Signed("Mia", MAIL), Signed("Mia K.", MAIL.upper()), LATER, True, True,
                     id="two names, one e-mail of one hand"),
        pytest.param(Signed("Mia", MAIL), Signed("Mia K.", MAIL), SOON, False, False,
                     id="two names, one e-mail, nothing proven"),
        pytest.param(Signed("", MAIL), Signed("Mia", MAIL), LATER, True, True,
                     id="a name added by the same hand"),
        pytest.param(Signed(""), Signed(" "), SOON, False, True, id="nobody within a minute"),
        pytest.param(Signed(""), Signed(""), LATER, True, False, id="nobody later"),
        pytest.param(Signed(""), Signed("", MAIL), SOON, True, False,
                     id="nobody, one of them with e-mail"),
        pytest.param(Signed("", MAIL), Signed("", MAIL), SOON, False, False,
                     id="no names, one e-mail, nothing proven"),
        pytest.param(Signed("", MAIL), Signed("", MAIL), LATER, True, True,
                     id="no names, one e-mail of one hand"),
        pytest.param(Signed("Mia"), Signed(""), SOON, True, False, id="a name and none"),
        pytest.param(Signed("Sarah", by_author=True), Signed("Sarah"), SOON, True, False,
                     id="the author and somebody called so"),
        pytest.param(Signed("Sarah", by_author=True), Signed("Sarah", by_author=True), LATER,
                     False, True, id="the author twice"),
    ],
)  # fmt: skip
def test_two_are_one_person(one, other, apart, proven, same):
    assert persons.is_same(one, other, apart=apart, proven=proven) is same
    assert persons.is_same(other, one, apart=-apart, proven=proven) is same


@pytest.mark.parametrize(
    ("one", "other", "minutes", "slip"),
    [
        pytest.param(Signed("Mai"), Signed("Mia"), 10, True, id="a slip"),
        pytest.param(Signed("Mai"), Signed("Mia"), 11, False, id="a slip too late"),
        pytest.param(Signed("Mai", MAIL), Signed("Mia"), 1, True, id="one e-mail"),
        pytest.param(Signed("Mai", MAIL), Signed("Mia", MAIL), 1, True, id="the same e-mail"),
        pytest.param(Signed("Mai", MAIL), Signed("Mia", OTHER_MAIL), 1, False, id="two e-mails"),
        pytest.param(Signed(""), Signed("", MAIL), 1, True, id="no names"),
        pytest.param(Signed("Jo"), Signed("Mia"), 1, False, id="two names"),
    ],
)
def test_a_name_may_have_been_mended(one, other, minutes, slip):
    assert persons.is_slip(one, other, apart=timedelta(minutes=minutes)) is slip
