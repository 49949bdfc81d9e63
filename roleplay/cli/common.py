"""What the commands share: settings, the store, the library, JSON, input files."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from roleplay.errors import InputError, Problem, UsageError
from roleplay.report.plain import one_line, visible

if TYPE_CHECKING:
    from roleplay.dialogue.events import Mode
    from roleplay.scenario import Library
    from roleplay.settings import Settings
    from roleplay.store import Store

F = TypeVar("F", bound=Callable[..., Any])

MAX_INPUT = 20_000_000
"""Bytes of a text file that are read at most; nobody types that much in one call."""


def json_option(command: F) -> F:
    """``--json`` for a command that prints data."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON on stdout.")(command)


def talk(text: str = "") -> None:
    """A line to the person, on stderr: stdout stays data. Text from outside in it is made harmless."""
    click.echo(visible(text), err=True)


def print_json(value: Any) -> None:
    """One JSON document on stdout, indented, non-ASCII as it is."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def settings() -> Settings:
    """The settings as they hold now."""
    from roleplay.settings import load_settings

    return load_settings()


def library(config: Settings) -> Library:
    """Where scenario ids are looked up."""
    from roleplay.scenario import Library

    return Library(user=config.user_scenarios, cache=config.cache_dir / "scenarios.json")


def open_store(config: Settings) -> Store:
    """The calls, closed when the command ends. Raises :class:`StoreError` where the database cannot be used."""
    from roleplay.store import Store

    store = Store.open(config.store_location)
    context = click.get_current_context(silent=True)
    if context is not None:
        context.call_on_close(store.close)
    return store


def open_app(
    *,
    scenario: str | None = None,
    resume: str | None = None,
    mode: Mode | None = None,
    difficulty: str | None = None,
    voice: str | None = None,
    keep: bool = True,
) -> None:
    """The terminal app: at its home, straight into a call with ``scenario``, or going on with one. Ends the
    command with the app's exit code."""
    from roleplay.tui import run_app

    overrides: dict[str, Any] = {}
    if difficulty is not None:
        overrides["difficulty"] = difficulty
    if voice is not None:
        overrides["buyer_profile"] = voice
    if not keep:
        overrides["store_calls"] = False
    config = None
    if overrides:
        from roleplay.settings import load_settings

        config = load_settings(**overrides)
    code = run_app(config, scenario=scenario, resume=resume, mode=mode)
    if code:
        raise click.exceptions.Exit(code)


def on_a_terminal() -> bool:
    """Whether a person sits at both ends."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def text_width() -> int:
    """How many characters a line of prose may have: 88, or what the terminal has."""
    return max(20, min(88, shutil.get_terminal_size().columns - 1)) if sys.stdout.isatty() else 88


def read_lines(source: str, what: str) -> list[str]:
    """The lines of a UTF-8 file (``-``: stdin), without their line ends and nothing else taken away.

    Raises :class:`InputError` naming file and line where it is no text, too big, or cannot be read.
    """
    file = Path(source)
    name = Path("<stdin>") if source == "-" else file
    try:
        if source == "-":
            raw = sys.stdin.buffer.read(MAX_INPUT + 1)
        else:
            with file.open("rb") as stream:
                raw = stream.read(MAX_INPUT + 1)
    except FileNotFoundError:
        raise UsageError(
            [Problem(f"{what} is not there; give the path of a file, or - for stdin", file=name)]
        ) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "no usable path"
        raise UsageError([Problem(f"{what} cannot be read ({reason})", file=name)]) from None
    if len(raw) > MAX_INPUT:
        raise InputError([Problem(f"{what} is larger than {MAX_INPUT // 1_000_000} MB", file=name)])
    text = decoded(raw, name, what)
    lines = [line.removesuffix("\r") for line in text.split("\n")]
    return lines[:-1] if lines and lines[-1] == "" else lines


def decoded(raw: bytes, file: Path | None, what: str) -> str:
    """UTF-8 text, a byte order mark taken off. Raises :class:`InputError` with the line that is none."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise InputError(
            [Problem(f"{what} is not UTF-8 text; save it as UTF-8", file=file, line=line)]
        ) from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise InputError([Problem(f"{what} is a binary file, not text", file=file, line=line)])
    return text


def ago(moment: datetime, now: datetime | None = None) -> str:
    """How long ago, as a person says it; a date for anything older than a week."""
    seconds = ((now or datetime.now(UTC)) - moment).total_seconds()
    if seconds < 60:
        return "just now"
    for size, below, unit in ((60, 60, "minute"), (3600, 24, "hour"), (86400, 7, "day")):
        count = int(seconds // size)
        if count < below:
            return f"{count} {unit}{'' if count == 1 else 's'} ago"
    return moment.astimezone().strftime("%Y-%m-%d")


def table(rows: list[list[str]], head: list[str]) -> str:
    """Columns of plain text, two spaces between them; text from outside in them is made harmless."""
    rows = [[one_line(cell) for cell in row] for row in rows]
    widths = [max(len(str(row[i])) for row in [head, *rows]) for i in range(len(head))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in [head, *rows]
    ]
    return "\n".join(lines)
