"""One decision being made: the rules of ``policy.py``, in their order, each a method."""

from __future__ import annotations

from roleplay.dialogue import facts, reactions
from roleplay.dialogue.acts import Label
from roleplay.dialogue.endings import end_of, next_step_answer, warning
from roleplay.dialogue.objections import advance, concerns_facts, is_about_price, is_price_cut
from roleplay.dialogue.state import Beat, Decision, Effect, Move, Reading, State, Step, Told
from roleplay.dialogue.table import PATIENCE_PER_TURN, TABLE, DifficultyScale, Moment, gain_factor
from roleplay.scenario.model import Scenario

_WHEN = {
    "next_step": (Label.NEXT_STEP,),
    "pitch": (Label.PITCH,),
    "discount": (Label.DISCOUNT,),
    "pressure": (Label.PRESSURE,),
    "disparage": (Label.DISPARAGE,),
}


def raise_objection(state: State, objection: str, buyer_turn: int, turn: int) -> tuple[State, Effect]:
    moved = state.objections[objection].model_copy(update={"status": "raised", "raised_turn": buyer_turn})
    state = state.model_copy(
        update={"objections": {**state.objections, objection: moved}, "focus": objection}
    )
    return state, Effect(
        what="objection", target=objection, value="raised", rule="raise", turn=turn,
        why="the buyer had this against it all along",
    )  # fmt: skip


class TurnInProgress:
    """One decision being made. Fields are replaced as the rules run, in the order of the module's text."""

    def __init__(
        self,
        scenario: Scenario,
        state: State,
        reading: Reading,
        turn: int,
        scale: DifficultyScale,
        time_up: bool,
    ) -> None:
        self.scenario = scenario
        self.before = state
        self.state = state
        self.reading = reading
        self.turn = turn
        self.scale = scale
        self.time_up = time_up
        self.mood = {"trust": state.trust, "patience": state.patience}
        self.beats: list[Beat] = []
        self.effects: list[Effect] = []

    # -- the order of the rules -------------------------------------------------------------

    def run(self) -> Decision:
        self._focus()
        self._weigh()
        odd = reactions.not_a_turn(self.reading)
        if odd is not None:
            self.beats.append(odd)
        else:
            pressed = self._pressed()
            due = None if pressed else self._due()
            told = [] if pressed else self._tell(due)
            self._objection(frozenset(t for t, _ in told), pressed)
            raised = due is not None and self._raise_now(due)
            if not pressed:
                self._next_step(raised)
                self._fall_back()
        self._count()
        self._end()
        return Decision(state=self.state, beats=tuple(self.beats[-4:]), effects=tuple(self.effects))

    def _set(self, **changes: object) -> None:
        self.state = self.state.model_copy(update=changes)

    def _effect(self, **fields: object) -> None:
        self.effects.append(Effect(turn=self.turn, **fields))

    # -- 0. what is being talked about, and what the turn was worth ---------------------------

    def _focus(self) -> None:
        objections = self.state.objections
        focus = self.state.focus
        if focus is not None and not objections[focus].open:
            focus = None
        for touched in self.reading.touches:
            if objections[touched].open:
                focus = touched
                break
        if focus is None:
            still_open = [o for o, s in objections.items() if s.open and s.status != "softened"]
            focus = still_open[-1] if still_open else None
        if focus is None:
            half = [o for o, s in objections.items() if s.status == "softened" and self._taken_up(o)]
            focus = half[-1] if half else None
        self._set(focus=focus)

    def _taken_up(self, name: str) -> bool:
        """Whether the turn comes back to an objection that was half settled: it asks openly about what is behind it,
        or answers it plainly."""
        objection = self.scenario.objections[name]
        if set(self.reading.plainly) & set(objection.answered_by):
            return True
        concerns = concerns_facts(self.scenario, objection)
        return any(
            t.fact in concerns and t.form == "open" and t.score >= facts.ASKED for t in self.reading.topics
        )

    def _moment(self) -> Moment:
        focus = self.scenario.objections.get(self.state.focus or "")
        known = {t.fact for t in self.state.told}
        return Moment(
            state=self.state,
            reading=self.reading,
            discussing_price=focus is not None and is_about_price(focus),
            listening=focus is not None or bool(known) or self.state.rep_turns == 0,
            ties_to_told=any(b in known for b in self.reading.builds_on),
            asked_before=self.reading.asked_before
            and not facts.asks_for_something_new(self.state, self.reading),
            refused_last=self.state.refused,
        )

    def _weigh(self) -> None:
        moment = self._moment()
        spoilt = reactions.not_a_turn(self.reading) is not None
        self._move("patience", PATIENCE_PER_TURN, "turn", None, "every turn takes some of the buyer's time")
        for row in TABLE:
            if not row.when(moment) or (spoilt and (row.trust > 0 or row.patience > 0)):
                continue
            trust, patience = row.trust, row.patience
            if row.rule == "monologue":
                patience -= 3 * ((self.reading.words - 90) // 60)
            if trust:
                self._move("trust", trust, row.rule, row.act, row.why)
            if patience:
                self._move("patience", patience, row.rule, row.act, row.why)
        self._set(**self.mood)

    def _move(self, what: str, points: float, rule: str, act: Label | None, why: str) -> None:
        scaled = round(points * (self.scale.warm if points > 0 else self.scale.cool), 1)
        old = self.mood[what]
        if what == "trust" and points > 0:
            scaled = round(scaled * gain_factor(old), 1)
        new = round(min(100.0, max(0.0, old + scaled)), 1)
        if new == old:
            return
        self.mood[what] = new
        quote = self.reading.quote(act) if act else ""
        self._effect(what=what, change=round(new - old, 1), rule=rule, act=act, quote=quote, why=why)

    # -- 2. pressing ---------------------------------------------------------------------------

    def _pressed(self) -> bool:
        beat = reactions.to_pressing(self.reading, self.state.focus)
        if beat is None:
            return False
        self.beats.append(beat)
        return True

    # -- 3. the objection on the table -----------------------------------------------------------

    def _objection(self, told_now: frozenset[str], pressed: bool) -> None:
        focus = self.state.focus
        if focus is None or not self.before.objections[focus].open:
            self._check_after()
            return
        old = self.state.objections[focus]
        change = advance(self.scenario, focus, self.state, self.reading, self.turn, told_now)
        self._set(objections={**self.state.objections, focus: change.state})
        if change.hardened_by is not None:
            why = "it got harder: " + reactions.WHY_HARDER[change.hardened_by]
            self._effect(
                what="objection", target=focus, value="hardened", rule="harden", act=change.hardened_by,
                quote=self.reading.quote(change.hardened_by, Label.TRADE), why=why,
            )  # fmt: skip
            return
        if pressed:
            return
        if change.state.status != old.status and change.state.status in ("settled", "softened"):
            settled = change.state.status == "settled"
            why = (
                "you had listened, asked what is behind it, and answered with what the buyer had told you"
                if settled
                else reactions.why_only_softened(change.state, change.root_told)
            )
            self._effect(
                what="objection", target=focus, value=change.state.status, rule="settle" if settled else "soften",
                quote=self.reading.quote(Label.BENEFIT, Label.PROOF, Label.REFRAME, Label.PITCH), why=why,
            )  # fmt: skip
            key = "settled" if settled else "soften"
            # "Would that have helped?" after an answer is no prying: nothing to be guarded about.
            self.beats = [b for b in self.beats if b.move is not Move.DEFLECT]
            said = Beat(move=Move.SETTLE if settled else Move.SOFTEN, key=key, subject=focus)
            # What lies behind the objection comes out before the buyer lets go of it, not after.
            concerns = concerns_facts(self.scenario, self.scenario.objections[focus])
            first = bool(self.beats) and self.beats[0].subject in concerns
            self.beats.insert(len(self.beats) if first else 0, said)
            if settled:
                self._set(focus=None)
        elif change.missed and not self.beats:
            self._effect(
                what="objection", target=focus, value="missed", rule="miss",
                quote=self.reading.quote(Label.PITCH, Label.BENEFIT, Label.PROOF, Label.REFRAME),
                why="your answer did not touch what is behind it",
            )  # fmt: skip
            self.beats.append(Beat(move=Move.PUSH_BACK, key="push_back", subject=focus))

    def _check_after(self) -> None:
        """A check right after an objection was settled belongs to it ("does that take care of it?")."""
        if not self.reading.has(Label.CHECK):
            return
        for o, held in self.state.objections.items():
            answered = [s.turn for s in held.steps if s.step == "answer"]
            if (
                held.status == "settled"
                and answered
                and not held.has("check")
                and self.turn - answered[-1] <= 2
            ):
                steps = (*held.steps, Step(step="check", turn=self.turn))
                checked = held.model_copy(update={"steps": steps})
                self._set(objections={**self.state.objections, o: checked})
                return

    # -- 4. facts ----------------------------------------------------------------------------------

    def _tell(self, due: str | None) -> list[tuple[str, bool]]:
        asked = facts.asked_for(self.scenario, self.state, self.reading, self.turn, self.scale.gate)
        if due is not None:
            # A loose question about what the objection is made of is answered by the objection itself; a
            # plain question about something else, or about exactly that, is answered first.
            concerns = concerns_facts(self.scenario, self.scenario.objections[due])
            plain = {t.fact for t in self.reading.topics if t.score >= facts.PLAIN_QUESTION}
            asked = [
                r
                for r in asked
                if (r.fact not in concerns or r.fact in plain)
                and facts.shut_by(self.scenario.facts[r.fact], self.state, r.form, self.scale.gate) is None
            ]
        told: list[tuple[str, bool]] = []
        guarded: str | None = None
        for request in (facts.way_to(self.scenario, self.state, r, self.scale.gate) for r in asked):
            if self.state.knows(request.fact):
                continue
            fact = self.scenario.facts[request.fact]
            shut = facts.shut_by(fact, self.state, request.form, self.scale.gate)
            if shut is None:
                told.append((request.fact, True))
                self._told(request.fact, elicited=True, quote=request.quote)
            elif not told and guarded is None:
                guarded = request.fact
                self._effect(
                    what="fact",
                    target=request.fact,
                    value="guarded",
                    rule="gate",
                    quote=request.quote,
                    why=shut,
                )
                self.beats.append(Beat(move=Move.DEFLECT, key="short", subject=request.fact))
        if guarded is not None and not told:
            self._set(guarded=(*self.state.guarded, guarded))
        elif guarded is not None:
            self.beats = [b for b in self.beats if b.move is not Move.DEFLECT]
        self._set(last_guarded=guarded if not told else None)
        if not asked:
            volunteered = facts.volunteered(self.scenario, self.state, self.scale.gate)
            if volunteered is not None and not self.reading.has(Label.NEXT_STEP):
                told.append((volunteered, False))
                self._told(volunteered, elicited=False, quote="")
        return told

    def _told(self, fact: str, *, elicited: bool, quote: str) -> None:
        known = Told(fact=fact, turn=self.turn + 1, elicited=elicited)
        self._set(told=(*self.state.told, known))
        why = (
            "you asked for it and had earned it"
            if elicited
            else "the buyer trusted you enough to bring it up"
        )
        self._effect(what="fact", target=fact, value="told", rule="tell", quote=quote, why=why)
        if elicited:
            self._move("patience", 2, "tell", None, "the buyer is talking about what matters to them")
            self._set(**self.mood)
        self.beats.append(Beat(move=Move.ANSWER, key="says", subject=fact))

    # -- 5. objections whose moment has come ----------------------------------------------------------

    def _due(self) -> str | None:
        """The objection whose moment has come, if any."""
        now = self.state.rep_turns + 1
        for o, objection in self.scenario.objections.items():
            if self.state.objections[o].status != "waiting":
                continue
            due = objection.raised
            nothing_given = due.turn is None and due.when is None and not due.after
            labels = _WHEN.get(due.when or "", ())
            if (
                (due.turn is not None and now >= due.turn)
                or nothing_given
                or (bool(labels) and due.when != "next_step" and self.reading.has(*labels))
                or (due.when == "price" and self.reading.has(Label.DISCOUNT, Label.TRADE, Label.REFRAME))
                or (bool(due.after) and all(self._done(x) for x in due.after))
            ):
                return o
        return None

    def _raise_now(self, objection: str) -> bool:
        # One thing at a time: while another objection is hot, a new one waits for its turn.
        if self.state.focus is not None and self.state.objections[self.state.focus].status != "softened":
            return False
        self.state, effect = raise_objection(self.state, objection, self.turn + 1, self.turn)
        self.effects.append(effect)
        self.beats = [b for b in self.beats if b.move is not Move.DEFLECT]
        self.beats.append(Beat(move=Move.OBJECT, key="says", subject=objection))
        return True

    def _done(self, subject: str) -> bool:
        objection = self.state.objections.get(subject)
        return self.state.knows(subject) or (
            objection is not None and objection.status in ("settled", "softened")
        )

    # -- 6. the next step -------------------------------------------------------------------------------

    def _next_step(self, raised: bool) -> None:
        if not self.reading.has(Label.NEXT_STEP):
            self._set(refused=False)
            return
        if self.state.next_step == "none":
            self._set(next_step="asked")
        if raised:
            self._set(refused=True)
            return
        answer = next_step_answer(self.scenario, self.state)
        quote = self.reading.quote(Label.NEXT_STEP)
        if answer.agrees:
            self._set(next_step="accepted", refused=False)
            self._effect(what="next_step", value="accepted", rule="agree", quote=quote, why=answer.why)
            self.beats.append(Beat(move=Move.AGREE, key="agree", subject=answer.subject))
            return
        self._set(refused=True)
        self.beats = [b for b in self.beats if b.move is not Move.DEFLECT]
        if answer.raises is not None:
            self.state, effect = raise_objection(self.state, answer.raises, self.turn + 1, self.turn)
            self.effects.append(effect)
            self.beats.append(Beat(move=Move.OBJECT, key="says", subject=answer.raises))
            return
        if answer.subject is not None:
            self._set(focus=answer.subject)
        self._effect(what="next_step", target=answer.subject or "", value="declined", rule="decline",
                     quote=quote, why=answer.why)  # fmt: skip
        # One line names what stands in the way, not two.
        mixed = (Move.PUSH_BACK, Move.SOFTEN)
        self.beats = [b for b in self.beats if b.move not in mixed or b.subject != answer.subject]
        self.beats.append(Beat(move=Move.DECLINE, key=answer.key, subject=answer.subject))

    # -- 7. everything else -----------------------------------------------------------------------------

    def _fall_back(self) -> None:
        if not self.beats or all(b.move is Move.ANSWER and b.key == "lead" for b in self.beats):
            self.beats.append(reactions.to_the_rest(self.before, self.state, self.reading))

    # -- 8. keeping count, and ending ------------------------------------------------------------------------

    def _count(self) -> None:
        counts = dict(self.before.counts)
        for label in dict.fromkeys(label for label, _ in self.reading.acts):
            counts[label.value] = counts.get(label.value, 0) + 1
        if is_price_cut(self.reading) and not self.reading.has(Label.DISCOUNT):
            counts["discount"] = counts.get("discount", 0) + 1
        asked = sum(label in (Label.OPEN_QUESTION, Label.CLOSED_QUESTION) for label, _ in self.reading.acts)
        counts["questions"] = counts.get("questions", 0) + asked
        only_listens = self.reading.has(Label.ACKNOWLEDGE) and not asked
        counts["ack_only"] = counts.get("ack_only", 0) + 1 if only_listens else 0
        run = self.before.closed_run + self.reading.form_filling if self.reading.form_filling else 0
        self._set(
            counts=counts,
            closed_run=run,
            rep_turns=self.before.rep_turns + 1,
            stepping_away=self.reading.has(Label.DISQUALIFY),
        )

    def _end(self) -> None:
        over = end_of(self.scenario, self.state, self.beats, self.time_up)
        if over is not None:
            self._set(ending=over.ending)
            self._effect(
                what="end", target=over.ending.outcome or "", value=over.ending.result, rule=over.rule,
                why=over.why,
            )  # fmt: skip
            self.beats = [*over.kept, over.says]
        elif not self.state.warned and (key := warning(self.scenario, self.state)):
            self._set(warned=True)
            self.beats.append(Beat(move=Move.DEFLECT, key=key))
