"""The blog, with every page made anew for every reader."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from blog.factory import create_app

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

_blog = create_app()
_cache = _blog.wsgi_app


def app(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """Forget every page, then answer."""
    _cache.forget()  # type: ignore[attr-defined]
    return _blog(environ, start_response)
