from datetime import UTC, datetime, timedelta

from blog.accounts import invitations

NOW = datetime(2026, 4, 10, 12, tzinfo=UTC)
SOON = NOW + timedelta(seconds=1)


def test_a_link_works_until_its_two_days_are_over():
    assert invitations.why_over(expires_at=SOON, used_at=None, now=NOW) is None
    assert "too old" in invitations.why_over(expires_at=NOW, used_at=None, now=NOW)


def test_a_link_works_once():
    assert "used" in invitations.why_over(expires_at=SOON, used_at=NOW, now=NOW)
