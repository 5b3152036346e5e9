"""What ties files to each other comes back from the database as it was."""

import json

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
