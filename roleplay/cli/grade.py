"""``roleplay grade``: a practice call or the transcript of a real one, to a scorecard."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from roleplay.cli.common import json_option, library, open_store, settings, talk
from roleplay.errors import RoleplayError, ScenarioError, TranscriptError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from roleplay.dialogue.events import Event
    from roleplay.dialogue.transcript import Transcript
    from roleplay.scenario.model import Scenario
    from roleplay.settings import Settings

FORMATS = ("text", "json", "md", "html")


@dataclass(slots=True)
class Material:
    """What is graded, and where it comes from."""

    transcript: Transcript
    scenario: Scenario | None = None
    events: Sequence[Event] = ()
    names: Sequence[str] = ()
    call_id: str | None = None
    notes: list[str] = field(default_factory=list)


@click.command(short_help="Score a call.")
@click.argument("transcript")
@click.option(
    "--rep", metavar="NAME", help="Who the rep is, as the transcript names them; several with commas."
)
@click.option("--scenario", metavar="SCENARIO", help="Grade as a call with this scene (id or path).")
@click.option("--rubric", metavar="RUBRIC", help="Id or path. Default: the scene's, else objection-handling.")
@click.option("--judge", metavar="NAME", help="Who answers what needs judgement: a model profile, or none.")
@click.option("--message", is_flag=True, help="Text without names is one written message (email, LinkedIn).")
@click.option(
    "--format", "form", type=click.Choice(FORMATS), help="Default: text, or by the name of -o FILE."
)
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file.")
@click.option("--check", is_flag=True, help="Exit code 1 if the call is not passed.")
@json_option
def grade(
    transcript: str, rep: str | None, scenario: str | None, rubric: str | None, judge: str | None, message: bool,
    form: str | None, output: Path | None, check: bool, as_json: bool,
) -> None:  # fmt: skip
    """Score a call. TRANSCRIPT is a file (WebVTT, SRT, JSON, plain text with names), - for stdin, or the id of
    one of your calls.

    Without a model, what only a judge can answer stays ungraded, and the scorecard says how much that is.
    A call of yours that is graded again keeps its earlier scorecards.
    """
    from roleplay.cli.formats import format_of, render
    from roleplay.cli.session import graded, rubric_for

    config = settings()
    form = format_of("json" if as_json and form is None else form, output)
    material = _material(config, transcript, rep, message=message)
    where = library(config)
    if scenario is not None:
        from roleplay.scenario import load_scenario

        material.scenario = load_scenario(scenario, library=where)
    for note in material.notes:
        talk(f"note: {note}")
    card = graded(
        config, material.transcript, scenario=material.scenario, judge=judge, events=material.events,
        rubric=rubric_for(config, material.scenario, rubric), notes=material.notes,
    )  # fmt: skip
    text = render(
        form,
        card,
        material.transcript,
        scenario=material.scenario,
        events=material.events,
        names=material.names,
    )
    if output is None:
        click.echo(text.rstrip("\n"))
    else:
        write_file(output, text)
    if material.call_id is not None:
        with open_store(config) as store:
            store.add_scorecard(material.call_id, card)
    if check and card.passed is not True:
        raise click.exceptions.Exit(1)


def write_file(file: Path, text: str) -> None:
    """Writes a report. Raises :class:`UsageError` where the file cannot be written."""
    try:
        file.write_text(text, encoding="utf-8", errors="backslashreplace")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "no usable path"
        raise UsageError(f"{file} cannot be written ({reason}). Choose another place with -o FILE.") from None
    talk(f"Written: {file}")


def _material(config: Settings, source: str, rep: str | None, *, message: bool) -> Material:
    from roleplay.report import read_transcript, read_transcript_bytes
    from roleplay.report.pieces import MAX_BYTES

    if source == "-":
        raw = sys.stdin.buffer.read(MAX_BYTES + 1)
        return _imported(config, read_transcript_bytes(raw, rep, file=Path("stdin"), message=message))
    file = Path(source)
    if not _exists(file) and not file.suffix and "/" not in source:
        return _stored(config, source)
    return _imported(config, read_transcript(file, rep, message=message))


def _exists(file: Path) -> bool:
    try:
        return file.exists()
    except (OSError, ValueError):
        return False


def _stored(config: Settings, call: str) -> Material:
    from roleplay.call import Call

    try:
        with open_store(config) as store:
            found = store.find(call)
            scenario, events = store.scenario(found), store.events(found)
            read_only = store.read_only
    except UsageError as error:
        raise TranscriptError(f"There is no file {call!r}, and no call of that id. {error}") from None
    held = Call.resume(scenario, events)
    return Material(held.transcript, scenario, events, call_id=None if read_only else found)


def _imported(config: Settings, found: Any) -> Material:
    material = Material(found.transcript, events=found.events, names=found.names, notes=list(found.notes))
    if found.scenario is not None:
        try:
            material.scenario = _scenario(config, found.scenario)
        except RoleplayError as error:
            # A call without its scene can be graded like a real one; the scorecard says so.
            material.notes.append(
                f"The scene of this call cannot be read, so it is graded without ({error})."
            )
            material.events = ()
    return material


def _scenario(config: Settings, given: Any) -> Scenario:
    from pydantic import ValidationError

    from roleplay.scenario import load_scenario
    from roleplay.scenario.model import Scenario

    if isinstance(given, str):
        return load_scenario(given, library=library(config))
    try:
        return Scenario.model_validate(given)
    except ValidationError as error:
        raise ScenarioError(f"{error.error_count()} of its fields do not fit") from None
