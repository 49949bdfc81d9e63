"""From settings to whoever speaks or judges: the same for every front end."""

from __future__ import annotations

import threading
from functools import cache
from typing import TYPE_CHECKING

from roleplay.errors import ServiceUnreachable

if TYPE_CHECKING:
    from roleplay.call import Buyer, SecondReader
    from roleplay.grader.judge import Judge
    from roleplay.llm import Client
    from roleplay.scenario.model import Scenario
    from roleplay.settings import Profile, Settings


def client_for(config: Settings, profile: Profile) -> Client:
    """The client of a profile. Nothing is imported or connected before its first request."""
    from roleplay.llm import Client, Memory
    from roleplay.llm import Profile as ModelProfile

    spoken_to = ModelProfile.from_settings(profile, prices=config.prices, cost_cap=config.cost_cap)
    return Client(spoken_to, memory=Memory(config.cache_dir))


def buyer_for(config: Settings, name: str | None, scenario: Scenario) -> Buyer | None:
    """Who voices the buyer: ``scripted``, a profile's name, or (``None``) what the settings say. ``None``
    back means scripted. A model is warmed up while the rep reads the brief.

    Raises :class:`SettingsError` for a profile that is not there.
    """
    if name == "scripted":
        return None
    profile = config.voice() if name is None else config.profile(name)
    if profile is None:
        return None
    from roleplay.buyer.llm import ModelBuyer
    from roleplay.llm import warm

    client = client_for(config, profile)
    warm(client.profile)
    ready_to_read()
    return ModelBuyer.for_scenario(client, scenario)


def judge_for(config: Settings, name: str | None) -> Judge | None:
    """Who answers the rubric's judge questions: ``none``, a profile's name, or (``None``) what the settings
    say. ``None`` back means that they stay ungraded."""
    if name in ("none", "scripted"):
        return None
    profile = config.judge() if name is None else config.profile(name)
    if profile is None:
        return None
    from roleplay.grader.judge import ModelJudge

    return ModelJudge(client_for(config, profile), samples=config.judge_samples)


def second_reader_for(config: Settings) -> SecondReader | None:
    """Who reads the rep's turns beside the offline tagger, by the settings; ``None`` where nobody does."""
    profile = config.reader()
    if profile is None or config.tagger == "offline":
        return None
    from roleplay.tagger.llm import ModelTagger

    return ModelTagger(client_for(config, profile), config.tagger)


def warm_up(config: Settings, name: str) -> None:
    """Load what a profile's first request needs, while the rep reads the brief."""
    from roleplay.llm import warm

    warm(client_for(config, config.profile(name)).profile)
    ready_to_read()


@cache
def ready_to_read() -> threading.Thread:
    """Loads what the first turn is read with and the prompt is made from, in a background thread: as much of a
    wait, else, as a model's first request. Returns at once; a second call returns the same thread."""

    def load() -> None:
        from roleplay.prompts import template
        from roleplay.tagger import tag, topics  # noqa: F401 - the engine imports topics with the first turn

        tag("What matters to you?")
        template("buyer.j2")
        settle()

    thread = threading.Thread(target=load, name="warm-reading", daemon=True)
    thread.start()
    return thread


@cache
def settle() -> None:
    """Takes what is loaded by now out of the garbage collector's rounds, once a process: libraries, word lists
    and weights stay for good, and looking through all of them takes a tenth of a second in the middle of a turn."""
    import gc

    gc.freeze()


def try_out(config: Settings, name: str) -> str:
    """Ask the model for a word and say how it went. Raises ``ServiceUnreachable`` where it cannot voice
    the buyer, with what to do about it."""
    import asyncio

    from roleplay.llm import probe

    found = asyncio.run(probe(client_for(config, config.profile(name)), structured=False))
    if not found.ok:
        reason = " ".join(found.problems) or "It did not answer."
        raise ServiceUnreachable(f"{found.model} at {found.address}: {reason}")
    took = f"{found.first_token:.1f} s to the first word" if found.first_token is not None else "it answers"
    more = f" {' '.join(found.problems)}" if found.problems else ""
    return f"{found.model} works: {took}.{more}"
