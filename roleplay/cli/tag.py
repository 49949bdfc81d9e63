"""``roleplay tag``: rep turns in, the same lines with their acts out."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from roleplay.cli.common import decoded
from roleplay.errors import InputError, Problem

if TYPE_CHECKING:
    from roleplay.dialogue.transcript import Turn

WHAT = "the file of rep turns"
_LONGEST = 8_000_000
"""Bytes that one line may have."""


@click.command(short_help="Read rep turns for what they do.")
@click.argument("file", type=click.Path(allow_dash=True), default="-")
@click.option("--json", "as_json", is_flag=True, help="For symmetry: the output is JSON lines anyhow.")
def tag(file: str, as_json: bool) -> None:
    """Read rep turns for what they do, offline.

    FILE (default: stdin) has one JSON object a line: {"text": "...", "context": [...]}. The context is the
    turns before, oldest first, each {"speaker": "rep" or "buyer", "text": "..."}; a plain string is the
    buyer's. Every line comes out again with "acts" added: [{"label", "start", "end", "text"}], offsets in
    characters. The labels are those of docs/acts.md.
    """
    from roleplay.tagger import tag as read_acts

    name = Path("<stdin>") if file == "-" else Path(file)
    for number, raw in _lines(file):
        row = _row(raw, name, number)
        acts = read_acts(row["text"], _context(row.get("context", []), name, number))
        row["acts"] = [{"label": a.label.value, "start": a.start, "end": a.end, "text": a.text} for a in acts]
        click.echo(json.dumps(row, ensure_ascii=False))


def _lines(file: str) -> Iterator[tuple[int, bytes]]:
    """The lines with their numbers, one at a time: a pipe gets its answer before it ends."""
    where = Path("<stdin>") if file == "-" else Path(file)
    try:
        opened = contextlib.nullcontext(sys.stdin.buffer) if file == "-" else where.open("rb")
    except FileNotFoundError:
        raise InputError([Problem(f"{WHAT} is not there", file=where)]) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "no usable path"
        raise InputError([Problem(f"{WHAT} cannot be read ({reason})", file=where)]) from None
    with opened as stream:
        number = 0
        while True:
            try:
                raw = stream.readline(_LONGEST + 1)
            except OSError as error:
                raise InputError([Problem(f"{WHAT} cannot be read ({error.strerror})", file=where)]) from None
            if not raw:
                return
            number += 1
            if len(raw) > _LONGEST:
                raise InputError(
                    [
                        Problem(
                            "this line is longer than 8 MB",
                            file=None if file == "-" else Path(file),
                            line=number,
                        )
                    ]
                )
            if raw.strip():
                yield number, raw


def _row(raw: bytes, file: Path | None, number: int) -> dict[str, Any]:
    def wrong(message: str, field: str | None = None) -> InputError:
        return InputError([Problem(message, file=file, line=number, field=field)])

    try:
        row = json.loads(decoded(raw, None, WHAT))
    except InputError as error:
        raise wrong(error.problems[0].message) from None
    except (ValueError, RecursionError) as error:
        reason = (
            error.msg
            if isinstance(error, json.JSONDecodeError)
            else "nested too deeply, or a number too long"
        )
        raise wrong(f"not a line of JSON: {reason}") from None
    if not isinstance(row, dict):
        raise wrong('not a JSON object; write {"text": "..."}')
    if not isinstance(row.get("text"), str):
        raise wrong("is missing or no text", "text")
    return row


def _context(value: Any, file: Path | None, number: int) -> list[Turn]:
    from roleplay.dialogue.transcript import Speaker, Turn

    def wrong(message: str, index: int | None = None) -> InputError:
        field = "context" if index is None else f"context.{index}"
        return InputError([Problem(message, file=file, line=number, field=field)])

    if value is None:
        return []
    if not isinstance(value, list):
        raise wrong("is no list of turns")
    turns = []
    for index, item in enumerate(value):
        if isinstance(item, str):
            turns.append(Turn(Speaker.BUYER, item))
            continue
        if not isinstance(item, dict) or not isinstance(item.get("text"), str):
            raise wrong('is no turn; write {"speaker": "buyer", "text": "..."}', index)
        try:
            turns.append(Turn(Speaker(str(item.get("speaker"))), item["text"]))
        except ValueError:
            raise wrong("its speaker is neither rep nor buyer", index) from None
    return turns
