"""One call as every command begins, resumes, grades and prints it."""

from __future__ import annotations

import json
import secrets
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from roleplay.cli.common import library, open_store, talk
from roleplay.errors import StoreError, UsageError
from roleplay.voices import buyer_for, judge_for, second_reader_for

if TYPE_CHECKING:
    from roleplay.call import Call
    from roleplay.dialogue.events import Event, Mode
    from roleplay.dialogue.transcript import Transcript
    from roleplay.grader import Rubric
    from roleplay.grader.scorecard import Scorecard
    from roleplay.scenario.model import Difficulty, Scenario
    from roleplay.settings import Settings
    from roleplay.store import Store


@dataclass(slots=True)
class Session:
    """A call that is being held. ``store`` is ``None`` for one that is kept in memory only."""

    call: Call
    id: str
    store: Store | None
    config: Settings

    @property
    def scenario(self) -> Scenario:
        return self.call.scenario

    @property
    def kept(self) -> bool:
        """Whether all of it is in the store."""
        return self.store is not None and self.call.unsaved is None


def new_seed() -> int:
    """A seed nobody chose; it is recorded with the call."""
    return secrets.randbelow(2**31)


def begin(
    config: Settings,
    scenario: Scenario,
    *,
    seed: int,
    mode: Mode,
    difficulty: Difficulty | None,
    voice: str | None,
    keep: bool,
    clock: Callable[[], float] | None = None,
) -> Session:
    """A new call. A store that cannot be used is told on stderr, and the call is kept in memory."""
    from roleplay.call import Call
    from roleplay.store import new_id

    buyer = buyer_for(config, voice, scenario)
    store = _store_if_usable(config) if keep and config.store_calls else None
    call_id, recorder = new_id(), None
    if store is not None:
        call_id, recorder = store.new_call(
            scenario, seed=seed, mode=mode, voice=buyer.voice if buyer else "scripted", call_id=call_id
        )
    call = Call(
        scenario, buyer=buyer, seed=seed, mode=mode, difficulty=difficulty or config.difficulty,
        recorder=recorder, clock=clock, second_reader=second_reader_for(config), call_id=call_id,
    )  # fmt: skip
    return Session(call, call_id, store, config)


def resume(
    config: Settings,
    store: Store,
    call_id: str,
    *,
    voice: str | None = None,
    from_turn: int | None = None,
    clock: Callable[[], float] | None = None,
) -> Session:
    """A stored call as it was left. With ``from_turn`` (a turn of the rep), a new call that shares
    everything before that turn; the old one stays as it is."""
    from roleplay.call import Call

    found = store.find(call_id)
    scenario = store.scenario(found)
    if voice is None and store.summary(found).voice == "scripted":
        voice = "scripted"
    buyer = buyer_for(config, voice, scenario)
    recorder = store.recorder(found)
    call = Call.resume(
        scenario, store.events(found), buyer=buyer, recorder=recorder, clock=clock,
        second_reader=second_reader_for(config), call_id=found,
    )  # fmt: skip
    session = Session(call, found, store, config)
    if from_turn is not None:
        return fork(session, from_turn)
    if call.ending is not None:
        raise UsageError(
            f"Call {found} is over. Look at it with: roleplay calls show {found}\n"
            f"To try again from one of your turns: roleplay calls resume {found} --from TURN"
        )
    return session


def fork(session: Session, before_turn: int) -> Session:
    """A new call that goes its own way from the rep's turn ``before_turn``."""
    from roleplay.store import new_id

    old = session.call
    call_id, recorder = new_id(), None
    if session.store is not None:
        call_id, recorder = session.store.new_call(
            old.scenario, seed=old.seed, mode=old.mode, voice=old.buyer.voice, forked_from=session.id,
            call_id=call_id,
        )  # fmt: skip
    child = old.fork(before_turn, recorder=recorder, call_id=call_id)
    return Session(child, call_id, session.store, session.config)


def _store_if_usable(config: Settings) -> Store | None:
    try:
        store = open_store(config)
        if store.read_only:
            raise StoreError(store.read_only)
    except StoreError as error:
        talk(f"warning: {error}")
        talk("warning: This call is kept in memory only.")
        return None
    return store


def rubric_for(config: Settings, scenario: Scenario | None, wanted: str | None = None) -> Rubric:
    """The rubric ``wanted`` (id or path), else the scene's, else the default one: the user's own, one beside
    the scenes, or a bundled one."""
    from roleplay.grader import load_rubric

    name = wanted or (scenario.rubric if scenario else "objection-handling")
    return load_rubric(name, folders=[config.user_rubrics, *library(config).rubric_folders()])


def graded(
    config: Settings,
    transcript: Transcript,
    *,
    scenario: Scenario | None,
    rubric: Rubric,
    events: Sequence[Event],
    judge: str | None,
    notes: Sequence[str] = (),
) -> Scorecard:
    """The scorecard, with ``notes`` and with what is known of how far its rubric can be trusted. ``judge`` is
    a profile's name, ``none``, or (``None``) as the settings say."""
    from roleplay.grader import grade
    from roleplay.grader.calibrate import calibration_note

    who = judge_for(config, judge)
    card: Scorecard = grade(transcript, scenario=scenario, rubric=rubric, events=events, judge=who)
    trusted = calibration_note(rubric, config.calibrations, judge=who.name if who else None)
    more = [*notes, *card.notes, *([trusted] if trusted else [])]
    return card if more == card.notes else card.model_copy(update={"notes": more})


def finish(session: Session, *, judge: str | None = None) -> Scorecard:
    """Grades the call and keeps the scorecard beside it. ``judge`` as in :func:`graded`."""
    call, config = session.call, session.config
    card = graded(
        config, call.transcript, scenario=call.scenario, rubric=rubric_for(config, call.scenario), events=call.events,
        judge=judge,
    )  # fmt: skip
    if session.kept and session.store is not None:
        try:
            session.store.add_scorecard(session.id, card)
        except StoreError as error:
            talk(f"warning: The scorecard is not kept: {error}")
    return card


def turns_json(transcript: Transcript) -> list[dict[str, Any]]:
    """The transcript as the contract prints it."""
    return [
        {"turn": n, "speaker": t.speaker.value, "text": t.text} for n, t in enumerate(transcript.turns, 1)
    ]


def events_json(events: Sequence[Event]) -> list[Any]:
    return [e.model_dump(mode="json") for e in events]


def call_json(call: Call, call_id: str) -> dict[str, Any]:
    """The call as the contract prints it."""
    ending = call.ending
    return {
        "id": call_id,
        "scenario": call.scenario.id,
        "seed": call.seed,
        "mode": call.mode,
        "difficulty": call.difficulty,
        "outcome": ending.result if ending else None,
        "ending": ending.model_dump(mode="json") if ending else None,
        "turns": turns_json(call.transcript),
        "events": events_json(call.events),
    }


def call_and_card(call: Call, call_id: str, card: Scorecard | None) -> dict[str, Any]:
    """What ``play --json`` prints."""
    return {"call": call_json(call, call_id), "scorecard": card.model_dump(mode="json") if card else None}


def whole_call(call: Call, call_id: str, card: Scorecard | None) -> dict[str, Any]:
    """The call with the scenario it was held with: all that ``roleplay calls import`` needs."""
    scenario = call.scenario.model_dump(mode="json", by_alias=True)
    return {**call_and_card(call, call_id, card), "scenario": scenario}


def save_as(session: Session, file: Path, card: Scorecard | None = None) -> Path:
    """Writes the call, with its scenario, to a new file that ``roleplay calls import`` takes back.

    Raises :class:`UsageError` where it cannot be written or something is there already.
    """
    data = whole_call(session.call, session.id, card)
    file = file.expanduser()
    try:
        with file.open("x", encoding="utf-8", errors="backslashreplace") as stream:
            json.dump(data, stream, ensure_ascii=False, indent=2)
            stream.write("\n")
    except FileExistsError:
        raise UsageError(f"{file} is there already and was left as it is. Give another name.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "no usable path"
        raise UsageError(f"{file} cannot be written ({reason}). Give another place.") from None
    return file


def rescue(session: Session, card: Scorecard | None = None) -> Path | None:
    """Writes a call that the store could not keep to a file: here, else in the folder for temporary files.
    ``None`` where neither takes it."""
    name = f"roleplay-call-{session.id}.json"
    for folder in (Path.cwd(), Path(tempfile.gettempdir())):
        try:
            return save_as(session, folder / name, card)
        except UsageError:
            continue
    return None
