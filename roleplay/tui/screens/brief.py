"""The brief: who, what you know, what for, what counts as passed; then one key starts the call."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from roleplay.scenario.model import Scenario
from roleplay.tui.base import DeskScreen
from roleplay.tui.desk import VoiceChoice
from roleplay.tui.lines import BLANK, Line, line, paragraph, sheet
from roleplay.tui.screens.ask import AskScreen
from roleplay.tui.widgets.keyline import KeyLine
from roleplay.tui.widgets.rows import Row, RowList, block
from roleplay.tui.words import call_type, who_words

Mode = Literal["coached", "exam"]
_MODES = {
    "coached": "coached: meters and hints while you talk",
    "exam": "exam: no help until the end",
}


@dataclass(slots=True)
class _Known:
    """What the desk told about the scene."""

    scenario: Scenario
    looked_at: list[str]
    voices: list[VoiceChoice]


class BriefScreen(DeskScreen):
    """What a rep reads before the call, and how it will be held."""

    CSS = sheet(__file__)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "start", "Start the call", id="brief.start", tooltip="Begin", priority=True),
        Binding(
            "m", "mode", "Coached or exam", id="brief.mode", tooltip="With help while you talk, or without"
        ),
        Binding("d", "level", "Level", id="brief.level", tooltip="How hard the buyer is to win"),
        Binding("v", "voice", "Voice", id="brief.voice", tooltip="Who puts the buyer into words"),
    ]
    HELP_TITLE = "Before the call"
    HELP_TEXT = (
        "Enter starts the call. The pass rule is what the scorecard will hold you to; nothing else is hidden from "
        "you but what the buyer keeps to themselves.\n"
        "The level changes how much trust the buyer needs and how patient they are, never what they know."
    )

    def __init__(self, ref: str) -> None:
        super().__init__(name="brief")
        self.ref = ref
        self.mode: Mode = "coached"
        self.level: str | None = None
        self.voice = "scripted"
        self._known: _Known | None = None
        self._page = RowList(id="page")

    def compose(self) -> ComposeResult:
        yield Static("", id="title", classes="bar", markup=False)
        yield self._page
        yield KeyLine()

    def on_mount(self) -> None:
        preferences = self.home.preferences
        if preferences is not None:
            self.mode = preferences.mode
            self.level = preferences.difficulty
            self.voice = preferences.buyer_profile or "scripted"
        self._page.focus()
        self.ask(self._look, self._take, trouble=self._cannot)

    def _look(self) -> _Known:
        scenario = self.desk.scenario(self.ref)
        self.desk.warm(self.voice)
        return _Known(scenario, self.desk.looked_at(scenario), self.desk.voices())

    def _take(self, known: _Known) -> None:
        self._known = known
        self.query_one("#title", Static).update(known.scenario.title)
        self._page.show_built(self._rows)

    def _cannot(self, words: str) -> None:
        self._page.show_built(
            lambda width: [block(paragraph(words, min(width, 88), "bad"))],
        )

    def _rows(self, width: int) -> list[Row]:
        known = self._known
        if known is None:
            return []
        width = min(width, 90)
        voice = next((v for v in known.voices if v.name == self.voice), known.voices[0])
        level = self.level or known.scenario.difficulty
        written = known.scenario.difficulty
        how = [
            ("m", "mode", _MODES[self.mode]),
            ("d", "level", level if level == written else f"{level} (written as {written})"),
            ("v", "voice", f"{voice.label}{', ' + voice.where if voice.where else ''}"),
        ]
        lines = brief_lines(known.scenario, known.looked_at, width)
        for number, (key, name, value) in enumerate(how):
            head = f"{'The call' if not number else '':<{LABEL}}"
            lines.append(line((head, "heading"), (f"{key}  ", "key"), (f"{name:<6} ", "dim"), value))
        return [block([*lines, *known_lines(known.scenario, width)])]

    # How the call is held

    def action_mode(self) -> None:
        self.mode = "exam" if self.mode == "coached" else "coached"
        self._page.show_built(self._rows)

    def action_level(self) -> None:
        if self._known is None:
            return
        levels = ["easy", "medium", "hard"]
        now = self.level or self._known.scenario.difficulty
        self.level = levels[(levels.index(now) + 1) % 3]
        self._page.show_built(self._rows)

    def action_voice(self) -> None:
        known = self._known
        if known is None:
            return

        def picked(name: str | None) -> None:
            if name is not None:
                self.voice = name
                self._page.show_built(self._rows)

        options = [(v.name, f"{v.label}  {v.where}") for v in known.voices]
        text = (
            "" if len(options) > 1 else "Set up a model in Settings (s on the home screen) for a freer voice."
        )
        self.app.push_screen(AskScreen("Who voices the buyer?", options, text, self.voice), picked)

    def action_start(self) -> None:
        known = self._known
        if known is None:
            return
        ref, mode, voice = self.ref, self.mode, self.voice
        level = self.level if self.level != known.scenario.difficulty else None
        self.home.open_call(
            lambda: self.desk.start(ref, mode=mode, voice=voice, difficulty=level),  # type: ignore[arg-type]
            replace=True,
        )


LABEL = 14
"""Cells that the words at the left of the brief take."""


def brief_lines(scenario: Scenario, looked_at: list[str], width: int) -> list[Line]:
    """Who, what for and what counts as passed: what has to be on the first screen."""
    buyer, rep = scenario.buyer, scenario.rep
    limit = f"{call_type(scenario.call_type)}, {scenario.turn_limit} turns"
    if scenario.time_limit is not None:
        limit += f", {scenario.time_limit:g} minutes"
    out: list[Line] = [BLANK]
    out += _labelled("You talk to", who_words(buyer.name, buyer.role, buyer.company), width, "buyer")
    out += _labelled("You are", rep.role, width)
    out += [BLANK, *_labelled("Objective", rep.objective, width, "strong")]
    out += [BLANK, *_labelled("To pass", pass_words(scenario), width, "strong")]
    if looked_at:
        out += _labelled("", f"Looked at: {', '.join(looked_at).lower()}.", width, "dim")
    out += _labelled("", f"{limit[0].upper()}{limit[1:]}.", width, "dim")
    return [*out, BLANK]


def known_lines(scenario: Scenario, width: int) -> list[Line]:
    """What the rep knows before the call; nothing in it that the buyer keeps to themselves."""
    out: list[Line] = []
    known = scenario.rep.briefing.strip() or scenario.summary
    if known:
        out += [BLANK, *_labelled("You know", " ".join(known.split()), width)]
    claims = list(scenario.product.claims.values())
    if claims:
        out += [
            BLANK,
            *_labelled("You may say", f"of {scenario.product.name}, and be telling the truth:", width, "dim"),
        ]
    for claim in claims:
        out += paragraph(claim, width, "", " " * (LABEL + 2), line(" " * LABEL, ("· ", "dim")))
    return [*out, BLANK]


def _labelled(label: str, text: str, width: int, ink: str = "") -> list[Line]:
    return paragraph(text, width, ink, " " * LABEL, line((f"{label:<{LABEL}}", "heading")))


def pass_words(scenario: Scenario) -> str:
    """The pass rule in a sentence."""
    rule = scenario.pass_rule
    ends = {"won": "the buyer agrees", "lost": "the buyer says no", "open": "it stays open"}
    tail = f", and {ends[rule.outcome]}" if rule.outcome is not None else ""
    return f"At least {rule.score} points of 100{tail}."
