"""After the call, in the buyer's voice: why it ended as it did, and what was really behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from roleplay.dialogue.events import BuyerSpoke, CallEnded, Decided, Event, RepSpoke, Revised
from roleplay.dialogue.state import Effect, Ending, State
from roleplay.scenario.model import Scenario
from roleplay.scenario.secrets import gives_away
from roleplay.scenario.words import short_name

IN_OWN_WORDS = {
    "acknowledge": "You heard what I said before you answered it.",
    "acknowledge-only": "You kept agreeing with me and asked nothing.",
    "paraphrase": "You said it back to me, so I knew you had it.",
    "open-question": "You asked, and then you let me talk.",
    "explore": "You wanted to know what was behind it before you answered.",
    "third-closed-question": "Your questions felt like a form.",
    "asked-again": "You asked me what I had just told you.",
    "pitch-before-question": "You started pitching before you had asked me anything.",
    "pitch": "You described your product, not what it would do for me.",
    "pitch-again": "You pitched once more and still asked me nothing.",
    "benefit": "You tied it to what I had told you.",
    "benefit-guessed": "You at least talked about what I might need.",
    "proof": "You had something to show for it.",
    "reframe": "You got me to look past the price, after you had asked.",
    "reframe-early": "You told me about value before you knew what that means here.",
    "monologue": "That was a long speech.",
    "discount-unexplored": "You cut the price before you knew what I compare it with.",
    "discount": "You gave something away just like that, so I wondered what else there is.",
    "trade": "You gave only where you got something back. I respect that.",
    "pressure": "You pushed me.",
    "disparage": "You ran somebody down. That told me more about you than about them.",
    "dismiss": "You argued with what worries me.",
    "dismiss-softly": "You heard me, and then you argued all the same.",
    "next-step-repeated": "I had just said no, and you asked for the meeting again.",
    "disqualify": "You were ready to step away. That made me believe you.",
    "agenda": "You told me what this was about.",
    "rapport": "You were friendly from the start.",
    "off-task": "That was not meant for me, was it?",
    "silence": "You said nothing.",
    "repeats": "You said the same thing again.",
    "foreign": "I did not understand the language.",
}
"""The policy's rules as the buyer would tell of them, by rule."""

_STATUS = {"waiting": "never came up", "raised": "left open"}
"""How an objection stood at the end, where its status is no word for that."""


@dataclass(frozen=True, slots=True)
class Debrief:
    """``headline`` is one sentence on how it ended, ``last_words`` what the buyer said then, ``reasons``
    sentences of the buyer on what moved them (with the rep's turn, 0 where none), ``concerns`` what was
    behind each objection and whether the rep got to hear it."""

    headline: str
    last_words: str
    reasons: tuple[tuple[str, int], ...]
    concerns: tuple[Concern, ...]


@dataclass(frozen=True, slots=True)
class Concern:
    """An objection and the concern behind it, in the buyer's words: ``root`` is empty where the rep did not get to
    hear it (so that the scene can be tried again) and where nothing is behind the objection, and ``model_answer`` where it would give something away."""

    objection: str
    root: str
    heard: bool
    status: str
    model_answer: str = ""


@dataclass(frozen=True, slots=True)
class MoodPoint:
    """The buyer after the rep's turn ``turn`` (0: before anybody spoke), trust and patience 0 to 100."""

    turn: int
    trust: float
    patience: float
    effects: tuple[Effect, ...] = ()


def mood_over(events: Sequence[Event]) -> list[MoodPoint]:
    """The mood after each of the rep's turns, in order. A later reading of a turn replaces the first."""
    points: dict[int, MoodPoint] = {}
    for event in events:
        if isinstance(event, Decided):
            points[event.turn] = MoodPoint(event.turn, event.state.trust, event.state.patience, event.effects)
        elif isinstance(event, Revised):
            earlier = points[event.turn].effects if event.turn in points else ()
            effects = earlier + event.effects
            points[event.turn] = MoodPoint(event.turn, event.state.trust, event.state.patience, effects)
    return [points[turn] for turn in sorted(points)]


def turning_points(events: Sequence[Event], most: int = 5) -> list[Effect]:
    """The effects that moved the buyer most, of trust and patience, in the order of the call."""
    moved = [e for p in mood_over(events) for e in p.effects if e.what in ("trust", "patience") and e.quote]
    moved.sort(key=lambda e: -abs(e.change))
    return sorted(moved[:most], key=lambda e: e.turn)


def debrief(scenario: Scenario, events: Sequence[Event]) -> Debrief:
    """What the buyer would tell a friend afterwards, from the events alone."""
    ending = next((e.ending for e in reversed(events) if isinstance(e, CallEnded)), None)
    state = next((e.state for e in reversed(events) if isinstance(e, Decided | Revised)), None)
    last = next((e.text for e in reversed(events) if isinstance(e, BuyerSpoke)), "")
    name = short_name(scenario.buyer.name)
    return Debrief(
        headline=_headline(name, ending),
        last_words=last,
        reasons=tuple(_reasons(events, ending)),
        concerns=tuple(_concerns(scenario, state, _words(events))) if state is not None else (),
    )


def _headline(name: str, ending: Ending | None) -> str:
    if ending is None:
        return f"The call with {name} is not over."
    if ending.reason == "patience":
        return f"{name} ran out of patience and ended the call."
    if ending.reason == "hung_up":
        return f"You ended the call before {name} decided."
    if ending.result == "won":
        return f"{name} agreed."
    if ending.reason in ("turn_limit", "time_limit"):
        return f"Time was up. {name} did not decide."
    return f"{name} said no." if ending.result == "lost" else f"{name} left it open."


def _reasons(events: Sequence[Event], ending: Ending | None) -> list[tuple[str, int]]:
    points = turning_points(events, most=40)
    good = [e for e in points if e.change > 0]
    bad = [e for e in points if e.change < 0]
    for group in (good, bad):
        group.sort(key=lambda e: -abs(e.change))
    won = ending is not None and ending.result == "won"
    first, then = (good, bad) if won else (bad, good)
    told = [(_in_own_words(effect), effect.turn) for effect in _distinct(first)[:3]]
    for effect in _distinct(then)[:1]:
        lead = "What I did not like:" if won else "What I did like:"
        words = _in_own_words(effect)
        words = words[0].lower() + words[1:] if words.startswith("You") else words
        told.append((f"{lead} {words}", effect.turn))
    return told


def _in_own_words(effect: Effect) -> str:
    return IN_OWN_WORDS.get(effect.rule) or f"{effect.why[0].upper()}{effect.why[1:]}."


def _distinct(effects: list[Effect]) -> list[Effect]:
    """The strongest of each rule, so that one habit is told once."""
    seen: dict[str, Effect] = {}
    for effect in effects:
        seen.setdefault(effect.rule, effect)
    return list(seen.values())


def _words(events: Sequence[Event]) -> str:
    """All that was said in the call."""
    return "\n".join(e.text for e in events if isinstance(e, BuyerSpoke | RepSpoke))


def _as_said(lines: Sequence[str], said: str) -> str:
    """The wording that the buyer used, where a scene has several."""
    return next((line for line in lines if line in said), lines[0])


def _concerns(scenario: Scenario, state: State, said: str) -> list[Concern]:
    told = [t.fact for t in state.told]
    found = []
    for name, objection in scenario.objections.items():
        where = state.objections.get(name)
        if where is None:
            continue
        heard = objection.root is None or state.knows(objection.root)
        root = scenario.facts.get(objection.root or "") if heard else None
        answer = objection.model_answer or ""
        found.append(
            Concern(
                objection=_as_said(objection.says, said),
                root=_as_said(root.says, said) if root is not None else "",
                heard=heard,
                status=_STATUS.get(where.status, where.status),
                model_answer="" if gives_away(scenario, told, said, answer) else answer,
            )
        )
    return found
