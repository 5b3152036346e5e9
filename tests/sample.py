"""The sample blog of the repository, being served: what tests look at in a browser."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from werkzeug.serving import make_server

from blog import settings
from blog.factory import create_app
from makers import ready, sync

ROOT = Path(__file__).parents[1]
# One page of each kind.
KINDS = (
    "/",
    "/?page=2",
    "/posts/crate-rest/",
    "/posts/a-mile-supervised/",
    "/posts/corral-d/",
    "/posts/kick/",
    "/tags/",
    "/tags/it-band/",
    "/tags/it-band/story/",
    "/tags/shoulder/",
    "/tags/family/",
    "/authors/sarah/",
    "/archive/",
    "/archive/2025/",
    "/about/",
    "/kept/",
    "/nowhere/",
)


@pytest.fixture(scope="session")
def sample(tmp_path_factory, workshop) -> Iterator[str]:
    """The address of the sample, being served."""
    environ = {"BLOG_INSTANCE": str(tmp_path_factory.mktemp("sample"))}
    with ready(create_app(settings.read(environ, at=ROOT))) as app:
        sync(app, workshop)
        server = make_server("127.0.0.1", 0, app, threaded=True)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()
        server.server_close()
