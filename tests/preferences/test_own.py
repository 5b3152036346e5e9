import pytest

from blog.preferences import own


@pytest.mark.parametrize(
    "path", ["/", "/posts/", "/posts/a/b/", "/tags/x/", "/desk/", "/media/x", "/tags/{slug}/"]
)
def test_the_program_keeps_its_own_addresses(path):
    assert own.reserved(path)


@pytest.mark.parametrize(
    "path", ["/posts/canal/", "/about/", "/2013/05/canal/", "/tagsy/", "/posts/{slug}/", "/{slug}/"]
)
def test_all_others_are_free(path):
    assert not own.reserved(path)
