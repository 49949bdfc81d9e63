"""Which model, where, with which patience: all that a client has to know, and nothing that it learns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from roleplay.llm.keys import Key
from roleplay.llm.prices import Price

if TYPE_CHECKING:
    from roleplay.settings import Profile as SettingsProfile

OPENAI_URL = "https://api.openai.com/v1"


@dataclass(frozen=True, slots=True)
class Timeouts:
    """How long to wait, in seconds. ``first_token`` counts from the request to the first word or thought,
    ``between_tokens`` from one to the next, ``whole`` over the reply with all its retries."""

    connect: float = 5.0
    first_token: float = 30.0
    between_tokens: float = 15.0
    whole: float = 120.0


@dataclass(frozen=True, slots=True)
class Retries:
    """How often a request is tried in all, and how long to wait in between, in seconds.

    The wait doubles from ``first_wait``; a server's ``Retry-After`` replaces it. A server that asks for
    more than ``longest_wait`` is not waited for: nobody sits through that in mid-call.
    """

    attempts: int = 3
    first_wait: float = 0.5
    longest_wait: float = 20.0


@dataclass(frozen=True, slots=True)
class Profile:
    """One model at one server."""

    model: str
    base_url: str = OPENAI_URL
    name: str = "model"
    """What the person calls it: used in messages."""
    key: Key = field(default_factory=Key)
    timeouts: Timeouts = field(default_factory=Timeouts)
    retries: Retries = field(default_factory=Retries)
    temperature: float | None = None
    max_tokens: int = 1024
    """The longest reply that is asked for, in tokens. Generous, since some models think within it; a
    buyer who talks too long is cut off by the guard anyway."""
    price: Price | None = None
    """Replaces the price table's entry."""
    cost_cap: float | None = None
    """US dollars that one call may cost."""
    ca_bundle: Path | None = None
    extra_body: Mapping[str, Any] = field(default_factory=dict)

    @property
    def host(self) -> str:
        """Host and port as a person would name them; never a user name or a query."""
        parts = urlsplit(self.base_url)
        name = parts.hostname or self.base_url
        return f"{name}:{parts.port}" if parts.port else name

    @property
    def address(self) -> str:
        """The base URL without user name, password, query or fragment: fit to be shown and stored."""
        parts = urlsplit(self.base_url)
        return f"{parts.scheme}://{self.host}{parts.path}".rstrip("/")

    @property
    def local(self) -> bool:
        """Whether the server is on this machine: then no proxy from the environment is used."""
        name = (urlsplit(self.base_url).hostname or "").lower()
        return name in ("localhost", "::1") or name.startswith("127.")

    @classmethod
    def from_settings(
        cls,
        profile: SettingsProfile,
        *,
        prices: Mapping[str, Any] | None = None,
        cost_cap: float | None = None,
        environ: Mapping[str, str] | None = None,
    ) -> Profile:
        """The profile that a settings table describes.

        ``prices`` and ``cost_cap`` are the settings' own, used where the profile has none; ``environ``
        replaces the process's environment when the key is looked up.
        """
        given = profile.price or (prices or {}).get(profile.model)
        times = profile.timeouts
        return cls(
            model=profile.model,
            base_url=profile.base_url or OPENAI_URL,
            name=profile.name or "model",
            key=Key(fetch=lambda: _secret(profile, environ)),
            timeouts=Timeouts(times.connect, times.first_token, times.between_tokens, times.whole),
            temperature=profile.temperature,
            price=Price(given.input, given.output, given.cached_input) if given else None,
            cost_cap=profile.cost_cap or cost_cap,
            ca_bundle=profile.ca_bundle,
            extra_body=dict(profile.extra_body),
        )


def _secret(profile: SettingsProfile, environ: Mapping[str, str] | None) -> str | None:
    from roleplay.settings.keys import api_key

    found = api_key(profile, environ=environ)
    return found.get_secret_value() if found else None
