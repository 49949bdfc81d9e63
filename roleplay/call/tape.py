"""A call's events in memory and, through a recorder, on disk."""

from __future__ import annotations

from collections.abc import Sequence

from roleplay.call.ports import Recorder
from roleplay.dialogue.events import Event
from roleplay.errors import StoreError


class Tape:
    """Append-only. Where the recorder fails, nothing is lost: the events stay in memory and are written
    with the next ones. ``unsaved`` says why the last attempt failed, ``None`` if all is written."""

    def __init__(self, recorder: Recorder | None) -> None:
        self.events: list[Event] = []
        self.unsaved: str | None = None
        self._recorder = recorder
        self._unwritten: list[Event] = []

    def write(self, events: Sequence[Event]) -> None:
        """Makes events durable that are on the tape already."""
        if self._recorder is None:
            return
        self._unwritten.extend(events)
        try:
            self._recorder.append(self._unwritten)
        except StoreError as error:
            self.unsaved = str(error)
        else:
            self._unwritten = []
            self.unsaved = None
