"""``roleplay play``: in the app, line by line, or by a script."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from roleplay.cli.common import json_option, library, on_a_terminal, open_app, print_json, settings, talk
from roleplay.errors import UsageError

if TYPE_CHECKING:
    from roleplay.cli.session import Session
    from roleplay.grader.scorecard import Scorecard

LEVELS = ("easy", "medium", "hard")


@click.command(short_help="Practise a call.")
@click.argument("scenario")
@click.option("--plain", is_flag=True, help="Line by line on stdin and stdout: for screen readers and pipes.")
@click.option("--rep", metavar="FILE", help="A scripted rep: one turn a line; - for stdin.")
@json_option
@click.option(
    "--seed",
    type=click.IntRange(0, 2**63 - 1),
    help="Which wording the buyer picks. Default: another each time; 0 with --rep.",
)
@click.option("--exam", is_flag=True, help="No hints, no taking back, no meters until the end.")
@click.option("--difficulty", type=click.Choice(LEVELS), help="Default: as the scenario says.")
@click.option(
    "--voice", metavar="NAME", help="Who voices the buyer: scripted, or a model profile of your settings."
)
@click.option("--judge", metavar="NAME", help="Who answers what needs judgement: a model profile, or none.")
@click.option("--check", is_flag=True, help="Exit code 1 if the call is not passed.")
@click.option("--no-store", is_flag=True, help="Keep nothing of this call.")
@click.option(
    "--save",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the call to this file when it ends.",
)
def play(
    scenario: str, plain: bool, rep: str | None, as_json: bool, seed: int | None, exam: bool,
    difficulty: Any, voice: str | None, judge: str | None, check: bool, no_store: bool, save: Path | None,
) -> None:  # fmt: skip
    """Practise a call. SCENARIO is an id (see `roleplay scenarios list`) or the path of a file.

    \b
      roleplay play competitor-price                    in the app
      roleplay play competitor-price --plain            line by line
      roleplay play scene.yaml --rep me.txt --json      a scripted rep; prints call and scorecard

    --json, --check, --save and --seed play line by line, too.

    In line mode: /help lists the commands, Ctrl+C leaves a call that can be resumed.
    """
    from roleplay.cli import session as sessions
    from roleplay.scenario import load_scenario

    config = settings()
    loaded = load_scenario(scenario, library=library(config))
    if save is not None and save.exists():
        raise UsageError(f"{save} is there already. Give --save another name.")
    mode: Any = "exam" if exam else config.mode
    if not (plain or rep is not None or as_json or save is not None or check or seed is not None):
        if on_a_terminal():
            open_app(scenario=scenario, mode=mode, difficulty=difficulty, voice=voice, keep=not no_store)
            return
        talk("This is no terminal, so the call goes line by line (as with --plain).")
    if rep is not None:
        from roleplay.cli.script import play_script, rep_lines

        lines = rep_lines(rep)
        session = sessions.begin(
            config, loaded, seed=seed or 0, mode=mode, difficulty=difficulty, voice=voice or "scripted",
            keep=not no_store,
        )  # fmt: skip
        code = play_script(session, lines)
    else:
        import time

        from roleplay.cli.lines import LineMode

        session = sessions.begin(
            config, loaded, seed=sessions.new_seed() if seed is None else seed, mode=mode, difficulty=difficulty,
            voice=voice, keep=not no_store, clock=time.monotonic,
        )  # fmt: skip
        line_mode = LineMode(session, to_stderr=as_json)
        code = line_mode.run()
        session = line_mode.session
    keep = rep is None and not no_store and config.store_calls
    judge = judge or ("none" if rep is not None else None)
    card = finish_and_show(session, keep=keep, judge=judge, as_json=as_json, save=save)
    if code == 0 and check and (card is None or card.passed is not True):
        code = 1
    if code:
        raise click.exceptions.Exit(code)


def finish_and_show(
    session: Session, *, keep: bool, judge: str | None = None, as_json: bool = False, save: Path | None = None
) -> Scorecard | None:
    """Grades a call that is over, prints what is to be printed, and says where the call is.

    ``keep``: a call that the store did not take is written to a file. Returns the scorecard, ``None`` for a
    call that goes on.
    """
    from roleplay.cli import session as sessions

    card = sessions.finish(session, judge=judge) if session.call.ending is not None else None
    if as_json:
        print_json(sessions.call_and_card(session.call, session.id, card))
    elif card is not None:
        from roleplay.cli.results import show_results

        show_results(session.scenario, session.call.events, card)
    if save is not None:
        talk(f"Saved as {sessions.save_as(session, save, card)}")
    elif keep and not session.kept:
        _rescue(session, card)
    if session.kept and card is not None:
        talk(f"Kept as call {session.id}. See it again with: roleplay calls show {session.id}")
    return card


def _rescue(session: Session, card: Scorecard | None) -> None:
    from roleplay.cli.session import rescue

    file = rescue(session, card)
    if file is not None:
        talk(f"The store could not keep this call, so it is in {file}")
        talk(f"When the store works again: roleplay calls import {file}")
    else:
        talk("warning: This call could be kept nowhere: neither the store nor a file took it.")
