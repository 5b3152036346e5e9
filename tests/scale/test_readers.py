"""What readers get from two workers while others write, and while others hold the line."""

from __future__ import annotations

import logging
import os
import threading
import time
from contextlib import ExitStack
from socket import create_connection

import pytest

from blog import clock, settings
from blog.comments import rulings
from blog.comments.decisions import By
from blog.database.engine import db
from blog.database.transaction import transaction
from blog.factory import create_app
from makers import Folder
from serving import PAGE, request, send, serving

pytestmark = pytest.mark.slow

# `HAMMER_SECONDS=300 make test ARGS=tests/scale` hammers for five minutes.
SECONDS = float(os.environ.get("HAMMER_SECONDS", "6"))
WRITERS = 3


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    folder = Folder(tmp_path_factory.mktemp("readers") / "blog")
    slugs = ["first-steps", "second-steps"]
    for slug in slugs + [f"steps-{number}" for number in range(int(SECONDS / 6) + 2)]:
        folder.post(slug, title=slug.capitalize(), date=f"{clock.now():%Y-%m-%d}")
    with serving(folder) as server:
        yield server


class Hammer:
    """Writers of several kinds, each of whom looks at once whether readers see what was done."""

    def __init__(self, served):
        self.served = served
        self.until = time.monotonic() + SECONDS
        self.looks = 0
        self.wrong: list[str] = []

    def look(self, path, is_right, what):
        """Look a few times: every look is a connection of its own, and goes to any worker."""
        for _ in range(3):
            page = self.served.get(path)
            self.looks += 1
            if not page.rstrip().endswith("</html>"):
                self.wrong.append(f"torn: {what}")
            if not is_right(page):
                self.wrong.append(f"stale: {what}")

    def write(self, number):
        """Leave comments, as a reader."""
        count = 0
        while time.monotonic() < self.until:
            count += 1
            # So many that a discussion stays on one page.
            page = f"/posts/steps-{count // 120}/"
            words = f"Word {count} of writer {number}."
            taken = {"name": f"W{number}", "body": words}
            answer = send(self.served.port, taken, path=f"{page}comments/")
            if answer.status != 303:
                self.wrong.append(f"{answer.status}: {words}")
            self.look(page, lambda page, words=words: words in page, words)

    def rule(self, _):
        """Close and reopen a discussion, as the author does in another process."""
        app = create_app(settings.read(self.served.environment, at=self.served.folder.path))
        with app.app_context():
            while time.monotonic() < self.until:
                for is_open in (False, True):
                    with transaction():
                        if is_open:
                            rulings.reopen(["second-steps"], by=By.COMMAND, now=clock.now())
                        else:
                            rulings.close(["second-steps"], by=By.COMMAND, now=clock.now())
                    self.look(
                        "/posts/second-steps/",
                        lambda page, is_open=is_open: (
                            ("comment-form" in page) is is_open
                            and ("Comments are closed." in page) is not is_open
                        ),
                        f"open is {is_open}",
                    )
            db.engine.dispose()


def test_nobody_ever_sees_a_page_as_it_was_before_a_change(served):
    hammer = Hammer(served)
    work = [hammer.rule, *[hammer.write] * WRITERS]
    threads = [threading.Thread(target=one, args=(number,)) for number, one in enumerate(work)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert hammer.wrong == []
    assert hammer.looks > SECONDS
    logging.getLogger(__name__).info("%d looks in %g seconds", hammer.looks, SECONDS)


def test_one_who_sends_slowly_keeps_nobody_waiting(served):
    with ExitStack() as stack:
        for _ in range(40):
            slow = stack.enter_context(create_connection(("127.0.0.1", served.port), timeout=30))
            slow.sendall(request({"name": "Slow", "body": "x" * 100})[:-50])

        assert "First-steps" in served.get(PAGE)
        assert send(served.port, {"name": "Mia", "body": "Fast."}).status == 303
