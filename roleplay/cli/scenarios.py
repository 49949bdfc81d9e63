"""``roleplay scenarios``: list, show, new, lint, schema, playtest."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from roleplay.cli.common import json_option, library, print_json, settings, table, talk
from roleplay.cli.lazy import Lazy, LazyGroup
from roleplay.errors import InputError, Problem, UsageError

if TYPE_CHECKING:
    from roleplay.scenario import Finding, Library

COMMANDS = {
    "list": Lazy("roleplay.cli.scenarios:list_", "What there is to practise."),
    "show": Lazy("roleplay.cli.scenarios:show", "The brief: who, what you know, what counts as passed."),
    "new": Lazy("roleplay.cli.scenarios:new", "Write a small whole scene to change."),
    "lint": Lazy("roleplay.cli.scenarios:lint", "What is wrong in a scenario, and what could be better."),
    "schema": Lazy("roleplay.cli.scenarios:schema", "The JSON Schema, for editors."),
    "playtest": Lazy("roleplay.cli.playtest:playtest", "Play a scene with scripted reps and compare."),
}


@click.group(cls=LazyGroup, lazy=COMMANDS, short_help="List, show, write and check scenarios.")
def scenarios() -> None:
    """What there is to practise, and how to write more.

    A scenario is one YAML file. It is found by its id (competitor-price), by pack and id
    (objections/competitor-price), or by its path. Your own go into the folder that `roleplay doctor` names.
    """


@click.command("list", short_help="What there is to practise.")
@click.option("--pack", help="Only this pack's.")
@click.option("--skill", help="Only those that train this skill.")
@click.option("--type", "call_type", help="Only this call type, such as negotiation.")
@json_option
def list_(pack: str | None, skill: str | None, call_type: str | None, as_json: bool) -> None:
    """What there is to practise: yours first, then those that come with the program."""
    from roleplay.scenario import list_scenarios

    cards = [
        c
        for c in list_scenarios(library(settings()))
        if (pack is None or c.pack == pack)
        and (skill is None or skill in c.skills)
        and (call_type is None or c.call_type == call_type)
    ]
    if as_json:
        keys = ("id", "title", "summary", "pack", "call_type", "difficulty")
        print_json(
            [
                {key: getattr(c, key) for key in keys}
                | {"skills": list(c.skills), "path": str(c.path), "error": c.error}
                for c in cards
            ]
        )
        return
    good = [c for c in cards if c.error is None]
    rows = [[c.id, c.title, c.call_type.replace("_", " "), c.difficulty, c.pack] for c in good]
    if rows:
        click.echo(table(rows, ["ID", "TITLE", "CALL", "LEVEL", "PACK"]))
    else:
        talk("No scenario fits. Without options, this lists all there are.")
    for card in cards:
        if card.error is not None:
            talk(f"cannot be played: {card.path}: {card.error}")
    if rows:
        talk(f"\nPlay one with: roleplay play {good[0].id}")


@click.command(short_help="The brief: who, what you know, what counts as passed.")
@click.argument("scenario")
@click.option("--source", is_flag=True, help="The YAML file itself. It holds the buyer's secrets.")
@json_option
def show(scenario: str, source: bool, as_json: bool) -> None:
    """The brief a rep reads before the call: SCENARIO is an id or the path of a file.

    --json prints the whole scenario, what the buyer keeps to themselves included.
    """
    from roleplay.cli.brief import brief
    from roleplay.cli.session import rubric_for
    from roleplay.scenario import find, load_scenario

    config = settings()
    where = library(config)
    loaded = load_scenario(scenario, library=where)
    if as_json:
        print_json(loaded.model_dump(mode="json", by_alias=True))
    elif source:
        click.echo(find(scenario, where).read_text(encoding="utf-8-sig"), nl=False)
    else:
        click.echo(brief(loaded, rubric_for(config, loaded)))


@click.command(short_help="Write a small whole scene to change.")
@click.argument("scenario_id", metavar="ID")
@click.option("--title", help="What the list shows. Default: made from the id.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="The file. Default: ID.yaml in your folder."
)
def new(scenario_id: str, title: str | None, output: Path | None) -> None:
    """Write a small whole scene that plays as it is, with a comment at each place to change."""
    from roleplay.scenario import scaffold

    home = settings().user_scenarios
    file = output or home / f"{scenario_id}.yaml"
    schema = home / "schema" / "scenario.schema.json"
    same_home = file.absolute().is_relative_to(home.absolute())
    seen = os.path.relpath(schema, file.absolute().parent) if same_home else schema.as_uri()
    text = scaffold(
        scenario_id,
        title or scenario_id.replace("-", " ").capitalize(),
        schema=Path(seen).as_posix() if same_home else seen,
    )
    _write_schema(schema)
    _write_new(file, text)
    click.echo(str(file))
    name = scenario_id if same_home else str(file)
    talk(f"Change the words, then:\n  roleplay scenarios lint {name}\n  roleplay play {name}")


def _write_new(file: Path, text: str) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8") as stream:
            stream.write(text)
    except FileExistsError:
        raise UsageError(
            f"{file} is there already and was left as it is. Choose another id, or -o FILE."
        ) from None
    except OSError as error:
        raise UsageError(
            f"{file} cannot be written ({error.strerror}). Choose another place with -o FILE."
        ) from None


def _write_schema(file: Path) -> None:
    """The schema beside the user's scenarios, so that editors complete them; old ones are replaced."""
    from roleplay.scenario import scenario_schema
    from roleplay.scenario.schema import as_text

    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(as_text(scenario_schema()), encoding="utf-8")
    except OSError as error:
        talk(f"warning: {file} cannot be written ({error.strerror}); editors will not complete the scene.")


@click.command(short_help="What is wrong in a scenario, and what could be better.")
@click.argument("what", nargs=-1, metavar="[SCENARIO|FOLDER]...")
@json_option
def lint(what: tuple[str, ...], as_json: bool) -> None:
    """Check scenarios: ids, files or folders; without any, everything there is. Each way of asking for a fact is
    tried, and a rep who follows every hint plays the scene.

    Exit code 1 if something is to be mended, 2 if a file does not load at all.
    """
    from roleplay.coach import trial
    from roleplay.scenario import lint_file

    where = library(settings())
    rubrics = _rubric_ids(where)
    report_lint(
        _files(what, where),
        lambda file: lint_file(file, rubrics=rubrics, also=[trial.check]),
        as_json=as_json,
    )


def report_lint(files: list[Path], check: Callable[[Path], list[Finding]], *, as_json: bool) -> None:
    """Checks files and prints what was found. Raises for files that do not load; ends the command with exit
    code 1 if anything is to be mended."""
    findings: list[Finding] = []
    broken: list[Problem] = []
    for file in files:
        try:
            findings += check(file)
        except InputError as error:
            broken += error.problems
    if as_json:
        print_json(
            {
                "files": len(files),
                "findings": [_finding(f) for f in findings],
                "broken": [_problem(p) for p in broken],
            }
        )
    else:
        for finding in findings:
            click.echo(str(finding))
    if broken:
        raise InputError(broken)
    talk(
        f"{len(files)} checked, {len(findings)} to look at."
        if findings
        else f"{len(files)} checked: all is well."
    )
    if findings:
        raise click.exceptions.Exit(1)


def _files(what: tuple[str, ...], where: Library) -> list[Path]:
    from roleplay.scenario import find
    from roleplay.scenario.library import files_in, scenario_files

    if not what:
        return [file for root in where.roots for file, _ in files_in(root)]
    files: list[Path] = []
    for name in what:
        folder = Path(name)
        inside = [f for f, _ in files_in(folder)] if folder.is_dir() else []
        if folder.is_dir() and (inside or not scenario_files(folder)):
            if not inside:
                raise UsageError(f"The folder {folder} holds no scenarios (files that end in .yaml).")
            files += inside
        else:
            files.append(find(name, where))
    return files


def _rubric_ids(where: Library) -> set[str]:
    from roleplay.grader import list_rubrics

    return set(list_rubrics([settings().user_rubrics, *where.rubric_folders()]))


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "severity": finding.severity,
        "rule": finding.rule,
        "file": str(finding.file) if finding.file else None,
        "line": finding.line,
        "field": finding.field,
        "message": finding.message,
        "fix": finding.fix,
    }


def _problem(problem: Problem) -> dict[str, Any]:
    file = str(problem.file) if problem.file else None
    return {"file": file, "line": problem.line, "field": problem.field, "message": problem.message}


@click.command(short_help="The JSON Schema, for editors.")
@click.option("--pack", is_flag=True, help="The schema of pack.yaml instead.")
def schema(pack: bool) -> None:
    """The JSON Schema of scenario files on stdout: editors with YAML support complete and check by it."""
    from roleplay.scenario import pack_schema, scenario_schema
    from roleplay.scenario.schema import as_text

    click.echo(as_text(pack_schema() if pack else scenario_schema()), nl=False)
