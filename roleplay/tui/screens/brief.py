"""The brief: who, what you know, what for, what counts as passed; then one key starts the call."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Footer, Static

from roleplay.scenario.model import Scenario
from roleplay.tui.base import DeskScreen
from roleplay.tui.desk import VoiceChoice
from roleplay.tui.lines import BLANK, Line, line, paragraph, sheet
from roleplay.tui.screens.ask import AskScreen
from roleplay.tui.widgets.rows import Row, RowList, block
from roleplay.tui.words import call_type

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
        super().__init__(id="brief")
        self.ref = ref
        self.mode: Mode = "coached"
        self.level: str | None = None
        self.voice = "scripted"
        self._known: _Known | None = None
        self._page = RowList(id="page")

    def compose(self) -> ComposeResult:
        yield Static("", id="title", classes="bar", markup=False)
        yield self._page
        yield Footer(show_command_palette=False)

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
        how = [
            ("m", "Mode", _MODES[self.mode]),
            (
                "d",
                "Level",
                level
                + (
                    ""
                    if level == known.scenario.difficulty
                    else f" (as written: {known.scenario.difficulty})"
                ),
            ),
            ("v", "Voice", f"{voice.label}{', ' + voice.where if voice.where else ''}"),
        ]
        rows = [block(brief_lines(known.scenario, known.looked_at, width))]
        rows.append(block([line(("How", "heading"))]))
        for key, name, value in how:
            runs: Line = line((f"  {key} ", "key"), (f"{name:<7}", "dim"), value)
            rows.append(block([runs]))
        return rows

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


def brief_lines(scenario: Scenario, looked_at: list[str], width: int) -> list[Line]:
    """The brief as it is read before the call: nothing in it that the buyer keeps to themselves."""
    buyer, rep = scenario.buyer, scenario.rep
    out: list[Line] = [BLANK]
    who = ", ".join(part for part in (buyer.role, buyer.company) if part)
    out += [line(("You talk to", "heading"))]
    out += paragraph(f"{buyer.name}", width, "buyer", "  ")
    out += paragraph(who, width, "", "  ")
    out += [BLANK, line(("You are", "heading")), *paragraph(rep.role, width, "", "  ")]
    out += [BLANK, line(("Your objective", "heading")), *paragraph(rep.objective, width, "strong", "  ")]
    known = rep.briefing.strip() or scenario.summary
    if known:
        out += [
            BLANK,
            line(("What you know", "heading")),
            *paragraph(" ".join(known.split()), width - 2, "", "  "),
        ]
    if scenario.product.claims:
        out += [BLANK, line((f"What is true of {scenario.product.name}", "heading"))]
        for claim in scenario.product.claims.values():
            out += paragraph(claim, width, "", "    ", line("  ", ("· ", "dim")))
    out += [BLANK, line(("To pass", "heading")), *paragraph(pass_words(scenario), width, "strong", "  ")]
    if looked_at:
        out += paragraph(f"Looked at: {', '.join(looked_at)}.", width, "dim", "  ")
    limit = f"{call_type(scenario.call_type)}, {scenario.turn_limit} turns"
    if scenario.time_limit is not None:
        limit += f", {scenario.time_limit:g} minutes"
    return [*out, *paragraph(f"{limit[0].upper()}{limit[1:]}.", width, "dim", "  "), BLANK]


def pass_words(scenario: Scenario) -> str:
    """The pass rule in a sentence."""
    rule = scenario.pass_rule
    ends = {"won": "the buyer agrees", "lost": "the buyer says no", "open": "it stays open"}
    tail = f", and {ends[rule.outcome]}" if rule.outcome is not None else ""
    return f"At least {rule.score} points of 100{tail}."
