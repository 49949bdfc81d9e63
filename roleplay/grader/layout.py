"""Laying a call out for grading: acts from the call's events or from the tagger, words that the buyer
brought in, repetitions, questions with what became of their answers."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from roleplay.dialogue.acts import QUESTION_FORMS, QUESTION_PURPOSES, Act, Label
from roleplay.dialogue.events import Event, Tagged
from roleplay.dialogue.transcript import Speaker, Transcript, Turn
from roleplay.grader.view import CallView, Question, RepTurn, count_words
from roleplay.scenario.model import Scenario
from roleplay.tagger.words import content

OWN_WORDS_TURNS = 10
"""A word that the rep has used within so many turns is not one that the buyer brought in."""
LATELY = 3
"""A question that takes up a word of the buyer's last so many turns builds on what was said."""
PROMPTS = 2
"""So many prompts that would fit any talk count as questions; a rep who lives on "What else?" asks nothing."""
CONTEXT_TURNS = 4
"""How many earlier turns the tagger sees when a transcript is read without events."""


def read_call(
    transcript: Transcript, *, scenario: Scenario | None = None, events: Sequence[Event] = ()
) -> CallView:
    """Lay a call out for grading.

    Acts come from the ``Tagged`` events where a turn has one (the latest reading counts), else from the
    offline tagger with the turns before as context. Raises nothing for odd text.
    """
    tagged = {e.turn: e for e in events if isinstance(e, Tagged)}
    turns = transcript.turns
    words = [count_words(t.text) for t in turns]
    contents = [frozenset(content(t.text)) for t in turns]
    rep: list[RepTurn] = []
    seen: set[frozenset[str]] = set()
    recent: deque[frozenset[str]] = deque(maxlen=12)
    prior: list[int] = []
    before: set[str] = set()
    said_by_buyer: set[str] = set()
    lately: deque[set[str]] = deque(maxlen=LATELY)
    last_by_rep: dict[str, int] = {}
    heard_something = False
    for i, turn in enumerate(turns):
        if turn.speaker is Speaker.BUYER:
            prior.append(i + 1)
            brought = {w for w in contents[i] if i - last_by_rep.get(w, -99) > OWN_WORDS_TURNS}
            before |= brought
            said_by_buyer |= brought
            lately.append(brought)
            heard_something = heard_something or len(contents[i]) >= 2
            continue
        event = tagged.get(i + 1)
        acts = event.as_acts() if event else _tag(turns, i)
        mine = contents[i]
        repeats = _repeats(mine, seen, recent, turn.text, event)
        rep.append(
            RepTurn(
                number=i + 1,
                text=turn.text,
                words=words[i],
                acts=acts,
                labels=frozenset(a.label for a in acts),
                content=mine,
                void="repeats" if repeats else None,
                prior=tuple(prior),
                shared=mine & before,
                from_buyer=mine & said_by_buyer,
                lately=mine & frozenset().union(*lately),
                chance=heard_something,
                reading=event.reading if event else None,
            )
        )
        for word in mine:
            if word not in said_by_buyer:
                last_by_rep[word] = i
        prior, before, heard_something = [], set(), False
    view = CallView(transcript, scenario, tuple(events), rep, words, contents)
    _add_questions(view)
    return view


def _tag(turns: Sequence[Turn], i: int) -> Sequence[Act]:
    from roleplay.tagger import tag

    return tag(turns[i].text, turns[max(0, i - CONTEXT_TURNS) : i])


def _repeats(
    mine: frozenset[str],
    seen: set[frozenset[str]],
    recent: deque[frozenset[str]],
    text: str,
    event: Tagged | None,
) -> bool:
    """Whether the turn says again what was said: the same words that carry meaning as any earlier turn, or
    at least three quarters of them in common with one of the last twelve. A short word of agreement may be
    said as often as one likes."""
    if len(mine) < 3 and len(text.split()) < 4:
        return False
    key = mine if len(mine) >= 3 else frozenset((" ".join(text.lower().split()),))
    found = key in seen
    if not found and len(mine) >= 3:
        found = any(len(mine & old) >= 0.75 * len(mine | old) for old in recent)
    seen.add(key)
    recent.append(mine)
    return found or (event is not None and event.reading.repeats)


def _add_questions(view: CallView) -> None:
    """Questions by turn, each with its purpose, its answer and what became of the answer."""
    last = len(view.turns)
    prompts = 0
    for k, turn in enumerate(view.rep):
        following = view.rep[k + 1] if k + 1 < len(view.rep) else None
        nxt = turn.number + 1
        turn.reply = nxt if nxt <= last and view.is_buyer(nxt) else None
        if not turn.labels & QUESTION_FORMS:
            continue
        taken: bool | None = None
        if turn.reply is not None and following is not None and following.chance:
            taken = following.takes_up
        purposes = [a for a in turn.acts if a.label in QUESTION_PURPOSES]
        asked = sorted((a for a in turn.acts if a.label in QUESTION_FORMS), key=lambda a: a.start)
        purposes.sort(key=lambda a: a.start)
        passed = 0
        builds = bool(turn.lately) or turn.has(Label.ACKNOWLEDGE, Label.PARAPHRASE, Label.EXPLORE)
        for act in asked:
            while passed < len(purposes) and purposes[passed].end <= act.start:
                passed += 1
            mine = _labels_within(purposes, passed, act)
            if not mine and len(asked) == 1:
                mine = frozenset(p.label for p in purposes)
            # Without a word of its own, in a turn without a word of the buyer's, it would fit any talk.
            anywhere = not turn.shared and not content(act.text)
            prompts += anywhere
            turn.questions.append(
                Question(
                    turn=turn.number,
                    form="open" if act.label is Label.OPEN_QUESTION else "closed",
                    start=act.start,
                    end=act.end,
                    text=act.text,
                    purposes=mine,
                    fresh=turn.void is None,
                    follow_up=builds and turn.void is None,
                    prompt=anywhere and prompts > PROMPTS,
                    answer=turn.reply,
                    taken_up=taken,
                )
            )


def _labels_within(purposes: list[Act], first: int, question: Act) -> frozenset[Label]:
    """Labels of the purposes whose words overlap the question's; ``purposes`` are in order of their starts."""
    found = set()
    for k in range(first, len(purposes)):
        if purposes[k].start >= question.end:
            break
        if purposes[k].end > question.start:
            found.add(purposes[k].label)
    return frozenset(found)
