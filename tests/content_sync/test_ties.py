"""What ties files to each other comes back from the database as it was."""

import json
from dataclasses import replace

import pytest

from blog.content_sync import ties
from blog.content_sync.ties import Ties

ONE = Ties(
    path="posts/one.md",
    kind="post",
    slug="one",
    address="/posts/one/",
    draft=True,
    tags=["knee"],
    author=[["sarah", 4]],
    links=[["/x/", 9]],
)


def test_ties_survive_being_stored():
    stored = json.loads(json.dumps(ties.kept(ONE)))

    assert ties.read([stored]) == {"posts/one.md": ONE}


def test_what_is_empty_takes_no_room():
    bare = Ties(path="a", kind="page", slug="a", address="/a/")

    assert set(ties.kept(bare)) == {"path", "kind", "slug", "address"}


def test_what_is_said_on_other_lines_means_the_same():
    moved = replace(ONE, author=[["sarah", 5]], links=[["/x/", 12], ["/x/", 14]])

    assert ties.alike(ONE, moved)


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(None, id="nothing"),
        pytest.param(replace(ONE, slug="two"), id="another name"),
        pytest.param(replace(ONE, draft=False), id="published"),
        pytest.param(replace(ONE, tags=["knee", "tape"]), id="a tag more"),
        pytest.param(replace(ONE, author=[["eve", 4]]), id="another author"),
        pytest.param(replace(ONE, links=[]), id="a link less"),
        pytest.param(replace(ONE, aliases=[["/y/", 3]]), id="an alias"),
        pytest.param(replace(ONE, formerly=[["two", 3]]), id="a former name"),
    ],
)
def test_whatever_others_count_on_makes_a_difference(other):
    assert not ties.alike(ONE, other)
