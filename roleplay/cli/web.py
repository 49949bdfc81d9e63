"""``roleplay web``: the app in a browser, on this machine only."""

from __future__ import annotations

import click

from roleplay.cli.common import talk
from roleplay.errors import StoreError, UsageError


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to serve on.")
@click.option(
    "--port", default=8321, show_default=True, type=click.IntRange(1, 65535), help="Port to serve on."
)
@click.option(
    "--behind-login",
    is_flag=True,
    help="Something that logs people in stands before this address. Without it, only this machine's own "
    "address is served.",
)
@click.option("--public-url", help="How the browser reaches it, if not by host and port.")
def web(host: str, port: int, behind_login: bool, public_url: str | None) -> None:
    """The app in your browser, on this machine only.

    Prints a link with a token; without the token nothing is shown. Each browser tab is an app of its own
    over the same calls. Ctrl+C ends it.
    """
    from roleplay.tui.web import TokenServer, address_problem

    problem = address_problem(host, behind_login)
    if problem is not None:
        raise UsageError(problem)
    server = TokenServer(host, port, public_url=public_url.rstrip("/") if public_url else None)
    click.echo(server.link)
    talk("Open that link in a browser on this machine. Ctrl+C ends it.")
    try:
        server.serve()
    except OSError as error:
        raise StoreError(
            f"Port {port} on {host} cannot be used ({error.strerror}). Choose another with --port."
        ) from error
