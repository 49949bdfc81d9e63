"""Writes one call's events, each batch on the disk before it returns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, func, insert, select, update

from roleplay.dialogue.events import (
    BuyerSpoke,
    CallEnded,
    CallStarted,
    Event,
    Forked,
    ModelUsed,
    RepSpoke,
    VoiceChanged,
    dump_event,
)
from roleplay.errors import StoreError
from roleplay.store.database import translated
from roleplay.store.schema import calls, events
from roleplay.store.summary import to_text


class StoreRecorder:
    """The :class:`roleplay.call.Recorder` of one call in the database.

    The call's row appears with its first events, so a call that never began leaves nothing behind.
    """

    def __init__(
        self,
        engine: Engine,
        where: str,
        call_id: str,
        now: Callable[[], datetime],
        *,
        create: Callable[[Connection, str], int] | None = None,
        number: int | None = None,
        refused: str | None = None,
    ) -> None:
        self._engine = engine
        self._where = where
        self._now = now
        self._create = create
        self._number = number
        self._refused = refused
        self._next: int | None = 1 if number is None else None
        self.call_id = call_id

    def append(self, new: Sequence[Event]) -> None:
        """Adds the events in order, all or none. They are on the disk when this returns.

        Raises :class:`StoreError`, with nothing written: the disk is full, the folder is read-only, the
        database is held or damaged, or another program has gone on with the same call.
        """
        if self._refused:
            raise StoreError(self._refused)
        if not new:
            return
        moment = to_text(self._now())
        number, first = self._number, self._next
        with (
            translated(self._where),
            self._engine.connect().execution_options(writes=True) as connection,
            connection.begin(),
        ):
            if number is None:
                assert self._create is not None
                number = self._create(connection, moment)
            if first is None:
                last = connection.execute(
                    select(func.max(events.c.seq)).where(events.c.call == number)
                ).scalar()
                first = (last or 0) + 1
            rows = [
                {"call": number, "seq": seq, "type": e.type, "json": dump_event(e), "written_at": moment}
                for seq, e in enumerate(new, first)
            ]
            connection.execute(insert(events), rows)
            connection.execute(
                update(calls)
                .where(calls.c.number == number)
                .values(**changes(new, moment), written_at=moment)
            )
        self._number, self._next = number, first + len(new)


def changes(new: Sequence[Event], moment: str) -> dict[str, Any]:
    """The columns of ``calls`` that these events change."""
    values: dict[str, Any] = {}
    rep = sum(isinstance(e, RepSpoke) for e in new)
    buyer = sum(isinstance(e, BuyerSpoke) for e in new)
    cost = sum(e.cost or 0.0 for e in new if isinstance(e, ModelUsed))
    if rep:
        values["rep_turns"] = calls.c.rep_turns + rep
    if buyer:
        values["buyer_turns"] = calls.c.buyer_turns + buyer
    if cost:
        values["cost"] = calls.c.cost + cost
    for event in new:
        match event:
            case CallStarted():
                values |= {"difficulty": event.difficulty, "mode": event.mode, "seed": event.seed}
            case Forked():
                values |= {"forked_from": event.call_id, "forked_turn": event.before_turn}
            case VoiceChanged():
                values["voice"] = event.voice
            case CallEnded():
                ending = event.ending
                values |= {"ended_at": moment, "result": ending.result}
                values |= {"outcome": ending.outcome, "reason": ending.reason}
    return values
