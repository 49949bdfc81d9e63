"""From a decision to words: the scenario's own lines where it has them, else the stock (``lines.toml``).

Nothing is said twice in a call: a line that the buyer has used is passed over. Which of the remaining
ones is said depends on the seed and on the turn, never on anything else, so that a resumed call goes on
exactly as it would have gone.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib import resources

from roleplay.dialogue.endings import outcomes_of
from roleplay.dialogue.state import Beat, Decision, State
from roleplay.dialogue.transcript import Speaker, Turn
from roleplay.dialogue.view import Band, BuyerView, Direction, SpokenBeat
from roleplay.scenario.model import MoveName, Scenario

_WARM, _COLD = 58, 32
_BANDS: dict[Band, tuple[Band, ...]] = {
    "cold": ("cold", "neutral", "warm"),
    "neutral": ("neutral", "warm", "cold"),
    "warm": ("warm", "neutral", "cold"),
}
_OWN_LINES: dict[str, MoveName] = {
    "answer_open": "answer",
    "answer_closed": "answer",
    "deflect": "deflect",
    "ask": "ask",
    "push_back": "push_back",
    "soften": "soften",
    "settle": "settle",
    "agree": "agree",
    "decline": "decline",
    "end_patience": "end",
}
_STOCK_FOR = {
    "short": "deflect",
    "settled": "settle",
    "walk_away": "end_patience",
    "outcome": "end_hangup",
    "still_open": "decline",
}


@lru_cache(maxsize=1)
def stock() -> dict[str, dict[Band, dict[str, list[str]]]]:
    """The stock lines: key -> mood -> manner -> lines."""
    with resources.files("roleplay.buyer").joinpath("lines.toml").open("rb") as file:
        return tomllib.load(file)


def band(points: float) -> Band:
    """A mood of 0 to 100 in one word."""
    return "warm" if points >= _WARM else "cold" if points < _COLD else "neutral"


def direct(scenario: Scenario, decision: Decision, turns: Sequence[Turn], seed: int, turn: int) -> Direction:
    """The director's note for the buyer's turn ``turn`` (its number), with the scripted words in it.

    ``turns`` is the transcript so far. Deterministic for ``seed`` and ``turn``.
    """
    chooser = _Chooser(scenario, decision.state, turns, random.Random(f"{seed}:{turn}"))
    beats: list[SpokenBeat] = []
    for beat in decision.beats:
        text, own = chooser.words_for(beat)
        if text:
            beats.append(SpokenBeat(move=beat.move, text=text, own=own))
    words = sum(len(b.text.split()) for b in beats)
    return Direction(
        turn=turn,
        beats=tuple(beats),
        max_sentences=max(2, 1 + 2 * len(beats)),
        max_words=max(28, round(words * 1.7)),
    )


def gist_of(scenario: Scenario, beats: Sequence[Beat]) -> str:
    """What a buyer's turn says, whichever wording the seed picked: every variant of the scenario's own
    lines, and one stock line for the rest. The rep's next turn is read against this, so that a seed
    varies the wording and nothing else."""
    parts: list[str] = []
    for beat in beats:
        own = _own_lines(scenario, beat)
        if own is None:
            key = _STOCK_FOR.get(beat.key, beat.key)
            own = stock().get(key, {}).get("neutral", {}).get("plain", [])[:1]
        parts += own
    return " ".join(parts)


def _own_lines(scenario: Scenario, beat: Beat) -> Sequence[str] | None:
    """The scenario's lines for a beat, as far as it has any."""
    fact = scenario.facts.get(beat.subject or "")
    objection = scenario.objections.get(beat.subject or "")
    if beat.key == "opening":
        return scenario.buyer.opening
    if beat.key == "walk_away":
        return scenario.walk_away
    if fact is not None:
        return fact.says if beat.key == "says" else fact.short
    if objection is not None:
        by_key = {"says": objection.says, "soften": objection.soften, "settled": objection.settled}
        return by_key.get(beat.key, objection.push_back)
    if beat.key in ("outcome", "agree") and beat.subject is not None:
        return outcomes_of(scenario)[beat.subject].says
    return None


def view_of(scenario: Scenario, state: State, turns: Sequence[Turn]) -> BuyerView:
    """The buyer as they have shown themselves: the only thing a model gets to see of a scenario."""
    spoken = " ".join(t.text for t in turns if t.speaker is Speaker.BUYER)
    told = tuple(
        _as_said(scenario.facts[t.fact].says, spoken) for t in state.told if t.fact in scenario.facts
    )
    against = tuple(
        _as_said(scenario.objections[o].says, spoken) for o, s in state.objections.items() if s.open
    )
    buyer = scenario.buyer
    return BuyerView(
        name=buyer.name, role=buyer.role, company=buyer.company, persona=buyer.persona, speech=buyer.speech,
        product=scenario.product.name, language=scenario.language, trust=band(state.trust),
        patience=band(state.patience), told=told, against=against, turns=tuple(turns),
    )  # fmt: skip


def _as_said(lines: Sequence[str], spoken: str) -> str:
    return next((line for line in lines if line in spoken), lines[0])


class _Chooser:
    def __init__(self, scenario: Scenario, state: State, turns: Sequence[Turn], rng: random.Random) -> None:
        self.scenario = scenario
        self.rng = rng
        self.band = band(state.trust)
        self.said = "\n".join(t.text.casefold() for t in turns if t.speaker is Speaker.BUYER)

    def words_for(self, beat: Beat) -> tuple[str, bool]:
        """The words that carry a beat, and whether they are the scenario's own."""
        scenario, subject = self.scenario, beat.subject
        own = _own_lines(scenario, beat)
        if subject in scenario.facts:
            text, is_own = self._own(own, "deflect")
            # Now and then something that took trust to hear comes with a lead-in.
            earned = beat.key == "says" and scenario.facts[subject].gate.trust and self.rng.random() < 0.3
            return (f"{self._stock(('lead_in',))} {text}", is_own) if earned else (text, is_own)
        objection = scenario.objections.get(subject or "")
        if objection is not None and not beat.key.startswith("react_"):
            still_open = f"still_open_{objection.type}"
            if beat.key == "comeback":
                lead = self._stock(("comeback",))
                named, _ = self._own(own, still_open)
                return f"{lead} {named}", True
            then = {"soften": "soften", "settled": "settle"}.get(beat.key, still_open)
            return self._own(own, then)
        if own is not None:
            return self._own(own, _STOCK_FOR.get(beat.key, beat.key))
        return self._stock((_STOCK_FOR.get(beat.key, beat.key),)), False

    def _own(self, lines: Sequence[str] | None, *then: str | None) -> tuple[str, bool]:
        fresh = [line for line in lines or () if self._fresh(line)]
        if fresh:
            return self._take(self.rng.choice(fresh)), True
        keys = tuple(k for k in then if k)
        return (self._stock(keys), False) if keys else (self._take((lines or [""])[0]), True)

    def _stock(self, keys: Sequence[str]) -> str:
        """A fresh stock line for one of the keys, the first that has any; the buyer's own come first."""
        for key in keys:
            own = self.scenario.buyer.lines.get(_OWN_LINES[key]) if key in _OWN_LINES else None
            fresh = [line for line in own or () if self._fresh(line)]
            if fresh:
                return self._take(self.rng.choice(fresh))
        manner = self.scenario.buyer.manner
        for mood in _BANDS[self.band]:
            for key in keys:
                manners = stock().get(key, {}).get(mood, {})
                # A buyer of a manner speaks mostly in it, and now and then plainly like everybody.
                mine = [line for line in manners.get(manner, ()) if self._fresh(line)]
                plain = [line for line in manners.get("plain", ()) if self._fresh(line)]
                pool = mine if mine and (not plain or self.rng.random() < 0.6) else plain or mine
                if pool:
                    return self._take(self.rng.choice(pool))
        return self._take(self._any(keys))

    def _any(self, keys: Sequence[str]) -> str:
        """Everything has been said once: something that people do say again."""
        lines = list(_all_lines(stock().get(k, {}) for k in (*keys, "ask")))
        return self.rng.choice(lines) if lines else "Go on."

    def _fresh(self, line: str) -> bool:
        return line.casefold() not in self.said

    def _take(self, line: str) -> str:
        self.said += "\n" + line.casefold()
        return line


def _all_lines(keys: Iterable[dict[Band, dict[str, list[str]]]]) -> Iterable[str]:
    for moods in keys:
        for manners in moods.values():
            for lines in manners.values():
                yield from lines
