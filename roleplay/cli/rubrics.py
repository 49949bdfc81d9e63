"""``roleplay rubrics``: list, show, lint."""

from __future__ import annotations

import click

from roleplay.cli.common import json_option, library, print_json, settings, table, talk
from roleplay.cli.lazy import Lazy, LazyGroup
from roleplay.report.plain import visible, wrapped

COMMANDS = {
    "list": Lazy("roleplay.cli.rubrics:list_", "What calls can be graded by."),
    "show": Lazy("roleplay.cli.rubrics:show", "A rubric's criteria, and the checks each is made of."),
    "rule": Lazy("roleplay.cli.rubrics:rule", "When a rule says yes, and when no."),
    "lint": Lazy("roleplay.cli.rubrics:lint", "What is wrong in a rubric, and what could be better."),
}


@click.group(cls=LazyGroup, lazy=COMMANDS, short_help="What calls are graded by.")
def rubrics() -> None:
    """What calls are graded by.

    A rubric is one YAML file: criteria with weights, each made of yes/no checks. Your own go into the folder
    `rubrics` beside your scenarios.
    """


@click.command("list", short_help="What calls can be graded by.")
@json_option
def list_(as_json: bool) -> None:
    """What calls can be graded by: yours first, then those that come with the program."""
    from roleplay.errors import RubricError
    from roleplay.grader import list_rubrics, load_rubric

    config = settings()
    found = []
    for name, file in list_rubrics([config.user_rubrics, *library(config).rubric_folders()]).items():
        try:
            rubric = load_rubric(file)
        except RubricError as error:
            talk(f"cannot be used: {error}")
            continue
        found.append({"id": name, "title": rubric.title, "criteria": len(rubric.criteria), "path": str(file)})
    if as_json:
        print_json(found)
    else:
        rows = [[str(r["id"]), visible(str(r["title"])), str(r["criteria"])] for r in found]
        click.echo(table(rows, ["ID", "TITLE", "CRITERIA"]))


@click.command(short_help="A rubric's criteria, and the checks each is made of.")
@click.argument("rubric")
@json_option
def show(rubric: str, as_json: bool) -> None:
    """A rubric's criteria and checks. RUBRIC is an id or the path of a file."""
    from roleplay.grader import load_rubric, pass_rule_in_words

    config = settings()
    loaded = load_rubric(rubric, folders=[config.user_rubrics, *library(config).rubric_folders()])
    if as_json:
        print_json(loaded.model_dump(mode="json", by_alias=True))
        return
    click.echo(visible(loaded.title))
    click.echo(pass_rule_in_words(loaded.pass_rule, loaded))
    for criterion in loaded.criteria:
        click.echo(f"\n{visible(criterion.label)} (weight {criterion.weight:g})")
        for check in criterion.checks:
            by = "rule" if check.judge is None else "judge" if check.rule is None else "rule or judge"
            click.echo(wrapped(f"{check.id}: {check.question} [{by}]", indent="      ", first="  - "))
            if check.rule is not None:
                given = ", ".join(f"{k} {v}" for k, v in check.with_.items())
                click.echo(wrapped(f"rule {check.rule}" + (f": {given}" if given else ""), indent="      "))
            if check.judge is not None:
                click.echo(wrapped(f"The judge is asked: {check.judge}", indent="      "))
    click.echo("\nWhen a rule says yes, and when no: roleplay rubrics rule NAME")


@click.command(short_help="When a rule says yes, and when no.")
@click.argument("names", nargs=-1, metavar="[NAME]...")
@json_option
def rule(names: tuple[str, ...], as_json: bool) -> None:
    """When a rule says yes, and when no. NAME stands in the brackets behind a verdict: [rule says_back: every 8].
    Without a name, all rules."""
    from roleplay.errors import UsageError
    from roleplay.grader.rules import RULES
    from roleplay.scenario.words import shown, suggestion

    for name in names:
        if name not in RULES:
            hint = suggestion(name, list(RULES), "rules")
            raise UsageError(f"There is no rule called {shown(name)}; {hint}")
    found = [RULES[name] for name in names or RULES]
    if as_json:
        print_json(
            [{"rule": r.name, "settings": r.parameters, "fault": r.fault, "says": r.in_words} for r in found]
        )
        return
    for n, one in enumerate(found):
        usual = ", ".join(f"{k} {v:g}" for k, v in one.parameters.items())
        click.echo(
            ("\n" if n else "") + one.name + (f" (unless a rubric says otherwise: {usual})" if usual else "")
        )
        click.echo(wrapped(one.in_words, indent="  "))


@click.command(short_help="What is wrong in a rubric, and what could be better.")
@click.argument("what", nargs=-1, metavar="[RUBRIC]...")
@json_option
def lint(what: tuple[str, ...], as_json: bool) -> None:
    """Check rubrics: ids or files; without any, all there are.

    Exit code 1 if something is to be mended, 2 if a file does not load at all.
    """
    from roleplay.cli.scenarios import report_lint
    from roleplay.grader import list_rubrics
    from roleplay.grader.lint import lint_rubric_file
    from roleplay.grader.rubric import find_rubric

    config = settings()
    folders = [config.user_rubrics, *library(config).rubric_folders()]
    files = [find_rubric(name, folders=folders) for name in what] or list(list_rubrics(folders).values())
    report_lint(files, lint_rubric_file, as_json=as_json)
