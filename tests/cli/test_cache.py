import json

import pytest
from click.testing import CliRunner

from blog.cli import main
from blog.factory import create_app


@pytest.fixture
def blog(folder, publish, monkeypatch):
    folder.post("one")
    publish()
    monkeypatch.chdir(folder.path)
    return lambda *words: CliRunner().invoke(main, ["--at", str(folder.path), "cache", *words])


@pytest.fixture
def server(blog):
    app = create_app(serving=True)
    yield app
    app.wsgi_app.close()


def test_pages_are_counted(blog, server):
    server.test_client().get("/posts/one/")
    server.wsgi_app._leisure.wait()

    assert json.loads(blog("stats", "--json").stdout)["pages"] == 1
    assert blog("stats").stdout == "1 pages, 0.0 MB.\n"


def test_cleared_pages_are_made_anew_by_a_running_server(blog, server):
    reader = server.test_client()
    reader.get("/posts/one/")
    server.wsgi_app._leisure.wait()
    assert list(server.wsgi_app._shelf._pages) == ["/posts/one/?"]

    assert blog("clear").exit_code == 0
    assert json.loads(blog("stats", "--json").stdout) == {"pages": 0, "bytes": 0}
    assert server.wsgi_app._kept("/posts/one/?") is None
