"""What the screens know of the rest of the program: one object that lists, opens, grades and keeps.

Widgets never see it; screens ask it from workers. The real one is :class:`roleplay.tui.work.WorkDesk`;
tests hand in their own. Nothing heavy is imported here, since the home screen needs these types before
anything is painted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Protocol

if TYPE_CHECKING:
    from roleplay.call import Call
    from roleplay.dialogue.events import Event, Mode
    from roleplay.grader.scorecard import Scorecard
    from roleplay.scenario.model import Difficulty, Scenario

Pace = Literal["human", "quick", "off"]
ExportKind = Literal["html", "md", "json"]


class Scene(NamedTuple):
    """What lists show of a scenario, with what this rep has done there."""

    ref: str
    title: str
    summary: str = ""
    pack: str = ""
    call_type: str = ""
    difficulty: str = ""
    skills: tuple[str, ...] = ()
    buyer: str = ""
    role: str = ""
    objective: str = ""
    error: str | None = None
    tries: int = 0
    best: float | None = None
    passed: bool = False

    @property
    def id(self) -> str:
        return self.ref.rpartition("/")[2]


class PastCall(NamedTuple):
    """What lists show of a call. ``when`` is in words ("today 14:02"); ``resumable`` calls are not over."""

    id: str
    scenario: str
    title: str
    when: str
    started: float = 0.0
    result: str | None = None
    reason: str | None = None
    score: float | None = None
    passed: bool | None = None
    rep_turns: int = 0
    mode: str = "coached"
    voice: str = "scripted"
    seed: int = 0
    forked_from: str | None = None
    resumable: bool = False


class Glance(NamedTuple):
    """The home screen's content: what to do today."""

    scene: Scene | None = None
    why: str = ""
    resume: PastCall | None = None
    last: tuple[PastCall, ...] = ()
    calls: int = 0
    scenes: int = 0
    week: int = 0
    """Calls held in the last seven days."""
    first_run: bool = False


class VoiceChoice(NamedTuple):
    """Who may voice the buyer: ``name`` is ``scripted`` or a model profile's."""

    name: str
    label: str
    model: str | None = None
    where: str = ""


@dataclass(slots=True)
class LiveCall:
    """A call that is being held, and what to file it under."""

    id: str
    call: Call
    scenario: Scenario
    ref: str
    voice: str = "scripted"


@dataclass(slots=True)
class StoredCall:
    """A call that is over, as the results screen shows it."""

    id: str
    scenario: Scenario
    events: Sequence[Event]
    card: Scorecard
    when: str = ""
    ref: str = ""
    voice: str = "scripted"

    @property
    def mode(self) -> Mode:
        """Coached or exam, as the call itself says."""
        return next((event.mode for event in self.events if event.type == "call_started"), "coached")


class CriterionTrend(NamedTuple):
    """How one skill went over the calls, oldest first; scores 0 to 100, ``None`` where not graded."""

    id: str
    label: str
    scores: tuple[float | None, ...]


class Progress(NamedTuple):
    """Scores over time, oldest first."""

    scores: tuple[float, ...] = ()
    days: tuple[int, ...] = ()
    """Calls on each of the last fourteen days, today last."""
    criteria: tuple[CriterionTrend, ...] = ()


class Preferences(NamedTuple):
    """The settings that the app itself reads and changes."""

    theme: str = "roleplay-dark"
    pace: Pace = "human"
    mode: Literal["coached", "exam"] = "coached"
    difficulty: str | None = None
    meters: bool = True
    keymap: Mapping[str, str] = MappingProxyType({})
    file: Path | None = None
    data_dir: Path | None = None
    stored: str = ""
    """What is kept and where, in a sentence."""
    unkept: str = ""
    """Why calls cannot be kept, as a sentence; empty if they can."""
    buyer_profile: str | None = None


class Desk(Protocol):
    """Everything may take a while and raises from ``roleplay.errors``: call it from a worker thread."""

    def glance_now(self) -> Glance | None:
        """What the home screen showed last, at once and without opening anything; ``None`` if unknown."""

    def open(self) -> Preferences:
        """Load settings, library and store."""

    def prepare(self) -> None:
        """Load what the first call will need, so that its first turn is as quick as the others."""

    def glance(self) -> Glance: ...

    def preferences(self) -> Preferences: ...

    def change(self, name: str, value: Any) -> Preferences:
        """Write one setting to the settings file."""

    def scenes(self) -> list[Scene]: ...

    def scenario(self, ref: str) -> Scenario: ...

    def looked_at(self, scenario: Scenario) -> list[str]:
        """The rubric's criteria in words: what a call will be graded by."""

    def voices(self) -> list[VoiceChoice]: ...

    def try_voice(self, name: str) -> str:
        """Ask the model for a word; the answer in a sentence. Raises ``ServiceError``."""

    def warm(self, name: str) -> None:
        """Get ready to speak in this voice, in the background."""

    def start(
        self,
        ref: str,
        *,
        mode: Mode = "coached",
        voice: str = "scripted",
        difficulty: Difficulty | None = None,
    ) -> LiveCall: ...

    def resume(self, call_id: str) -> LiveCall: ...

    def fork(self, call_id: str, before_turn: int) -> LiveCall: ...

    def finish(self, live: LiveCall) -> StoredCall:
        """Grade the call and keep its scorecard."""

    def stored(self, call_id: str) -> StoredCall: ...

    def calls(self) -> list[PastCall]: ...

    def progress(self) -> Progress: ...

    def export(self, call_id: str, kind: ExportKind, folder: Path | None = None) -> Path: ...

    def as_text(self, stored: StoredCall) -> str:
        """The scorecard and the words as plain text."""

    def rescue(self, live: LiveCall) -> Path:
        """Write a call that the store could not keep to a file."""

    def draft(self, call_id: str) -> str: ...

    def note_draft(self, call_id: str, text: str) -> None:
        """What the rep is writing in this call, empty for nothing. Returns at once."""

    def write_drafts(self) -> None:
        """Write what was noted to the disk."""

    def close(self) -> None: ...


DeskMaker = Callable[[], Desk]
