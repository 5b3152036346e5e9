"""What an author decides at the desk of one worker, readers of every worker see at once."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener

import pytest

from authoring import at_desk
from blog import clock, settings
from blog.accounts.devices import COOKIE
from blog.factory import create_app
from makers import SITE, Folder, ready
from serving import COMMENTS, OURS, PAGE, Server, send, serving

pytestmark = pytest.mark.slow

# Each is a connection of its own, and goes to any of the two.
LOOKS = 12
TWO_LINKS = "Look: https://a.example/ https://b.example/"


@pytest.fixture
def served(tmp_path):
    folder = Folder(tmp_path / "blog")
    folder.write("site.toml", SITE)
    folder.write("authors/sarah.md", "---\nname: Sarah\n---\nRuns.\n")
    folder.post("first-steps", date=f"{clock.now():%Y-%m-%d}")
    with serving(folder) as server:
        yield server


class Author:
    """Sarah, at the desk."""

    def __init__(self, server: Server) -> None:
        self._server = server
        with ready(create_app(settings.read({}, at=server.folder.path))) as app:
            badge = at_desk(app).get_cookie(COOKIE).value
        self._headers = {"Cookie": f"{COOKIE}={badge}", **OURS}
        page = self._ask("/desk/devices/")
        self._token = re.search('name="csrf_token" value="([^"]+)"', page)[1]

    def press(self, address: str, **fields: str) -> str:
        """Send a form of the desk, and read where it leads."""
        return self._ask(address, urlencode({"csrf_token": self._token, **fields}).encode())

    def _ask(self, address: str, fields: bytes | None = None) -> str:
        asked = Request(f"http://127.0.0.1:{self._server.port}{address}", fields, self._headers)
        with build_opener(HTTPRedirectHandler).open(asked, timeout=30) as answer:
            return answer.read().decode()


def test_every_decision_is_seen_with_the_next_request_in_every_worker(served):
    author = Author(served)
    assert send(served.port, {"name": "Mia", "body": TWO_LINKS}).status == 303
    comments, post = "/desk/comments/", "/desk/posts/first-steps/discussion/"

    def all_see(is_right: Callable[[str], bool]) -> bool:
        return all(is_right(served.get(PAGE)) for _ in range(LOOKS))

    def is_shown(page: str) -> bool:
        return 'id="comment-1"' in page and "1 thought on" in page

    def is_hidden(page: str) -> bool:
        return "comment-1" not in page and "thought" in page

    assert all_see(is_hidden)
    for decided, is_right in [
        ("approve 1", is_shown),
        ("spam 1", is_hidden),
        ("restore 1", is_shown),
        ("delete 1", is_hidden),
    ]:
        page = author.press(comments, do=decided)
        assert all_see(is_right), decided
    undone = re.search(r"/desk/rulings/\d+/undo/", page)[0]
    author.press(undone)
    assert all_see(is_shown)
    author.press(f"{comments}1/reply/", body="Thank you.")
    assert all_see(lambda page: "Thank you." in page)
    author.press(post, do="close", why="Enough said.")
    assert all_see(lambda page: "Enough said." in page and "comment-form" not in page)
    assert send(served.port, {"name": "Jo", "body": "Too late"}, path=COMMENTS).status == 403
    author.press(post, do="reopen")
    assert all_see(lambda page: "Enough said." not in page and "comment-form" in page)
