"""A scorecard with its call as text, JSON, Markdown or one HTML file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from roleplay.dialogue.events import Event
    from roleplay.dialogue.transcript import Transcript
    from roleplay.grader.scorecard import Scorecard
    from roleplay.scenario.model import Scenario

ENDINGS = {".json": "json", ".md": "md", ".markdown": "md", ".html": "html", ".htm": "html", ".txt": "text"}


def format_of(form: str | None, output: Path | None, default: str = "text") -> str:
    """The format asked for, else the one that the file's ending names, else ``default``."""
    if form is not None:
        return form
    return ENDINGS.get(output.suffix.lower(), default) if output is not None else default


def render(
    form: str,
    card: Scorecard,
    transcript: Transcript,
    *,
    scenario: Scenario | None,
    events: Sequence[Event] = (),
    names: Sequence[str] = (),
) -> str:
    """The scorecard in one of the formats text, json, md, html; Markdown and HTML with the transcript."""
    from roleplay import report

    if form == "json":
        return report.scorecard_json(card)
    if form == "text":
        return report.scorecard_text(card)
    scene = report.build_scene(card, transcript, scenario=scenario, events=events, names=names)
    return report.scorecard_markdown(scene) if form == "md" else report.scorecard_html(scene)
