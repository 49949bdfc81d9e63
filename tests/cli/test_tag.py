from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

LINE = {
    "text": "That's fair. What happens when a truck stops?",
    "id": 7,
    "context": ["Thirty percent is a lot."],
}


def test_each_line_comes_out_again_with_its_acts(cli) -> None:
    done = cli("tag", stdin=json.dumps(LINE) + "\n\n" + json.dumps({"text": ""}) + "\n")
    assert (done.code, done.err) == (0, "")
    first, second = [json.loads(line) for line in done.out.splitlines()]
    assert {k: first[k] for k in LINE} == LINE
    assert second == {"text": "", "acts": []}
    assert "open_question" in [a["label"] for a in first["acts"]]
    for act in first["acts"]:
        assert set(act) == {"label", "start", "end", "text"}
        assert LINE["text"][act["start"] : act["end"]] == act["text"] != ""


def test_offsets_are_in_characters_not_bytes(cli) -> None:
    text = "\U0001f600 Größe ändert nichts — what happens when a truck stops?"
    done = cli("tag", stdin=json.dumps({"text": text}, ensure_ascii=False))
    [row] = [json.loads(line) for line in done.out.splitlines()]
    assert row["acts"]
    for act in row["acts"]:
        assert text[act["start"] : act["end"]] == act["text"]


def test_a_file_is_read_as_well_as_stdin(cli, tmp_path: Path) -> None:
    file = tmp_path / "turns.jsonl"
    file.write_text('\ufeff{"text": "How many trucks?"}\r\n', encoding="utf-8")
    done = cli("tag", file)
    assert done.code == 0
    assert "closed_question" in done.out


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{not json", "not a line of JSON"),
        ("[1]", "not a JSON object"),
        ('{"txt": "a"}', "text: is missing or no text"),
        ('{"text": 5}', "text: is missing or no text"),
        ('{"text": "a", "context": "b"}', "context: is no list of turns"),
        ('{"text": "a", "context": [{"speaker": "boss", "text": "b"}]}', "context.0: its speaker is neither"),
        (
            '{"text": "a", "context": [{"speaker": ["rep"], "text": "b"}]}',
            "context.0: its speaker is neither",
        ),
        ('{"text": "a", "context": [5]}', "context.0: is no turn"),
        ("[" * 100_000, "not a line of JSON"),
    ],
)
def test_a_bad_line_is_named_by_its_number_and_ends_the_run(cli, line: str, message: str) -> None:
    done = cli("tag", stdin='{"text": "Hello."}\n\n' + line + "\n" + '{"text": "never reached"}\n')
    assert done.code == 2
    assert done.err.startswith(f"error: <stdin>:3: {message}")
    assert len(done.out.splitlines()) == 1


def test_bytes_that_are_no_utf8_are_a_bad_line(cli) -> None:
    done = cli("tag", stdin=b'{"text": "ok"}\n{"text": "\xff\xfe"}\n')
    assert done.code == 2
    assert "<stdin>:2: " in done.err
    assert "UTF-8" in done.err


@pytest.mark.parametrize("file", ["/no/such/file", "/"])
def test_a_file_that_cannot_be_read_is_bad_input(cli, file: str) -> None:
    done = cli("tag", file)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("error: ")


def test_text_that_no_terminal_could_show_still_comes_out_as_json(cli) -> None:
    done = cli("tag", stdin='{"text": "lone \\ud800 half", "note": "\\u001b[31m"}\n')
    assert done.code == 0
    assert json.loads(done.out)["text"] == "lone \ud800 half"


def test_a_pipe_gets_each_answer_before_the_input_ends() -> None:
    command = [sys.executable, "-m", "roleplay", "tag"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for text in ("How many?", "Why?"):
            process.stdin.write(json.dumps({"text": text}) + "\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["text"] == text
        process.stdin.close()
        assert process.wait(60) == 0
