"""The desk that does the work: settings, library, store and grader behind the screens."""

from __future__ import annotations

import contextlib
import json
import threading
from datetime import timedelta
from typing import TYPE_CHECKING

from roleplay.tui.desk import Glance, PastCall, Progress, Scene, VoiceChoice
from roleplay.tui.work_base import first_seed
from roleplay.tui.work_calls import CallWork

if TYPE_CHECKING:
    from roleplay.store import CallSummary

__all__ = ["WorkDesk", "first_seed"]

LAST_SHOWN = 5


class WorkDesk(CallWork):
    """One for each run of the app: the library, the home screen, the lists."""

    # The library

    def scenes(self) -> list[Scene]:
        from roleplay.scenario import list_scenarios

        records = self.store.records()
        scenes = []
        for card in list_scenarios(self.library):
            record = records.get(card.id)
            scenes.append(
                Scene(
                    ref=card.ref, title=card.title, summary=card.summary, pack=card.pack, call_type=card.call_type,
                    difficulty=card.difficulty, skills=card.skills, buyer=card.buyer_name, role=card.buyer_role,
                    objective=card.objective, error=card.error,
                    tries=record.tries if record else 0,
                    best=record.best_score if record else None,
                    passed=bool(record and record.passed),
                )
            )  # fmt: skip
        return scenes

    # Home

    def prepare(self) -> None:
        import asyncio

        import roleplay.grader.grading
        import roleplay.tui.screens.brief
        import roleplay.tui.screens.call
        import roleplay.tui.screens.results  # noqa: F401
        from roleplay.call import Call
        from roleplay.voices import settle

        scene = next((scene for scene in self.scenes() if scene.error is None), None)
        if scene is None:
            return
        call = Call(self.scenario(scene.ref))

        async def rehearse() -> None:
            # Two turns in memory read every word list and model that a call needs.
            for words in ("Hello, thanks for your time.", "What is going on at your end, and why now?"):
                if call.ending is None:
                    _ = [event async for event in call.say(words)]

        asyncio.run(rehearse())
        settle()

    def glance(self) -> Glance:
        from roleplay.coach.suggest import suggest

        scenes = self.scenes()
        recent = self.calls(limit=60)
        over = [call for call in recent if not call.resumable]
        suggestion = suggest(scenes, over)
        by_ref = {scene.ref: scene for scene in scenes}
        superseded = {call.forked_from for call in recent}
        resume = next((c for c in recent if c.resumable and c.id not in superseded and c.rep_turns), None)
        week = (self._now() - timedelta(days=7)).timestamp()
        total = self.store.count()
        glance = Glance(
            scene=by_ref.get(suggestion.ref) if suggestion else None,
            why=suggestion.why if suggestion else "",
            resume=resume,
            last=tuple(over[:LAST_SHOWN]),
            calls=total,
            scenes=len(scenes),
            week=sum(call.started >= week for call in over),
            first_run=not total and not self.settings.first_run_done,
        )
        self._remember(glance)
        return glance

    def _remember(self, glance: Glance) -> None:
        if self._remembered is None:
            return
        # Only a quicker first picture is lost if this cannot be written.
        with contextlib.suppress(OSError):
            self._remembered.parent.mkdir(parents=True, exist_ok=True)
            fresh = self._remembered.with_suffix(f".{threading.get_ident()}")
            fresh.write_text(json.dumps(_as_dict(glance)), encoding="utf-8")
            fresh.replace(self._remembered)

    # Calls

    def voices(self) -> list[VoiceChoice]:
        found = [VoiceChoice("scripted", "scripted lines", None, "no model, no network")]
        for name, profile in self.settings.profiles.items():
            found.append(
                VoiceChoice(name, f"{profile.model} ({name})", profile.model, profile.base_url or "OpenAI")
            )
        return found

    def try_voice(self, name: str) -> str:
        if name == "scripted":
            return "Scripted lines need no model. They work."
        from roleplay.voices import try_out

        return try_out(self.settings, name)

    def warm(self, name: str) -> None:
        if name != "scripted":
            from roleplay.voices import warm_up

            warm_up(self.settings, name)

    def calls(self, limit: int | None = None) -> list[PastCall]:
        return [self._past(summary) for summary in self.store.calls(limit=limit)]

    def _past(self, s: CallSummary) -> PastCall:
        return PastCall(
            id=s.id, scenario=s.scenario, title=s.title, when=self._when(s.started_at),
            started=s.started_at.timestamp(), result=s.result, reason=s.reason, score=s.score, passed=s.passed,
            rep_turns=s.rep_turns, mode=s.mode, voice=s.voice, seed=s.seed, forked_from=s.forked_from,
            resumable=s.resumable,
        )  # fmt: skip

    def progress(self) -> Progress:
        from roleplay.tui.trends import progress_of

        over = [call for call in self.store.calls(limit=200) if not call.resumable]
        return progress_of(over, self.store, self._now())


def _as_dict(glance: Glance) -> dict[str, object]:
    """What :func:`roleplay.tui.peek.remembered_glance` reads back."""
    return {
        **glance._asdict(),
        "scene": glance.scene._asdict() if glance.scene else None,
        "resume": glance.resume._asdict() if glance.resume else None,
        "last": [past._asdict() for past in glance.last],
        "first_run": False,
    }
