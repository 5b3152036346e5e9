"""What readers get from two workers while others write, and while others hold the line."""

from __future__ import annotations

import threading
from contextlib import ExitStack
from socket import create_connection

import pytest

from blog import clock
from makers import Folder
from serving import PAGE, request, send, serving

pytestmark = pytest.mark.slow

WRITERS, COMMENTS_EACH = 4, 40


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    folder = Folder(tmp_path_factory.mktemp("readers") / "blog")
    folder.post("first-steps", title="First steps", date=f"{clock.now():%Y-%m-%d}")
    with serving(folder) as server:
        yield server


def test_whoever_has_posted_sees_it_whichever_worker_answers(served):
    missing: list[str] = []

    def write(number: int) -> None:
        for count in range(COMMENTS_EACH):
            words = f"Word {count} of writer {number}."
            answer = send(served.port, {"name": f"W{number}", "body": words})
            # Every look is a connection of its own, and so goes to any of the workers.
            pages = [served.get(PAGE) for _ in range(3)]
            missing.extend(words for page in pages if words not in page)
            missing.extend("torn" for page in pages if not page.rstrip().endswith("</html>"))
            assert answer.status == 303

    writers = [threading.Thread(target=write, args=(number,)) for number in range(WRITERS)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    assert missing == []
    assert f"{WRITERS * COMMENTS_EACH} thoughts" in served.get(PAGE)


def test_those_who_send_slowly_keep_nobody_waiting(served):
    with ExitStack() as stack:
        for _ in range(40):
            slow = stack.enter_context(create_connection(("127.0.0.1", served.port), timeout=30))
            slow.sendall(request({"name": "Slow", "body": "x" * 100})[:-50])

        assert "First steps" in served.get(PAGE)
        assert send(served.port, {"name": "Mia", "body": "Fast."}).status == 303
