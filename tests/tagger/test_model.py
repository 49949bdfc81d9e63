"""The model's weights as shipped, and the data they come from."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import pytest

from roleplay.dialogue.acts import Label
from roleplay.tagger.model import _Packed, load_model
from roleplay.tagger.phrases import PhraseBook

ROOT = Path(__file__).parents[2]


def rows(path: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in (ROOT / path).read_text(encoding="utf-8").splitlines()]


def test_the_weights_cover_the_codebook_and_stay_under_five_megabytes() -> None:
    assert load_model().labels == list(Label)
    assert len(files("roleplay.tagger").joinpath("weights.json").read_bytes()) < 5_000_000


def of(*segments: list[str]) -> list[float]:
    """The scores of segments and of their turn, in one row."""
    by_segment, turn = load_model().scores(segments)
    return [x for row in by_segment for x in row] + turn


def test_scores_add_up_feature_by_feature_and_no_label_spills_into_the_next() -> None:
    none = of([])
    one, two = of(["sorry"]), of(["percent"])
    assert of(["sorry", "percent"]) == pytest.approx(
        [a + b - n for a, b, n in zip(one, two, none, strict=True)]
    )
    assert of(["sorry"] * 1500) == pytest.approx([n + 1500 * (a - n) for a, n in zip(one, none, strict=True)])


def test_a_turn_is_the_sum_of_its_segments() -> None:
    labels = len(load_model().labels)
    apart = [a + b for a, b in zip(of(["sorry"])[labels:], of(["percent"])[labels:], strict=True)]
    assert of(["sorry"], ["percent"])[2 * labels :] == pytest.approx(apart)


def test_a_word_never_met_weighs_nothing() -> None:
    assert of(["zzyzx"]) == of([])


def test_the_second_look_is_a_matrix_times_a_vector() -> None:
    rows = [[0.5, -3.25, 0.001], [2.0, 0.0, -1.5]]
    vector = [1.0, -4.0, 0.333]
    wanted = [sum(a * b for a, b in zip(row, vector, strict=True)) for row in rows]
    assert _Packed(rows).times(vector) == pytest.approx(wanted, abs=0.002)
    with pytest.raises(ValueError, match="2 numbers where 3"):
        _Packed(rows).times([1.0, 2.0])


def test_no_turn_that_is_measured_on_was_trained_on() -> None:
    measured = {str(r["text"]).lower() for r in rows("benchmarks/data/rep_turns.dev.jsonl")}
    for path in sorted((ROOT / "training" / "data").glob("*.jsonl")):
        assert not measured & {str(r["text"]).lower() for r in rows(str(path.relative_to(ROOT)))}, path.name


def test_training_turns_carry_codebook_labels_with_spans_inside_their_text() -> None:
    known = {label.value for label in Label}
    for row in rows("training/data/rep_turns.train.jsonl"):
        text, spans = row["text"], row["spans"]
        assert isinstance(text, str)
        assert isinstance(spans, list)
        assert set(row["acts"]) == {label for label, _, _ in spans} <= known  # type: ignore[call-overload]
        assert all(0 <= start < end <= len(text) for _, start, end in spans)


@pytest.mark.parametrize(
    ("words", "found"),
    [("i get why it matters", True), ("i see why", True), ("i get it", False), ("why i get", False)],
)
def test_a_phrase_is_found_with_its_choices(words: str, found: bool) -> None:
    book = PhraseBook({"x": "i (get|see) why"})
    assert bool(book.find(words.split(), 0, len(words.split()))) is found


def test_a_gap_spans_up_to_three_words() -> None:
    book = PhraseBook({"x": "if you * then"})
    assert book.find("if you sign the deal then".split(), 0, 6) == {"x"}
    assert not book.find("if you sign the big deal now then".split(), 0, 8)


def test_a_phrase_that_begins_with_a_gap_is_refused() -> None:
    with pytest.raises(ValueError, match="must begin with a word"):
        PhraseBook({"x": "* then"})
