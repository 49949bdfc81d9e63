"""Reading and writing lines, on a terminal or through pipes."""

from __future__ import annotations

import contextlib
import sys
from typing import TextIO

import click

from roleplay.cli.common import text_width
from roleplay.report.plain import visible


class Lines:
    """Where the line mode reads what the rep types and shows what is said.

    ``out`` takes the conversation (stdout, or stderr when stdout is kept for data). On a terminal the
    line editor of the system helps; through a pipe, what was read is shown again, so that the output
    reads as a whole.
    """

    def __init__(self, *, to_stderr: bool = False) -> None:
        self.out: TextIO = sys.stderr if to_stderr else sys.stdout
        self.interactive = sys.stdin.isatty()
        if self.interactive:
            with contextlib.suppress(ImportError):
                import readline  # noqa: F401  (importing it is what switches line editing on)

    @property
    def width(self) -> int:
        """Where lines are broken between words, in characters; 0 where nobody looks at a screen."""
        return text_width() if self.out.isatty() else 0

    def show(self, text: str = "", *, end: str = "\n") -> None:
        """Text from outside, made harmless, at once on its way."""
        click.echo(visible(text) + end, file=self.out, nl=False)
        self.out.flush()

    def ask(self, prompt: str) -> str | None:
        """A line as typed, without its line end; ``None`` at the end of input."""
        if self.interactive and self.out is sys.stdout and sys.stdout.isatty():
            try:
                return input(prompt)
            except EOFError:
                self.show()
                return None
            except UnicodeDecodeError:
                self.show("That was not UTF-8 text; please type it again.")
                return ""
        if self.interactive:
            self.show(prompt, end="")
        raw = sys.stdin.buffer.readline()
        if not raw:
            return None
        return raw.removesuffix(b"\n").removesuffix(b"\r").decode("utf-8", errors="replace")
