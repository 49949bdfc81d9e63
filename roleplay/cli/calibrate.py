"""``roleplay calibrate``: the grader against a trainer's own labels."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from roleplay.cli.common import json_option, library, print_json, settings, talk

if TYPE_CHECKING:
    from roleplay.dialogue.transcript import Transcript
    from roleplay.scenario.model import Scenario


@click.command(short_help="Compare the grader with your own yes/no labels.")
@click.argument("gold", type=click.Path(path_type=Path))
@click.option(
    "--rubric", metavar="RUBRIC", default="objection-handling", show_default=True, help="Id or path."
)
@click.option(
    "--judge", metavar="NAME", default="none", help="A model profile that judges, too. Default: rules alone."
)
@click.option(
    "--worst",
    type=click.IntRange(0),
    default=3,
    show_default=True,
    help="How many disagreements to quote for each check.",
)
@json_option
def calibrate(gold: Path, rubric: str, judge: str, worst: int, as_json: bool) -> None:
    """Compare the grader with your own yes/no labels, and learn which checks to trust.

    GOLD has one call a line, as JSON: {"transcript": "anna.vtt", "rep": "Anna", "labels": {"CHECK": "yes"}},
    or with "turns" instead of a file; labels are yes, no or na by the id of the check (see `roleplay rubrics
    show`). The result is kept, and said on scorecards that use this rubric.
    """
    from roleplay.grader import load_rubric
    from roleplay.grader.calibrate import calibrate as compare
    from roleplay.grader.calibrate import calibration_text, read_gold, save_calibration
    from roleplay.report import read_transcript
    from roleplay.voices import judge_for

    config = settings()
    where = library(config)

    def read(file: Path, rep: str | None) -> Transcript:
        return read_transcript(file, rep).transcript

    def scene(name: str) -> Scenario:
        from roleplay.scenario import load_scenario

        return load_scenario(name, library=where)

    loaded = load_rubric(rubric, folders=[config.user_rubrics, *where.rubric_folders()])
    calls = read_gold(gold, loaded, read=read, scenario=scene)
    result = compare(calls, loaded, judge=judge_for(config, judge))
    if as_json:
        print_json(result.as_dict())
    else:
        click.echo(calibration_text(result, worst=worst).rstrip("\n"))
    talk(f"Kept in {save_calibration(result, config.calibrations)}")
