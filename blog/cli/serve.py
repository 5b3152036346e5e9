"""`blog serve`: publish, serve, keep watching.

This module stays light: what takes long to load is loaded beside the nursery, not before it.
"""

from __future__ import annotations

import errno
import os
import signal
import socket

import click

from blog import settings
from blog.cli import again, enter, nursery

_LAST_PORT = 65535


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen.")
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(1, _LAST_PORT), help="The port."
)
@click.option(
    "--workers", type=click.IntRange(1, 64), help="How many processes; by default one a core."
)
@click.pass_context
def command(ctx: click.Context, host: str, port: int, workers: int | None) -> None:
    """Publish the posts, serve the blog, keep watching for changes."""
    enter(ctx)
    _refuse_taken_port(host, port, program=again(ctx))
    for told in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(told) is signal.SIG_DFL:
            signal.signal(told, _leave)
    os.environ[settings.SERVED_AT] = at(_seen_from_here(host), port)
    nursery.open_()
    from blog.cli import serving  # it takes long to load

    serving.serve(host=host, port=port, workers=workers, program=again(ctx))


def at(host: str, port: int) -> str:
    """Write an address as browsers do, without a closing slash."""
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _seen_from_here(host: str) -> str:
    """Name a host that this machine can be asked by: who listens everywhere has no name."""
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - it is not opened


def _leave(*_: object) -> None:
    """Stop while starting: what was begun is closed on the way out."""
    raise SystemExit(0)


def _refuse_taken_port(host: str, port: int, *, program: str) -> None:
    """Say in a sentence that somebody else listens there, before anything is started."""
    try:
        families = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        family, kind, protocol, _, address = families[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except socket.gaierror:
        raise click.ClickException(f"There is no address “{host}” on this machine.") from None
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise click.ClickException(
                f"Port {port} is taken, perhaps by another blog. Try another one: "
                + _with_port(port + 1 if port < _LAST_PORT else port - 1, program=program)
            ) from None
        raise click.ClickException(
            f"Nothing can be served at {host}:{port}: {error.strerror}."
        ) from None


def _with_port(port: int, *, program: str) -> str:
    """Say what to type to serve at another port: as it was typed, by make or without."""
    return (
        f"make run PORT={port}" if "MAKELEVEL" in os.environ else f"{program} serve --port {port}"
    )
