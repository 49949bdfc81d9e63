"""Calls, their events and scorecards, kept in a database."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from pydantic import ValidationError
from sqlalchemy import Connection, Engine, Select, case, delete, func, insert, select, update

from roleplay.dialogue.events import Event, Mode, Voice, load_event
from roleplay.errors import StoreError, UsageError
from roleplay.grader.scorecard import Scorecard
from roleplay.scenario.model import Scenario
from roleplay.store.database import BUSY_SECONDS, address, connect, name_of, translated, use_wal
from roleplay.store.migrate import migrate
from roleplay.store.recorder import StoreRecorder
from roleplay.store.schema import calls, events, scenarios, scorecards
from roleplay.store.summary import CallSummary, ScenarioRecord, from_text, to_text

# No vowels, so that no id spells a word; nothing that reads like something else.
_ALPHABET = "23456789bcdfghjkmnpqrstvwxz"
_LENGTH = 10
LAST = "last"
"""Stands for the newest call wherever a call's id is asked for."""


def new_id() -> str:
    """A fresh call id: 10 characters, 27 to the power of 10 of them."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))


class Store:
    """The calls. Make one with :meth:`open`; it may be used from several threads.

    Every method raises :class:`StoreError` where the database cannot be used, and
    :class:`UsageError` for a call id that fits no call, or more than one.
    """

    def __init__(
        self, engine: Engine, where: str, *, now: Callable[[], datetime], read_only: str | None
    ) -> None:
        self._engine = engine
        self._now = now
        self.where = where
        """The database as messages name it."""
        self.read_only = read_only
        """Why nothing can be written, or ``None``."""

    @classmethod
    def open(
        cls,
        url_or_path: str | Path,
        *,
        now: Callable[[], datetime] | None = None,
        busy_seconds: float = BUSY_SECONDS,
    ) -> Self:
        """Opens the database, making it and its folder if need be and bringing its tables up to date.

        A file that may be read but not written opens all the same, with :attr:`read_only` set.
        """
        url = address(url_or_path)
        where = name_of(url)
        file = Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None
        if file and str(file) == ":memory:":
            file = None
        if file:
            try:
                file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            except OSError as error:
                raise StoreError(
                    f"The data folder {file.parent} cannot be made ({error.strerror}). "
                    f"Set ROLEPLAY_DATA_DIR to a folder of yours."
                ) from error
        clock = now or (lambda: datetime.now(UTC))
        engine = connect(url, busy_seconds=busy_seconds)
        try:
            with translated(where):
                if file:
                    use_wal(engine)
                migrate(engine, where)
        except StoreError as error:
            engine.dispose()
            if file and _cannot_write(error) and _readable_alone(file):
                viewer = connect(url, immutable=True)
                with translated(where):
                    migrate(viewer, where)
                return cls(viewer, where, now=clock, read_only=str(error))
            raise
        return cls(engine, where, now=clock, read_only=None)

    def close(self) -> None:
        """Gives the connections back. The store cannot be used afterwards."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # Calls

    def new_call(
        self,
        scenario: Scenario,
        *,
        seed: int,
        mode: Mode = "coached",
        voice: Voice = "scripted",
        forked_from: str | None = None,
        call_id: str | None = None,
    ) -> tuple[str, StoreRecorder]:
        """An id and a recorder for a call that is about to begin. Nothing is written before its first event.

        ``forked_from`` is the id of the call that this one goes on from.
        """
        call = call_id or new_id()
        text = scenario.model_dump_json(by_alias=True)
        fingerprint = hashlib.sha256(text.encode()).hexdigest()
        row: dict[str, Any] = {
            "id": call, "scenario": scenario.id, "title": scenario.title, "fingerprint": fingerprint,
            "seed": seed, "mode": mode, "difficulty": scenario.difficulty, "voice": voice,
            "forked_from": forked_from, "rep_turns": 0, "buyer_turns": 0, "cost": 0.0, "scorecards": 0,
        }  # fmt: skip

        def create(connection: Connection, moment: str) -> int:
            known = select(scenarios.c.fingerprint).where(scenarios.c.fingerprint == fingerprint)
            if connection.execute(known).first() is None:
                connection.execute(insert(scenarios).values(fingerprint=fingerprint, json=text))
            done = connection.execute(insert(calls).values(**row, started_at=moment, written_at=moment))
            key = done.inserted_primary_key
            assert key is not None
            return int(key[0])

        recorder = StoreRecorder(
            self._engine, self.where, call, self._now, create=create, refused=self.read_only
        )
        return call, recorder

    def recorder(self, call_id: str) -> StoreRecorder:
        """A recorder that goes on after the call's last event."""
        number, call = self._find(call_id)
        return StoreRecorder(self._engine, self.where, call, self._now, number=number, refused=self.read_only)

    def find(self, call_id: str) -> str:
        """The whole id for an unambiguous beginning of it, or for ``last``."""
        return self._find(call_id)[1]

    def events(self, call_id: str) -> list[Event]:
        """All events of the call, in order."""
        number, call = self._find(call_id)
        query = select(events.c.seq, events.c.json).where(events.c.call == number).order_by(events.c.seq)
        rows = self._all(query)
        found: list[Event] = []
        for seq, text in rows:
            try:
                found.append(load_event(text))
            except ValidationError as error:
                raise StoreError(
                    f"Event {seq} of call {call} cannot be read by this version of roleplay. "
                    f"If a newer version recorded it, update roleplay."
                ) from error
        return found

    def scenario(self, call_id: str) -> Scenario:
        """The scenario as it was when the call began, whatever has become of its file."""
        number, call = self._find(call_id)
        join = calls.join(scenarios, calls.c.fingerprint == scenarios.c.fingerprint)
        [text] = self._column(select(scenarios.c.json).select_from(join).where(calls.c.number == number))
        try:
            return Scenario.model_validate_json(text)
        except ValidationError as error:
            raise StoreError(
                f"The scenario kept with call {call} cannot be read by this version of roleplay. "
                f"If a newer version recorded it, update roleplay."
            ) from error

    def summary(self, call_id: str) -> CallSummary:
        """The call as the list shows it."""
        number, _ = self._find(call_id)
        return _summary(self._all(select(*_SHOWN).where(calls.c.number == number))[0])

    def calls(
        self,
        *,
        scenario: str | None = None,
        limit: int | None = None,
        before: str | None = None,
        resumable: bool | None = None,
    ) -> list[CallSummary]:
        """Calls, newest first. ``before`` (a call id) goes on with a list; ``resumable`` keeps only those
        without an ending (or, if false, with one)."""
        query = select(*_SHOWN).order_by(calls.c.number.desc())
        if scenario is not None:
            query = query.where(calls.c.scenario == scenario)
        if before is not None:
            query = query.where(calls.c.number < self._find(before)[0])
        if resumable is not None:
            query = query.where(calls.c.ended_at.is_(None) if resumable else calls.c.ended_at.is_not(None))
        if limit is not None:
            query = query.limit(limit)
        return [_summary(row) for row in self._all(query)]

    def records(self) -> dict[str, ScenarioRecord]:
        """What the calls come to, by scenario id."""
        query = select(
            calls.c.scenario,
            func.count(),
            func.count(calls.c.ended_at),
            func.sum(case((calls.c.result == "won", 1), else_=0)),
            func.sum(case((calls.c.passed, 1), else_=0)),
            func.max(calls.c.score),
            func.max(calls.c.started_at),
        ).group_by(calls.c.scenario)
        return {
            row[0]: ScenarioRecord(
                row[0], row[1], row[2], int(row[3]), int(row[4]), row[5], from_text(row[6])
            )
            for row in self._all(query)
        }

    def count(self) -> int:
        """How many calls there are."""
        return int(self._column(select(func.count()).select_from(calls))[0])

    def delete(self, call_id: str) -> None:
        """Takes the call, its events and its scorecards out for good. Calls forked from it stay whole."""
        number, _ = self._find(call_id)
        self._writable()
        with translated(self.where), self._writing() as connection, connection.begin():
            used = connection.execute(select(calls.c.fingerprint).where(calls.c.number == number)).scalar()
            connection.execute(delete(calls).where(calls.c.number == number))
            others = select(calls.c.number).where(calls.c.fingerprint == used).limit(1)
            if connection.execute(others).first() is None:
                connection.execute(delete(scenarios).where(scenarios.c.fingerprint == used))

    # Scorecards

    def add_scorecard(self, call_id: str, scorecard: Scorecard) -> None:
        """Keeps a scorecard beside the ones that are there. None is ever rewritten."""
        number, _ = self._find(call_id)
        self._writable()
        score, passed = scorecard.score, scorecard.passed
        row = {"call": number, "json": scorecard.model_dump_json(), "score": score, "passed": passed}
        with translated(self.where), self._writing() as connection, connection.begin():
            connection.execute(insert(scorecards).values(**row, written_at=to_text(self._now())))
            connection.execute(
                update(calls)
                .where(calls.c.number == number)
                .values(score=score, passed=passed, scorecards=calls.c.scorecards + 1)
            )

    def scorecards(self, call_id: str) -> list[Scorecard]:
        """The call's scorecards, oldest first."""
        number, call = self._find(call_id)
        query = select(scorecards.c.json).where(scorecards.c.call == number).order_by(scorecards.c.number)
        try:
            return [Scorecard.model_validate_json(text) for text in self._column(query)]
        except ValidationError as error:
            raise StoreError(
                f"A scorecard of call {call} cannot be read by this version of roleplay. "
                f"If a newer version wrote it, update roleplay; else grade the call again."
            ) from error

    # Inside

    def _find(self, call_id: str) -> tuple[int, str]:
        newest = select(calls.c.number, calls.c.id).order_by(calls.c.number.desc())
        if call_id == LAST:
            rows = self._all(newest.limit(1))
            if not rows:
                raise UsageError("There is no call yet. Start one with: roleplay play")
        else:
            given = call_id.strip().lower()
            exact = self._all(newest.where(calls.c.id == given))
            rows = exact or (
                self._all(newest.where(calls.c.id.startswith(given, autoescape=True)).limit(6))
                if given
                else []
            )
            if not rows:
                raise UsageError(f"There is no call {call_id!r}. See them with: roleplay calls list")
            if len(rows) > 1:
                some = ", ".join(row.id for row in rows[:5]) + (", ..." if len(rows) > 5 else "")
                raise UsageError(f"More than one call begins with {call_id!r}: {some}. Give more of its id.")
        return rows[0].number, rows[0].id

    def _all(self, query: Select[Any]) -> list[Any]:
        with translated(self.where), self._engine.connect() as connection:
            return list(connection.execute(query).all())

    def _column(self, query: Select[Any]) -> list[Any]:
        with translated(self.where), self._engine.connect() as connection:
            return list(connection.scalars(query).all())

    def _writing(self) -> Connection:
        return self._engine.connect().execution_options(writes=True)

    def _writable(self) -> None:
        if self.read_only:
            raise StoreError(self.read_only)


_SHOWN = tuple(calls.c[field.name] for field in fields(CallSummary))
"""The columns of a summary, in the order of its fields."""


def _summary(row: Any) -> CallSummary:
    # By position: ten thousand of them are listed, and rows are slow to ask by name.
    call, scenario, title, started, written, ended, *rest = row
    over = from_text(ended) if ended else None
    return CallSummary(call, scenario, title, from_text(started), from_text(written), over, *rest)


def _cannot_write(error: StoreError) -> bool:
    original = getattr(error.__cause__, "orig", error.__cause__)
    name: str = getattr(original, "sqlite_errorname", None) or ""
    return name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM"))


def _readable_alone(file: Path) -> bool:
    """Whether the file holds everything: no write-ahead log beside it that would have to be read too."""
    try:
        wal = file.with_name(file.name + "-wal")
        return file.is_file() and file.stat().st_size > 0 and not (wal.exists() and wal.stat().st_size)
    except OSError:
        return False
