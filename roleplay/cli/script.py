"""A scripted rep: one turn a line, no clock, the same words and seed give the same events."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from roleplay.cli.common import read_lines, talk
from roleplay.errors import InputError

if TYPE_CHECKING:
    from roleplay.cli.session import Session

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
    from roleplay.call.hold import hold

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
