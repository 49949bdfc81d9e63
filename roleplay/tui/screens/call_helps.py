"""The helps of a coached call: hints, pause, taking back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from roleplay.coach.hints import hint
from roleplay.dialogue.transcript import Speaker
from roleplay.tui.reading import Reader
from roleplay.tui.screens.call_hearing import Hearing
from roleplay.tui.widgets.transcript import Block
from roleplay.tui.words import minutes

if TYPE_CHECKING:
    from roleplay.call import Call
    from roleplay.tui.desk import LiveCall


class Helps(Hearing):
    """None of this is there in an exam."""

    def __init__(self, make: Callable[[], LiveCall], *, first: bool = False) -> None:
        super().__init__(make, first=first)
        self._hint_turn = -1
        self._hint_level = 0

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in ("hint", "pause", "take_back"):
            return self._coached and not self.over
        if action == "hang_up":
            return self.live is not None and not self.over
        return True

    def action_hint(self) -> None:
        if self.live is None or self.busy or self.over:
            return
        call = self.live.call
        turn = len(call.transcript.turns)
        self._hint_level = min(self._hint_level + 1, 3) if turn == self._hint_turn else 1
        self._hint_turn = turn
        level = self._hint_level
        text = hint(self.live.scenario, call.state, call.transcript, level)  # type: ignore[arg-type]
        self._finish_reveal()
        call.hint(level, text)  # type: ignore[arg-type]
        kind = ("Nudge", "You could ask", "You could say")[level - 1]
        self._talk.add("hint", f"{kind}: {text}")
        self._refresh_side()

    def action_pause(self) -> None:
        if self.live is None or self.busy or self.over:
            return
        call = self.live.call
        self._paused = not self._paused
        if self._paused:
            call.pause()
            self._talk.add("note", f"Paused at {minutes(call.elapsed)}. F3 or Enter goes on.")
        else:
            call.unpause()
        self._refresh_side()

    def action_take_back(self) -> None:
        live = self.live
        if live is None or self.over:
            return
        if self.busy:
            self._stop()
        turns = live.call.transcript.rep_turns()
        if not turns:
            return
        number, turn = turns[-1]
        composer = self._composer
        words = composer.text if composer.text.strip() else turn.text
        self._finish_reveal()
        self.busy = True

        def forked(fresh: LiveCall) -> None:
            self.busy = False
            self._reader = Reader()
            self.live = fresh
            self._hint_turn = -1
            self._talk.clear()
            self._choices.withdraw()
            composer.past.clear()
            self._show_earlier(fresh.call)
            composer.text = words
            composer.move_cursor(composer.document.end)
            composer.focus()
            self._refresh_side()
            self._run(fresh.call.start())

        def failed(words: str) -> None:
            self.busy = False
            self._talk.add("trouble", words)

        self.ask(lambda: self.desk.fork(live.id, number), forked, trouble=failed, group="fork")

    def _show_earlier(self, call: Call) -> None:
        blocks, composer = [], self._composer
        for number, turn in enumerate(call.transcript.turns, 1):
            if turn.speaker is Speaker.REP:
                composer.past.append(turn.text)
                blocks.append(Block("rep", turn.text, number))
            else:
                blocks.append(Block("buyer", turn.text, number))
        if blocks:
            self._talk.extend(blocks)
        self._before = call.state
