"""From the settings to who speaks and who judges. Nothing of it is imported before a model is wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from roleplay.errors import ServiceUnreachable

if TYPE_CHECKING:
    from roleplay.call import Buyer
    from roleplay.grader.judge import Judge
    from roleplay.llm import Client
    from roleplay.scenario.model import Scenario
    from roleplay.settings import Profile, Settings


def _client(config: Settings, profile: Profile) -> Client:
    from roleplay.llm import Client, Memory
    from roleplay.llm import Profile as ModelProfile

    spoken_to = ModelProfile.from_settings(profile, prices=config.prices, cost_cap=config.cost_cap)
    return Client(spoken_to, memory=Memory(config.cache_dir))


def buyer_for(config: Settings, name: str, scenario: Scenario) -> Buyer:
    """The buyer in a profile's voice. Raises ``SettingsError`` for a profile that is not there."""
    from roleplay.buyer.llm import ModelBuyer

    return ModelBuyer.for_scenario(_client(config, config.profile(name)), scenario)


def warm_up(config: Settings, name: str) -> None:
    """Load what the first request needs, while the rep reads the brief."""
    from roleplay.llm import warm

    warm(_client(config, config.profile(name)).profile)


def judge_for(config: Settings) -> Judge | None:
    """Who answers the questions that only a judge can; ``None``: they stay open."""
    profile = config.judge()
    if profile is None:
        return None
    from roleplay.grader.judge import ModelJudge

    return ModelJudge(_client(config, profile), samples=config.judge_samples)


def try_out(config: Settings, name: str) -> str:
    """Ask the model for a word and say how it went. Raises ``ServiceUnreachable`` where it cannot voice
    the buyer, with what to do about it."""
    import asyncio

    from roleplay.llm import probe

    found = asyncio.run(probe(_client(config, config.profile(name)), structured=False))
    if not found.ok:
        reason = " ".join(found.problems) or "It did not answer."
        raise ServiceUnreachable(f"{found.model} at {found.address}: {reason}")
    took = f"{found.first_token:.1f} s to the first word" if found.first_token is not None else "it answers"
    more = f" {' '.join(found.problems)}" if found.problems else ""
    return f"{found.model} works: {took}.{more}"
