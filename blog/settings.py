"""What the owner of a machine sets: read once from variables BLOG_…, refused when senseless."""

from __future__ import annotations

import difflib
import os
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from blog.errors import Refusal

T = TypeVar("T")


class BadSetting(Refusal):
    """A setting that makes no sense; the text names its variable."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Everything one installation is set up with. The README has a line for each variable."""

    folder: Path
    content: Path
    instance: Path
    database_url: str
    redis_url: str | None
    secret_key: str | None
    backups: Path
    cdn_seconds: int
    url: str | None
    comments_per_minute: int
    trusted_proxies: int
    # Where `blog serve` listens, as a browser on this machine would say it.
    served_at: str | None

    @property
    def media(self) -> Path:
        """Where the sizes of pictures that readers get are kept."""
        return self.instance / "media"

    @property
    def on_sqlite(self) -> bool:
        """Whether the database is a file of this machine."""
        return self.database_url.startswith("sqlite")


VARIABLES = (
    "BLOG_CONTENT",
    "BLOG_INSTANCE",
    "BLOG_DATABASE_URL",
    "BLOG_REDIS_URL",
    "BLOG_SECRET_KEY",
    "BLOG_BACKUPS",
    "BLOG_CDN_SECONDS",
    "BLOG_URL",
    "BLOG_COMMENTS_PER_MINUTE",
    "BLOG_TRUSTED_PROXIES",
)
# Not for people: how `blog serve` tells the processes it starts.
SERVED_AT = "SECOND_WIND_SERVED_AT"


def read(environ: Mapping[str, str], *, at: Path) -> Settings:
    """Read the settings of the blog in folder `at`; raise BadSetting at the first senseless one."""
    _refuse_slips(environ)
    instance = _path(environ, "BLOG_INSTANCE", at, default="instance")
    return Settings(
        folder=at.absolute(),
        content=content_folder(environ, at=at),
        instance=instance,
        database_url=_value(
            environ, "BLOG_DATABASE_URL", _database_url, f"sqlite:///{instance / 'blog.sqlite3'}"
        ),
        redis_url=_value(environ, "BLOG_REDIS_URL", _redis_url, None),
        secret_key=_value(environ, "BLOG_SECRET_KEY", _secret, None),
        backups=_path(environ, "BLOG_BACKUPS", at, default=str(instance / "backups")),
        cdn_seconds=_value(environ, "BLOG_CDN_SECONDS", _whole(31_536_000), 0),
        url=_value(environ, "BLOG_URL", _web_address, None),
        comments_per_minute=_value(environ, "BLOG_COMMENTS_PER_MINUTE", _whole(100_000), 10),
        trusted_proxies=_value(environ, "BLOG_TRUSTED_PROXIES", _whole(10), 0),
        served_at=environ.get(SERVED_AT),
    )


def content_folder(environ: Mapping[str, str], *, at: Path) -> Path:
    """Say where the author's files of the blog in folder `at` are meant to be."""
    return _path(environ, "BLOG_CONTENT", at, default="content")


def prepare(settings: Settings) -> str:
    """Make the instance folder, readable by its owner only, and return the secret key.

    The key is made once, exclusively, so that two processes starting together share one.
    With a shared database the key has to be shared as well, so none is made up.
    """
    _refuse_unusable("BLOG_INSTANCE", settings.instance)
    _refuse_unusable("BLOG_BACKUPS", settings.backups)
    try:
        settings.instance.mkdir(mode=0o700, parents=True, exist_ok=True)
        if settings.secret_key is not None:
            return settings.secret_key
        if settings.on_sqlite:
            return _kept_secret(settings.instance / "secret_key")
    except OSError as error:
        raise BadSetting(
            f"BLOG_INSTANCE is “{settings.instance}”, "
            f"but nothing can be kept there: {error.strerror}."
        ) from None
    raise BadSetting(
        "BLOG_SECRET_KEY is not set; with PostgreSQL it must be the same long random text "
        "on every machine."
    )


def _kept_secret(path: Path) -> str:
    beside = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    if not path.exists():
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(48))
            file.flush()
            os.fsync(file.fileno())
        try:
            # A link is made whole or not at all: nobody ever reads half a key.
            os.link(beside, path)
        except FileExistsError:
            pass
        finally:
            beside.unlink()
    return path.read_text()


def _refuse_slips(environ: Mapping[str, str]) -> None:
    """Refuse a variable that is almost one of ours; of others, other programs may know."""
    for name in sorted(set(environ) - set(VARIABLES)):
        near = difflib.get_close_matches(name, VARIABLES, n=1, cutoff=0.8)
        if near and name.startswith("BLOG_"):
            raise BadSetting(f"{name} is no setting; did you mean {near[0]}?")


def _refuse_unusable(name: str, folder: Path) -> None:
    """Refuse a folder of the program's that it could not write to."""
    there = next(one for one in (folder, *folder.parents) if os.path.lexists(one))
    if not there.is_dir():
        kind = "a link to nowhere" if there.is_symlink() else "a file"
        reason = (
            f"{there} is {kind}, and a folder is needed" if there != folder else f"that is {kind}"
        )
    elif not os.access(there, os.W_OK | os.X_OK):
        reason = (
            "nothing can be written there" if there == folder else f"{there} cannot be written to"
        )
    else:
        return
    raise BadSetting(f"{name} is “{folder}”, but {reason}.")


def _path(environ: Mapping[str, str], name: str, at: Path, *, default: str) -> Path:
    try:
        return (at / Path(environ.get(name) or default).expanduser()).absolute()
    except RuntimeError:
        raise BadSetting(
            f"{name} is “{environ[name]}”, but there is nobody of that name."
        ) from None


def _value(environ: Mapping[str, str], name: str, understand: Callable[[str], T], default: T) -> T:
    text = environ.get(name, "").strip()
    if not text:
        return default
    try:
        return understand(text)
    except ValueError as error:
        raise BadSetting(f"{name} is “{_hidden(name, text)}”, but {error}.") from None


def _hidden(name: str, text: str) -> str:
    """Keep what may hold a password out of a sentence that may end in a log."""
    return text if name not in {"BLOG_SECRET_KEY", "BLOG_DATABASE_URL", "BLOG_REDIS_URL"} else "…"


def _whole(most: int) -> Callable[[str], int]:
    def understand(text: str) -> int:
        if not text.isascii() or not text.isdigit() or int(text) > most:
            raise ValueError(f"it must be a whole number from 0 to {most}")
        return int(text)

    return understand


def _database_url(text: str) -> str:
    if text.startswith(("postgres://", "postgresql://")):
        return "postgresql+psycopg://" + text.partition("://")[2]
    if not text.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise ValueError("it must begin with sqlite:/// or postgresql+psycopg://")
    return text


def _redis_url(text: str) -> str:
    if not text.startswith(("redis://", "rediss://", "unix://")):
        raise ValueError("it must begin with redis://")
    return text


def _secret(text: str) -> str:
    if len(text) < 16:
        raise ValueError("it must be a long random text, of 16 characters at least")
    return text


def _web_address(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        raise ValueError("it must be a web address such as https://blog.example.org")
    return text.rstrip("/")
