"""From settings to whoever speaks or judges: the same for every front end."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from roleplay.call import Buyer
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
