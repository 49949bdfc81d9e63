"""Every screen as a picture, in both themes, on a small terminal and on a large one."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from roleplay.call import Call
from roleplay.dialogue.events import Event, load_event
from roleplay.grader.scorecard import Scorecard
from roleplay.scenario.model import Scenario
from roleplay.tui.app import RoleplayApp, Wanted
from roleplay.tui.desk import (
    CriterionTrend,
    Glance,
    LiveCall,
    PastCall,
    Preferences,
    Progress,
    Scene,
    StoredCall,
    VoiceChoice,
)
from roleplay.tui.peek import Peek

DATA = Path(__file__).parent / "data"
PAST = [
    PastCall("won", "competitor-price", "Thirty percent cheaper", "today 11:40", 3.0, "won", "condition", 97.0, True, 9),
    PastCall("lost", "competitor-price", "Thirty percent cheaper", "yesterday 16:05", 2.0, "lost", "patience", 12.0,
             False, 5),
    PastCall("exam", "no-budget", "Not a penny this year", "Thu 26 Feb", 1.0, "open", "turn_limit", 58.0, False, 14,
             mode="exam"),
    PastCall("fork", "competitor-price", "Thirty percent cheaper", "Wed 25 Feb", 0.5, "lost", "hung_up", None, None, 3,
             forked_from="lost"),
]  # fmt: skip
SCENES = [
    Scene("objections/competitor-price", "Thirty percent cheaper", "A fleet manager has a quote that is 30% lower.",
          "objections", "negotiation", "medium", ("price-objection", "open-questions"), "Dana Reyes",
          "VP of Operations", "Get Dana to bring her CFO to a cost review.", None, 3, 97.0, True),
    Scene("objections/no-budget", "Not a penny this year", "There is no budget, she says.", "objections", "discovery",
          "hard", ("budget",), "Helen Braithwaite", "Plant manager", "Find out what is behind it.", None, 1, 58.0),
    Scene("first/sofa", "We'll have a think about it", "A couple like the sofa.", "first", "walk_in", "easy",
          ("stall",), "Grace and Marek", "A couple", "Book a home visit."),
    Scene("own/broken", "broken", pack="own", error="line 3: buyer: this is missing"),
]  # fmt: skip


def _read(name: str) -> tuple[list[Event], Scenario, Scorecard]:
    data = json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))
    events = [load_event(json.dumps(event)) for event in data["call"]["events"]]
    return events, Scenario.model_validate(data["scenario"]), Scorecard.model_validate(data["scorecard"])


class PictureDesk:
    """Answers from files, so that pictures show the screens and not the day's engine."""

    def glance_now(self) -> Glance | None:
        return self.glance()

    def open(self) -> Preferences:
        return self.preferences()

    def prepare(self) -> None: ...

    def glance(self) -> Glance:
        resume = PastCall(
            "middle", "competitor-price", "Thirty percent cheaper", "today 11:55", rep_turns=4, resumable=True
        )
        return Glance(SCENES[2], "You have not met this buyer yet.", resume, tuple(PAST), 42, 36, 3)

    def preferences(self) -> Preferences:
        stored = "Calls and scorecards are kept in ~/.local/share/roleplay/roleplay.db."
        return Preferences(
            pace="off", file=Path("~/.config/roleplay/settings.toml"), data_dir=Path("~/.local/share/roleplay"),
            stored=stored,
        )  # fmt: skip

    def scenes(self) -> list[Scene]:
        return SCENES

    def scenario(self, ref: str) -> Scenario:
        return _read("won")[1]

    def looked_at(self, scenario: Scenario) -> list[str]:
        return ["Listening", "Open-ended questions", "Discovery", "Objection handling", "Value", "Next step"]

    def voices(self) -> list[VoiceChoice]:
        return [
            VoiceChoice("scripted", "scripted lines", None, "no model, no network"),
            VoiceChoice("local", "llama3.2 (local)", "llama3.2", "http://localhost:11434/v1"),
        ]

    def warm(self, name: str) -> None: ...

    def start(self, ref: str, **how: Any) -> LiveCall:
        return self.resume("middle")

    def resume(self, call_id: str) -> LiveCall:
        events, scenario, _ = _read(call_id)
        return LiveCall(call_id, Call.resume(scenario, events, call_id=call_id), scenario, "competitor-price")

    def finish(self, live: LiveCall) -> StoredCall:
        return self.stored("won")

    def stored(self, call_id: str) -> StoredCall:
        events, scenario, card = _read("lost" if call_id == "fork" else call_id)
        when = next((p.when for p in PAST if p.id == call_id), "")
        return StoredCall(call_id, scenario, events, card, when, "competitor-price")

    def calls(self) -> list[PastCall]:
        return PAST

    def progress(self) -> Progress:
        trends = (
            CriterionTrend("listening", "Listening", (20.0, 45.0, None, 80.0, 85.0)),
            CriterionTrend("next-step", "Next step", (90.0, 70.0, 60.0, 40.0, 30.0)),
        )
        return Progress((12.0, 35.0, 58.0, 61.0, 97.0), (0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 1, 0, 1, 3), trends)

    def draft(self, call_id: str) -> str:
        return "So fifteen percent by June, and every line gets a question."

    def note_draft(self, call_id: str, text: str) -> None: ...

    def write_drafts(self) -> None: ...

    def close(self) -> None: ...


async def _settle(pilot: Any) -> None:
    for _ in range(60):
        await pilot.pause(0.01)
        if all(worker.is_finished for worker in pilot.app.workers):
            break
    await pilot.pause()


SCREENS: dict[str, list[str]] = {
    "home": [],
    "library": ["l"],
    "library-filtered": ["l", *"sofa"],
    "brief": ["l", "enter"],
    "call": ["r"],
    "call-hint": ["r", "f2", "f2", "f2"],
    "call-hang-up": ["r", "f5"],
    "results-outcome": ["h", "enter"],
    "results-score": ["h", "enter", "2"],
    "results-mood": ["h", "enter", "3"],
    "results-objections": ["h", "enter", "4"],
    "results-transcript": ["h", "enter", "5"],
    "results-lost": ["h", "down", "enter"],
    "history": ["h"],
    "progress": ["h", "f4"],
    "compare": ["h", "f2", "down", "f2", "f3"],
    "compare-words": ["h", "f2", "down", "f2", "f3", "w"],
    "settings": ["s"],
    "help": ["r", "f1"],
}


@pytest.mark.parametrize("size", [(80, 24), (140, 45)], ids=["80x24", "140x45"])
@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.parametrize("name", SCREENS)
def test_looks_as_it_should(
    snap_compare: Callable[..., bool],
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    theme: str,
    size: tuple[int, int],
) -> None:
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    app = RoleplayApp(
        PictureDesk(), Peek(theme=f"roleplay-{theme}", pace="off"), wanted=Wanted(), motion=False
    )  # type: ignore[arg-type]
    app.take_preferences = lambda preferences: setattr(app, "preferences", preferences)  # type: ignore[method-assign]

    async def go(pilot: Any) -> None:
        await _settle(pilot)
        for key in SCREENS[name]:
            await pilot.press(key)
            await _settle(pilot)
        assert not app.failure, app.failure

    assert snap_compare(app, terminal_size=size, run_before=go)
