from blog.accounts import secrets


def test_a_secret_is_long_fits_into_an_address_and_is_never_the_same():
    made = {secrets.new() for _ in range(100)}

    assert len(made) == 100
    assert all(len(one) >= 43 and one.replace("-", "").replace("_", "").isalnum() for one in made)


def test_its_mark_is_always_the_same_and_says_nothing():
    secret = secrets.new()

    assert secrets.mark(secret) == secrets.mark(secret)
    assert secret not in secrets.mark(secret)
    assert secrets.mark("\ud800") != secrets.mark("")
