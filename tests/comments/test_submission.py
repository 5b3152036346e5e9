"""What is made of a form that was sent."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.comments import submission
from blog.comments.submission import Empty, Submission, TooLong


def take(**typed) -> Submission:
    form = {"name": "", "email": "", "website": "", "body": "Go!", "parent": ""}
    return submission.take(**{**form, "max_length": 100, **typed})


def test_everything_given_is_kept():
    taken = take(
        name=" Mia ", email="mia@example.org", website="mia.example", body="a\r\nb", parent="12"
    )

    assert taken == Submission(
        name="Mia", email="mia@example.org", website="https://mia.example", body="a\nb", parent=12
    )


def test_words_are_enough():
    assert take() == Submission(name="", email="", website="", body="Go!", parent=None)


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("email", "mia@"),
        ("website", "javascript:x"),
        ("parent", "nonsense"),
        ("parent", "-1"),
        ("parent", "٣"),
        ("parent", "9" * 40),
    ],
)
def test_what_cannot_be_used_is_left_out_and_said(field, typed):
    taken = take(**{field: typed})

    assert getattr(taken, field) in ("", None)
    assert taken.left_out == {field}


@pytest.mark.parametrize("body", ["", " \n", "\u200b", "\r\n\t\u3164"])
def test_nothing_to_see_is_refused(body):
    with pytest.raises(Empty, match="Nothing is written here yet") as refused:
        take(body=body)

    assert refused.value.field == "body"


def test_length_is_counted_in_characters_after_tidying():
    assert take(body="\r\n".join("跑" * 50)).body == "\n".join("跑" * 50)
    assert len(take(body="😀" * 100).body) == 100
    with pytest.raises(TooLong, match="room for 100 characters; this one is 1 character too long"):
        take(body="😀" * 101)


def test_a_name_without_end_is_refused():
    with pytest.raises(TooLong, match="80 characters") as refused:
        take(name="x" * 81)

    assert refused.value.field == "name"


@given(name=st.text(), email=st.text(), website=st.text(), body=st.text(), parent=st.text())
def test_anything_typed_is_taken_or_refused_in_a_sentence(**typed):
    outcome = taken_or_sentence(typed)

    outcome.encode()
    assert outcome.endswith((".", ")"))


def taken_or_sentence(typed) -> str:
    try:
        return str(take(**typed))
    except submission.NotTaken as refused:
        return str(refused)
