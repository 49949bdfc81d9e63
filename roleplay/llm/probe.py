"""Looking at a server before a call: who answers, with which model, how well. What ``roleplay doctor`` shows."""

from __future__ import annotations

from dataclasses import dataclass, field

from pydantic import BaseModel, Field

from roleplay.errors import RoleplayError, ServiceError
from roleplay.llm.client import Client
from roleplay.llm.prices import Usage
from roleplay.llm.stream import Waiting


@dataclass(slots=True)
class Probe:
    """What was found out about one profile. ``None`` means: not found out."""

    profile: str
    model: str
    address: str
    reachable: bool = False
    models: tuple[str, ...] | None = None
    """What the server has; ``None`` where it does not say."""
    has_model: bool | None = None
    first_token: float | None = None
    """Seconds from the request to the first word or thought."""
    reply: str = ""
    rung: str | None = None
    """The rung of the structured-output ladder that works: ``json_schema``, ``prompt``, or ``none``."""
    priced: bool = False
    usage: list[Usage] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    """Sentences: what is wrong and what to do about it."""

    @property
    def ok(self) -> bool:
        """Whether this model can voice the buyer."""
        return self.reachable and self.first_token is not None


class _Colour(BaseModel):
    colour: str = Field(description="the colour of the sky on a clear day")


async def probe(client: Client, *, structured: bool = True) -> Probe:
    """Asks for the list of models, one short reply, and one answer of a given shape. Costs some 200 tokens.

    Never raises for a server's fault or a missing key: that is what it reports.
    """
    profile = client.profile
    found = Probe(profile.name, profile.model, profile.address, priced=client.price is not None)
    try:
        found.models = tuple(await client.list_models())
        found.reachable = True
        found.has_model = profile.model in found.models or f"{profile.model}:latest" in found.models
    except RoleplayError:
        # Not every server lists its models; a real fault shows again in the next request.
        pass
    if not await _talk(client, found):
        if found.models and found.has_model is False:
            found.problems.append(_has_not(profile.model, found.models))
        return found
    if structured:
        await _shape(client, found)
    if not found.priced and profile.cost_cap is not None:
        found.problems.append(
            f'No price is known for {profile.model}, so cost_cap cannot hold. Add [prices."{profile.model}"] to the settings.'
        )
    return found


async def _talk(client: Client, found: Probe) -> bool:
    words: list[str] = []
    stream = client.stream(
        [{"role": "user", "content": "Say hello in one short sentence."}],
        max_tokens=min(200, client.profile.max_tokens),
        max_chars=400,
    )
    try:
        async with stream:
            async for item in stream:
                if isinstance(item, Waiting):
                    continue
                words.append(item.text)
    except RoleplayError as error:
        found.problems.append(str(error))
        found.reachable = found.reachable or not isinstance(error, ServiceError)
        return False
    found.reachable = True
    found.usage.append(stream.usage)
    found.first_token = stream.first_token
    found.reply = " ".join("".join(words).split())[:200]
    if not found.reply:
        thinks = " (it only thought)" if stream.thought else ""
        found.problems.append(
            f"{client.model} answered without a word{thinks}. Choose a model made for talk, or turn its thinking off."
        )
    if found.first_token is not None and found.first_token > 5:
        found.problems.append(
            f"The first word took {found.first_token:.0f} seconds. A smaller model, or one kept loaded, feels better in a call."
        )
    return True


async def _shape(client: Client, found: Probe) -> None:
    def note(event: object) -> None:
        if isinstance(event, Usage):
            found.usage.append(event)

    try:
        await client.structured(
            [{"role": "user", "content": "Which colour has the sky on a clear day?"}],
            _Colour,
            max_tokens=300,
            on_event=note,
        )
        found.rung = client.capabilities.rung or "prompt"
    except ServiceError:
        found.rung = "none"
        found.problems.append(
            f"{client.model} does not give answers of a given shape: it can voice the buyer, but not judge or read turns."
        )


def _has_not(model: str, models: tuple[str, ...]) -> str:
    import difflib

    near = difflib.get_close_matches(model, models, n=3, cutoff=0.4) or list(models[:3])
    return f"The server has no model {model!r}. It has, among others: {', '.join(near)}."
