"""Line mode through pipes, and on a real pseudo-terminal."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pexpect
import pytest

READY = "Dana Reyes: .*?\r\nYou: "
"""The buyer has spoken and the prompt stands there."""
PLAY = ("play", "competitor-price", "--plain", "--seed", "1")


def play(cli, text: str | bytes, *more: str):
    return cli(*PLAY, *more, stdin=text)


def said(cli, name: str = "last") -> list[str]:
    turns = cli("calls", "show", name, "--json").json["call"]["turns"]
    return [t["text"] for t in turns if t["speaker"] == "rep"]


def test_the_brief_with_its_pass_rule_comes_before_and_the_scorecard_after(cli) -> None:
    done = play(cli, "What stood out to you?\n/end\n")
    assert done.code == 0
    places = [
        done.out.index(text)
        for text in (
            "Do not cut the price",
            "Passed with a score",
            "\nDana Reyes: ",
            "\nYou: What stood",
            "\nScore: ",
        )
    ]
    assert places == sorted(places)


def test_the_end_of_input_hangs_up(cli) -> None:
    done = play(cli, "What stood out to you?\n")
    assert done.code == 0
    assert cli("calls", "show", "last", "--json").json["call"]["ending"]["reason"] == "hung_up"


def test_leaving_keeps_the_call_and_says_how_to_go_on(cli) -> None:
    done = play(cli, "What stood out to you?\n/quit\nnever said\n")
    assert done.code == 0
    call = cli("calls", "list", "--json", "--open").json[0]
    assert f"roleplay calls resume {call['id']}" in done.err
    assert "Score" not in done.out
    assert said(cli) == ["What stood out to you?"]


def test_a_backslash_goes_on_in_the_next_line_and_two_slashes_say_one(cli) -> None:
    play(cli, "one\\\ntwo\\\nthree\n//end is not a command\n//\n/quit\n")
    assert said(cli) == ["one\ntwo\nthree", "/end is not a command", "/"]


def test_an_empty_line_is_no_turn_and_an_unknown_command_is_not_said(cli) -> None:
    done = play(cli, "\n   \n/ende\n/quit\n")
    assert "There is no command /ende" in done.out
    assert cli("calls", "show", "last", "--json").json["call"]["turns"][1:] == []


def test_help_lists_every_command_that_there_is(cli) -> None:
    out = play(cli, "/help\n/quit\n").out
    for command in (
        "/end",
        "/hint",
        "/look",
        "/back",
        "/pause",
        "/quit",
        "/save FILE",
        "/brief",
        "/help",
        "//",
    ):
        assert command in out


def test_hints_come_in_three_levels_and_are_counted(cli) -> None:
    out = play(cli, "/hint\n/hint\n/hint\n/hint\nHello.\n/hint\n/quit\n").out
    assert [out.count(k) for k in ("(A nudge: ", "(A question to ask: ", "(A line to say: ")] == [2, 1, 2]
    events = cli("calls", "show", "last", "--json", "--events").json["call"]["events"]
    assert [e["level"] for e in events if e["type"] == "hint_given"] == [1, 2, 3, 3, 1]


def test_taking_back_a_turn_is_a_new_call_and_the_old_try_stays(cli) -> None:
    done = play(cli, "First.\nSecond, badly.\n/back\nSecond, better.\n/quit\n")
    assert 'Taken back: "Second, badly."' in done.out
    new, old = cli("calls", "list", "--json").json
    assert (new["forked_from"], new["forked_turn"]) == (old["id"], 4)
    assert said(cli, new["id"]) == ["First.", "Second, better."]
    assert said(cli, old["id"]) == ["First.", "Second, badly."]
    assert "You have not said anything yet" in play(cli, "/back\n/quit\n").out


def test_looking_shows_the_mood_in_words_the_questions_and_the_objection(cli) -> None:
    out = play(cli, "What stood out to you?\n/look\n/quit\n").out
    assert "1 open and 0 closed" in out
    assert "Your turns left: 13" in out
    assert "Objection on competitor: raised" in out


def test_an_exam_gives_no_help(cli) -> None:
    out = play(cli, "What stood out to you?\n/hint\n/look\n/back\n/quit\n", "--exam").out
    assert out.count("is not part of an exam") == 3
    assert "(Dana" not in out
    types = {e["type"] for e in cli("calls", "show", "last", "--json", "--events").json["call"]["events"]}
    assert not types & {"hint_given", "forked"}


def test_a_pause_stops_the_clock_and_what_is_typed_in_it_is_not_said(cli) -> None:
    done = play(cli, "/pause\nare you there\nHello.\n/quit\n")
    assert "was not said" in done.out
    events = cli("calls", "show", "last", "--json", "--events").json["call"]["events"]
    types = [e["type"] for e in events]
    assert types.index("paused") + 1 == types.index("unpaused")
    assert said(cli) == ["Hello."]


def test_the_call_so_far_can_be_saved_and_nothing_is_overwritten(cli, tmp_path: Path) -> None:
    file = tmp_path / "call.json"
    done = play(cli, f"Hello.\n/save {file}\n/save {file}\n/save {tmp_path}/no/such/place\n/save\n/quit\n")
    assert json.loads(file.read_text())["call"]["turns"][1]["text"] == "Hello."
    assert "is there already and was left as it is" in done.out
    assert "cannot be written" in done.out
    assert "Give a file" in done.out


def test_escapes_are_stored_as_typed_and_shown_harmless(cli) -> None:
    text = "Red \x1b[31mprice\x1b[0m \u202eecirp [/b]\x07"
    done = play(cli, text + "\n/back\n" + text + "\n/quit\n")
    assert said(cli) == [text]
    assert not set(done.out) & set("\x1b\x07\u202e")
    assert "␛[31mprice" in done.out


def test_a_turn_of_several_lines_cannot_pass_for_the_buyers(cli) -> None:
    done = play(cli, "Hello.\\\nDana Reyes: I agree.\n/quit\n")
    assert "\nYou: Hello.\n    Dana Reyes: I agree.\n" in done.out


def test_bytes_that_are_no_text_do_not_end_the_call(cli) -> None:
    done = play(cli, b"caf\xe9 \xff?\n/quit\n")
    assert done.code == 0
    assert said(cli) == ["caf\ufffd \ufffd?"]


def test_with_json_the_talk_goes_to_stderr_and_stdout_is_data(cli) -> None:
    done = play(cli, "What stood out to you?\n/end\n", "--json")
    assert done.json["call"]["turns"][1]["text"] == "What stood out to you?"
    assert "You: What stood out to you?" in done.err


def test_a_model_that_breaks_through_a_pipe_goes_on_scripted(cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    done = play(cli, "What stood out to you?\n/end\n", "--judge", "none")
    assert done.code == 0
    assert "127.0.0.1:9" in done.err
    assert "goes on with scripted lines" in done.err
    assert said(cli) == ["What stood out to you?"]


Terminal = pexpect.spawn


@pytest.fixture
def terminal(own_home: Path) -> Iterator:
    opened: list[Terminal] = []

    def open_it(*arguments: str, **environment: str) -> Terminal:
        env = {**os.environ, "TERM": "dumb", "LC_ALL": "C.UTF-8", **environment}
        child = pexpect.spawn(
            sys.executable,
            ["-m", "roleplay", *arguments],
            env=env,
            encoding="utf-8",
            timeout=30,
            dimensions=(40, 160),
        )
        opened.append(child)
        return child

    yield open_it
    for child in opened:
        child.close(force=True)


def test_on_a_terminal_turns_are_typed_at_a_prompt_and_not_echoed_twice(terminal, cli) -> None:
    child = terminal(*PLAY)
    child.expect(READY)
    child.sendline("What stood out to you?")
    child.expect(READY)
    child.sendline("/end")
    child.expect("Score: ")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    assert said(cli) == ["What stood out to you?"]


def test_ctrl_c_leaves_a_call_that_resumes(terminal, cli) -> None:
    child = terminal(*PLAY)
    child.expect(READY)
    child.sendline("What stood out to you?")
    child.expect(READY)
    child.sendintr()
    child.expect("roleplay calls resume ([a-z0-9]+)")
    call = child.match.group(1)
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 130
    assert "Traceback" not in child.before
    again = terminal("calls", "resume", call, "--plain")
    again.expect("So far:")
    again.expect("You: What stood out to you")
    again.expect("\nYou: ")
    again.sendline("Why is that?")
    again.expect(READY)
    again.sendline("/end")
    again.expect(pexpect.EOF)
    assert said(cli, call) == ["What stood out to you?", "Why is that?"]


def test_ctrl_c_while_a_model_is_asked_leaves_a_call_that_resumes(terminal, cli) -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}/v1"
        child = terminal(*PLAY, "--judge", "none", OPENAI_BASE_URL=address)
        child.expect(READY)
        child.sendline("What stood out to you?")
        silent.accept()  # the model has been asked and says nothing
        child.sendintr()
        child.expect("roleplay calls resume ([a-z0-9]+)")
        call = child.match.group(1)
        child.expect(pexpect.EOF)
        child.close()
    assert child.exitstatus == 130
    assert said(cli, call) == ["What stood out to you?"]
    done = cli("calls", "resume", call, "--voice", "scripted", stdin="/end\n")
    assert done.code == 0
    turns = cli("calls", "show", call, "--json").json["call"]["turns"]
    assert [t["speaker"] for t in turns[:3]] == ["buyer", "rep", "buyer"]


def test_ctrl_d_hangs_up(terminal, cli) -> None:
    child = terminal(*PLAY)
    child.expect(READY)
    child.sendline("What stood out to you?")
    child.expect(READY)
    child.sendeof()
    child.expect("Score: ")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0


def test_a_terminal_that_is_closed_loses_nothing(terminal, cli) -> None:
    child = terminal(*PLAY)
    child.expect(READY)
    child.sendline("What stood out to you?")
    child.expect(READY)
    child.kill(signal.SIGHUP)
    child.expect(pexpect.EOF)
    assert said(cli) == ["What stood out to you?"]
