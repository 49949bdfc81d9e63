"""What all screens share: the desk, asking it in the background, and showing what went wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.screen import ModalScreen, Screen

from roleplay.errors import RoleplayError

if TYPE_CHECKING:
    from roleplay.tui.app import RoleplayApp
    from roleplay.tui.desk import Desk

T = TypeVar("T")
R = TypeVar("R")


class Asking:
    """Mixed into screens: :meth:`ask` runs work on the desk in a thread and hands the answer to a handler."""

    @dataclass
    class Answer(Message, bubble=False):
        """Work is done; ``take`` is the screen's own handler with the result."""

        take: Callable[[], Any]

    _own_desk: Desk | None = None

    @property
    def desk(self) -> Desk:
        """The app's desk. Kept: work in a thread may still ask for it when the screen has left its app."""
        if self._own_desk is None:
            self._own_desk = cast("RoleplayApp", cast("Screen[Any]", self).app).desk
        return self._own_desk

    def ask(
        self,
        work: Callable[[], T],
        then: Callable[[T], Any],
        *,
        trouble: Callable[[str], Any] | None = None,
        group: str = "desk",
        exclusive: bool = False,
    ) -> None:
        """Run ``work`` in a thread, then ``then(result)`` among the screen's messages.

        What the desk raises goes to ``trouble`` as a sentence, else into a toast. A newer question of the
        same ``exclusive`` group makes an older answer void.
        """
        screen = cast("Screen[Any]", self)
        app = cast("RoleplayApp", screen.app)
        _ = self.desk  # known from now on, whatever becomes of this screen
        ticket = _tickets[group] = _tickets.get(group, 0) + 1

        def run() -> None:
            try:
                result = work()
            except RoleplayError as error:
                words = str(error)
                screen.post_message(Asking.Answer(lambda: self._troubled(words, trouble)))
            except Exception as error:  # noqa: BLE001  shown to the rep, and in the log, instead of ending the app
                words = app.note_failure(error)
                screen.post_message(Asking.Answer(lambda: self._troubled(words, trouble)))
            else:
                screen.post_message(
                    Asking.Answer(
                        lambda: then(result) if not exclusive or _tickets[group] == ticket else None
                    )
                )

        screen.run_worker(run, thread=True, group=group, exit_on_error=False)

    async def on_asking_answer(self, event: Asking.Answer) -> None:
        result = event.take()
        if hasattr(result, "__await__"):
            await result

    def _troubled(self, words: str, trouble: Callable[[str], Any] | None) -> Any:
        if trouble is not None:
            return trouble(words)
        screen = cast("Screen[Any]", self)
        screen.notify(words, severity="error", timeout=12, markup=False)
        return None


_tickets: dict[str, int] = {}


class DeskScreen(Asking, Screen[None]):
    """A screen that asks the desk."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", id="screen.back", tooltip="Back to where you came from"),
    ]
    HELP_TITLE: ClassVar[str] = ""
    HELP_TEXT: ClassVar[str] = ""

    @property
    def home(self) -> RoleplayApp:
        return cast("RoleplayApp", self.app)

    def action_back(self) -> None:
        if len(self.app.screen_stack) > 1:
            self.app.pop_screen()


class Dialog(Asking, ModalScreen[R]):
    """A question over the screen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Cancel", id="dialog.cancel", tooltip="Close without choosing"),
    ]

    def action_cancel(self) -> None:
        self.close(None)

    def close(self, result: R | None) -> None:
        """Answer, once: a second Enter that was on its way finds the dialog gone, and must not take the screen
        under it away (``dismiss`` takes whatever is on top)."""
        if self.app.screen is self:
            self.dismiss(result)
