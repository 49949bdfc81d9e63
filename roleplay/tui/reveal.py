"""How fast the buyer's words appear. Pure: time comes in, text goes out."""

from __future__ import annotations

from roleplay.tui.desk import Pace

THINKING = {"human": 0.5, "quick": 0.0, "off": 0.0}
"""Seconds between the rep's Enter and the first word."""
SPEED = {"human": 34.0, "quick": 110.0, "off": 0.0}
"""Characters a second. 34 is about the speed at which people read chat comfortably; nobody types as fast."""
LONGEST = 6.0
"""Seconds that one turn may take to appear: a long one is shown faster."""


class Reveal:
    """One turn of the buyer, shown bit by bit at whole words."""

    def __init__(self, pace: Pace) -> None:
        self.pace: Pace = pace
        self.text = ""
        self.shown = 0
        self._waited = 0.0
        self._credit = 0.0

    def feed(self, text: str) -> None:
        """More of the turn has come."""
        self.text = f"{self.text} {text}" if self.text else text

    def settle(self, text: str) -> None:
        """The whole turn is known."""
        self.text = text

    @property
    def visible(self) -> str:
        return self.text[: self.shown]

    @property
    def done(self) -> bool:
        """Whether everything that has come so far is shown."""
        return self.shown >= len(self.text)

    def finish(self) -> None:
        """Show all of it now."""
        self.shown = len(self.text)

    def step(self, seconds: float) -> bool:
        """Let time pass; whether there is more to see than before."""
        if self.done:
            return False
        if self.pace == "off":
            self.finish()
            return True
        self._waited += seconds
        if self._waited < THINKING[self.pace]:
            return False
        speed = max(SPEED[self.pace], len(self.text) / LONGEST)
        self._credit += seconds * speed
        goal = self.shown + int(self._credit)
        if goal <= self.shown:
            return False
        space = self.text.find(" ", goal)
        end = len(self.text) if space < 0 else space
        self._credit -= end - self.shown
        self.shown = end
        return True
