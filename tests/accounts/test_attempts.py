import pytest

from blog.accounts import attempts

KEY = b"a key of this installation"


@pytest.mark.parametrize(
    ("of_account", "of_network", "known", "too_many"),
    [
        pytest.param(9, 9, True, False, id="nine failures"),
        pytest.param(10, 0, True, True, id="ten of one account, from anywhere"),
        pytest.param(0, 10, True, True, id="ten from one network, for anybody"),
        pytest.param(0, 10, False, False, id="ten from nobody knows where"),
        pytest.param(0, 100, False, True, id="a hundred from nobody knows where"),
    ],
)
def test_ten_failures_are_enough_for_five_minutes(of_account, of_network, known, too_many):
    found = attempts.too_many(of_account=of_account, of_network=of_network, network_known=known)

    assert found is too_many


def test_a_name_is_one_account_however_it_is_written():
    one, other = (attempts.account(name, device=None, key=KEY) for name in ("Sarah", "sarah"))

    assert one == other
    assert "sarah" not in one


def test_a_browser_that_was_signed_in_once_is_counted_apart():
    stranger = attempts.account("sarah", device=None, key=KEY)
    own = attempts.account("sarah", device="what it carries", key=KEY)

    assert stranger != own
