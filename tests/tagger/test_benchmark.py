"""The benchmark script: what it counts, and what it says of a bad file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.tagger import main, read_rows, score

ROW = {
    "id": "a",
    "context": [{"speaker": "buyer", "text": "Hm."}],
    "text": "Why is that?",
    "acts": ["open_question"],
    "maybe": ["explore"],
}


def test_labels_in_maybe_count_neither_way() -> None:
    rows = read_rows([json.dumps(ROW)])
    for said in ({"open_question"}, {"open_question", "explore"}):
        assert score(rows, [frozenset(said)])["micro"] == {
            "precision": 1.0,
            "recall": 1.0,
            "f1": 1.0,
            "support": 1,
        }


def test_a_missed_and_a_false_label_are_counted() -> None:
    micro = score(read_rows([json.dumps(ROW)]), [frozenset({"closed_question"})])["micro"]
    assert micro == {"precision": 0.0, "recall": 0.0, "f1": 0.0, "support": 1}


def test_the_json_holds_the_figures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_text(json.dumps(ROW) + "\n", encoding="utf-8")
    assert main([str(file), "--json"]) == 0
    out = json.loads(capsys.readouterr().out)
    assert out["turns"] == 1
    assert {"labels", "micro", "forms", "form_macro_f1", "ms_per_turn"} <= out.keys()


def test_without_question_marks_the_turn_is_read_bare(tmp_path: Path) -> None:
    assert read_rows([json.dumps(ROW)], question_marks=False)[0].text == "why is that"


def test_a_line_that_is_no_row_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "bad.jsonl"
    file.write_text(json.dumps(ROW) + '\n{"text": 3}\n', encoding="utf-8")
    assert main([str(file)]) == 2
    assert "line 2" in capsys.readouterr().err
