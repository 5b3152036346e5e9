"""Which links of a text lead somewhere on this site."""

import pytest

from blog.content_sync import links
from blog.content_sync.ties import Ties

URL = "https://laps.example"
TWO = Ties(path="posts/2.md", kind="post", slug="two", address="/2011/two/", formerly=(("old", 4),))
BEN = Ties(path="authors/ben.md", kind="author", slug="ben", address="/authors/ben/")
HIDDEN = Ties(
    path="posts/h.md", kind="post", slug="hidden", address="/posts/hidden/", draft=True, tags=["a"]
)


def dead(target, **more):
    one = Ties(
        path="posts/1.md", kind="post", slug="one", address="/2011/one/", links=((target, 7),)
    )
    return [str(problem) for problem in links.dead([one, TWO, BEN, HIDDEN], url=URL, **more)]


@pytest.mark.parametrize(
    "target",
    [
        "/2011/two/", "/2011/two", "/2011/two/#part", "../two/", "/posts/two/", "/posts/old/",
        "/authors/ben/", "/tags/", "/archive/", "/kept/", "/", "", "?page=2", "/media/x.jpg",
        "/static/x.css", "https://other.example/x", "mailto:a@b.example", "http://[x",
        "https://laps.example/2011/two/", "/feed.atom",
    ],
)  # fmt: skip
def test_a_link_leads_somewhere(target):
    assert dead(target) == []


@pytest.mark.parametrize(
    ("target", "hint"),
    [
        ("/nowhere/", ""),
        ("/two/", "; did you mean /2011/two/?"),
        ("2011-05-12-two.md", "; did you mean /2011/two/?"),
        ("../authors/ben.md", "; did you mean /authors/ben/?"),
        ("www.strava.com/x", "; did you mean https://www.strava.com/x?"),
        ("/tags/b/", ""),
    ],
)
def test_a_dead_link_is_named_with_what_may_be_meant(target, hint):
    sentence = f"the link to {target} leads nowhere: no file has that address{hint}"

    assert dead(target) == [f"posts/1.md:7: {sentence}"]


def test_a_link_to_a_file_that_is_broken_is_not_dead():
    assert dead("/posts/three/", doubtful={"three"}) == []


def test_drafts_may_link_to_drafts():
    to = Ties(
        path="posts/1.md",
        kind="post",
        slug="one",
        address="/posts/one/",
        draft=True,
        links=(("/posts/hidden/", 7),),
    )

    assert list(links.dead([to, HIDDEN], url=URL)) == []
