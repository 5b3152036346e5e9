import time

import pytest

from blog.accounts import passwords

ABOUT = ("sarah", "Sarah Miller", "Sarah", "Miller", "Laps & more")


@pytest.mark.parametrize(
    "password",
    [
        "four words of mine",
        "correct horse battery staple",
        "пять слов о беге",
        "十二個字的密碼走路比較慢",
        "sarah runs at six",
        "x7#kQ!m2zP",
        "knee " * 200,
    ],
)
def test_length_is_enough(password):
    assert passwords.objection(password, about=ABOUT) is None


@pytest.mark.parametrize("password", ["", "short", "x7#kQ!m2z"])
def test_less_is_not_enough(password):
    assert "too short" in passwords.objection(password, about=ABOUT)


def test_nobody_types_a_book():
    assert "too long" in passwords.objection("ab" * 501)


@pytest.mark.parametrize(
    "password",
    [
        "passwordpassword",
        "Password123!",
        "1234567890",
        "0987654321",
        "qwertyuiop",
        "aaaaaaaaaaaa",
        "121212121212",
        "          ",
        "iloveyou2026",
        "Sarah1234567",
        "sarah.miller",
        "12345Sarah2026",
        "laps & more",
    ],
)
def test_what_anybody_would_try_first_is_refused(password):
    assert "try this one first" in passwords.objection(password, about=ABOUT)


def test_a_password_is_kept_as_a_hash_and_known_again_however_it_is_spelled():
    kept = passwords.hashed("caf\u00e9 at the pool")

    assert kept.startswith("$argon2id$")
    assert "pool" not in kept
    assert passwords.fits("cafe\u0301 at the pool", kept)
    assert not passwords.fits("cafe at the pool", kept)


def test_nobodys_password_fits_nothing():
    assert not passwords.fits("", None)
    assert not passwords.fits("nobodys password, none fits", None)
    assert not passwords.fits("any", "this is no hash")


def test_a_name_nobody_has_is_answered_as_slowly_as_any():
    kept = passwords.hashed("four words of mine")

    def least(kept):
        return min(_spent(lambda: passwords.fits("five words of others", kept)) for _ in range(5))

    known, unknown = least(kept), least(None)

    assert 0.5 < unknown / known < 2


def _spent(work):
    start = time.process_time()
    work()
    return time.process_time() - start
