"""What tokens cost, and what a call has cost so far.

The table is a convenience, dated, and wrong one day: prices in the settings (``[prices."model"]`` or a
profile's own ``price``) replace it, and a cost that the server itself reports (OpenRouter does) wins over
both. A model that is in neither has no known price: its cost is ``None``, never zero.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from roleplay.errors import ServiceRefused


@dataclass(frozen=True, slots=True)
class Price:
    """US dollars per million tokens. ``cached_input`` is for prompt tokens served from a cache."""

    input: float
    output: float
    cached_input: float | None = None


AS_OF: Final = "2026-03"
"""The month of the table, from public listings of OpenAI's price page."""

TABLE: Final[dict[str, Price]] = {
    "gpt-5.4": Price(2.50, 15.00),
    "gpt-5.1": Price(1.25, 10.00),
    "gpt-5": Price(1.25, 10.00),
    "gpt-5-mini": Price(0.25, 2.00),
    "gpt-5-nano": Price(0.05, 0.40),
    "gpt-4.1": Price(2.00, 8.00),
    "gpt-4.1-mini": Price(0.40, 1.60),
    "gpt-4.1-nano": Price(0.10, 0.40),
    "gpt-4o": Price(2.50, 10.00),
    "gpt-4o-mini": Price(0.15, 0.60),
    "o3": Price(2.00, 8.00),
    "o3-mini": Price(1.10, 4.40),
    "o4-mini": Price(1.10, 4.40),
}


def price_of(model: str, *, local: bool = False) -> Price | None:
    """The table's price for a model: by its name, without the maker's prefix (``openai/``) or the date
    at its end (``-2025-08-07``). A model on this machine costs nothing. ``None``: not known."""
    if local:
        return Price(0.0, 0.0)
    name = model.rsplit("/", 1)[-1]
    if name in TABLE:
        return TABLE[name]
    for known, price in TABLE.items():
        rest = name.removeprefix(known + "-")
        if rest != name and rest.replace("-", "").isdigit() and len(rest) >= 4:
            return price
    return None


@dataclass(frozen=True, slots=True)
class Usage:
    """What one request took. ``cost`` is in US dollars, ``None`` where no price is known.

    ``estimated``: the server did not say (or was cut off), so tokens were reckoned at four characters each.
    """

    model: str
    prompt_tokens: int
    completion_tokens: int
    cached_tokens: int = 0
    cost: float | None = None
    estimated: bool = False


CHARS_PER_TOKEN: Final = 4
"""English text in common tokenizers; low enough that an estimate rather says too much than too little."""


def tokens_in(text: str) -> int:
    """A rough count of tokens in ``text``."""
    return -(-len(text) // CHARS_PER_TOKEN)


def cost_of(price: Price | None, prompt: int, completion: int, cached: int = 0) -> float | None:
    """US dollars for these tokens (``cached`` is a part of ``prompt``), or ``None`` without a price."""
    if price is None:
        return None
    cached = min(cached, prompt)
    cheap = price.input if price.cached_input is None else price.cached_input
    return ((prompt - cached) * price.input + cached * cheap + completion * price.output) / 1_000_000


def usage_of(model: str, price: Price | None, told: Any, prompt: str, thought: str, chars: int) -> Usage:
    """What a request took, by the server's own count (``told``: its usage object, of any shape) or, without a
    usable one, reckoned from the prompt, the thought and the number of characters said."""
    asked, answered = _number(told, "prompt_tokens"), _number(told, "completion_tokens")
    if asked is None or answered is None:
        asked, answered = tokens_in(prompt), tokens_in(thought) + -(-chars // CHARS_PER_TOKEN)
        return Usage(model, asked, answered, 0, cost_of(price, asked, answered), estimated=True)
    cached = _number(getattr(told, "prompt_tokens_details", None), "cached_tokens") or 0
    reported = getattr(told, "cost", None)
    known = isinstance(reported, int | float) and not isinstance(reported, bool) and reported >= 0
    cost = float(reported) if known and reported is not None else cost_of(price, asked, answered, cached)
    return Usage(model, asked, answered, cached, cost)


def _number(holder: Any, name: str) -> int | None:
    value = holder.get(name) if isinstance(holder, dict) else getattr(holder, name, None)
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


class Meter:
    """What one call has cost. ``cap`` is in US dollars; it only binds where prices are known."""

    def __init__(self, cap: float | None = None) -> None:
        self.cap = cap
        self.spent = 0.0
        self.requests = 0
        self.prompt_tokens = 0
        self.completion_tokens = 0
        self.unpriced = 0
        """Requests whose cost nobody knows."""

    def add(self, usage: Usage) -> None:
        self.requests += 1
        self.prompt_tokens += usage.prompt_tokens
        self.completion_tokens += usage.completion_tokens
        if usage.cost is None:
            self.unpriced += 1
        else:
            self.spent += usage.cost

    def afford(self, at_most: float | None) -> None:
        """Raises :class:`ServiceRefused` if a request that costs ``at_most`` could pass the cap."""
        if self.cap is None or at_most is None or self.spent + at_most <= self.cap:
            return
        raise ServiceRefused(
            f"This call has cost ${self.spent:.4f}, and the next request could pass your cap of ${self.cap:.2f} a call. "
            "Go on with scripted lines, or raise cost_cap in the settings."
        )
