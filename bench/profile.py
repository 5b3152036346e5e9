"""Where the time goes: what a page made anew and a comment cost, part by part."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import wraps
from statistics import median
from typing import Any

from flask import Flask
from werkzeug.test import EnvironBuilder

from bench.sites import PATH, Site
from blog import settings
from blog.comments import rendering, service
from blog.database import pragmas, running
from blog.database.engine import db
from blog.factory import create_app
from blog.pagecache import pages, stamps
from blog.web.site import comments, discussion, posts

REST = "Flask, and all the rest"
WAITING = "(besides, waiting: for the disk, or its turn)"

# What is called, by the name of the part its time belongs to.
_Called = tuple[object, str]
_BOTH: Mapping[str, Sequence[_Called]] = {
    "statements": [(running, "run"), (pragmas, "hand_over")],
}
_PAGE: Mapping[str, Sequence[_Called]] = {
    **_BOTH,
    "the post and its stories": [(posts, "boxes_of")],
    "the discussion": [(discussion, "of")],
    "template": [(posts, "render_template")],
    "marks of the page": [(stamps, "marks_of_page")],
    "packing (brotli 5)": [(pages, "_pack")],
}
_COMMENT: Mapping[str, Sequence[_Called]] = {
    **_BOTH,
    "marks made HTML, and cleaned": [(rendering, "render")],
    "the rules": [(service, "submit")],
    "commit": [(db.session, "commit")],
    "reading the form": [(comments, "_understood")],
}


@dataclass(frozen=True, kw_only=True)
class Part:
    """A part of what something costs, in milliseconds."""

    name: str
    milliseconds: float


class Watch:
    """Shares processor time out among parts; a part within another one counts for itself."""

    def __init__(self) -> None:
        self.times: defaultdict[str, float] = defaultdict(float)
        self._within = [0.0]

    def timed(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Give a function that does the same and is watched."""

        @wraps(function)
        def watched(*args: Any, **kwargs: Any) -> Any:
            begun = time.thread_time()
            self._within.append(0.0)
            try:
                return function(*args, **kwargs)
            finally:
                took = time.thread_time() - begun
                self.times[name] += took - self._within.pop()
                self._within[-1] += took

        return watched


def measure(site: Site, *, times: int = 200) -> dict[str, list[Part]]:
    """Tell what a page and a comment cost; each is made so many times."""
    app = create_app(settings.read(site.environ, at=site.folder))
    with app.app_context():
        return {
            "A page made anew": _parts(app, _PAGE, _page, times),
            "A comment": _parts(app, _COMMENT, _comment, times),
        }


def _page(_: int) -> EnvironBuilder:
    return EnvironBuilder(PATH, headers=[("Accept-Encoding", "br")])


def _comment(number: int) -> EnvironBuilder:
    words = " ".join(f"{chr(97 + number * part % 26)}{number * part}" for part in range(1, 13))
    typed = {"name": f"Reader {number}", "body": words}
    headers = [("Sec-Fetch-Site", "same-origin")]
    return EnvironBuilder(f"{PATH}comments/", method="POST", data=typed, headers=headers)


def _parts(
    app: Flask,
    parts: Mapping[str, Sequence[_Called]],
    request: Callable[[int], EnvironBuilder],
    times: int,
) -> list[Part]:
    seen: dict[str, list[float]] = {}
    with _watched(parts) as watch:
        for number in range(times):
            environ = request(number).get_environ()
            app.wsgi_app.forget()  # type: ignore[attr-defined]
            watch.times.clear()
            begun, since = time.thread_time(), time.perf_counter()
            b"".join(app(environ, _start))
            took, passed = time.thread_time() - begun, time.perf_counter() - since
            watch.times[REST] = max(0.0, took - sum(watch.times.values()))
            # Two clocks: by a hair, the one may be ahead of the other.
            watch.times[WAITING] = max(0.0, passed - took)
            for name, value in watch.times.items():
                seen.setdefault(name, []).append(value * 1000)
    return [Part(name=name, milliseconds=median(values)) for name, values in seen.items()]


def _start(status: str, _headers: object, _failure: object = None) -> Callable[[bytes], object]:
    if not status.startswith(("200", "303")):
        raise RuntimeError(f"answered {status}")
    return lambda _: None


@contextmanager
def _watched(parts: Mapping[str, Sequence[_Called]]) -> Iterator[Watch]:
    watch = Watch()
    with ExitStack() as stack:
        for name, called in parts.items():
            for owner, attribute in called:
                function = getattr(owner, attribute)
                stack.callback(setattr, owner, attribute, function)
                setattr(owner, attribute, watch.timed(name, function))
        yield watch
