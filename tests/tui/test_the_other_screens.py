"""Journeys outside the call: home, library, results, history, comparison, settings, help."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from roleplay.tui.widgets.rows import RowList


async def _play(stage: Any, lines: list[str], times: int = 1) -> None:
    """A whole call, to its results."""
    for line in lines * times:
        if stage.screen.over:
            break
        await stage.say(line)
    assert stage.screen.over
    await stage.press("enter")


async def test_the_first_run_goes_straight_into_a_call(open_app: Any, make_desk: Any) -> None:
    async with open_app(desk=make_desk(first_run_done=False)) as stage:
        assert stage.at == "call"
        assert "practice call" in stage.shown
        assert stage.composer.has_focus
        await stage.say("Hello! What brings you in today?")
        assert stage.talk[-1][0] == "buyer"
        await stage.press("escape")
        assert stage.at == "home"


async def test_the_second_run_opens_at_home(open_app: Any, make_desk: Any) -> None:
    async with open_app("competitor-price", desk=make_desk(first_run_done=False)) as stage:
        await stage.say("What stood out to you?")
    async with open_app(desk=make_desk(first_run_done=False)) as stage:
        assert stage.at == "home"


async def test_home_suggests_a_lost_scene_again_and_lists_the_call(open_app: Any, weak: list[str]) -> None:
    async with open_app("competitor-price") as stage:
        await _play(stage, weak, 3)
        await stage.press("escape")
        assert stage.at == "home"
        assert "Once more, while it is fresh." in stage.shown
        assert "✗ lost" in stage.shown
        await stage.press("enter")
        assert stage.at == "brief"


async def test_home_shows_what_it_showed_last_before_anything_is_opened(
    open_app: Any, make_desk: Any, weak: list[str]
) -> None:
    async with open_app("competitor-price") as stage:
        await _play(stage, weak, 3)
        await stage.press("escape")
        last = stage.screen.glance
    desk = make_desk()
    glance = desk.glance_now()
    assert glance is not None
    assert glance.last == last.last
    assert glance.scene == last.scene
    assert desk._store is None


async def test_the_library_filters_while_one_types(open_app: Any) -> None:
    async with open_app() as stage:
        await stage.press("l")
        everything = stage.screen.query_one("#scenes", RowList).keys
        await stage.press(*"dana reyes")
        assert [key.rpartition("/")[2] for key in stage.screen.query_one("#scenes", RowList).keys] == [
            "competitor-price"
        ]
        await stage.press("escape")
        assert stage.screen.query_one("#scenes", RowList).keys == everything
        await stage.press("escape")
        assert stage.at == "home"


async def test_the_library_narrows_by_level_and_the_choice_can_be_undone(open_app: Any) -> None:
    async with open_app() as stage:
        await stage.press("l", "f4")
        assert stage.at == "AskScreen"
        await stage.press("end", "enter")
        scenes = [s for s in stage.screen.scenes if s.difficulty == "hard"]
        assert stage.screen.query_one("#scenes", RowList).keys == [s.ref for s in scenes]
        await stage.press("escape")
        assert len(stage.screen.query_one("#scenes", RowList).keys) == len(stage.screen.scenes)


async def test_a_broken_scene_in_the_library_is_listed_with_what_is_wrong(
    open_app: Any, make_desk: Any, tmp_path: Path
) -> None:
    folder = tmp_path / "data" / "scenarios"
    folder.mkdir(parents=True)
    (folder / "broken.yaml").write_text("id: broken\ntitle: Broken\nbuyer: {}\n")
    async with open_app(desk=make_desk()) as stage:
        await stage.press("l", *"broken")
        assert "cannot be played" in stage.shown
        await stage.press("enter")
        assert stage.at == "library"


async def test_the_brief_changes_mode_and_level_of_the_call(open_app: Any) -> None:
    async with open_app() as stage:
        await stage.press("l", *"cheaper", "enter", "m", "d")
        assert "exam: no help until the end" in stage.shown
        assert "hard (written as medium)" in stage.shown
        await stage.press("enter")
        call = stage.screen.live.call
        assert (call.mode, call.difficulty) == ("exam", "hard")


async def test_results_try_again_from_a_turn_and_keep_the_old_call(open_app: Any, weak: list[str]) -> None:
    async with open_app("competitor-price") as stage:
        await _play(stage, weak, 3)
        old = stage.screen.stored
        await stage.press("5", "down", "enter", "enter")
        assert stage.at == "call"
        assert len(stage.screen.live.call.transcript.rep_turns()) == 1
        assert stage.screen.live.id != old.id
        await stage.say("I went too fast there. What matters most to you in this?")
        assert len(stage.app.desk.store.events(old.id)) == len(old.events)


async def test_every_page_of_the_results_can_be_read_to_its_end_with_the_keys(
    open_app: Any, strong: list[str]
) -> None:
    async with open_app("competitor-price", size=(60, 20)) as stage:
        await _play(stage, strong)
        for page, last in (("1", "In the end"), ("2", "typed talk has no pauses")):
            await stage.press(page)
            assert last not in stage.shown
            for _ in range(20):
                await stage.press("pagedown")
                if last in stage.shown:
                    break
            assert last in stage.shown
        await stage.press("2", "home", "down", "down")
        assert stage.screen.query_one("#page-score", RowList).scroll_offset.y == 2


async def test_the_transcript_of_a_call_numbers_its_turns_as_the_other_pages_do(
    open_app: Any, weak: list[str]
) -> None:
    async with open_app("competitor-price") as stage:
        await _play(stage, weak, 2)
        await stage.press("5")
        first = next(row for row in stage.shown.splitlines() if "You ▌" in row)
        assert first.split()[-1] == "2"


async def test_results_turn_their_pages_and_show_every_part(open_app: Any, strong: list[str]) -> None:
    async with open_app("competitor-price", size=(100, 60)) as stage:
        await _play(stage, strong)
        for key, words in (("1", "Dana says"), ("2", "Objection handling"), ("3", "trust"),
                           ("4", "Acknowledge"), ("5", "what stood out")):  # fmt: skip
            await stage.press(key)
            assert words in stage.shown, key
        await stage.press("right")
        assert "Dana says" in stage.shown


@pytest.mark.parametrize(("down", "suffix"), [(0, "html"), (1, "md"), (2, "json")])
async def test_results_are_exported(
    open_app: Any, tmp_path: Path, strong: list[str], down: int, suffix: str
) -> None:
    async with open_app("competitor-price") as stage:
        await _play(stage, strong)
        await stage.press("e", *["down"] * down, "enter")
        [file] = (tmp_path / "data" / "exports").glob(f"*.{suffix}")
        text = file.read_text()
        assert "Thirty percent cheaper" in text
        assert "what stood out to you in the quote?" in text


async def test_history_lists_filters_marks_and_compares(
    open_app: Any, strong: list[str], weak: list[str]
) -> None:
    async with open_app("competitor-price") as stage:
        await _play(stage, weak, 3)
        await stage.press("r")
        await _play(stage, strong)
        await stage.press("escape", "h")
        assert len(stage.screen.query_one("#calls", RowList).keys) == 2
        await stage.press(*"lost")
        assert len(stage.screen.query_one("#calls", RowList).keys) == 1
        await stage.press("escape", "f2", "up", "f2", "f3")
        assert stage.at == "compare"
        first, second = stage.screen.pair
        assert (first.card.outcome, second.card.outcome) == ("lost", "won")
        assert "▲" in stage.shown
        await stage.press("w")
        assert "RoadLink is junk" in stage.shown
        await stage.press("escape")
        assert stage.at == "history"
        await stage.press("f4")
        assert "Skill by skill" in stage.shown


async def test_a_setting_changed_in_the_app_is_in_the_file_with_its_comments(
    open_app: Any, make_desk: Any, tmp_path: Path
) -> None:
    desk = make_desk()
    file = tmp_path / "settings.toml"
    file.write_text('# mine\npace = "off"\n')
    async with open_app(desk=desk) as stage:
        await stage.press("s", "enter")
        assert stage.at == "AskScreen"
        await stage.press("down", "enter")
        assert stage.app.theme == "roleplay-light"
    text = file.read_text()
    assert "# mine" in text
    assert 'theme = "roleplay-light"' in text


async def test_testing_a_voice_that_is_not_there_says_what_to_do(open_app: Any, make_desk: Any) -> None:
    profiles = {"local": {"base_url": "http://127.0.0.1:9/v1", "model": "tiny"}}
    async with open_app(desk=make_desk(profiles=profiles)) as stage:
        await stage.press("s")
        stage.screen.query_one(RowList).go_to("voice:local")
        await stage.press("t")
        for _ in range(200):
            if stage.screen.told["local"][1] != "dim":
                break
            await stage.settle()
        assert stage.screen.told["local"][1] == "bad"
        assert "127.0.0.1:9" in stage.screen.told["local"][0]


@pytest.mark.parametrize("keys", [[], ["l"], ["l", "enter"], ["h"], ["s"]])
async def test_every_screen_explains_itself(open_app: Any, keys: list[str]) -> None:
    async with open_app() as stage:
        await stage.press(*keys)
        screen = stage.screen
        await stage.press("f1")
        assert stage.at == "HelpScreen"
        assert screen.HELP_TITLE in stage.shown
        await stage.press("escape")
        assert stage.screen is screen


async def test_the_palette_knows_the_actions_of_the_screen(open_app: Any) -> None:
    async with open_app("competitor-price") as stage:
        names = {command.title for command in stage.app.get_system_commands(stage.screen)}
        assert {"Hint", "Take back", "Hang up", "Settings", "Your calls", "Go home", "Quit"} <= names


async def test_keys_can_be_remapped_by_the_id_of_what_they_do(open_app: Any, make_desk: Any) -> None:
    async with open_app("competitor-price", desk=make_desk(keymap={"call.hint": "f12"})) as stage:
        await stage.press("f2")
        assert not [b for b in stage.talk if b[0] == "hint"]
        await stage.press("f12")
        assert [b for b in stage.talk if b[0] == "hint"]


async def test_a_store_that_cannot_be_opened_still_lets_one_practise(
    open_app: Any, make_desk: Any, tmp_path: Path
) -> None:
    (tmp_path / "data").write_text("a file where the folder should be")
    async with open_app("competitor-price", desk=make_desk()) as stage:
        await stage.say("What stood out to you in the quote?")
        assert stage.talk[-1][0] == "buyer"
        await stage.press("escape")
        assert "cannot be kept" in stage.shown


async def test_a_click_opens_what_is_under_it(open_app: Any) -> None:
    async with open_app() as stage:
        lines = stage.shown.split("\n")
        y = next(n for n, text in enumerate(lines) if "All scenes" in text)
        await stage.pilot.click(offset=(10, y))
        await stage.settle()
        assert stage.at == "library"
