"""``roleplay`` itself. Imports nothing but click: what its commands need, they import when they run."""

from __future__ import annotations

import sys

import click

from roleplay import __version__
from roleplay.cli.lazy import Lazy, LazyGroup

COMMANDS = {
    "play": Lazy("roleplay.cli.play:play", "Practise a call: in the app, line by line, or by a script."),
    "grade": Lazy("roleplay.cli.grade:grade", "Score a call: one of yours, or a transcript of a real one."),
    "scenarios": Lazy("roleplay.cli.scenarios:scenarios", "List, show, write and check scenarios."),
    "rubrics": Lazy("roleplay.cli.rubrics:rubrics", "What calls are graded by: list, show, check."),
    "calls": Lazy("roleplay.cli.calls:calls", "Your calls: list, show, resume, replay, export."),
    "tag": Lazy("roleplay.cli.tag:tag", "Read rep turns for what they do: JSON lines in, JSON lines out."),
    "calibrate": Lazy("roleplay.cli.calibrate:calibrate", "Compare the grader with your own yes/no labels."),
    "models": Lazy("roleplay.cli.models:models", "List the models that a server has."),
    "web": Lazy("roleplay.cli.web:web", "The app in your browser, on this machine only."),
    "doctor": Lazy("roleplay.cli.doctor:doctor", "What works here, and what to do about what does not."),
}

EPILOG = """\b
Start here:
  roleplay                                    the app
  roleplay scenarios list                     what there is to practise
  roleplay play competitor-price              straight into a call
  roleplay play competitor-price --plain      the same, line by line

\b
Exit codes: 0 done, 1 what you asked for failed, 2 wrong use or bad input,
3 a service out of reach, 130 interrupted.
"""


@click.group(
    cls=LazyGroup,
    lazy=COMMANDS,
    invoke_without_command=True,
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, "-V", "--version", message="roleplay %(version)s")
@click.pass_context
def root(ctx: click.Context) -> None:
    """Practise sales conversations against a buyer who holds back, objects, warms up or walks out, and
    see what your words did.

    Works with no key and no network; a language model gives the buyer a better voice where there is one.
    Without a command, in a terminal, the app opens.
    """
    if ctx.invoked_subcommand is not None:
        return
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        click.echo(ctx.get_help())
        return
    from roleplay.cli.common import open_app

    open_app()
