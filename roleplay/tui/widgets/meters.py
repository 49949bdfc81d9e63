"""Beside a coached call: how much you talk, what you ask, where the objection stands, how the buyer sits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from roleplay.tui.lines import BLANK, Line, Run, bar, cut, fit, line, paragraph, sheet, spread
from roleplay.tui.widgets.page import LinePage

STEPS = (("acknowledge", "Acknowledge"), ("explore", "Explore"), ("answer", "Answer"), ("check", "Check"))


@dataclass(frozen=True, slots=True)
class Reading:
    """What the meters show. ``share`` is the rep's part of all words, 0 to 1, ``None`` before anybody
    spoke; ``steps`` are those done for the objection ``objection`` (empty: none is open)."""

    name: str = ""
    body: str = ""
    share: float | None = None
    open_questions: int = 0
    closed_questions: int = 0
    objection: str = ""
    status: str = ""
    steps: frozenset[str] = field(default_factory=frozenset)
    objective: str = ""
    settled: int = 0
    hints: int = 0


class Meters(LinePage, can_focus=False):
    """A panel at the side of a wide screen, two lines on a narrow one."""

    DEFAULT_CSS = sheet(__file__)

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.reading = Reading()
        self.slim = False

    def update(self, reading: Reading) -> None:
        if reading != self.reading:
            self.reading = reading
            self.rebuild()

    def set_slim(self, slim: bool) -> None:
        if slim != self.slim:
            self.slim = slim
            self.set_class(slim, "-slim")
            self.rebuild()

    def on_resize(self) -> None:
        # What there is room for depends on the height as well.
        self.rebuild()

    def build(self, width: int) -> Sequence[Line]:
        return self._slim(width) if self.slim else self._panel(width)

    def _slim(self, width: int) -> list[Line]:
        r = self.reading
        share = "–" if r.share is None else f"{r.share:.0%}"
        left: list[Run] = [(r.body, "note")]
        right: list[Run] = [("you talk ", "dim"), (share, _share_ink(r.share)), ("  open ", "dim")]
        right += [(str(r.open_questions), "strong"), (" closed ", "dim"), (str(r.closed_questions), "strong")]
        second: list[Run] = []
        if r.objection:
            for step, label in STEPS:
                done = step in r.steps
                second.append((f"{'●' if done else '○'} {label}  ", "good" if done else "dim"))
            objection = spread(second, [(f"hints {r.hints}", "dim")] if r.hints else [], width)
        else:
            objection = spread(
                [(self._calm(), "dim")], [(f"hints {r.hints}", "dim")] if r.hints else [], width
            )
        return [spread(left, right, width), objection]

    def _calm(self) -> str:
        settled = self.reading.settled
        return f"No objection open, {settled} settled." if settled else "No objection open."

    def _panel(self, width: int) -> list[Line]:
        r = self.reading
        out: list[Line] = [line((r.name, "buyer")), *paragraph(r.body, width, "note"), BLANK]
        if r.share is None:
            out += [line(("You talk", "dim")), line(("nobody has said anything yet", "faint"))]
        else:
            full, rest = bar(r.share, width)
            out += [
                spread([("You talk", "dim")], [(f"{r.share:.0%}", _share_ink(r.share))], width),
                line((full, "rep"), (rest, "faint")),
            ]
        out += [
            BLANK,
            spread([("Open questions", "dim")], [(str(r.open_questions), "strong")], width),
            spread([("Closed questions", "dim")], [(str(r.closed_questions), "strong")], width),
            BLANK,
        ]
        if r.objection:
            out += [spread([("Objection", "dim")], [(r.status, "warn")], width)]
            out += cut(paragraph(f"“{r.objection}”", width, "quote"), 4)
            for step, label in STEPS:
                done = step in r.steps
                out.append(fit([("● " if done else "○ ", "good" if done else "dim"),
                                (label, "strong" if done else "dim")], width))  # fmt: skip
        else:
            out += [*paragraph(self._calm(), width, "dim")]
        if r.hints:
            out += [BLANK, spread([("Hints used", "dim")], [(str(r.hints), "strong")], width)]
        if r.objective:
            # A rep who went straight into the call has not read the brief.
            objective = paragraph(r.objective, width, "dim")
            if len(out) + 2 + len(objective) <= self.size.height:
                out += [BLANK, line(("Your objective", "dim")), *objective]
        return out


def _share_ink(share: float | None) -> str:
    if share is None:
        return "dim"
    return "bad" if share > 0.7 else "warn" if share > 0.58 else "good"
