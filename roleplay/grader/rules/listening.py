"""Rules about listening."""

from __future__ import annotations

from roleplay.dialogue.acts import Label
from roleplay.dialogue.transcript import Speaker
from roleplay.grader.rules.registry import Finding, fault, na, no, quoted, rule, shortened, times, yes
from roleplay.grader.talk import talk_times
from roleplay.grader.theirs import own_line
from roleplay.grader.view import CallView, RepTurn


@rule
def acknowledges_objections(view: CallView, *, share: float = 0.5) -> Finding:
    """Yes if, in at least ``share`` of the objections, the rep showed that the concern was heard
    (acknowledged it or said it back) no later than the first answer, and then went on to ask about it or
    answer it. Acknowledging alone, with nothing after it, does not count. Not applicable where the buyer
    raised no objection."""
    if not view.episodes:
        return na("The buyer raised no objection.")
    good, missed = [], []
    for e in view.episodes:
        at = {s.step: s.turn for s in reversed(e.steps)}
        heard = at.get("acknowledge")
        went_on = "answer" in at or "explore" in at
        if heard is not None and went_on and heard <= at.get("answer", heard):
            good.append(quoted(view.by_number[heard], Label.ACKNOWLEDGE, Label.PARAPHRASE))
        else:
            missed.append(e)
    if good and len(good) >= share * len(view.episodes):
        return yes(
            f"{len(good)} of {times(len(view.episodes), 'objection')} acknowledged before the answer.",
            *good[:3],
        )
    shown = [(e.raised_turn, shortened(e.quote)) for e in missed[:2] if e.quote]
    for e in missed[:2]:
        after = next((t for t in view.rep if t.number > e.raised_turn and t.text.strip()), None)
        if after is not None:
            shown.append((after.number, shortened(after.text)))
    return no(view, "The objection was not acknowledged before it was answered.", *sorted(set(shown)))


@rule
def says_back(view: CallView, *, every: int = 8, at_least: int = 1) -> Finding:
    """Yes if the rep said back in their own words what the buyer had said, at least ``at_least`` times and
    at least once in ``every`` turns that followed something one could say back. A turn that begins by stating two things
    that the buyer has just brought in says it back, too. Repeating oneself does not
    count, nor does a turn that presses, argues or runs somebody down. Not applicable where the buyer never said anything that could be said back."""
    chances = [t for t in view.rep if t.chance]
    if not chances:
        return (
            na("The buyer said nothing that could be said back.")
            if view.rep
            else no(view, "The rep said nothing.")
        )
    found = [t for t in chances if t.says_back]
    need = max(at_least, len(chances) // every)
    shown = [quoted(t, Label.PARAPHRASE) for t in found]
    missed = not_said_back(view)
    if len(found) >= need:
        return yes(f"Said back {times(len(found))} in {times(len(chances), 'turn')}.", *shown[:3])
    if found:
        return no(
            view,
            f"Said back {times(len(found))} in {times(len(chances), 'turn')}; at least {need} wanted.",
            *(missed or shown[:3]),
        )
    return no(view, "Nothing the buyer said was said back.", *missed)


@rule
def takes_up_answers(view: CallView, *, share: float = 0.5) -> Finding:
    """Yes if at least ``share`` of the rep's turns took up what the buyer had just said: by acknowledging
    it, saying it back, tying a benefit to it, or using a word that the buyer brought in. Turns that brush
    off the concern or repeat the rep's own words do not count. Not applicable where the buyer said nothing
    to take up."""
    found = view.takes_up_share
    if found is None:
        return (
            na("The buyer said nothing that could be taken up.")
            if view.rep
            else no(view, "The rep said nothing.")
        )
    said = f"{found:.0%} of the turns took up what the buyer had just said"
    if found >= share and view.hears:
        shown = [(t.number, shortened(t.text)) for t in view.rep if t.chance and t.takes_up]
        return yes(f"{said}.", *shown[:2])
    return no(view, f"{said}; at least {share:.0%} wanted.", *_unheard(view))


@fault
def leaves_room(view: CallView, *, words: float = 0.8, time: float = 0.65) -> Finding:
    """No if the rep took more than ``words`` of all words (``time`` of the talking time, where the transcript
    has times). Not applicable before both have spoken at least three times."""
    timed = talk_times(view.transcript)
    buyer_turns = sum(t.speaker is Speaker.BUYER for t in view.turns)
    if len(view.rep) < 3 or buyer_turns < 3:
        return na("Too short to tell.")
    if timed is not None:
        ratio, limit, of = timed[0] / sum(timed), time, "the talking time"
    else:
        ratio, limit, of = view.rep_words / max(1, view.rep_words + view.buyer_words), words, "the words"
    if ratio <= limit:
        return yes(f"The rep had {ratio:.0%} of {of}.", *_longest(view))
    return no(
        view,
        f"The rep had {ratio:.0%} of {of}; more than {limit:.0%} leaves the buyer little room.",
        *_longest(view),
    )


@fault
def no_monologue(view: CallView, *, words: int = 90) -> Finding:
    """No if any one turn of the rep is longer than ``words`` words."""
    longest = max(view.rep, key=lambda t: t.words, default=None)
    if longest is None:
        return na("The rep said nothing.")
    if longest.words <= words:
        return yes(f"The longest turn has {longest.words} words.", *_longest(view))
    return no(
        view,
        f"Turn {longest.number} has {longest.words} words; more than {words} in one go is a speech.",
        *_longest(view),
    )


@fault
def no_arguing(view: CallView) -> Finding:
    """No if the rep argued with, contradicted or brushed off a concern of the buyer in any turn."""
    found = view.turns_with(Label.DISMISS)
    if not found:
        return yes("No concern was brushed off.")
    return no(
        view,
        f"A concern was argued with {times(len(found))}.",
        *[quoted(t, Label.DISMISS) for t in found[:3]],
    )


@fault
def no_repeating(view: CallView, *, at_most: int = 0) -> Finding:
    """No if more than ``at_most`` turns of the rep say again, near enough word for word, what the rep had
    already said."""
    found = [t for t in view.rep if t.repeats and t.text.strip()]
    if len(found) <= at_most:
        return yes("Nothing was said twice.")
    return no(
        view,
        f"The same thing was said again {times(len(found))}.",
        *[(t.number, shortened(t.text)) for t in found[:2]],
    )


@fault
def stays_in_role(view: CallView) -> Finding:
    """No if the rep spoke to the software instead of the buyer, abused the buyer, or typed gibberish."""
    found = view.turns_with(Label.OFF_TASK)
    if not found:
        return yes("The rep spoke to the buyer throughout.")
    return no(
        view,
        f"{times(len(found), 'turn')} not meant for a buyer.",
        *[quoted(t, Label.OFF_TASK) for t in found[:3]],
    )


def _longest(view: CallView) -> list[tuple[int, str]]:
    longest = max(view.rep, key=lambda t: t.words, default=None)
    return [(longest.number, shortened(longest.text))] if longest is not None and longest.text.strip() else []


def not_said_back(view: CallView) -> list[tuple[int, str]]:
    """What the buyer told and the rep went past: the fullest answer after which neither that turn of the rep nor
    the next says anything back or acknowledges it, and what the rep said instead. Empty if there is none."""
    best: tuple[int, RepTurn] | None = None
    told = {t.turn for t in (view.state.told if view.state else ())}
    for turn, following in zip(view.rep, [*view.rep[1:], None], strict=True):
        heard = turn.has(Label.PARAPHRASE, Label.ACKNOWLEDGE) or (
            following is not None and following.has(Label.PARAPHRASE, Label.ACKNOWLEDGE)
        )
        if not turn.chance or not turn.text.strip() or not turn.prior or heard or len(turn.shared) >= 2:
            continue
        line = own_line(view, turn.prior[-1])
        if line is None or turn.has(Label.NEXT_STEP):
            continue  # there was little to say back, or the call had moved on
        weight = len(line.text.split()) + (100 if told.intersection(turn.prior) else 0)
        if best is None or weight > best[0]:
            best = (weight, turn)
    if best is None:
        return []
    turn = best[1]
    return [(turn.prior[-1], shortened(view.text(turn.prior[-1]))), (turn.number, shortened(turn.text))]


def _unheard(view: CallView) -> list[tuple[int, str]]:
    """The first answer of the buyer that the rep did not take up, and what the rep said instead: one of weight,
    where there is any."""
    passed = [t for t in view.rep if t.chance and not t.takes_up and t.text.strip() and t.prior]
    turn = next((t for t in passed if own_line(view, t.prior[-1]) is not None), passed[0] if passed else None)
    if turn is None:
        return []
    return [(turn.prior[-1], shortened(view.text(turn.prior[-1]))), (turn.number, shortened(turn.text))]
