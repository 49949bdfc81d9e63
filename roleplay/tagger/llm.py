"""A model reads a turn beside the offline tagger. Slower and closer; never in the way of a reply.

The offline reading goes on at once. The model's reading, when it comes in time, may correct the buyer's
mind before the next turn (:meth:`roleplay.call.Call.revise`) and is recorded as the model's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Literal, Protocol, TypeVar

from pydantic import BaseModel

from roleplay.dialogue.acts import Act, Label
from roleplay.dialogue.transcript import Turn
from roleplay.prompts import block

M = TypeVar("M", bound=BaseModel)

_LABELS = frozenset(label.value for label in Label)
_CONTEXT = 6
_MOST_ACTS = 24
_COSTLY = frozenset({Label.PRESSURE, Label.DISPARAGE, Label.DISMISS, Label.DISCOUNT, Label.OFF_TASK})
"""What can lose a call: read together, both readers have to see it."""


class Completer(Protocol):
    """What this needs of the llm room's client."""

    async def structured(
        self, messages: Sequence[Any], schema: type[M], *, max_tokens: int | None = None
    ) -> M: ...


class LabelledAct(BaseModel):
    """One act as the model answers it: a label, and the words of the turn that carry it."""

    label: str
    quote: str


class LabelledTurn(BaseModel):
    """The model's whole answer."""

    acts: list[LabelledAct]


class ModelTagger:
    """Reads turns through ``client``. ``mode`` "model": the model's reading stands alone; "both": acts that
    either saw, but what can lose a call only where both saw it."""

    def __init__(self, client: Completer, mode: Literal["model", "both"] = "both") -> None:
        self._client = client
        self._mode = mode

    async def read(self, text: str, context: Sequence[Turn], offline: Sequence[Act]) -> list[Act]:
        """The turn's acts. Raises :class:`~roleplay.errors.ServiceError` where the model does not answer."""
        answer = await self._client.structured(_messages(text, context), LabelledTurn, max_tokens=700)
        return merged(placed(answer, text), offline) if self._mode == "both" else placed(answer, text)


def placed(answer: LabelledTurn, text: str) -> list[Act]:
    """The model's acts with their spans. A label that is not in the codebook, or a quote that is not in the
    turn, is left out."""
    acts: list[Act] = []
    for one in answer.acts[:_MOST_ACTS]:
        span = _find(one.quote, text)
        if span is None or one.label not in _LABELS:
            continue
        act = Act(Label(one.label), *span, text[slice(*span)], "model")
        if act not in acts:
            acts.append(act)
    return sorted(acts, key=lambda a: (a.start, a.end, a.label))


def merged(model: Sequence[Act], offline: Sequence[Act]) -> list[Act]:
    """Both readings as one, marked as the model's since it had the last word."""
    seen = {a.label for a in model}
    both = seen & {a.label for a in offline}
    acts = [a for a in model if a.label not in _COSTLY or a.label in both]
    acts += [
        Act(a.label, a.start, a.end, a.text, "model")
        for a in offline
        if a.label not in seen and a.label not in _COSTLY
    ]
    return sorted(acts, key=lambda a: (a.start, a.end, a.label))


def _messages(text: str, context: Sequence[Turn]) -> list[dict[str, str]]:
    fence = "=" * 12
    while fence in text:
        fence += "="
    earlier = [{"speaker": t.speaker.value, "text": t.text} for t in context[-_CONTEXT:]]
    return [
        {"role": "system", "content": block("tagger.j2", "system")},
        {"role": "user", "content": block("tagger.j2", "turn", earlier=earlier, text=text, fence=fence)},
    ]


def _find(quote: str, text: str) -> tuple[int, int] | None:
    """Where a quote stands in the text: to the letter, else but for case, spaces and kinds of quotation mark."""
    quote = quote.strip()
    if not quote:
        return None
    at = text.find(quote)
    if at >= 0:
        return at, at + len(quote)
    words = [re.sub("['’]", "['’]", re.escape(word)) for word in quote.split()]
    found = re.search(r"\s+".join(words), text, re.IGNORECASE)
    return found.span() if found else None
