"""Train the tagger's model: ``python -m training.tagger [--check]``.

Reads ``training/data/*.jsonl`` (turns written for this purpose, some with spans), finds the segments
that carry the labels of turns without spans, fits one logistic regression a label over the features
of ``roleplay.tagger.features``, one over those of the turn as a whole, and a second look over both, sets each label's threshold
on held-out folds (grouped by context, so that no buyer's line is on both sides), and writes ``roleplay/tagger/weights.json``. ``--check`` only prints the held-out figures.
The same data gives the same weights. Needs scikit-learn (development only).
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import multiprocessing
import sys
import zlib
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, diags
from sklearn.linear_model import LogisticRegression

from roleplay.dialogue.acts import Label
from roleplay.dialogue.transcript import Speaker, Turn
from roleplay.tagger.context import hear
from roleplay.tagger.features import turn_features
from roleplay.tagger.phrasing import phrasing
from roleplay.tagger.segments import Segment, cut
from roleplay.tagger.text import read_words
from roleplay.tagger.turnwise import summary

DATA = Path(__file__).parent / "data"
WEIGHTS = Path(__file__).parents[1] / "roleplay" / "tagger" / "weights.json"
LABELS = [label.value for label in Label]
QUESTION_LABELS = {"open_question", "closed_question", "explore", "discover", "check"}
FOLDS = 5
MIN_COUNT = 2  # a feature seen in one turn only says nothing
TURN_STRENGTH = 0.3
STRENGTH = 0.1  # inverse regularisation of the logistic regressions; chosen on the held-out folds
WHOLE_STRENGTH = 0.05  # the same for those of whole turns
COSTLY = {"pressure", "disparage", "dismiss", "discount"}  # a false one costs a rep dearly: precision first
WORKERS = 2


@dataclass
class Sample:
    """One turn as it is trained on: features and labels by segment."""

    group: str
    segments: list[Segment]
    flags: tuple[str, ...]
    features: list[list[str]]
    labels: list[set[str]]
    acts: set[str]
    weight: float
    original: bool
    line: bool = False  # one line of its own, the buyer's only picked to go with it
    pieced: bool = False  # put together from lines that stand elsewhere too: no fair test
    placed: bool = True  # its labels have spans, so that we know which segment carries each


def plain(text: str) -> str:
    """The turn as typed by somebody who leaves out marks and capitals."""
    return text.replace("?", "").replace("'", "").lower()


def variants(
    row: dict[str, Any],
) -> list[tuple[str, list[tuple[str, int, int]], list[dict[str, str]], float]]:
    """A turn as written, and as others would type it."""
    text, spans, context = row["text"], [tuple(s) for s in row.get("spans", ())], row["context"]
    out = [(text, spans, context, 1.0)]
    # Offsets after a removed mark shift by one: count the marks before.
    keep = [0]
    for c in text:
        keep.append(keep[-1] + (c not in "?'"))
    if "?" in text or "'" in text or text != text.lower():
        moved = [(label, keep[a], keep[b]) for label, a, b in spans]
        out.append((plain(text), moved, context, 0.5))
    return out


def sample(
    text: str,
    spans: Sequence[tuple[str, int, int]],
    context: Sequence[dict[str, str]],
    weight: float,
    original: bool,
    acts: set[str],
) -> Sample:
    """Cut and featurise a turn, and give each segment the labels of the spans that it lies in."""
    w = read_words(text)
    segments = cut(w)
    turns = [Turn(Speaker(t["speaker"]), t["text"]) for t in context]
    heard = hear(turns)
    features = turn_features(w, segments, heard, [p.cues for p in phrasing(w, segments)])
    labels: list[set[str]] = [set() for _ in segments]
    places = [(w.starts[s.first], w.ends[s.last - 1]) for s in segments]
    for label, a, b in spans:
        inside = [k for k, (x, y) in enumerate(places) if min(y, b) - max(x, a) > 0.5 * (y - x)]
        if not inside:
            inside = [max(range(len(places)), key=lambda k: min(places[k][1], b) - max(places[k][0], a))]
        if label in QUESTION_LABELS:
            asked = [k for k in inside if segments[k].question is not None]
            if label in ("open_question", "closed_question") and len(asked) > 1:
                form = label.split("_")[0]
                fitting = [k for k in asked if (q := segments[k].question) is not None and q.form == form]
                asked = fitting or asked[:1]
            inside = asked or inside[-1:]
        for k in inside:
            labels[k].add(label)
    group = context[-1]["text"] if context else text
    return Sample(group, segments, heard.flags, features, labels, acts, weight, original)


def load(folder: Path = DATA) -> list[Sample]:
    """All samples, in the order of the files. Turns without spans come with no labels on their segments."""
    out = []
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            for k, (text, spans, context, weight) in enumerate(variants(row)):
                if not read_words(text).words:
                    continue
                made = sample(text, spans, context, weight, k == 0, set(row["acts"]))
                kind = row["id"][0]
                made.pieced, made.line, made.placed = kind == "p", kind == "s", "spans" in row
                if made.line:
                    made.group = text
                out.append(made)
    return out


def place(samples: Sequence[Sample], rounds: int = 2) -> None:
    """Find the segment that carries each label of the turns that were labelled as a whole.

    The model of the turns with spans says which segment is the likeliest; then all turns train the
    next model, which says it again.
    """
    whole = [s for s in samples if not s.placed]
    known = [s for s in samples if s.placed]
    for n in range(rounds):
        train = known if n == 0 else list(samples)
        vocab = vocabulary(train)
        weights = fit(train, vocab)
        for s, scores in zip(whole, segment_scores(whole, vocab, weights), strict=True):
            s.labels = [set() for _ in s.segments]
            asks = [k for k, segment in enumerate(s.segments) if segment.question is not None]
            for label in sorted(s.acts):
                column = scores[:, LABELS.index(label)]
                places = asks if asks and label in QUESTION_LABELS else list(range(len(s.segments)))
                if label in ("open_question", "closed_question"):
                    form = label.split("_")[0]
                    fitting = [
                        k for k in places if (q := s.segments[k].question) is not None and q.form == form
                    ]
                    places = fitting or places
                best = max(places, key=lambda k: column[k])
                for k in places:
                    if k == best or column[k] > 0:
                        s.labels[k].add(label)


def vocabulary(samples: Sequence[Sample]) -> dict[str, int]:
    """Features that occur often enough, numbered in order of name."""
    seen: Counter[str] = Counter()
    groups: dict[str, set[int]] = defaultdict(set)
    for n, s in enumerate(samples):
        if s.original:
            for f in {f for fs in s.features for f in fs}:
                seen[f] += 1
                groups[f].add(n)
    return {
        f: k for k, f in enumerate(sorted(f for f, c in seen.items() if c >= MIN_COUNT and "\n" not in f))
    }


def matrix(feature_lists: Sequence[Sequence[str]], vocab: dict[str, int]) -> csr_matrix:
    rows, cols = [], []
    for r, fs in enumerate(feature_lists):
        for f in fs:
            c = vocab.get(f)
            if c is not None:
                rows.append(r)
                cols.append(c)
    data = np.ones(len(rows), dtype=np.float64)
    return csr_matrix((data, (rows, cols)), shape=(len(feature_lists), len(vocab)))


def telling(x: csr_matrix, y: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """How far each feature may be trusted for a label: more, the more its share differs between the
    segments that carry the label and the others (log count ratio; Wang and Manning, 2012)."""
    with_label, without = x.T @ (y * weight) + 1, x.T @ (~y * weight) + 1
    ratio = np.abs(np.log((with_label / with_label.sum()) / (without / without.sum())))
    return 0.3 + 0.7 * np.minimum(ratio, 3)


_task: tuple[csr_matrix, np.ndarray, list[set[str]], int, float]  # what the workers are forked with


def _fit_label(label: str) -> np.ndarray:
    x, weight, sets, bias, strength = _task
    y = np.array([label in labels for labels in sets])
    if y.sum() < 2:
        out = np.zeros(x.shape[1])
        out[bias] = -10
        return out
    scale = telling(x, y, weight)
    scale[bias] = 1.5
    model = LogisticRegression(C=strength, solver="liblinear", fit_intercept=False, tol=1e-2, random_state=0)
    model.fit(x @ diags(scale), y, sample_weight=weight)
    found: np.ndarray = model.coef_[0] * scale
    return found


def fit(samples: Sequence[Sample], vocab: dict[str, int], strength: float = STRENGTH) -> np.ndarray:
    """Weights, features by labels; the feature ``bias`` carries the intercept."""
    global _task
    x = matrix([f for s in samples for f in s.features], vocab)
    sets = [labels for s in samples for labels in s.labels]
    weight = np.array([s.weight for s in samples for _ in s.labels])
    _task = (x, weight, sets, vocab["bias"], strength)
    with multiprocessing.get_context("fork").Pool(WORKERS) as pool:
        return np.array(pool.map(_fit_label, LABELS, chunksize=1)).T


def fit_whole(samples: Sequence[Sample], vocab: dict[str, int]) -> np.ndarray:
    """The same for turns as a whole: a turn has all the features of its segments, as often as they do."""
    global _task
    x = matrix([[f for fs in s.features for f in fs] for s in samples], vocab)
    weight = np.array([s.weight for s in samples])
    _task = (x, weight, [s.acts for s in samples], vocab["bias"], WHOLE_STRENGTH)
    with multiprocessing.get_context("fork").Pool(WORKERS) as pool:
        return np.array(pool.map(_fit_label, LABELS, chunksize=1)).T


def whole_scores(samples: Sequence[Sample], vocab: dict[str, int], weights: np.ndarray) -> np.ndarray:
    """Turns by labels."""
    found: np.ndarray = matrix([[f for fs in s.features for f in fs] for s in samples], vocab) @ weights
    return found


def fold_of(s: Sample) -> int:
    """All turns that answer one buyer's line are in one fold, for good."""
    return int(hashlib.md5(s.group.encode()).hexdigest(), 16) % FOLDS


def segment_scores(samples: Sequence[Sample], vocab: dict[str, int], weights: np.ndarray) -> list[np.ndarray]:
    """By turn, scores of segments by labels."""
    flat = matrix([f for s in samples for f in s.features], vocab) @ weights
    ends = np.cumsum([len(s.features) for s in samples])
    return np.split(flat, ends[:-1])


def held_out(samples: Sequence[Sample]) -> tuple[list[np.ndarray], np.ndarray]:
    """Segment scores and turn scores of each turn by models that have not seen its buyer's line."""
    folds = [fold_of(s) for s in samples]
    out: list[np.ndarray] = [np.zeros((0, 0))] * len(samples)
    whole = np.zeros((len(samples), len(LABELS)))
    for fold in range(FOLDS):
        train = [s for s, f in zip(samples, folds, strict=True) if f != fold and not s.pieced]
        test = [n for n, f in enumerate(folds) if f == fold]
        vocab = vocabulary(train)
        weights = fit(train, vocab)
        for n, scores in zip(test, segment_scores([samples[n] for n in test], vocab, weights), strict=True):
            out[n] = scores
        whole[test] = whole_scores([samples[n] for n in test], vocab, fit_whole(train, vocab))
    return out, whole


def second_look(
    samples: Sequence[Sample], scores: Sequence[np.ndarray], whole: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The turn's models: weights (summary by labels), and held-out scores with the truth they aim at."""
    x = np.array(
        [
            summary(f.tolist(), t.tolist(), s.segments, s.flags)
            for s, f, t in zip(samples, scores, whole, strict=True)
        ]
    )
    truth = np.array([[label in s.acts for label in LABELS] for s in samples])
    folds = np.array([fold_of(s) for s in samples])
    # The constant in the summary is the intercept; it must not be held down by the penalty.
    weights, out = np.zeros((x.shape[1], len(LABELS))), np.zeros(truth.shape)
    constant = 3 * len(LABELS) + 1

    def learn(rows: np.ndarray, k: int) -> np.ndarray:
        model = LogisticRegression(C=TURN_STRENGTH, max_iter=1000)
        model.fit(x[rows], truth[rows, k])
        found = model.coef_[0].copy()
        found[constant] += model.intercept_[0]
        return found

    for k in range(len(LABELS)):
        for fold in range(FOLDS):
            out[folds == fold, k] = x[folds == fold] @ learn(folds != fold, k)
        weights[:, k] = learn(folds >= 0, k)
    return weights, out, truth


def best_thresholds(scores: np.ndarray, truth: np.ndarray) -> list[float]:
    """Per label the threshold with the best F1 (costly labels: precision counts more) on held-out turns,
    drawn to the middle where few turns speak."""
    out = []
    for k, label in enumerate(LABELS):
        recall = 0.6 if label in COSTLY else 1.0  # how much recall counts beside precision
        best, best_f1 = 0.0, -1.0
        for t in np.arange(-2.0, 1.05, 0.1):
            said = scores[:, k] > t
            hit = (said & truth[:, k]).sum()
            total = said.sum() + recall * truth[:, k].sum()
            f1 = (1 + recall) * hit / total if total else 0.0
            if f1 > best_f1:
                best, best_f1 = float(t), f1
        n = truth[:, k].sum()
        trust = n / (n + 60)
        out.append(round(trust * best + (1 - trust) * -0.7, 3))
    return out


def report(scores: np.ndarray, truth: np.ndarray, thresholds: Sequence[float]) -> float:
    said = scores > np.array(thresholds)
    for k, label in enumerate(LABELS):
        hit = (said[:, k] & truth[:, k]).sum()
        f1 = 2 * hit / max(1, said[:, k].sum() + truth[:, k].sum())
        print(
            f"{label:18} n {truth[:, k].sum():5d}  P {hit / max(1, said[:, k].sum()):.3f}  R {hit / max(1, truth[:, k].sum()):.3f}  F1 {f1:.3f}  t {thresholds[k]:+.2f}"
        )
    hit = (said & truth).sum()
    micro = 2 * hit / (said.sum() + truth.sum())
    print(f"micro F1 {micro:.4f}")
    return float(micro)


def _rounded(weights: np.ndarray, bias: int) -> tuple[np.ndarray, float, list[float]]:
    """Weights as whole numbers of one byte, what one of them stands for, and the intercepts."""
    # A few large weights must not coarsen all others: clip at 3.5, spread over 127 steps.
    scale = min(float(np.abs(weights).max()), 3.5) / 127
    whole = np.clip(np.round(weights / scale), -127, 127).astype(int)
    whole[bias] = 0
    return whole, scale, [round(float(x), 4) for x in weights[bias]]


def save(
    vocab: dict[str, int], weights: np.ndarray, turns: np.ndarray, turn: np.ndarray, path: Path = WEIGHTS
) -> None:
    """Write the weights of segments and of turns; features that round to nothing are dropped."""
    whole, scale, base = _rounded(weights, vocab["bias"])
    more, turn_scale, turn_base = _rounded(turns, vocab["bias"])
    names = sorted(vocab, key=vocab.__getitem__)
    kept = [k for k in range(len(names)) if np.abs(whole[k]).max() >= 3 or np.abs(more[k]).max() >= 6]
    raw = (np.hstack([whole, more])[kept] + 128).astype(np.uint8).tobytes()
    body = {
        "labels": LABELS,
        "scale": scale,
        "base": base,
        "turn_scale": turn_scale,
        "turn_base": turn_base,
        "turn": [[round(float(x), 4) for x in row] for row in turn.T],
        "features": "\n".join(names[k] for k in kept),
        "weights": base64.b64encode(zlib.compress(raw, 9)).decode(),
    }
    version = hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()[:12]
    path.write_text(json.dumps({"version": version, **body}, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{path}: {len(kept)} features, {path.stat().st_size / 1e3:.0f} kB, version {version}")


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m training.tagger", description="Train the tagger's weights."
    )
    parser.add_argument("--check", action="store_true", help="print held-out figures, write nothing")
    parser.add_argument("--out", type=Path, default=WEIGHTS, help="where the weights go")
    args = parser.parse_args(argv)
    samples = load()
    place(samples)
    scores, whole = held_out(samples)
    fair = [n for n, s in enumerate(samples) if s.original and not s.pieced]
    turn, turn_scores, truth = second_look([samples[n] for n in fair], [scores[n] for n in fair], whole[fair])
    # Lone lines are easier than turns: they help to learn, but the threshold is that of turns.
    longer = np.array([not samples[n].line for n in fair])
    thresholds = best_thresholds(turn_scores[longer], truth[longer])
    report(turn_scores[longer], truth[longer], thresholds)
    if not args.check:
        turn[3 * len(LABELS) + 1] -= np.array(thresholds)
        vocab = vocabulary(samples)
        asked = [s for s in samples if not s.pieced]
        save(vocab, fit(samples, vocab), fit_whole(asked, vocab), turn, args.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
