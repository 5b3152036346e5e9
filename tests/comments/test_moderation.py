"""Which comments wait, and what the author is told."""

from __future__ import annotations

import pytest

from blog.comments.moderation import Policy, Signals, first_status
from blog.comments.status import Status

NONE, SUSPICIOUS, FIRST, ALL = Policy

GOLDEN = [
    pytest.param({"links": 2}, SUSPICIOUS, "2 links, first comment by this name",
                 id="two links of a stranger"),
    pytest.param({"links": 1}, SUSPICIOUS, "1 link, first comment by this name",
                 id="one link of a stranger"),
    pytest.param({"links": 1, "named": False}, SUSPICIOUS, "1 link, no name given",
                 id="one link of nobody"),
    pytest.param({"links": 1, "known": True}, SUSPICIOUS, "", id="one link of a friend"),
    pytest.param({"links": 2, "known": True}, SUSPICIOUS, "2 links", id="two links of a friend"),
    pytest.param({}, SUSPICIOUS, "", id="words of a stranger"),
    pytest.param({"named": False}, SUSPICIOUS, "", id="words of nobody"),
    pytest.param({"trap_filled": True, "known": True}, SUSPICIOUS,
                 "filled a field that people do not see", id="the trap"),
    pytest.param({}, FIRST, "first comment by this name", id="a first comment"),
    pytest.param({"named": False}, FIRST, "no name given", id="a comment of nobody"),
    pytest.param({"known": True}, FIRST, "", id="a second comment"),
    pytest.param({"links": 2, "known": True}, FIRST, "2 links", id="links in a second comment"),
    pytest.param({"known": True}, ALL, "every comment is read first", id="every comment"),
    pytest.param({}, ALL, "first comment by this name", id="every comment, a first one"),
    pytest.param({"links": 3, "known": True}, ALL, "3 links", id="every comment, with links"),
    pytest.param({"links": 10, "trap_filled": True}, NONE, "", id="nothing waits"),
    pytest.param({"links": 11, "known": True}, NONE, "11 links", id="but more than ten links"),
    pytest.param({"reads_like_author": True}, NONE,
                 "the name reads like an author’s, first comment by this name", id="a double"),
    pytest.param({"before_closing": True, "known": True}, NONE,
                 "begun before the discussion closed", id="begun in time"),
    pytest.param({"over_limit": True, "known": True}, NONE, "many comments at once", id="a flood"),
    pytest.param({"because": "same words as comment 12", "links": 2}, SUSPICIOUS,
                 "same words as comment 12, 2 links, first comment by this name", id="a twin"),
]  # fmt: skip


@pytest.mark.parametrize(("signals", "policy", "clause"), GOLDEN)
def test_the_author_is_told_why_a_comment_waits(signals, policy, clause):
    status = Status.PENDING if clause else Status.APPROVED

    assert first_status(Signals(**signals), policy) == (status, clause)


@pytest.mark.parametrize("policy", Policy)
def test_the_signed_in_author_never_waits(policy):
    signals = Signals(by_author=True, links=20, reads_like_author=True, because="same words")

    assert first_status(signals, policy) == (Status.APPROVED, "")
