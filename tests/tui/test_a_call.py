"""Journeys through a call in the app, with the real engine, store and grader."""

from __future__ import annotations

from typing import Any

import pytest

from roleplay.dialogue.events import BuyerSaying, HintGiven
from roleplay.errors import ServiceUnreachable
from roleplay.tui.widgets.choices import Choices
from roleplay.tui.widgets.meters import Meters


async def test_a_scene_is_picked_briefed_played_and_graded(open_app: Any, strong: list[str]) -> None:
    async with open_app() as stage:
        await stage.press("l")
        assert stage.at == "library"
        await stage.press(*"cheaper", "enter")
        assert stage.at == "brief"
        assert "At least 70 points of 100, and the buyer agrees." in stage.shown
        await stage.press("enter")
        assert stage.at == "call"
        for line in strong:
            if stage.screen.over:
                break
            await stage.say(line)
        assert stage.screen.over
        assert "Dana agreed." in stage.shown
        await stage.press("enter")
        assert stage.at == "results"
        assert stage.screen.stored.card.passed is True
        assert "Dana agreed." in stage.shown


async def test_a_pushy_rep_is_hung_up_on_and_reads_why(open_app: Any, weak: list[str]) -> None:
    async with open_app("competitor-price") as stage:
        for line in weak * 3:
            if stage.screen.over:
                break
            await stage.say(line)
        assert stage.screen.over
        await stage.press("enter")
        assert stage.screen.stored.card.outcome == "lost"
        assert "not passed" in stage.shown


async def test_an_answer_given_twice_in_a_hurry_takes_one_dialog_away(open_app: Any) -> None:
    async with open_app("competitor-price") as stage:
        await stage.say("Hello Dana, thanks for the time. What made you look?")
        await stage.press("f5")
        dialog = stage.screen
        assert stage.at == "AskScreen"
        for answer in ("yes", None, "no"):
            dialog.close(answer)
        dialog.action_cancel()
        await stage.settle()
        assert stage.at == "call"
        assert len(stage.app.screen_stack) == 2


async def test_hanging_up_asks_first_and_then_ends_the_call(open_app: Any) -> None:
    async with open_app("competitor-price") as stage:
        await stage.press("f5")
        assert stage.at == "AskScreen"
        await stage.press("enter")
        assert not stage.screen.over
        await stage.press("f5", "down", "enter")
        assert stage.screen.over
        assert stage.screen.live.call.ending.reason == "hung_up"


async def test_a_call_left_in_the_middle_waits_at_home_with_its_draft(open_app: Any, make_desk: Any) -> None:
    async with open_app("competitor-price") as stage:
        await stage.say("What stood out to you in the quote?")
        stage.composer.insert("And what is behind th")
        await stage.press("escape")
        assert stage.at == "home"
        assert "Not over yet" in stage.shown
    async with open_app(desk=make_desk()) as stage:
        assert "Not over yet" in stage.shown
        await stage.press("r")
        assert stage.at == "call"
        assert ("rep", "What stood out to you in the quote?") in stage.talk
        assert stage.composer.text == "And what is behind th"


async def test_the_last_turn_can_be_taken_back_and_its_words_come_back(open_app: Any) -> None:
    async with open_app("competitor-price") as stage:
        await stage.say("What stood out to you in the quote?")
        before = stage.talk
        first = stage.screen.live.id
        await stage.say("RoadLink is junk.")
        await stage.press("f4")
        assert [b for b in stage.talk if b[0] in ("rep", "buyer")] == [
            b for b in before if b[0] in ("rep", "buyer")
        ]
        assert stage.composer.text == "RoadLink is junk."
        assert stage.screen.live.id != first
        assert stage.app.desk.store.count() == 2


async def test_hints_come_in_three_levels_and_are_counted(open_app: Any) -> None:
    async with open_app("competitor-price") as stage:
        await stage.say("What stood out to you in the quote?")
        await stage.press("f2", "f2", "f2", "f2")
        hints = [text for kind, text in stage.talk if kind == "hint"]
        assert [text.split(":")[0] for text in hints] == [
            "Nudge",
            "You could ask",
            "You could say",
            "You could say",
        ]
        recorded = [e.level for e in stage.screen.live.call.events if isinstance(e, HintGiven)]
        assert recorded == [1, 2, 3, 3]
        assert stage.screen.query_one(Meters).reading.hints == 4
        await stage.say("Fair. What do they offer?")
        await stage.press("f2")
        assert stage.talk[-1][1].startswith("Nudge")


async def test_the_meters_follow_what_the_rep_does(open_app: Any) -> None:
    async with open_app("competitor-price") as stage:
        await stage.say("Thanks for reading it. What stood out to you in the quote?")
        reading = stage.screen.query_one(Meters).reading
        assert reading.open_questions == 1
        assert reading.objection.startswith("RoadLink came in")
        assert not reading.steps & {"acknowledge", "answer"}
        await stage.say(
            "A thirty percent gap would make me stop too. What is behind the focus on price right now?"
        )
        reading = stage.screen.query_one(Meters).reading
        assert "acknowledge" in reading.steps
        assert "explore" in reading.steps
        assert reading.share is not None
        assert 0.4 < reading.share < 0.8


async def test_an_exam_shows_no_meters_hints_or_stage_directions(open_app: Any) -> None:
    async with open_app("competitor-price", mode="exam", size=(140, 45)) as stage:
        await stage.say("A thirty percent gap would make me stop too. What stood out to you?")
        await stage.press("f2", "f3", "f4")
        assert {kind for kind, _ in stage.talk} == {"rep", "buyer"}
        assert not stage.screen.query_one(Meters).display
        assert "Hint" not in stage.shown
        assert len(stage.screen.live.call.transcript.rep_turns()) == 1


async def test_pause_stops_and_enter_goes_on(open_app: Any) -> None:
    async with open_app("competitor-price") as stage:
        await stage.press("f3")
        assert "paused" in stage.shown
        await stage.say("What stood out to you in the quote?")
        kinds = [e.type for e in stage.screen.live.call.events]
        assert kinds.index("paused") < kinds.index("unpaused") < kinds.index("rep_spoke")


class _Broken:
    """A voice that fails as often as it is told to."""

    voice = "model"

    def __init__(self, times: int) -> None:
        self.times = times

    async def say(self, view: Any, direction: Any) -> Any:
        if self.times:
            self.times -= 1
            raise ServiceUnreachable("The model at localhost does not answer.")
        for sentence in ("I hear you.", "Go on."):
            yield BuyerSaying(turn=direction.turn, text=sentence)


@pytest.mark.parametrize(("key", "expected"), [("enter", "I hear you. Go on."), ("scripted", "")])
async def test_a_model_that_fails_offers_choices_and_no_word_is_lost(
    open_app: Any, key: str, expected: str
) -> None:
    async with open_app("competitor-price") as stage:
        stage.screen.live.call.buyer = _Broken(1)
        stage.screen.live.voice = "model"
        await stage.say("What stood out to you in the quote?")
        choices = stage.screen.query_one(Choices)
        assert choices.display
        assert choices.offered == ("retry", "scripted", "home")
        assert "does not answer" in stage.shown
        assert ("rep", "What stood out to you in the quote?") in stage.talk
        await stage.press("enter") if key == "enter" else await stage.press("tab", "enter")
        assert not choices.display
        if expected:
            assert stage.talk[-1] == ("buyer", expected)
        else:
            assert stage.talk[-1][0] == "buyer"
            assert any("scripted lines" in text for kind, text in stage.talk if kind == "note")
        await stage.say("And what is behind that?")
        assert stage.talk[-1][0] == "buyer"


async def test_what_is_typed_while_a_failed_model_waits_stays_in_the_composer(open_app: Any) -> None:
    async with open_app("competitor-price") as stage:
        stage.screen.live.call.buyer = _Broken(1)
        await stage.say("What stood out to you?")
        stage.composer.focus()
        await stage.say("And one more thing.")
        assert stage.composer.text == "And one more thing."
        assert len(stage.screen.live.call.transcript.rep_turns()) == 1


async def test_a_store_that_stops_taking_events_is_told_and_the_call_goes_on(
    open_app: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from roleplay.errors import StoreError

    async with open_app("competitor-price") as stage:

        def full(events: Any) -> None:
            raise StoreError("The disk is full. Free some space.")

        monkeypatch.chdir(tmp_path)
        stage.screen.live.call._tape._recorder.append = full
        await stage.say("What stood out to you in the quote?")
        assert any("The disk is full" in text for kind, text in stage.talk if kind == "trouble")
        await stage.say("And what is behind that?")
        assert len([1 for kind, text in stage.talk if kind == "trouble"]) == 1, "told once, not at every turn"
        await stage.press("f8")
        [file] = tmp_path.glob("roleplay-call-*.json")
        assert "And what is behind that?" in file.read_text()


async def test_the_buyers_words_appear_bit_by_bit_and_enter_shows_the_rest(
    open_app: Any, make_desk: Any
) -> None:
    async with open_app("competitor-price", desk=make_desk(pace="human")) as stage:
        stage.screen._finish_reveal()
        stage.composer.insert("What stood out to you in the quote?")
        await stage.pilot.press("enter")
        await stage.pilot.pause(0.1)
        assert stage.talk[-1][0] == "buyer"
        whole = stage.screen.live.call.transcript.turns[-1].text
        assert stage.talk[-1][1] != whole
        stage.composer.insert("Next line")
        await stage.pilot.press("enter")
        await stage.pilot.pause()
        texts = [text for kind, text in stage.talk if kind == "buyer"]
        assert whole in texts
        assert ("rep", "Next line") in stage.talk


async def test_a_broken_scene_is_told_in_place_of_the_call(open_app: Any, tmp_path: Any) -> None:
    file = tmp_path / "broken.yaml"
    file.write_text("title: No buyer\n")
    async with open_app(str(file)) as stage:
        [(kind, words)] = stage.talk
        assert kind == "trouble"
        assert "broken.yaml" in words
        await stage.press("escape")
        assert stage.at == "home"


async def test_enter_with_nothing_written_shows_the_rest_at_once_and_ends_a_pause(open_app: Any) -> None:
    async with open_app("competitor-price") as stage:
        await stage.press("f3")
        assert "paused" in stage.shown
        await stage.press("enter")
        assert "paused" not in stage.shown
        assert stage.screen.live.call.transcript.rep_turns() == []


async def test_who_clicked_into_the_conversation_can_go_on_typing(open_app: Any) -> None:
    async with open_app("competitor-price") as stage:
        stage.composer.insert("So w")
        await stage.pilot.click("#talk")
        assert stage.screen.focused is not stage.composer
        await stage.pilot.press(*"hat")
        await stage.settle()
        assert stage.composer.text == "So what"


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
async def test_the_meters_quote_the_objection_as_the_buyer_put_it_and_tell_the_objective(
    open_app: Any, make_desk: Any, seed: int
) -> None:
    async with open_app("first-call", desk=make_desk(seeds=lambda: seed), size=(140, 40)) as stage:
        await stage.say("Morning! I roast coffee two streets away.")
        said = stage.talk[-1][1]
        shown = stage.screen.query_one(Meters).reading.objection
        assert shown
        assert shown in said
        assert "Your objective" in stage.shown


async def test_help_in_a_call_begins_with_the_brief(open_app: Any) -> None:
    async with open_app("competitor-price", size=(100, 50)) as stage:
        await stage.press("f1")
        assert "Your objective: Get Dana to bring her CFO" in " ".join(stage.shown.split())
