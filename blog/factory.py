"""Putting an app together."""

from __future__ import annotations

import os
from pathlib import Path

from flask import Flask
from jinja2 import FileSystemLoader, StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from blog import current, settings
from blog.database import engine
from blog.pagecache import install
from blog.pagecache.program import fingerprint
from blog.pagecache.stores import Store
from blog.settings import Settings
from blog.web import assets, caching, errors, filters, headers, routes, signed_in
from blog.web.site import said

_PACKAGE = Path(__file__).parent


def create_app(chosen: Settings | None = None, *, serving: bool = False) -> Flask:
    """Make an app for one blog: that of the settings given, or of the current folder.

    One that is `serving` shares the pages it makes with its neighbours and its successors.
    """
    chosen = chosen or settings.read(os.environ, at=Path.cwd())
    app = Flask("blog", root_path=str(_PACKAGE), static_folder=None)
    app.secret_key = settings.prepare(chosen)
    app.extensions[current.EXTENSION] = chosen
    app.jinja_environment = filters.Templates
    # A site's own files come first; the program's stand behind each of them.
    app.jinja_loader = FileSystemLoader([chosen.folder / "templates", shipped("templates")])
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    engine.connect(app, chosen)
    assets.collect(app, [shipped("static"), chosen.folder / "static"])
    for part in (filters, headers, caching, errors, said, signed_in, routes):
        part.register(app)
    with app.app_context():
        app.wsgi_app = install.before(  # type: ignore[method-assign]
            app.wsgi_app,
            engine=engine.db.engine,
            instance=chosen.instance,
            store=page_store(chosen) if serving else None,
            passes=signed_in.recogniser(app),
        )
    if chosen.trusted_proxies:
        hops = chosen.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    return app


def page_store(chosen: Settings) -> Store:
    """Open what keeps the pages of a blog, for as long as what makes them stays the same."""
    folders = [
        _PACKAGE,
        *(shipped(name) for name in ("templates", "static")),
        *(chosen.folder / name for name in ("templates", "static")),
    ]
    program = fingerprint(folders, chosen.url, chosen.served_at, chosen.cdn_seconds)
    return install.store(instance=chosen.instance, redis_url=chosen.redis_url, program=program)


def shipped(name: str) -> Path:
    """Find a folder of the program's: inside the package, or beside it in a checkout."""
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name
