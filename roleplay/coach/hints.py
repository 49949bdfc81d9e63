"""Help while the call runs, in three steps: a nudge, a question to ask, a line to say.

Everything comes from the scenario and from what has happened; nothing that the buyer has not told is
given away. The rep learns *what to do*, and with level 3 hears how it could sound.
"""

from __future__ import annotations

from typing import Literal

from roleplay.dialogue.acts import Label
from roleplay.dialogue.facts import shut_by
from roleplay.dialogue.state import ObjectionState, State
from roleplay.dialogue.table import DIFFICULTIES
from roleplay.dialogue.transcript import Speaker, Transcript
from roleplay.scenario.asking import questions_about
from roleplay.scenario.model import Fact, Objection, Scenario
from roleplay.scenario.words import short_name

Level = Literal[1, 2, 3]

_ASK_BEHIND = {
    "price": "What are you comparing it with?",
    "competitor": "What stood out to you in what they offer?",
    "need": "How are you handling that today?",
    "timing": "What would have to happen before this becomes worth your time?",
    "authority": "Who else would have a view on this, and what would they look at first?",
    "trust": "What happened the last time somebody promised you something like this?",
    "stall": "What is it that you would want to think through?",
}
_GRANT = {
    "price": "That is a fair thing to stop at.",
    "competitor": "I would look twice at that too.",
    "need": "Fair enough, that counts for something.",
    "timing": "That sounds like a full plate.",
    "authority": "That makes sense, it is not a small decision.",
    "trust": "I would be careful too, after that.",
    "stall": "Of course, take the time it needs.",
}


_HEARD = ("That is a fair point.", "I can see why that matters to you.", "I hear you.")
"""More ways to grant something, where the first was not enough."""
_BEHIND = (
    "What is behind that for you?",
    "What makes you say that?",
    "Why does that matter so much right now?",
    "What concerns you most about it?",
)
"""More ways to ask what is behind an objection."""


def hint(scenario: Scenario, state: State, transcript: Transcript, level: Level) -> str:
    """One hint of the level asked for: 1 a nudge, 2 a question to ask, 3 a line to say.

    The same state and transcript give the same hint. Never empty.
    """
    situation = _situation(scenario, state, transcript)
    return situation[level - 1]


def _situation(scenario: Scenario, state: State, transcript: Transcript) -> tuple[str, str, str]:
    said = _Said(transcript)
    focus = _focus(scenario, state)
    if focus is not None:
        return _for_objection(scenario, state, transcript, said, *focus)
    fact = _next_fact(scenario, state)
    if not any(state.counts.get(label) for label in (Label.OPEN_QUESTION, Label.CLOSED_QUESTION)):
        return _for_start(scenario, fact, said)
    if fact is not None and len(state.told) < max(1, len(scenario.facts) // 2):
        return _for_discovery(scenario, fact, said)
    return _for_next_step(scenario, said)


def _focus(scenario: Scenario, state: State) -> tuple[str, Objection, ObjectionState] | None:
    order = [state.focus, *state.objections] if state.focus else list(state.objections)
    for name in order:
        if name in state.objections and name in scenario.objections and state.objections[name].open:
            return name, scenario.objections[name], state.objections[name]
    return None


def _for_objection(
    scenario: Scenario,
    state: State,
    transcript: Transcript,
    said: _Said,
    name: str,
    objection: Objection,
    where: ObjectionState,
) -> tuple[str, str, str]:
    grant, ask = _GRANT[objection.type], _ASK_BEHIND[objection.type]
    root = scenario.facts.get(objection.root or "")
    if where.status == "softened" and where.has("answer") and not where.has("check"):
        ask = "Does that settle it, or is something still off?"
        return ("Half the way. Find out whether your answer was enough.", ask, ask)
    if not where.has("acknowledge"):
        return (
            "Before you answer: show that you heard it, and that it is a fair point. Then ask.",
            _about(root, objection.root, scenario, state, said) or ask,
            said.fresh(
                [
                    f"{way} {_about(root, objection.root, scenario, state, said) or ask}"
                    for way in (grant, *_HEARD)
                ]
            ),
        )
    if not where.has("explore"):
        question = _about(root, objection.root, scenario, state, said) or ask
        return (
            "There is a reason behind that. Ask for it before you answer.",
            question,
            said.fresh([question, *_BEHIND]),
        )
    if root is not None and objection.root is not None and not state.knows(objection.root):
        if objection.root in state.guarded and _too_early(root, scenario, state):
            return (
                "You asked the right thing too early. Earn a little more first: listen, say back what you heard.",
                "What you just said back to me: did I get that right?",
                _mirror(transcript) or f"{grant} Help me understand it better.",
            )
        question = _about(root, objection.root, scenario, state, said) or ask
        return (
            "You have not heard the real reason yet. Stay with it.",
            question,
            said.fresh([question, *_BEHIND]),
        )
    told = [fact for fact in objection.answered_by if fact in scenario.facts and state.knows(fact)]
    claims = [claim for claim in objection.answered_by if claim in scenario.product.claims]
    facts = [_short(scenario.facts[fact].says[0]) for fact in told]
    truths = [_sentence(scenario.product.claims[claim]) for claim in claims or scenario.product.claims]
    if facts:
        lines = [
            f"You told me: “{heard}” {truth} What does that change for you?"
            for heard in facts
            for truth in truths
        ]
        if where.status == "softened" and lines and said.all(lines):
            # Every answer there is has been given: a half-settled objection is no reason to go round in circles.
            return _for_next_step(scenario, said)
        return (
            "Now answer, and build it on what you were told, not on the brochure.",
            "How does that compare with what you told me it costs you today?",
            said.fresh(lines or [f"You told me: “{facts[-1]}” What is it worth to you to be rid of that?"]),
        )
    if claims:
        answers = [f"{grant} {truth} Would that take care of it?" for truth in truths]
        if where.status == "softened" and said.all(answers):
            return _for_next_step(scenario, said)
        return (
            "Now answer with something true and concrete that fits this worry. Then ask if it is enough.",
            "What would you need to see to stop worrying about that?",
            said.fresh(answers),
        )
    missing = next((f for f in objection.answered_by if f in scenario.facts and not state.knows(f)), None)
    if missing is not None:
        question = _about(scenario.facts[missing], missing, scenario, state, said) or ask
        return (
            "You do not know enough yet to answer that. Find out more first.", question, said.fresh([question, *_BEHIND]),
        )  # fmt: skip
    more = [
        f"{grant} {ask}",
        "Say a little more about that?",
        "What is the part of it that weighs most for you?",
    ]
    return ("Answer it briefly, then ask whether that settles it.", ask, said.fresh(more))


def _for_start(scenario: Scenario, fact: tuple[str, Fact] | None, said: _Said) -> tuple[str, str, str]:
    question = _question(scenario, fact[1], said) if fact else "What made you take this call?"
    first = short_name(scenario.buyer.name)
    return (
        "Begin with a question that cannot be answered by yes or no.",
        question,
        f"Thanks for the time, {first}. Before I say a word about us: {question[0].lower()}{question[1:]}",
    )


def _for_discovery(scenario: Scenario, fact: tuple[str, Fact], said: _Said) -> tuple[str, str, str]:
    question = _question(scenario, fact[1], said)
    return (
        "There is more that you have not heard. Ask about their situation, not about your product.",
        question,
        f"Can I ask you something about how it is today? {question}",
    )


def _for_next_step(scenario: Scenario, said: _Said) -> tuple[str, str, str]:
    return (
        "Look at your objective: it may be time to propose a next step, with a day and a person.",
        "What would have to be true for us to take the next step?",
        said.fresh(
            [
                "From what you have told me, shall we take thirty minutes on Thursday and go through your own numbers?",
                "Then let's put half an hour in for Tuesday at ten, with whoever else should be there. Does that suit you?",
                "Could we meet again on Wednesday afternoon and settle the details together?",
                "How about Friday morning at nine, half an hour, just on what you told me today?",
            ]
        ),
    )


def _next_fact(scenario: Scenario, state: State) -> tuple[str, Fact] | None:
    """The next fact worth asking about: one whose earlier facts have been told, not yet heard."""
    for name, fact in scenario.facts.items():
        if not state.knows(name) and all(state.knows(earlier) for earlier in fact.gate.after):
            return name, fact
    return None


def _too_early(fact: Fact, scenario: Scenario, state: State) -> bool:
    """Whether trust is what keeps this fact back. A question of the wrong form, or one that came before what
    leads there, is mended by asking again, not by waiting."""
    if any(not state.knows(earlier) for earlier in fact.gate.after):
        return False
    return shut_by(fact, state, "open", DIFFICULTIES[scenario.difficulty].gate) is not None


class _Said:
    """What the rep has said, so that a hint never offers the same line twice while there is another."""

    def __init__(self, transcript: Transcript) -> None:
        self._text = "\n".join(turn.text.casefold() for _, turn in transcript.rep_turns())
        self.by_both = "\n".join(turn.text for turn in transcript.turns)

    def fresh(self, lines: list[str]) -> str:
        """The first line that the rep has not said yet; the last one if all have been."""
        return next((line for line in lines if line.casefold() not in self._text), lines[-1])

    def all(self, lines: list[str]) -> bool:
        """Whether the rep has said every one of them."""
        return all(line.casefold() in self._text for line in lines)


def _about(fact: Fact | None, name: str | None, scenario: Scenario, state: State, said: _Said) -> str:
    """A question about a fact, or about the first one that has to be told before it; nothing if told."""
    if fact is None or name is None or state.knows(name):
        return ""
    before = next((f for f in fact.gate.after if f in scenario.facts and not state.knows(f)), None)
    if before is not None:
        return _about(scenario.facts[before], before, scenario, state, said)
    return _question(scenario, fact, said)


def _question(scenario: Scenario, fact: Fact, said: _Said) -> str:
    """An open question from what a trainer wrote under ``asked_by``: a few words each."""
    lines = questions_about(scenario, fact, said.by_both, open_only=True)
    return said.fresh(lines) if lines else "What else should I know about how it is today?"


def _mirror(transcript: Transcript) -> str:
    """The buyer's last sentence said back, as a rep would."""
    for turn in reversed(transcript.turns):
        if turn.speaker is Speaker.BUYER and turn.text.strip():
            return f"So what you are saying is: “{_short(turn.text)}” Did I get that right?"
    return ""


def _short(text: str, words: int = 16) -> str:
    """The text if it is short, else as many of its first sentences as are, else its first words."""
    parts = text.split()
    if len(parts) <= words:
        return " ".join(parts)
    ends = [n for n in range(1, words + 1) if parts[n - 1][-1] in ".!?"]
    return " ".join(parts[: ends[-1]]) if ends else " ".join(parts[:words]) + " …"


def _sentence(text: str) -> str:
    text = text.strip()
    return text if text.endswith((".", "!", "?")) else text + "."
