"""``roleplay calls export`` and ``import``: a call as a file, and back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from roleplay.cli.common import MAX_INPUT, decoded, open_store, settings, talk
from roleplay.cli.session import rubric_for
from roleplay.errors import InputError, Problem, UsageError

FORMATS = ("json", "md", "html", "text")


@click.command(short_help="A call as a file: HTML, Markdown, JSON, text.")
@click.argument("call")
@click.option(
    "--format", "form", type=click.Choice(FORMATS), help="Default: by the name of -o FILE, else json."
)
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Default: stdout.")
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
def export(call: str, form: str | None, output: Path | None, as_json: bool) -> None:
    """A call as a file. JSON holds all of it, and `roleplay calls import` takes it back; HTML (one file, it
    loads nothing from elsewhere), Markdown and text are the scorecard with the transcript."""
    from roleplay.call import Call
    from roleplay.cli.formats import format_of, render
    from roleplay.cli.grade import write_file
    from roleplay.cli.session import whole_call
    from roleplay.grader import grade
    from roleplay.report import build_scene, transcript_text

    config = settings()
    with open_store(config) as store:
        found = store.find(call)
        scenario, events, cards = store.scenario(found), store.events(found), store.scorecards(found)
    held = Call.resume(scenario, events, call_id=found)
    form = format_of("json" if as_json and form is None else form, output, "json")
    if form == "json":
        data = whole_call(held, found, cards[-1] if cards else None)
        text = json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    else:
        rubric = rubric_for(config, scenario)
        card = cards[-1] if cards else grade(held.transcript, scenario=scenario, rubric=rubric, events=events)
        text = render(form, card, held.transcript, scenario=scenario, events=events)
        if form == "text":
            text = f"{text}\n{transcript_text(build_scene(card, held.transcript, scenario=scenario))}"
    if output is None:
        click.echo(text.rstrip("\n"))
    else:
        write_file(output, text)


@click.command(short_help="Take back a call that was saved as JSON.")
@click.argument("file", type=click.Path(path_type=Path))
def import_(file: Path) -> None:
    """Take back a call that was saved as JSON (by /save, --save, or `calls export --format json`)."""
    from pydantic import ValidationError

    from roleplay.dialogue.events import load_event
    from roleplay.grader.scorecard import Scorecard
    from roleplay.scenario.model import Scenario
    from roleplay.store import new_id

    data = _read(file)
    try:
        call = data["call"]
        events = [load_event(json.dumps(e)) for e in call["events"]]
        scenario = Scenario.model_validate(data["scenario"])
        card = Scorecard.model_validate(data["scorecard"]) if data.get("scorecard") else None
    except (KeyError, TypeError, ValidationError) as error:
        what = (
            f"{error.error_count()} fields do not fit"
            if isinstance(error, ValidationError)
            else f"{error} is missing"
        )
        raise InputError([Problem(f"this is no call saved by roleplay ({what})", file=file)]) from None
    if not events or events[0].type != "call_started":
        raise InputError([Problem("this call has no beginning", file=file, field="call.events")])
    first: Any = events[0]
    known = call.get("id")
    with open_store(settings()) as store:
        taken = isinstance(known, str) and any(s.id == known for s in store.calls())
        call_id, recorder = store.new_call(
            scenario,
            seed=first.seed,
            mode=first.mode,
            call_id=new_id() if taken or not _is_id(known) else known,
        )
        recorder.append(events)
        if card is not None:
            store.add_scorecard(call_id, card)
    click.echo(call_id)
    talk(f"See it with: roleplay calls show {call_id}")


def _is_id(value: object) -> bool:
    return (
        isinstance(value, str)
        and 6 <= len(value) <= 32
        and value.isascii()
        and value.isalnum()
        and value == value.lower()
    )


def _read(file: Path) -> dict[str, Any]:
    try:
        with file.open("rb") as stream:
            raw = stream.read(MAX_INPUT + 1)
    except OSError as error:
        raise UsageError([Problem(f"cannot be read ({error.strerror})", file=file)]) from None
    if len(raw) > MAX_INPUT:
        raise InputError([Problem("is larger than any call", file=file)])
    try:
        data = json.loads(decoded(raw, file, "the call"))
    except json.JSONDecodeError as error:
        raise InputError([Problem(f"not JSON: {error.msg}", file=file, line=error.lineno)]) from None
    except (ValueError, RecursionError):
        raise InputError([Problem("not JSON that can be read", file=file)]) from None
    if not isinstance(data, dict):
        raise InputError([Problem("this is no call saved by roleplay", file=file)])
    return data
