"""A scripted rep: one turn a line, no clock, the same words and seed give the same events."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from typing import TYPE_CHECKING

from roleplay.cli.common import read_lines, talk
from roleplay.errors import InputError

if TYPE_CHECKING:
    from roleplay.call import Call
    from roleplay.cli.session import Session
    from roleplay.dialogue.events import Event

MAX_TURN = 50_000
"""Characters that one turn of a script may have."""


def rep_lines(source: str) -> list[str]:
    """The rep's turns: the lines of the file that are not blank, as they are.

    Raises :class:`InputError` where there are none or one is longer than 50,000 characters.
    """
    lines = read_lines(source, "the rep's file")
    where = "stdin" if source == "-" else source
    for number, line in enumerate(lines, 1):
        if len(line) > MAX_TURN:
            raise InputError(
                f"{where}:{number}: this turn has {len(line):,} characters; up to {MAX_TURN:,} will do"
            )
    turns = [line for line in lines if line.strip()]
    if not turns:
        raise InputError(f"{where}: the rep says nothing in it; write one turn a line")
    return turns


def play_script(session: Session, lines: list[str]) -> int:
    """Plays the call to its end and returns the exit code: 3 if a model had to be given up, else 0.

    A script that ends before the call hangs up.
    """
    said, broke = asyncio.run(hold(session.call, lines))
    if broke:
        talk(f"warning: The buyer's voice broke: {broke} The call went on with scripted lines.")
    if session.call.unsaved:
        talk(f"warning: {session.call.unsaved}")
        talk("warning: The call went on in memory.")
    left = len(lines) - said
    if left:
        talk(f"note: The call ended before the last {left} line{'s' if left > 1 else ''} of the rep.")
    return 3 if broke else 0


async def hold(call: Call, lines: Iterable[str]) -> tuple[int, str]:
    """Says the lines until the call ends, and hangs up if they end first. A voice that breaks is replaced by
    scripted lines. Returns how many lines were said, and why the voice broke (nothing if it did not)."""
    said, broke = 0, ""
    await _all_of(call.start())
    for line in lines:
        if call.ending is not None:
            break
        said += 1
        await _all_of(call.say(line))
        if call.waiting:
            broke = next((e.reason for e in reversed(call.events) if e.type == "buyer_failed"), "unknown")
            await _all_of(call.go_on_scripted(reason="the model failed in a scripted run"))
    if call.ending is None:
        await _all_of(call.hang_up())
    return said, broke


async def _all_of(events: AsyncIterator[Event]) -> None:
    async for _ in events:
        pass
