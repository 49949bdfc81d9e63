"""``roleplay doctor``: what works here, and what to do about what does not."""

from __future__ import annotations

import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from roleplay import __version__
from roleplay.cli.common import json_option, library, print_json, settings, talk
from roleplay.errors import RoleplayError

if TYPE_CHECKING:
    from roleplay.settings import Profile, Settings

State = Literal["ok", "note", "wrong"]
MARKS: dict[State, str] = {"ok": "ok   ", "note": "note ", "wrong": "WRONG"}
ROOM_NEEDED = 50_000_000
"""Bytes of free disk below which it is worth a word."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing looked at: what was found, and what to do if that is not well."""

    about: str
    state: State
    found: str
    todo: str = ""


@click.command(short_help="What works here, and what to do about what does not.")
@click.option("--no-models", is_flag=True, help="Do not ask the models: no network, no cost.")
@json_option
def doctor(no_models: bool, as_json: bool) -> None:
    """Look at everything this program relies on, and say what to do about what does not work.

    Each model profile is asked for a few words, some 200 tokens; --no-models leaves that out.
    Exit code 1 if something is wrong.
    """
    lines: list[Line] = []
    for line in examine(models=not no_models):
        lines.append(line)
        if not as_json:
            click.echo(f"{MARKS[line.state]}  {line.about}: {line.found}")
            if line.todo:
                click.echo(f"         {line.todo}")
    wrong = sum(line.state == "wrong" for line in lines)
    if as_json:
        print_json({"ok": wrong == 0, "lines": [asdict(line) for line in lines]})
    else:
        talk("All is well." if not wrong else f"{wrong} to mend.")
    if wrong:
        raise click.exceptions.Exit(1)


def examine(*, models: bool) -> Iterator[Line]:
    """Everything there is to look at, one after the other."""
    yield _versions()
    try:
        config = settings()
    except RoleplayError as error:
        yield Line("settings", "wrong", str(error), "Until then, nothing else can be looked at.")
        return
    yield _settings(config)
    yield from _variables()
    yield _data_folder(config.data_dir)
    yield _database(config)
    yield from _scenarios(config)
    yield from _terminal()
    yield from _models(config, ask=models)


def _versions() -> Line:
    import sqlite3

    found = f"roleplay {__version__}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {platform.system()}"
    return Line("versions", "ok", found)


def _settings(config: Settings) -> Line:
    file = config.config_file
    return Line(
        "settings",
        "ok",
        str(file) if file.exists() else f"the defaults ({file} is not there, and need not be)",
    )


def _variables() -> Iterator[Line]:
    from roleplay.settings import unknown_variables

    for name in unknown_variables():
        yield Line(
            "settings", "note", f"the environment variable {name} sets nothing", "Misspelt? Else unset it."
        )


def _data_folder(folder: Path) -> Line:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(b"written")
    except OSError as error:
        return Line(
            "data folder", "wrong", f"{folder} cannot be written ({error.strerror})",
            "Calls would be kept in memory only. Set ROLEPLAY_DATA_DIR to a folder of yours.",
        )  # fmt: skip
    free = shutil.disk_usage(folder).free
    if free < ROOM_NEEDED:
        return Line("data folder", "wrong", f"{folder} has {free / 1e6:.0f} MB left", "Free some space.")
    return Line("data folder", "ok", str(folder))


def _database(config: Settings) -> Line:
    from roleplay.cli.common import open_store

    try:
        with open_store(config) as store:
            count = store.count()
            where = store.where
            if store.read_only:
                return Line("calls", "wrong", f"{count} in {where}, which is read-only", store.read_only)
    except RoleplayError as error:
        head, _, rest = str(error).partition(". ")
        return Line("calls", "wrong", head, rest)
    if not config.store_calls:
        return Line("calls", "note", f"{count} in {where}; new ones are not kept (store_calls = false)")
    return Line("calls", "ok", f"{count} in {where}")


def _scenarios(config: Settings) -> Iterator[Line]:
    from roleplay.scenario import list_scenarios

    cards = list_scenarios(library(config))
    broken = [card for card in cards if card.error is not None]
    good = len(cards) - len(broken)
    if good == 0:
        yield Line(
            "scenarios",
            "wrong",
            "none can be played",
            "Install roleplay again: its own scenarios are missing.",
        )
    else:
        yield Line("scenarios", "ok", f"{good} can be played; yours belong into {config.user_scenarios}")
    for card in broken:
        yield Line(
            "scenarios", "wrong", f"{card.path}: {card.error}", f"See: roleplay scenarios lint {card.path}"
        )


def _terminal() -> Iterator[Line]:
    if not sys.stdout.isatty():
        yield Line("terminal", "note", "the output goes to no terminal here, so nothing is known of one")
        return
    size = shutil.get_terminal_size()
    term = os.environ.get("TERM", "")
    if term in ("", "dumb"):
        yield Line(
            "terminal", "note", "it cannot draw screens (TERM is dumb)", "Use: roleplay play SCENARIO --plain"
        )
    true_colour = os.environ.get("COLORTERM", "") in ("truecolor", "24bit")
    colours = "16 million" if true_colour else "256" if "256" in term else "8 or 16"
    if os.environ.get("NO_COLOR"):
        colours = "none, as NO_COLOR asks"
    found = f"{size.columns} by {size.lines}, colours: {colours}"
    if size.columns < 80 or size.lines < 24:
        yield Line(
            "terminal", "note", found, "The app is made for 80 by 24 and more. Make the window larger."
        )
    else:
        yield Line("terminal", "ok", found)
    encoding = (sys.stdout.encoding or "").lower().replace("-", "")
    if encoding != "utf8":
        yield Line(
            "terminal", "note", f"its character set is {sys.stdout.encoding}",
            "Set a UTF-8 locale (for one: export LC_ALL=C.UTF-8), else some characters show as numbers.",
        )  # fmt: skip


def _models(config: Settings, *, ask: bool) -> Iterator[Line]:
    if not config.profiles:
        yield Line(
            "models", "ok", "none is set up; the buyer speaks scripted lines",
            "To give the buyer a model's voice: set OPENAI_API_KEY, or add a profile (docs/models.md).",
        )  # fmt: skip
        return
    uses: dict[str, Callable[[], Profile | None]] = {
        "voices the buyer": config.voice, "reads the rep's turns": config.reader, "judges": config.judge
    }  # fmt: skip
    jobs: dict[str, list[str]] = {}
    for job, who in uses.items():
        profile = who()
        if profile is not None:
            jobs.setdefault(profile.name, []).append(job)
    for name, profile in config.profiles.items():
        job = ", ".join(jobs.get(name, ["not in use"]))
        if ask:
            yield from _ask(config, profile, job)
        else:
            yield Line("models", "note", f"{name} ({profile.model}): {job}; not asked")


def _ask(config: Settings, profile: Profile, job: str) -> Iterator[Line]:
    import asyncio

    from roleplay.llm import probe
    from roleplay.voices import client_for

    async def look() -> Iterator[Line]:
        client = client_for(config, profile)
        try:
            return _probed(await probe(client), job)
        finally:
            await client.aclose()

    try:
        yield from asyncio.run(look())
    except RoleplayError as error:
        yield Line("models", "wrong", f"{profile.name}: {error}")


def _probed(found: object, job: str) -> Iterator[Line]:
    from roleplay.llm import Probe

    assert isinstance(found, Probe)
    head = f"{found.profile} ({found.model} at {found.address}): {job}"
    if not found.ok:
        yield Line("models", "wrong", f"{head}; does not answer", " ".join(found.problems))
        return
    rungs = {"json_schema": "by schema", "prompt": "by prompt", "none": "no", None: "not tried"}
    shape = rungs.get(found.rung, str(found.rung))
    first = f"{found.first_token:.1f} s" if found.first_token is not None else "unknown"
    yield Line("models", "ok", f"{head}; first word after {first}, structured answers: {shape}")
    for problem in found.problems:
        yield Line("models", "note", f"{found.profile}: {problem}")
