"""How well and how fast the offline tagger reads turns: ``python -m benchmarks.tagger [FILE] [--json]``.

FILE holds JSON lines of ``id``, ``context`` (``speaker``, ``text``), ``text``, ``acts`` (labels), and
``maybe`` (labels left out of scoring, either way). Without FILE the development file is read.
Labels are scored by turn: a label counts once however many spans carry it.
Question form is scored by turn over none, open and closed (a turn may be both open and closed).
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from roleplay.dialogue.acts import Label
from roleplay.dialogue.transcript import Speaker, Turn
from roleplay.tagger import tag

DEV_FILE = Path(__file__).parent / "data" / "rep_turns.dev.jsonl"
_FORMS = ("none", "open_question", "closed_question")


@dataclass
class Count:
    """Hits, false alarms and misses of one label."""

    hit: int = 0
    false: int = 0
    missed: int = 0

    def add(self, said: bool, true: bool) -> None:
        self.hit += said and true
        self.false += said and not true
        self.missed += true and not said

    @property
    def precision(self) -> float:
        return self.hit / (self.hit + self.false) if self.hit + self.false else 0.0

    @property
    def recall(self) -> float:
        return self.hit / (self.hit + self.missed) if self.hit + self.missed else 0.0

    @property
    def f1(self) -> float:
        total = 2 * self.hit + self.false + self.missed
        return 2 * self.hit / total if total else 0.0

    def as_dict(self) -> dict[str, float]:
        return {
            "precision": round(self.precision, 4),
            "recall": round(self.recall, 4),
            "f1": round(self.f1, 4),
            "support": self.hit + self.missed,
        }


@dataclass(frozen=True)
class Row:
    """One labelled turn."""

    id: str
    context: tuple[Turn, ...]
    text: str
    acts: frozenset[str]
    maybe: frozenset[str]


def read_rows(lines: Iterable[str], *, question_marks: bool = True) -> list[Row]:
    """Rows of a labelled file. Without question marks, the turn's text is also lower-cased.

    Raises ``ValueError`` naming the line that is not a row or carries an unknown label.
    """
    known = {label.value for label in Label}
    rows = []
    for n, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            raw = json.loads(line)
            text = raw["text"]
            acts = frozenset(raw["acts"])
            context = tuple(Turn(Speaker(t["speaker"]), t["text"]) for t in raw.get("context", ()))
        except (ValueError, KeyError, TypeError) as error:
            raise ValueError(
                f"line {n} is not a labelled turn ({error!r}): give id, context, text, acts."
            ) from error
        if unknown := acts - known:
            raise ValueError(f"line {n} carries labels that the codebook does not have: {sorted(unknown)}.")
        if not question_marks:
            text = text.replace("?", "").lower()
        rows.append(Row(str(raw.get("id", n)), context, text, acts, frozenset(raw.get("maybe", ()))))
    return rows


def score(rows: Sequence[Row], tagged: Sequence[frozenset[str]]) -> dict[str, object]:
    """Precision, recall and F1 by label, micro F1, and macro F1 of the question form.

    A form is left out of a turn's count where either form is in ``maybe`` for it.
    """
    by_label = {label.value: Count() for label in Label}
    forms = {form: Count() for form in _FORMS}
    for row, got in zip(rows, tagged, strict=True):
        for label, count in by_label.items():
            if label not in row.maybe:
                count.add(label in got, label in row.acts)
        true_forms = row.acts & set(_FORMS)
        said_forms = got & set(_FORMS)
        unsure = row.maybe & set(_FORMS)
        for form in _FORMS[1:]:
            if form not in unsure:
                forms[form].add(form in said_forms, form in true_forms)
        if not unsure:
            forms["none"].add(not said_forms, not true_forms)
    all_ = Count(*(sum(getattr(c, f) for c in by_label.values()) for f in ("hit", "false", "missed")))
    return {
        "turns": len(rows),
        "labels": {label: c.as_dict() for label, c in by_label.items()},
        "micro": all_.as_dict(),
        "forms": {form: c.as_dict() for form, c in forms.items()},
        "form_macro_f1": round(sum(c.f1 for c in forms.values()) / len(forms), 4),
    }


def measure(rows: Sequence[Row]) -> dict[str, object]:
    """The scores of the tagger as it stands, with milliseconds of processor time a turn (first use, which loads weights, apart)."""
    tag("warm up")
    started = time.process_time()
    tagged = [frozenset(act.label.value for act in tag(row.text, row.context)) for row in rows]
    spent = time.process_time() - started
    result = score(rows, tagged)
    result["ms_per_turn"] = round(1000 * spent / max(1, len(rows)), 4)
    return result


def _print_table(result: dict[str, object]) -> None:
    labels, forms = result["labels"], result["forms"]
    assert isinstance(labels, dict)
    assert isinstance(forms, dict)
    print(f"{'label':18}{'precision':>10}{'recall':>9}{'F1':>7}{'turns':>7}")
    for name, c in [*labels.items(), ("micro", result["micro"])]:
        print(f"{name:18}{c['precision']:>10.3f}{c['recall']:>9.3f}{c['f1']:>7.3f}{c['support']:>7}")
    print("\nquestion form by turn")
    for name, c in forms.items():
        print(f"{name:18}{c['precision']:>10.3f}{c['recall']:>9.3f}{c['f1']:>7.3f}{c['support']:>7}")
    print(f"{'macro F1':18}{'':19}{result['form_macro_f1']:>7.3f}")
    print(f"\n{result['turns']} turns, {result['ms_per_turn']} ms a turn")


def main(argv: Sequence[str] | None = None) -> int:
    """Print the figures; 2 if the file cannot be read."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.tagger", description=__doc__.split("\n")[0] if __doc__ else ""
    )
    parser.add_argument("file", nargs="?", type=Path, default=DEV_FILE, help="labelled turns as JSON lines")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument(
        "--no-question-marks", action="store_true", help="take out every ? and lower-case the turns"
    )
    args = parser.parse_args(argv)
    try:
        lines = args.file.read_text(encoding="utf-8").splitlines()
        rows = read_rows(lines, question_marks=not args.no_question_marks)
    except (OSError, ValueError) as error:
        print(f"{args.file}: {error}", file=sys.stderr)
        return 2
    result = measure(rows)
    if args.json:
        print(json.dumps(result, indent=2))
    else:
        _print_table(result)
    return 0


if __name__ == "__main__":
    sys.exit(main())
