"""The desk that does the work: settings, library, store and grader behind the screens."""

from __future__ import annotations

import contextlib
import json
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from roleplay.errors import StoreError, UsageError
from roleplay.tui.desk import (
    ExportKind,
    Glance,
    LiveCall,
    PastCall,
    Preferences,
    Progress,
    Scene,
    StoredCall,
    VoiceChoice,
)
from roleplay.tui.peek import remembered_glance

if TYPE_CHECKING:
    from roleplay.call import Buyer
    from roleplay.dialogue.events import Event, Mode
    from roleplay.grader import Rubric
    from roleplay.grader.scorecard import Scorecard
    from roleplay.scenario import Library
    from roleplay.scenario.model import Difficulty, Scenario
    from roleplay.settings import Settings
    from roleplay.store import CallSummary, Store

LAST_SHOWN = 5


class WorkDesk:
    """One for each run of the app. Everything may be called from any thread.

    ``settings`` are taken as given, or loaded by :meth:`open`. ``clock`` gives the seconds of a call,
    ``now`` the time of day, ``seed`` the seed of the next call: handed in so that tests and pictures can
    hold them still.
    """

    def __init__(
        self,
        settings: Settings | None = None,
        *,
        remembered: Path | None = None,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], datetime] | None = None,
        seed: Callable[[], int] | None = None,
        keep: bool = True,
    ) -> None:
        self._settings = settings
        self._remembered = remembered
        self._clock = clock
        self._now = now or (lambda: datetime.now(UTC))
        self._seed = seed or _any_seed
        self._keep_calls = keep
        self._store: Store | None = None
        self._library: Library | None = None
        self.unkept = ""
        """Why calls are kept in memory only, or nothing."""
        self._loose: dict[str, tuple[LiveCall, Scorecard | None]] = {}
        """Calls of this run, by id: what results need where the store could not keep them."""
        self._lock = threading.Lock()

    # Opening

    def glance_now(self) -> Glance | None:
        return remembered_glance(self._remembered)

    def open(self) -> Preferences:
        from roleplay.scenario import Library
        from roleplay.settings import load_settings

        with self._lock:
            if self._settings is None:
                self._settings = load_settings()
            settings = self._settings
            if self._library is None:
                self._library = Library(
                    user=settings.user_scenarios, cache=settings.cache_dir / "scenarios.json"
                )
            if self._store is None:
                self._store = self._open_store(settings)
        return self.preferences()

    def _open_store(self, settings: Settings) -> Store:
        from roleplay.store import Store

        if settings.store_calls and self._keep_calls:
            try:
                return Store.open(settings.store_location, now=self._now)
            except StoreError as error:
                # One can still practise; the screens say that nothing is kept, and why.
                self.unkept = str(error)
        return Store.open("sqlite:///:memory:", now=self._now)

    @property
    def settings(self) -> Settings:
        if self._settings is None:
            self.open()
        assert self._settings is not None
        return self._settings

    @property
    def store(self) -> Store:
        if self._store is None:
            self.open()
        assert self._store is not None
        return self._store

    @property
    def library(self) -> Library:
        if self._library is None:
            self.open()
        assert self._library is not None
        return self._library

    def close(self) -> None:
        if self._store is not None:
            self._store.close()

    # Settings

    def preferences(self) -> Preferences:
        s = self.settings
        kept = (
            f"Calls and scorecards are kept in {self.store.where}."
            if s.store_calls
            else "Calls are not kept."
        )
        return Preferences(
            theme=s.theme,
            pace=s.pace,
            mode=s.mode,
            difficulty=s.difficulty,
            meters=s.coach_meters,
            keymap=dict(s.keymap),
            file=s.config_file,
            data_dir=s.data_dir,
            stored=kept,
            unkept=self.unkept or self.store.read_only or "",
            buyer_profile=voice.name if (voice := s.voice()) is not None else None,
        )

    def change(self, name: str, value: Any) -> Preferences:
        from roleplay.settings import change_setting, load_settings, remove_setting

        if value is None:
            remove_setting(self.settings.config_file, name)
        else:
            change_setting(self.settings.config_file, name, value)
        self._settings = load_settings(data_dir=self.settings.data_dir, cache_dir=self.settings.cache_dir)
        return self.preferences()

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

    def scenario(self, ref: str) -> Scenario:
        from roleplay.scenario import load_scenario

        return load_scenario(ref, library=self.library)

    def looked_at(self, scenario: Scenario) -> list[str]:
        return [criterion.label for criterion in self._rubric(scenario).criteria]

    def _rubric(self, scenario: Scenario) -> Rubric:
        from roleplay.grader import load_rubric

        return load_rubric(
            scenario.rubric, folders=[self.settings.user_rubrics, *self.library.rubric_folders()]
        )

    # Home

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
            fresh.write_text(json.dumps(asdict(replace(glance, first_run=False))), encoding="utf-8")
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
        raise UsageError("Models cannot be tried here yet.")

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
            recorder=recorder if self._keep_calls else None, clock=self._clock, call_id=call_id,
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
            clock=self._clock, call_id=call_id,
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
        from roleplay.buyer.llm import model_buyer

        return model_buyer(self.settings, self.settings.profile(voice), scenario), voice

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

        return grade(transcript, scenario=scenario, rubric=self._rubric(scenario), events=tuple(events))

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

    def calls(self, limit: int | None = None) -> list[PastCall]:
        return [self._past(summary) for summary in self.store.calls(limit=limit)]

    def _past(self, s: CallSummary) -> PastCall:
        return PastCall(
            id=s.id, scenario=s.scenario, title=s.title, when=self._when(s.started_at),
            started=s.started_at.timestamp(), result=s.result, reason=s.reason, score=s.score, passed=s.passed,
            rep_turns=s.rep_turns, mode=s.mode, voice=s.voice, seed=s.seed, forked_from=s.forked_from,
            resumable=s.resumable,
        )  # fmt: skip

    def _when(self, moment: datetime) -> str:
        return when_words(moment, self._now())

    def progress(self) -> Progress:
        from roleplay.tui.trends import progress_of

        over = [call for call in self.store.calls(limit=200) if not call.resumable]
        return progress_of(over, self.store, self._now())

    def export(self, call_id: str, kind: ExportKind, folder: Path | None = None) -> Path:
        from roleplay.tui.exports import export

        return export(self.stored(call_id), kind, folder or self.settings.data_dir / "exports")

    def as_text(self, stored: StoredCall) -> str:
        from roleplay.tui.exports import as_markdown

        return as_markdown(stored)

    def rescue(self, live: LiveCall) -> Path:
        from roleplay.tui.exports import rescue

        return rescue(live)

    # Drafts

    def draft(self, call_id: str) -> str:
        try:
            return self._draft_file(call_id).read_text(encoding="utf-8", errors="surrogatepass")
        except (OSError, ValueError):
            return ""

    def keep_draft(self, call_id: str, text: str) -> None:
        file = self._draft_file(call_id)
        # The words are still in the composer if the disk refuses them.
        with contextlib.suppress(OSError):
            if not text:
                file.unlink(missing_ok=True)
                return
            file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            fresh = file.with_suffix(".new")
            fresh.write_text(text, encoding="utf-8", errors="surrogatepass")
            fresh.replace(file)

    def _draft_file(self, call_id: str) -> Path:
        return self.settings.data_dir / "drafts" / f"{call_id}.txt"


def first_seed(seed: int | None) -> Callable[[], int] | None:
    """Seeds of which only the first is given; ``None`` if none is."""
    if seed is None:
        return None
    waiting = [seed]
    return lambda: waiting.pop() if waiting else _any_seed()


def _any_seed() -> int:
    import secrets

    return secrets.randbelow(2**31)


def when_words(moment: datetime, now: datetime) -> str:
    """``today 14:02``, ``yesterday``, ``Tue 18 Nov``, ``18 Nov 2025``, in local time."""
    there, here = moment.astimezone(), now.astimezone()
    days = (here.date() - there.date()).days
    if days == 0:
        return f"today {there:%H:%M}"
    if days == 1:
        return f"yesterday {there:%H:%M}"
    if 1 < days < 7:
        return f"{there:%a %d %b}"
    return f"{there:%d %b}" if there.year == here.year else f"{there:%d %b %Y}"
