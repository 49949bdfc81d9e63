"""A call after it is over, as plain text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from roleplay.cli.common import text_width
from roleplay.report.plain import visible, wrapped

if TYPE_CHECKING:
    from roleplay.dialogue.events import Event
    from roleplay.dialogue.transcript import Transcript
    from roleplay.grader.scorecard import Scorecard
    from roleplay.scenario.model import Scenario


def show_transcript(scenario: Scenario, transcript: Transcript) -> None:
    """Who said what, with turn numbers."""
    for number, turn in enumerate(transcript.turns, 1):
        name = "You" if turn.speaker == "rep" else scenario.buyer.name
        text = visible(turn.text).replace("\n", "\n      ")
        click.echo(f"{number:>3}  {visible(name)}: {text}")


def show_events(events: Sequence[Event]) -> None:
    """What moved the buyer, turn by turn."""
    click.echo("\nWhat moved the buyer")
    for event in events:
        if event.type in ("decided", "revised"):
            for effect in event.effects:
                click.echo(f"  {visible(str(effect))}")


def show_results(scenario: Scenario, events: Sequence[Event], card: Scorecard) -> None:
    """How it ended and why, the score with its criteria, and what to take away."""
    from roleplay.coach.debrief import debrief
    from roleplay.report import scorecard_text

    width = text_width()
    told = debrief(scenario, events)
    click.echo()
    click.echo(visible(told.headline))
    for reason, turn in told.reasons:
        at = f" (turn {turn})" if turn else ""
        click.echo(wrapped(f"“{reason}”{at}", width, indent="    ", first="  "))
    for concern in told.concerns:
        if concern.status == "never came up" or (concern.heard and not concern.root):
            continue
        said = (
            f"Behind “{concern.objection}” was: “{concern.root}” You heard it."
            if concern.root
            else f"What is behind “{concern.objection}” you did not get to hear."
        )
        click.echo(wrapped(said, width, indent="    ", first="  "))
    click.echo()
    click.echo(scorecard_text(card, width=width, checks=False).rstrip("\n"))
