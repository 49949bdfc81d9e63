"""A graded call as one self-contained HTML page: transcript, mood over the turns, marks, no outside requests."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from roleplay.report.picture import mood_picture
from roleplay.report.plain import quote, visible
from roleplay.report.scene import (
    EPISODE_ENDS,
    FIGURES,
    STEPS,
    VERDICTS,
    Scene,
    band_in_words,
    figure,
    score_in_words,
)
from roleplay.report.text import source_of

if TYPE_CHECKING:
    from jinja2 import Template


@lru_cache(maxsize=1)
def _template() -> Template:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    env = Environment(
        loader=FileSystemLoader(Path(__file__).parent), undefined=StrictUndefined, autoescape=True
    )
    env.filters["v"] = lambda text: visible(str(text))
    env.filters["q"] = lambda text: quote(str(text))
    return env.get_template("page.html.j2")


def scorecard_html(scene: Scene) -> str:
    """The page. Whatever people typed is escaped and made visible; the page holds no script and loads nothing."""
    from markupsafe import Markup

    card = scene.card
    # Made of our own numbers and of escaped labels, nothing else.
    picture = Markup(mood_picture(scene)) if len(scene.mood) > 1 else ""
    return _template().render(
        scene=scene,
        picture=picture,
        headline=score_in_words(card).split(", ", 1)[-1].capitalize()
        if card.passed is not None or card.outcome
        else "",
        verdicts=VERDICTS,
        steps=STEPS,
        ends=EPISODE_ENDS,
        source=source_of,
        figures=[
            (label, figure(card, key), band_in_words(card, key))
            for key, label in FIGURES
            if card.metrics.get(key) is not None
        ],
        versions=", ".join(f"{k} {v}" for k, v in card.versions.model_dump().items() if v),
    )
