"""Episodes: each objection from the turn it was raised to how it ended, by what the buyer then did."""

from __future__ import annotations

from dataclasses import dataclass, field

from roleplay.dialogue.acts import Label
from roleplay.dialogue.state import LaerStep, ObjectionState, State
from roleplay.grader.resistance import AGAINST, answer_to_next_step, objections_in, reaction
from roleplay.grader.scorecard import Episode, EpisodeStep
from roleplay.grader.view import TELLING, CallView
from roleplay.scenario.model import ObjectionType, Scenario
from roleplay.tagger.words import content

Ended = str


@dataclass(slots=True)
class _Open:
    """An episode under way while a transcript is read."""

    objection: str
    type: ObjectionType | None
    raised: int
    quote: str
    steps: list[EpisodeStep] = field(default_factory=list)
    ended: Ended = "open"
    moved: int | None = None
    last: int = 0
    """The buyer's turn that closed it; 0 while it is open."""


def find_episodes(view: CallView) -> list[Episode]:
    """The episodes of a call in the order they were raised.

    A practice call's come from the buyer's own state: when each objection was raised, which steps the rep
    took (acknowledge, explore, answer, check), what answered it and where it stood at the end. For any
    other transcript they are read from the buyer's words (:mod:`roleplay.grader.resistance`), with the
    scenario's objections, where one is given, recognised by their own lines.
    """
    if view.state is not None:
        return _from_state(view, view.state)
    return _from_words(view)


def window(view: CallView, episode: Episode) -> range:
    """The turn numbers from the turn after the objection to the end of the call."""
    return range(episode.raised_turn + 1, len(view.turns) + 1)


def _from_state(view: CallView, state: State) -> list[Episode]:
    out = []
    settled_at: dict[str, int] = {}
    moved_at: dict[str, int] = {}
    for decided in view.decisions.values():
        for effect in decided.effects:
            if effect.what != "objection":
                continue
            if effect.value in ("settled", "softened"):
                moved_at[effect.target] = decided.turn
            if effect.value == "settled":
                settled_at.setdefault(effect.target, decided.turn)
    for name, found in state.objections.items():
        if found.raised_turn is None or found.status == "waiting":
            continue
        end = settled_at.get(name, len(view.turns))
        episode = _episode_of_state(view, state, name, found, end)
        answer = view.by_number.get(moved_at.get(name, 0))
        if answer is not None and episode.ended in ("settled", "softened"):
            episode = episode.model_copy(update={"moved_turn": answer.reply})
        out.append(episode)
    return sorted(out, key=lambda e: e.raised_turn)


def _episode_of_state(view: CallView, state: State, name: str, found: ObjectionState, end: int) -> Episode:
    raised = found.raised_turn or 0
    about = view.scenario.objections.get(name) if view.scenario else None
    root = about.root if about else None
    reached = None if root is None else any(t.fact == root for t in state.told)
    return Episode(
        objection=name,
        type=about.type if about else None,
        raised_turn=raised,
        quote=_words_of(view, raised, about.says if about else []),
        steps=[EpisodeStep(step=s.step, turn=s.turn) for s in found.steps],
        words_before_first_question=_words_before_question(view, raised, end),
        root_reached=reached,
        answered_by=list(found.answered_by),
        discounts=sum(t.cuts_price for t in view.rep if raised < t.number <= end),
        pressure=_count(view, raised, end, Label.PRESSURE),
        ended=_ENDED[found.status],
    )


_ENDED = {
    "raised": "open",
    "softened": "softened",
    "settled": "settled",
    "hardened": "hardened",
    "waiting": "open",
}


def _words_of(view: CallView, turn: int, says: list[str]) -> str:
    """The buyer's words at ``turn`` that carry the objection: the scenario's line where it stands there word
    for word, else the whole turn."""
    if not 1 <= turn <= len(view.turns):
        return ""
    text = view.text(turn)
    return next((line for line in says if line in text), text)


def _words_before_question(view: CallView, raised: int, end: int) -> int | None:
    words = 0
    for turn in view.rep:
        if turn.number <= raised:
            continue
        if turn.number > end:
            return None
        if turn.questions:
            return words + len(turn.text[: turn.questions[0].start].split())
        words += turn.words
    return None


def _count(view: CallView, raised: int, end: int, label: Label) -> int:
    return sum(t.has(label) for t in view.rep if raised < t.number <= end)


def _from_words(view: CallView) -> list[Episode]:
    known = _Known(view.scenario)
    episodes: list[_Open] = []
    open_by_name: dict[str, _Open] = {}
    focus: _Open | None = None
    for number in range(1, len(view.turns) + 1):
        if view.is_buyer(number):
            focus = _buyer_speaks(view, number, known, episodes, open_by_name, focus)
        elif focus is not None:
            _rep_answers(view, number, focus)
    return [_closed(view, e) for e in episodes]


def _buyer_speaks(
    view: CallView,
    number: int,
    known: _Known,
    episodes: list[_Open],
    open_by_name: dict[str, _Open],
    focus: _Open | None,
) -> _Open | None:
    text = view.text(number)
    raised = known.find(text, view.contents[number - 1], answering=_answering(view, number))
    if focus is not None and not raised:
        took = reaction(text) if _has(focus, "answer") else None
        if took is None and _agrees_to_a_step(view, number, text):
            # Whatever was said against it no longer stands in the way of the next step.
            took = "softened"
        if took is not None:
            focus.ended = took
            focus.moved = number if took in ("settled", "softened") else None
            if took == "settled":
                focus.last = number
                open_by_name.pop(focus.objection, None)
                return None
        return focus
    for name, kind, quote in raised:
        again = open_by_name.get(name)
        if again is None:
            again = _Open(name, kind, number, quote)
            open_by_name[name] = again
            episodes.append(again)
        elif _has(again, "answer") or (view.rep and _pushed(view, again, number)):
            again.ended, again.moved = "hardened", None
        focus = again
    return focus


def _answering(view: CallView, number: int) -> bool:
    """Whether the buyer's turn answers a question about the buyer: what comes then is mostly an account."""
    turn = view.by_number.get(number - 1)
    return turn is not None and turn.has(Label.DISCOVER, Label.EXPLORE)


def _agrees_to_a_step(view: CallView, number: int, text: str) -> bool:
    turn = view.by_number.get(number - 1)
    asked = turn is not None and turn.has(Label.NEXT_STEP)
    return asked and answer_to_next_step(text) == "accepted"


def _pushed(view: CallView, episode: _Open, now: int) -> bool:
    return any(
        t.has(Label.DISMISS, Label.DISCOUNT, Label.PRESSURE)
        for n in range(episode.raised + 1, now)
        if (t := view.by_number.get(n)) is not None
    )


def _has(episode: _Open, step: LaerStep) -> bool:
    return any(s.step == step for s in episode.steps)


def _rep_answers(view: CallView, number: int, focus: _Open) -> None:
    turn = view.by_number[number]
    if turn.void:
        return
    seen = {s.step for s in focus.steps}
    steps: list[tuple[int, LaerStep]] = []
    heard = turn.first(Label.ACKNOWLEDGE, Label.PARAPHRASE)
    if heard is not None:
        steps.append((heard, "acknowledge"))
    asked = turn.first(Label.EXPLORE)
    if asked is None and number == focus.raised + 1:
        asked = turn.first(Label.DISCOVER)
    if asked is not None:
        steps.append((asked, "explore"))
    told = turn.first(*TELLING)
    if told is not None:
        steps.append((told, "answer"))
    checked = turn.first(Label.CHECK)
    if checked is not None and ("answer" in seen or told is not None):
        steps.append((checked, "check"))
    for _, step in sorted(steps):
        if step not in seen:
            focus.steps.append(EpisodeStep(step=step, turn=number))


def _closed(view: CallView, e: _Open) -> Episode:
    end = e.last or len(view.turns)
    return Episode(
        objection=e.objection,
        type=e.type,
        raised_turn=e.raised,
        quote=e.quote,
        steps=e.steps,
        words_before_first_question=_words_before_question(view, e.raised, end),
        discounts=sum(t.cuts_price for t in view.rep if e.raised < t.number <= end),
        pressure=_count(view, e.raised, end, Label.PRESSURE),
        ended=e.ended,
        moved_turn=e.moved,
    )


class _Known:
    """Finds objections in a buyer's turn: the scenario's own by their lines, others by their words."""

    def __init__(self, scenario: Scenario | None) -> None:
        self._lines: list[tuple[str, ObjectionType, str, frozenset[str]]] = []
        if scenario is not None:
            for name, objection in scenario.objections.items():
                for line in objection.says:
                    self._lines.append((name, objection.type, line, frozenset(content(line))))

    def find(
        self, text: str, stems: frozenset[str], *, answering: bool = False
    ) -> list[tuple[str, ObjectionType, str]]:
        found = {}
        for name, kind, line, wanted in self._lines:
            if line in text or (len(wanted) >= 3 and len(wanted & stems) >= 0.7 * len(wanted)):
                found[name] = (name, kind, line if line in text else text)
        if found:
            return list(found.values())
        if answering and AGAINST.search(text) is None:
            return []
        return [(kind, kind, _sentence(text, start)) for kind, start, _ in objections_in(text)]


def _sentence(text: str, at: int) -> str:
    """The sentence of ``text`` around the offset ``at``."""
    start = max(text.rfind(mark, 0, at) for mark in ".!?\n") + 1
    ends = [e for mark in ".!?\n" if (e := text.find(mark, at)) != -1]
    return text[start : min(ends) + 1 if ends else len(text)].strip()
