"""Calls: begun, gone on with, forked, graded, exported; and what the rep is writing in them."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from roleplay.errors import StoreError
from roleplay.tui.desk import ExportKind, LiveCall, StoredCall
from roleplay.tui.work_base import WorkBase

if TYPE_CHECKING:
    from roleplay.call import Buyer, SecondReader
    from roleplay.dialogue.events import Event, Mode
    from roleplay.grader.scorecard import Scorecard
    from roleplay.scenario.model import Difficulty, Scenario


class CallWork(WorkBase):
    """What the call screen and the results ask for."""

    def start(
        self,
        ref: str,
        *,
        mode: Mode = "coached",
        voice: str = "scripted",
        difficulty: Difficulty | None = None,
    ) -> LiveCall:
        from roleplay.call import Call

        scenario = self.scenario(ref)
        seed = self._seed()
        buyer, named = self._buyer(voice, scenario)
        call_id, recorder = self.store.new_call(
            scenario, seed=seed, mode=mode, voice=buyer.voice if buyer is not None else "scripted"
        )
        call = Call(
            scenario, buyer=buyer, seed=seed, mode=mode, difficulty=difficulty or self.settings.difficulty,
            recorder=recorder if self._keep_calls else None, clock=self._clock,
            second_reader=self._second_reader(), call_id=call_id,
        )  # fmt: skip
        return self._keep(LiveCall(call_id, call, scenario, ref, named))

    def resume(self, call_id: str) -> LiveCall:
        from roleplay.call import Call

        call_id = self.store.find(call_id)
        scenario = self.store.scenario(call_id)
        summary = self.store.summary(call_id)
        voice = "scripted" if summary.voice == "scripted" else self._default_voice()
        buyer, named = self._buyer(voice, scenario)
        call = Call.resume(
            scenario, self.store.events(call_id), buyer=buyer, recorder=self.store.recorder(call_id),
            clock=self._clock, second_reader=self._second_reader(), call_id=call_id,
        )  # fmt: skip
        return self._keep(LiveCall(call_id, call, scenario, self._ref_of(scenario.id), named))

    def fork(self, call_id: str, before_turn: int) -> LiveCall:
        from roleplay.call import Call

        live = self._loose.get(call_id, (None, None))[0]
        if live is None:
            live = self.resume_ended(call_id)
        parent: Call = live.call
        new_id, recorder = self.store.new_call(
            live.scenario,
            seed=parent.seed,
            mode=parent.mode,
            voice="scripted" if live.voice == "scripted" else "model",
            forked_from=call_id,
        )
        child = parent.fork(before_turn, recorder=recorder, call_id=new_id)
        return self._keep(LiveCall(new_id, child, live.scenario, live.ref, live.voice))

    def resume_ended(self, call_id: str) -> LiveCall:
        """A stored call, over or not, to fork from."""
        from roleplay.call import Call

        scenario = self.store.scenario(call_id)
        call = Call.resume(scenario, self.store.events(call_id), clock=self._clock, call_id=call_id)
        return LiveCall(call_id, call, scenario, self._ref_of(scenario.id))

    def _keep(self, live: LiveCall) -> LiveCall:
        self._loose[live.id] = (live, None)
        return live

    def _ref_of(self, scenario_id: str) -> str:
        from roleplay.scenario import list_scenarios

        cards = list_scenarios(self.library)
        return next((card.ref for card in cards if card.id == scenario_id), scenario_id)

    def _default_voice(self) -> str:
        profile = self.settings.voice()
        return profile.name if profile is not None else "scripted"

    def _buyer(self, voice: str, scenario: Scenario) -> tuple[Buyer | None, str]:
        """Who voices the buyer, and under which name; no buyer means the scripted one."""
        if voice == "scripted":
            return None, "scripted"
        from roleplay.voices import buyer_for

        return buyer_for(self.settings, voice, scenario), voice

    def _second_reader(self) -> SecondReader | None:
        from roleplay.voices import second_reader_for

        return second_reader_for(self.settings)

    # Results

    def finish(self, live: LiveCall) -> StoredCall:
        card = self._grade(live.call.transcript, live.scenario, live.call.events)
        self._loose[live.id] = (live, card)
        if live.call.unsaved is None:
            # A scorecard that cannot be kept is still shown; the call itself is safe.
            with contextlib.suppress(StoreError):
                self.store.add_scorecard(live.id, card)
        return StoredCall(live.id, live.scenario, live.call.events, card, "now", live.ref, live.voice)

    def _grade(self, transcript: Any, scenario: Scenario, events: Iterable[Event]) -> Scorecard:
        from roleplay.grader import grade
        from roleplay.voices import judge_for

        judge = judge_for(self.settings, None)
        return grade(
            transcript, scenario=scenario, rubric=self._rubric(scenario), judge=judge, events=tuple(events)
        )

    def stored(self, call_id: str) -> StoredCall:
        live, card = self._loose.get(call_id, (None, None))
        if live is not None and card is not None:
            return StoredCall(call_id, live.scenario, live.call.events, card, "now", live.ref, live.voice)
        events = self.store.events(call_id)
        scenario = self.store.scenario(call_id)
        cards = self.store.scorecards(call_id)
        if cards:
            card = cards[-1]
        else:
            live = self.resume_ended(call_id)
            card = self._grade(live.call.transcript, scenario, events)
            with contextlib.suppress(StoreError):
                self.store.add_scorecard(call_id, card)
        summary = self.store.summary(call_id)
        when = self._when(summary.started_at)
        return StoredCall(call_id, scenario, events, card, when, self._ref_of(scenario.id), summary.voice)

    def export(self, call_id: str, kind: ExportKind, folder: Path | None = None) -> Path:
        from roleplay.tui.exports import export

        return export(self.stored(call_id), kind, folder or self.settings.data_dir / "exports")

    def as_text(self, stored: StoredCall) -> str:
        from roleplay.tui.exports import as_text

        return as_text(stored)

    def rescue(self, live: LiveCall) -> Path:
        from roleplay.tui.exports import rescue

        return rescue(live)

    # Drafts

    def draft(self, call_id: str) -> str:
        try:
            raw = self._draft_file(call_id).read_bytes()
            return raw.decode("utf-8", errors="surrogatepass")
        except (OSError, ValueError):
            return ""

    def note_draft(self, call_id: str, text: str) -> None:
        self._drafts[call_id] = text

    def write_drafts(self) -> None:
        with self._drafting:
            while self._drafts:
                call_id, text = self._drafts.popitem()
                self._write_draft(self._draft_file(call_id), text)

    def _write_draft(self, file: Path, text: str) -> None:
        # The words are still in the composer if the disk refuses them.
        with contextlib.suppress(OSError):
            if not text:
                file.unlink(missing_ok=True)
                return
            file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            fresh = file.with_suffix(".new")
            fresh.write_text(text, encoding="utf-8", errors="surrogatepass", newline="")
            fresh.replace(file)

    def _draft_file(self, call_id: str) -> Path:
        return self.settings.data_dir / "drafts" / f"{call_id}.txt"
