"""A call after it is over, as plain text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from roleplay.report.plain import visible, wrapped

if TYPE_CHECKING:
    from roleplay.dialogue.events import Event
    from roleplay.dialogue.transcript import Transcript
    from roleplay.grader.scorecard import Scorecard
    from roleplay.scenario.model import Scenario

WIDTH = 88


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

    told = debrief(scenario, events)
    click.echo()
    click.echo(visible(told.headline))
    score = "not graded" if card.score is None else f"{card.score:.0f} of 100"
    verdict = {True: ", passed", False: ", not passed", None: ""}[card.passed]
    click.echo(f"Score: {score}{verdict}")
    for criterion in card.criteria:
        value = "  -" if criterion.score is None else f"{criterion.score:>3.0f}"
        click.echo(f"  {value}  {visible(criterion.label)}")
    for point in card.feedback:
        click.echo()
        click.echo(wrapped(f"{point.point}", WIDTH, indent="  ", first="- "))
        if point.quote:
            click.echo(wrapped(f'Turn {point.turn}: "{point.quote}"', WIDTH, indent="  "))
        if point.effect:
            click.echo(wrapped(point.effect, WIDTH, indent="  "))
        if point.try_instead:
            click.echo(wrapped(f"Try: {point.try_instead}", WIDTH, indent="  "))
    for note in card.notes:
        click.echo(wrapped(f"Note: {note}", WIDTH, indent="  "))
