"""The floors everything is measured against: one answer, always the same.

`BENCH_ANSWER` names a file with the headers and the body, as the blog itself sent them.
"""

from __future__ import annotations

import os
import pickle
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Flask, Response

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

_HEADERS, _BODY = pickle.loads(Path(os.environ["BENCH_ANSWER"]).read_bytes())


def plain(_environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """Answer without a framework."""
    start_response("200 OK", _HEADERS)
    return [_BODY]


view = Flask("view")


@view.get("/posts/<slug>/")
def _show(slug: str) -> Response:  # noqa: ARG001 - the route has it
    return Response(_BODY, headers=_HEADERS)
