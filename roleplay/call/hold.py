"""A whole call with a rep who is a list of lines, or a generator of them: no clock, nobody at the keyboard."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable

from roleplay.call.engine import Call
from roleplay.dialogue.events import Event


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
