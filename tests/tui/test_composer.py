from __future__ import annotations

from textual import events
from textual.app import App, ComposeResult

from roleplay.tui.widgets.composer import Composer


class Host(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self.sent: list[str] = []

    def compose(self) -> ComposeResult:
        yield Composer()

    def on_mount(self) -> None:
        self.query_one(Composer).focus()

    def on_composer_sent(self, message: Composer.Sent) -> None:
        self.sent.append(message.text)
        message.composer.taken(message.text)

    def type(self, text: str) -> None:
        """Keys as a quick hand sends them: without waiting for each to arrive."""
        for char in text:
            key = {"\n": "enter", " ": "space"}.get(char, char)
            self.post_message(events.Key(key, None if char == "\n" else char))


async def test_a_quick_enter_sends_all_that_was_typed_before_it() -> None:
    app = Host()
    async with app.run_test() as pilot:
        line = "This one is built and mended upstairs, and whoever answers the phone works there. " * 3
        app.type(line + "\n")
        await pilot.pause()
        assert app.sent == [line]
        assert app.query_one(Composer).text == ""


async def test_what_is_typed_after_enter_stays_in_the_composer() -> None:
    app = Host()
    async with app.run_test() as pilot:
        app.type("First.\nand then")
        await pilot.pause()
        assert app.sent == ["First."]
        assert app.query_one(Composer).text == "and then"


async def test_undo_of_a_long_paste_finds_its_cursor_again() -> None:
    app = Host()
    async with app.run_test(size=(40, 12)) as pilot:
        composer = app.query_one(Composer)
        for number in range(30):
            composer.insert(f"line {number}\n" * (1 + number % 4))
        await pilot.pause()
        for _ in range(40):
            composer.action_undo()
        assert composer.text == ""
        for _ in range(40):
            composer.action_redo()
        await pilot.pause()
        assert composer.text.endswith("line 29\n" * 2)
        for _ in range(40):
            composer.action_undo()
        assert composer.text == ""
