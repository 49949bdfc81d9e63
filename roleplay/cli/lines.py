"""Line mode: a call line by line, for screen readers, dumb terminals and pipes.

All that a call needs is here as a line that begins with a slash; ``HELP`` lists them.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from roleplay.cli.brief import brief
from roleplay.cli.common import talk
from roleplay.cli.session import fork, rubric_for, save_as
from roleplay.cli.terminal import Lines
from roleplay.errors import RoleplayError
from roleplay.report.plain import wrapped

if TYPE_CHECKING:
    from roleplay.call import Call
    from roleplay.cli.session import Session
    from roleplay.dialogue.events import Event
    from roleplay.dialogue.state import State

HELP = """\
Type what you say and press Enter. A \\ at the end of a line goes on in the next one.
  /end         hang up
  /hint        a nudge; again for a question to ask; again for a line to say
  /look        how the buyer sits there, and where the call stands
  /back        take back your last turn and try another (the old try is kept)
  /pause       stop the clock until you press Enter
  /quit        leave; the call can be resumed
  /save FILE   write the call so far to a file
  /brief       the brief once more
  /help        this
To say something that begins with a slash, write two: //"""

EXAM_REFUSES = {"hint": "Hints", "look": "Looking at the buyer's mood", "back": "Taking back a turn"}


class Left(Exception):
    """The rep leaves the call as it is."""


class LineMode:
    """Holds one call. :meth:`run` returns when it is over or left; :attr:`session` may by then be another
    call than the one handed in, since taking back a turn forks it."""

    def __init__(self, session: Session, *, to_stderr: bool = False) -> None:
        self.session = session
        self.lines = Lines(to_stderr=to_stderr)
        self._runner: asyncio.Runner | None = None
        self._warned: str | None = None
        self._hints: tuple[int, int] = (0, 0)
        self._seen: State | None = None

    @property
    def call(self) -> Call:
        return self.session.call

    def run(self) -> int:
        """Plays the call and returns the exit code: 0, or 130 if it was interrupted."""
        self._show_start()
        try:
            with asyncio.Runner() as self._runner:
                self._play(self.call.start())
                while self.call.ending is None:
                    if self.call.waiting:
                        self._voice_broke()
                    else:
                        self._one_turn()
        except KeyboardInterrupt:
            self._show_how_to_resume()
            return 130
        except Left:
            self._show_how_to_resume()
        return 0

    # What is shown

    def _show_start(self) -> None:
        call, show = self.call, self.lines.show
        show(self._brief())
        show()
        if call.started:
            show("So far:")
            for turn in call.transcript.turns:
                self._show_turn(turn.speaker == "rep", turn.text)
        elif call.buyer.voice == "scripted":
            show("The buyer speaks scripted lines. /help lists what else you can type.")
        else:
            show(
                f"The buyer is voiced by {getattr(call.buyer, 'model', None) or 'a model'}. /help lists more."
            )
        show()

    def _brief(self) -> str:
        call = self.call
        return brief(call.scenario, rubric_for(self.session.config, call.scenario), mode=call.mode)

    def _show_turn(self, rep: bool, text: str) -> None:
        name = "You" if rep else self.call.scenario.buyer.name
        # A line break inside a turn must not look like the next speaker.
        shown = f"{name}: " + text.replace("\r\n", "\n").replace("\n", "\n    ")
        width = self.lines.width
        self.lines.show(wrapped(shown, width) if width and len(shown) > width else shown)

    def _show_how_to_resume(self) -> None:
        self.lines.show()
        if self.session.kept and self.call.started:
            talk(f"The call is kept. Go on with: roleplay calls resume {self.session.id}")

    # One turn

    def _one_turn(self) -> None:
        typed = self._read()
        if typed is None:
            self._play(self.call.hang_up())
            return
        if not typed.strip():
            return
        if typed.startswith("/") and not typed.startswith("//"):
            self._command(typed)
            return
        self._play(self.call.check_clock())
        if self.call.ending is not None:
            self.lines.show("(Time was up before you had said that.)")
            return
        self._play(self.call.say(typed.removeprefix("/") if typed.startswith("//") else typed))

    def _read(self) -> str | None:
        """What the rep types: one line, or several joined by trailing backslashes."""
        parts: list[str] = []
        while True:
            line = self.lines.ask("You: " if not parts else "...: ")
            if line is None:
                return "\n".join(parts) if parts else None
            if not line.endswith("\\"):
                return "\n".join([*parts, line])
            parts.append(line[:-1])

    def _play(self, events: AsyncIterator[Event]) -> None:
        """Runs a stretch of the call and shows it as it happens."""
        assert self._runner is not None
        self._runner.run(self._follow(events))
        if self.call.unsaved and self.call.unsaved != self._warned:
            talk(f"warning: {self.call.unsaved}")
            talk("warning: The call goes on in memory. /save FILE writes it to a file.")
        elif self._warned and not self.call.unsaved:
            talk("The store works again: the call is kept.")
        self._warned = self.call.unsaved

    async def _follow(self, events: AsyncIterator[Event]) -> None:
        name = self.call.scenario.buyer.name
        saying = False
        async for event in events:
            match event.type:
                case "rep_spoke" if not self.lines.interactive:
                    self._show_turn(True, event.text)
                case "buyer_saying":
                    self.lines.show(event.text if saying else f"{name}: {event.text}", end=" ")
                    saying = True
                case "buyer_spoke":
                    if saying:
                        self.lines.show()
                    else:
                        self._show_turn(False, event.text)
                    saying = False
                case "retrying":
                    talk(f"({event.reason} Asking again in {event.wait:.0f} s.)")
                case "buyer_failed":
                    talk(f"({event.reason})")
                case "voice_changed":
                    talk("(From here on the buyer speaks scripted lines.)")
                case "decided":
                    self._show_body_language(event.state, event.turn)
                case _:
                    pass

    def _show_body_language(self, now: State, turn: int) -> None:
        from roleplay.coach.body import stage_direction

        before, self._seen = self._seen, now
        if before is not None and self.call.mode == "coached" and now.ending is None:
            seen = stage_direction(self.call.scenario.buyer.name, before, now, turn)
            if seen:
                self.lines.show(f"({seen})")

    def _voice_broke(self) -> None:
        if not self.lines.interactive:
            talk("(Nobody can be asked here, so the call goes on with scripted lines.)")
            self._play(self.call.go_on_scripted())
            return
        answer = self.lines.ask("r = ask again, s = go on with scripted lines, q = leave and resume later: ")
        if answer is None or answer.strip().lower().lstrip("/") in ("q", "quit"):
            raise Left
        if answer.strip().lower() == "s":
            self._play(self.call.go_on_scripted())
        elif answer.strip().lower() == "r":
            self._play(self.call.retry())

    # Commands

    def _command(self, typed: str) -> None:
        name, _, rest = typed[1:].strip().partition(" ")
        if self.call.mode == "exam" and name in EXAM_REFUSES:
            self.lines.show(f"({EXAM_REFUSES[name]} is not part of an exam.)")
            return
        match name:
            case "help" | "?":
                self.lines.show(HELP)
            case "brief":
                self.lines.show(self._brief())
            case "end":
                self._play(self.call.hang_up())
            case "quit":
                raise Left
            case "hint":
                self._hint()
            case "look":
                self._look()
            case "back":
                self._back()
            case "pause":
                self._pause()
            case "save":
                self._save(rest.strip())
            case _:
                self.lines.show(f"(There is no command /{name}. /help lists them; to say it, begin with //.)")

    def _hint(self) -> None:
        from roleplay.coach.hints import hint

        turn = len(self.call.transcript.turns)
        level: Literal[1, 2, 3] = 1
        if self._hints[0] == turn:
            level = 2 if self._hints[1] == 1 else 3
        text = hint(self.call.scenario, self.call.state, self.call.transcript, level)
        self.call.hint(level, text)
        self._hints = (turn, level)
        kind = {1: "A nudge", 2: "A question to ask", 3: "A line to say"}[level]
        self.lines.show(f"({kind}: {text})")

    def _look(self) -> None:
        from roleplay.coach.body import body_language

        call = self.call
        self.lines.show(f"({call.scenario.buyer.name}: {body_language(call.state)}.)")
        counts = call.state.counts
        asked = f"{counts.get('open_question', 0)} open and {counts.get('closed_question', 0)} closed"
        self.lines.show(f"(Turns with questions so far: {asked}. Your turns left: {call.turns_left}.)")
        if call.scenario.time_limit is not None:
            left = max(0.0, call.scenario.time_limit - call.elapsed / 60)
            self.lines.show(f"(Minutes left: {left:.0f}.)")
        for key, objection in call.state.objections.items():
            if objection.status != "waiting":
                steps = ", ".join(dict.fromkeys(s.step for s in objection.steps)) or "nothing yet"
                kind = call.scenario.objections[key].type
                self.lines.show(f"(Objection on {kind}: {objection.status}; you did: {steps}.)")

    def _back(self) -> None:
        turns = self.call.transcript.rep_turns()
        if not turns:
            self.lines.show("(You have not said anything yet.)")
            return
        number, turn = turns[-1]
        old = self.session.id
        self.session = fork(self.session, number)
        self._seen = None
        self.lines.show(f'(Taken back: "{turn.text}". The old try is kept as call {old}.)')
        self._play(self.call.start())
        said = self.call.transcript.turns
        if said:
            self._show_turn(False, said[-1].text)

    def _pause(self) -> None:
        self.call.pause()
        answer = self.lines.ask("(Paused. Press Enter to go on.) ")
        self.call.unpause()
        if answer and answer.strip():
            self.lines.show("(On again. What you typed while the call was paused was not said.)")

    def _save(self, name: str) -> None:
        if not name:
            self.lines.show("(Give a file: /save my-call.json)")
            return
        try:
            self.lines.show(f"(Saved as {save_as(self.session, Path(name))})")
        except RoleplayError as error:
            self.lines.show(f"({error})")
