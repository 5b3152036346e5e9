"""Of two files that claim one address, one is told."""

import pytest

from blog.content_sync import collisions
from blog.content_sync.ties import Ties

ONE = Ties(path="posts/1.md", kind="post", slug="one", address="/one/")


def told(**claims):
    two = Ties(**{"path": "posts/2.md", "kind": "post", "slug": "two", "address": "/two/"} | claims)
    return [str(problem) for problem in collisions.told([ONE, two])]


@pytest.mark.parametrize(
    ("claims", "said"),
    [
        pytest.param({}, [], id="none"),
        pytest.param({"aliases": (("/two/", 4),), "formerly": (("two", 5),)}, [], id="its own"),
        pytest.param(
            {"kind": "page", "address": "/one/"},
            ["posts/2.md:1: posts/1.md has the address /one/ already"],
            id="a page",
        ),
        pytest.param(
            {"aliases": (("/one", 4),)},
            ["posts/2.md:4: aliases: /one is the address of posts/1.md"],
            id="an alias",
        ),
        pytest.param(
            {"formerly": (("x", 4), ("one", 5))},
            ["posts/2.md:5: formerly: “one” is the name of posts/1.md"],
            id="a former name",
        ),
    ],
)
def test_a_claim_on_what_another_has_is_named_at_its_line(claims, said):
    assert told(**claims) == said


def test_of_two_that_say_the_same_the_second_by_its_name_is_told():
    both = [
        Ties(
            path=f"posts/{slug}.md",
            kind="post",
            slug=slug,
            address=f"/{slug}/",
            aliases=(("/old/", 4),),
            formerly=(("old", 5),),
        )
        for slug in ("b", "a")
    ]

    assert [str(problem) for problem in collisions.told(both)] == [
        "posts/b.md:4: aliases: /old/ leads to posts/a.md already",
        "posts/b.md:5: formerly: “old” leads to posts/a.md already",
    ]
