"""Train the guard's ear for what does not fit the moment: ``python -m training.guard_fit [--check]``.

Each sentence of the hand-written replies (``tests/buyer/data``) is looked at where it was said: after which
words, with what decided. Beside them stand sentences in the wrong place (buyers and reps of other talks, facts
and claims of the same scene before their time) and in the right one (stock lines, the decided words). Rows
marked ``held_out`` are left out of it all; ``--check`` prints the figures on those and writes nothing.
The same data gives the same weights. Run ``training.guard`` first: the voice is one of the features.
Needs scikit-learn (development only).
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tomllib
from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from roleplay.buyer.guard_fit import FIT, features, looks
from roleplay.buyer.guard_known import Known
from roleplay.buyer.guard_text import norm, sentences, share
from roleplay.buyer.sentences import clean
from training.guard import REPLIES, ROOT, TURNS

sys.path.insert(0, str(REPLIES.parent))
from corpus import rows, situations

OUT = ROOT / "roleplay" / "buyer" / FIT
HAND = 8.0  # the weight of a hand-written sentence: it is the thing itself
PART = 0.5  # that of a clause against a whole sentence
ELSEWHERE = 0.4  # that of a sentence taken from another talk
MOVED = 1.0  # that of a bad sentence put into another scene, where it is as wrong
STRENGTH = 0.3
MIN_COUNT = 2
KEEP = 0.04  # weights nearer to zero are left out
LIMIT = 0.93
FORM = {"foreign", "empty", "markdown", "garbled", "repeat", "stage_direction"}  # what has checks of its own

Sample = tuple[str, str, tuple[str, ...], int, float]  # situation, sentence, said before it, label, weight


@cache
def known(situation: str) -> Known:
    where = situations()[situation]
    return Known(where.view, where.direction, where.secrets)


def said_in(situation: str, reply: str, bad: str = "") -> list[Sample]:
    """The sentences of one reply and their clauses. Of a bad sentence's clauses only those count that carry
    nothing of what was decided: which of the others is the bad one is not known."""
    where = situations()[situation]
    script, wrong = norm(where.direction.scripted), norm(bad)
    found: list[Sample] = []
    before: list[str] = []
    for raw in sentences(reply):
        text, _ = clean(raw, where.view.name)
        if not text:
            continue
        label = int(
            bool(bad)
            and (norm(raw) in wrong or wrong in norm(raw))
            and norm(text).strip(" .!?") not in script
        )
        for n, (part, ahead) in enumerate(looks(text, known(situation), before)):
            if not n:
                found.append((situation, part, tuple(ahead), label, HAND))
            elif not label or share(part, [where.direction.scripted]) <= 0.25:
                found.append((situation, part, tuple(ahead), label, HAND * PART))
        before.append(text)
    return found


def replies(*, held_out: bool) -> list[list[Sample]]:
    """The hand-written replies, bad ones first."""
    found = []
    for name in ("bad", "good"):
        for row in rows(name):
            if row.held_out is held_out and not (name == "bad" and row.label in FORM):
                found.append(said_in(row.situation, row.reply, row.bad if name == "bad" else ""))
    return found


def out_of_place(chance: random.Random) -> list[Sample]:
    """What others said elsewhere, and what this scene keeps for later, put into a turn where it has no place."""
    buyers, reps = set(), set()
    for file in sorted(TURNS.glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            row: dict[str, Any] = json.loads(line)
            for turn in row["context"]:
                if turn["speaker"] == "buyer":
                    buyers.update(s for s in sentences(turn["text"]) if 5 <= len(s.split()) <= 20)
            reps.update(s for s in sentences(row["text"]) if 4 <= len(s.split()) <= 22)
    names = sorted(situations())
    found: list[Sample] = []
    for pool, most in ((buyers, 2500), (reps, 1200)):
        for text in chance.sample(sorted(pool), min(most, len(pool))):
            name = chance.choice(names)
            found.append((name, text, _before(name, chance), 1, ELSEWHERE))
    moved = [s for reply in replies(held_out=False) for s in reply if s[3] and len(s[1].split()) >= 4]
    for _, text, _, _, _ in moved:
        for name in chance.sample(names, 2):
            where = situations()[name]
            if not where.direction.agrees and share(text, [where.direction.scripted]) < 0.15:
                found.append((name, text, _before(name, chance), 1, MOVED))
    for name in names:
        where = situations()[name]
        heard = norm(" ".join([where.direction.scripted, *(t.text for t in where.view.turns)]))
        lines = [x for fact, f in where.scenario.facts.items() if fact not in where.told for x in f.says]
        for line in [*lines, *where.scenario.product.claims.values()]:
            for text in sentences(line):
                if norm(text).strip(" .!?") not in heard:
                    found.append((name, text, _before(name, chance), 1, ELSEWHERE))
    return found


def _before(name: str, chance: random.Random) -> tuple[str, ...]:
    return tuple(sentences(situations()[name].direction.scripted)) if chance.random() < 0.5 else ()


def in_place(chance: random.Random) -> list[Sample]:
    """The stock lines for a move, and each situation's own words."""
    found: list[Sample] = []
    stock = tomllib.loads((ROOT / "roleplay" / "buyer" / "lines.toml").read_text(encoding="utf-8"))
    for key, moods in stock.items():
        fit = [
            n
            for n, w in sorted(situations().items())
            if any(key.startswith(b.move.value) for b in w.direction.beats)
        ]
        for line in [x for manners in moods.values() for said in manners.values() for x in said]:
            for name in chance.sample(fit, min(2, len(fit))):
                found += _in_order(name, sentences(line), 0.7)
    for name, where in situations().items():
        found += _in_order(name, sentences(where.direction.scripted), 1.0)
    return found


def _in_order(name: str, texts: Sequence[str], weight: float) -> list[Sample]:
    return [(name, text, tuple(texts[:n]), 0, weight) for n, text in enumerate(texts)]


def looked_at(samples: Sequence[Sample]) -> list[dict[str, float]]:
    return [features(text, known(name), said) for name, text, said, _, _ in samples]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="print the held-out figures, write nothing")
    options = parser.parse_args()
    chance = random.Random(0)
    samples = [s for reply in replies(held_out=False) for s in reply]
    samples += out_of_place(chance) + in_place(chance)
    found = looked_at(samples)
    counts: dict[str, int] = {}
    for f in found:
        for name in f:
            counts[name] = counts.get(name, 0) + 1
    found = [{k: v for k, v in f.items() if counts[k] >= MIN_COUNT} for f in found]
    table = DictVectorizer()
    x, y = table.fit_transform(found), np.array([s[3] for s in samples])
    model = LogisticRegression(C=STRENGTH, max_iter=3000)
    model.fit(x, y, sample_weight=np.array([s[4] for s in samples]))
    kept = {
        f: round(float(w), 2)
        for f, w in zip(table.feature_names_, model.coef_[0], strict=True)
        if abs(w) >= KEEP
    }
    bias = float(model.intercept_[0])
    print(f"{len(samples)} sentences, {int(y.sum())} of them out of place; {len(kept)} weights")
    highest: dict[bool, list[float]] = {True: [], False: []}
    for reply in replies(held_out=True):
        scores = [sum(kept.get(k, 0.0) * v for k, v in f.items()) + bias for f in looked_at(reply)]
        wrong = any(s[3] for s in reply)
        highest[wrong].append(
            max((z for z, s in zip(scores, reply, strict=True) if s[3] or not wrong), default=-9.0)
        )
    for wrong, scores in highest.items():
        over = np.mean([1 / (1 + np.exp(-z)) >= LIMIT for z in scores]) if scores else 0.0
        print(
            f"held out: {over:.1%} of {len(scores)} {'bad' if wrong else 'good'} replies caught at {LIMIT}, by this alone"
        )
    if not options.check:
        data = {"bias": round(bias, 3), "threshold": LIMIT, "weights": dict(sorted(kept.items()))}
        OUT.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
