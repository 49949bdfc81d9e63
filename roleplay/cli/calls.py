"""``roleplay calls``: list, show, resume, replay, export, import, delete."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from roleplay.cli.common import (
    ago,
    json_option,
    on_a_terminal,
    open_app,
    open_store,
    print_json,
    settings,
    table,
    talk,
)
from roleplay.cli.lazy import Lazy, LazyGroup
from roleplay.errors import UsageError
from roleplay.report.plain import one_line

if TYPE_CHECKING:
    from roleplay.store import CallSummary, Store

COMMANDS = {
    "list": Lazy("roleplay.cli.calls:list_", "Your calls, newest first."),
    "show": Lazy("roleplay.cli.calls:show", "What was said, and the scorecard."),
    "resume": Lazy("roleplay.cli.calls:resume", "Go on with a call, or try again from one of its turns."),
    "replay": Lazy("roleplay.cli.calls:replay", "The same words again: does the buyer do the same?"),
    "export": Lazy("roleplay.cli.export:export", "A call as a file: HTML, Markdown, JSON."),
    "import": Lazy("roleplay.cli.export:import_", "Take back a call that was saved as JSON."),
    "delete": Lazy("roleplay.cli.calls:delete", "Take a call out for good."),
}


@click.group(cls=LazyGroup, lazy=COMMANDS, short_help="Your calls.")
def calls() -> None:
    """Your calls. CALL is a call's id, the beginning of it, or `last` for the newest."""


def existing_store() -> Store:
    """The store. Its read-only state is told on stderr; reading goes on."""
    store = open_store(settings())
    if store.read_only:
        talk(f"note: {store.read_only}")
    return store


@click.command("list", short_help="Your calls, newest first.")
@click.option("--scenario", help="Only calls with this scenario (its id).")
@click.option("--open", "resumable", is_flag=True, help="Only calls that can be resumed.")
@click.option("-n", "--limit", type=click.IntRange(1), default=20, show_default=True, help="How many.")
@click.option("--all", "everything", is_flag=True, help="All of them.")
@json_option
def list_(scenario: str | None, resumable: bool, limit: int, everything: bool, as_json: bool) -> None:
    """Your calls, newest first."""
    with existing_store() as store:
        found = store.calls(
            scenario=scenario, limit=None if everything else limit + 1, resumable=True if resumable else None
        )
    more = not everything and len(found) > limit
    found = found if everything else found[:limit]
    if as_json:
        print_json([summary_json(s) for s in found])
        return
    if not found:
        talk("No calls yet. Start one with: roleplay play competitor-price")
        return
    rows = [
        [
            s.id,
            ago(s.started_at),
            s.title,
            outcome(s),
            "-" if s.score is None else f"{s.score:.0f}",
            passed(s),
            str(s.rep_turns),
        ]
        for s in found
    ]
    click.echo(table(rows, ["CALL", "WHEN", "SCENE", "OUTCOME", "SCORE", "PASSED", "TURNS"]))
    if more:
        talk(f"There are more: roleplay calls list --all, or -n {limit * 5}")


def outcome(call: CallSummary) -> str:
    if call.result is None:
        return "goes on"
    if call.reason == "hung_up":
        return "hung up"
    return str(call.result)


def passed(call: CallSummary) -> str:
    return {True: "yes", False: "no", None: "-"}[call.passed]


def summary_json(call: CallSummary) -> dict[str, Any]:
    """A call in a list, as JSON."""
    data = {name: getattr(call, name) for name in call.__slots__}
    for name in ("started_at", "written_at", "ended_at"):
        data[name] = data[name].isoformat() if data[name] else None
    return data | {"resumable": call.resumable}


@click.command(short_help="What was said, and the scorecard.")
@click.argument("call")
@click.option(
    "--events", is_flag=True, help="With --json: the events too. Without: what moved the buyer, turn by turn."
)
@json_option
def show(call: str, events: bool, as_json: bool) -> None:
    """What was said, and the scorecard. CALL is an id, the beginning of one, or `last`."""
    from roleplay.call import Call
    from roleplay.cli.results import show_events, show_results, show_transcript
    from roleplay.cli.session import call_json

    with existing_store() as store:
        found = store.find(call)
        summary, scenario, recorded = store.summary(found), store.scenario(found), store.events(found)
        cards = store.scorecards(found)
    restored = Call.resume(scenario, recorded, call_id=found)
    if as_json:
        data = call_json(restored, found)
        if not events:
            del data["events"]
        last = cards[-1].model_dump(mode="json") if cards else None
        print_json({"call": data, "summary": summary_json(summary), "scorecard": last})
        return
    when = summary.started_at.astimezone().strftime("%Y-%m-%d %H:%M")
    talk(
        f"Call {found}, {when}, {summary.mode}, {summary.difficulty}, {summary.voice} buyer, seed {summary.seed}"
    )
    if summary.forked_from:
        talk(f"Tried again from turn {summary.forked_turn} of call {summary.forked_from}")
    show_transcript(scenario, restored.transcript)
    if events:
        show_events(recorded)
    if cards:
        show_results(scenario, recorded, cards[-1])
    elif restored.ending is None:
        talk(f"The call goes on: roleplay calls resume {found}")
    else:
        talk(f"The call was not graded: roleplay grade {found}")


@click.command(short_help="Go on with a call, or try again from one of its turns.")
@click.argument("call")
@click.option(
    "--from",
    "from_turn",
    type=click.IntRange(1),
    metavar="TURN",
    help="Try again from this turn of yours (its number in `calls show`): a new call; the old one stays.",
)
@click.option("--plain", is_flag=True, help="Line by line.")
@click.option("--voice", metavar="NAME", help="Who voices the buyer from here on.")
def resume(call: str, from_turn: int | None, plain: bool, voice: str | None) -> None:
    """Go on with a call that was left, or with --from try again from one of its turns."""
    import time

    from roleplay.cli import session as sessions
    from roleplay.cli.lines import LineMode
    from roleplay.cli.play import finish_and_show

    config = settings()
    if not plain and on_a_terminal() and from_turn is None:
        with open_store(config) as store:
            found = store.find(call)
        open_app(resume=found, voice=voice)
        return
    store = open_store(config)
    session = sessions.resume(config, store, call, voice=voice, from_turn=from_turn, clock=time.monotonic)
    line_mode = LineMode(session)
    code = line_mode.run()
    finish_and_show(line_mode.session, keep=True)
    if code:
        raise click.exceptions.Exit(code)


@click.command(short_help="The same words again: does the buyer do the same?")
@click.argument("call")
@json_option
def replay(call: str, as_json: bool) -> None:
    """Say the same words again to today's program. Nothing is written.

    Exit code 1 if the buyer would do something else now; the first difference is shown.
    """
    from roleplay.call import replay as again
    from roleplay.cli.session import events_json
    from roleplay.dialogue.events import dump_event
    from roleplay.tagger import tag

    with existing_store() as store:
        found = store.find(call)
        scenario, recorded = store.scenario(found), store.events(found)
    made = again(scenario, recorded, tag)
    pairs = zip(recorded, made, strict=True)
    first = next((n for n, (old, new) in enumerate(pairs, 1) if dump_event(old) != dump_event(new)), None)
    if as_json:
        print_json(
            {"call": found, "equal": first is None, "first_difference": first, "events": events_json(made)}
        )
    elif first is None:
        click.echo(f"Call {found}: all {len(made)} events are the same.")
    else:
        old, new = recorded[first - 1], made[first - 1]
        click.echo(f"Call {found} would go another way from event {first} of {len(made)} on ({new.type}):")
        for field, then, now in differences(old.model_dump(mode="json"), new.model_dump(mode="json")):
            click.echo(f"  {field}: then {one_line(then, 200)}, now {one_line(now, 200)}")
    if first is not None:
        raise click.exceptions.Exit(1)


def differences(old: Any, new: Any, field: str = "") -> Iterator[tuple[str, str, str]]:
    """What differs between two JSON values: the dotted field, and both values as JSON."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in {**old, **new}:
            yield from differences(old.get(key), new.get(key), f"{field}.{key}" if field else str(key))
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for index, pair in enumerate(zip(old, new, strict=True)):
            yield from differences(*pair, f"{field}.{index}")
    elif old != new:
        yield field, json.dumps(old, ensure_ascii=False), json.dumps(new, ensure_ascii=False)


@click.command(short_help="Take a call out for good.")
@click.argument("call")
@click.option("--yes", is_flag=True, help="Do not ask.")
def delete(call: str, yes: bool) -> None:
    """Take a call, what was said in it and its scorecards out for good. There is no way back."""
    with open_store(settings()) as store:
        found = store.find(call)
        summary = store.summary(found)
        if not yes:
            if not on_a_terminal():
                raise UsageError("This cannot be taken back. Say --yes to delete without being asked.")
            click.confirm(
                f"Delete call {found} ({summary.title}, {ago(summary.started_at)})?", abort=True, err=True
            )
        store.delete(found)
    talk(f"Deleted {found}.")
