"""textual-serve behind a token. It starts one process of the app for each visitor and has no login of its
own, so: this machine only, a secret in the link, and no page of another site may open the socket."""

from __future__ import annotations

import hmac
import ipaddress
import logging
import secrets
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Middleware
from textual_serve.server import Server

COOKIE = "roleplay_token"
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def address_problem(host: str, behind_login: bool) -> str | None:
    """Why the app must not be served on ``host``, in words; ``None`` if it may be."""
    if behind_login or host == "localhost":
        return None
    try:
        local = ipaddress.ip_address(host).is_loopback
    except ValueError:
        local = False
    if local:
        return None
    return (
        f"{host} can be reached by others, and the app has no login: whoever opens it sees your calls and "
        "uses your model's key. Serve it on 127.0.0.1, or put something that logs people in before it and "
        "say so with --behind-login."
    )


class TokenServer(Server):
    """Serves the app to whoever holds the token: one process of it for each visitor."""

    def __init__(
        self, host: str, port: int, *, token: str | None = None, public_url: str | None = None
    ) -> None:
        super().__init__(
            f'"{sys.executable}" -m roleplay.tui',
            host=host,
            port=port,
            title="roleplay",
            public_url=public_url,
            templates_path=Path(__file__).with_name("templates"),
        )
        self.token = token or secrets.token_urlsafe(24)

    @property
    def link(self) -> str:
        """What to open. The token goes into a cookie at the first visit, and out of the address bar."""
        return f"{self.public_url}/?token={self.token}"

    async def _make_app(self) -> web.Application:
        app = await super()._make_app()
        app.middlewares.append(self._guarded())
        return app

    def initialize_logging(self) -> None:
        """Warnings to stderr: stdout is for the link, and addresses of requests would show the token."""
        logging.basicConfig(level=logging.WARNING, stream=sys.stderr)

    async def on_startup(self, app: web.Application) -> None:
        """Nothing is printed here: the command says where to go."""

    def _guarded(self) -> Middleware:
        origin = self.public_url
        here = urlsplit(origin).netloc

        @web.middleware
        async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
            if request.host != here:
                # Another name for this machine is how a foreign page would get in (DNS rebinding).
                raise web.HTTPForbidden(text=f"Open {origin}/ with the link that the command printed.")
            if request.headers.get("Origin", origin) != origin:
                raise web.HTTPForbidden(text="Only this app's own page may talk to it.")
            if self._is_token(request.query.get("token")):
                shown = web.HTTPFound("/")
                shown.set_cookie(COOKIE, self.token, httponly=True, samesite="Strict", path="/")
                raise shown
            if not self._is_token(request.cookies.get(COOKIE)):
                raise web.HTTPForbidden(text="This needs the link with the token. The command printed it.")
            response = await handler(request)
            if not response.prepared:
                response.headers["Referrer-Policy"] = "no-referrer"
                response.headers["X-Frame-Options"] = "DENY"
            return response

        return guard

    def _is_token(self, given: str | None) -> bool:
        return given is not None and hmac.compare_digest(given.encode(), self.token.encode())
