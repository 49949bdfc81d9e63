"""Train the guard's ear for voices: ``python -m training.guard [--check]``.

What reps say (the tagger's training turns where they sell, and hand-written replies of models that sold, helped
or coached) against what buyers say (the same turns' contexts, the stock lines, the bundled
scenarios and hand-written good replies). Every fourth hand-written reply is held out; ``--check`` prints the
figures on those and writes nothing. The same data gives the same weights. Needs scikit-learn (development only).
"""

from __future__ import annotations

import argparse
import json
import tomllib
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict

from roleplay.buyer.guard_text import norm, sentences
from roleplay.buyer.guard_voice import WEIGHTS, features
from roleplay.scenario import load_scenario
from roleplay.scenario.rules import buyer_lines

ROOT = Path(__file__).parents[1]
TURNS = ROOT / "training" / "data"
REPLIES = ROOT / "tests" / "buyer" / "data"
OUT = ROOT / "roleplay" / "buyer" / WEIGHTS

SELLS = {
    "pitch",
    "benefit",
    "proof",
    "discount",
    "trade",
}  # what else reps do, buyers do as well: asking, pressing
NOT_ALONE = {
    "acknowledge",
    "rapport",
    "paraphrase",
    "disqualify",
    "dismiss",
}  # buyers say such things as well
VOICES = {"assistant", "role_swap", "coaching", "prompt_words", "speaks_for_rep"}
HAND = 10.0  # the weight of a hand-written reply against a rep's sentence: it is the thing itself
STRENGTH = 30.0
MIN_COUNT = 2
KEEP = 0.12  # weights nearer to zero are left out
LIMIT = (
    0.75  # on held-out sentences: half of the bad ones, one in 200 of the good ones, one in 50 stock lines
)

Sample = tuple[str, str, str, int, float]  # text, name, product, label, weight


def turns() -> list[Sample]:
    """Sentences of reps (1) and of the buyers they talk to (0)."""
    reps, buyers = set(), set()
    for file in sorted(TURNS.glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            for turn in row["context"]:
                if turn["speaker"] == "buyer":
                    buyers.update(norm(s) for s in sentences(turn["text"]))
            reps.update(_selling(row))
    long = sorted(t for t in reps if len(t.split()) >= 3 and t not in buyers)
    return [(t, "", "", 1, 1.0) for t in long] + [(t, "", "", 0, 1.5) for t in sorted(buyers)]


def _selling(row: dict[str, Any]) -> list[str]:
    acts, text = set(row["acts"]), row["text"]
    if row.get("spans"):
        spans = [(label, norm(text[a:b])) for label, a, b in row["spans"]]
        return [t for label, t in spans if label in SELLS]
    if acts & SELLS and not acts & NOT_ALONE:
        return [norm(s) for s in sentences(text)]
    return []


def lines() -> list[Sample]:
    """What the stock and the bundled scenarios give buyers to say."""
    stock = tomllib.loads((ROOT / "roleplay" / "buyer" / "lines.toml").read_text(encoding="utf-8"))
    found = [
        x for moods in stock.values() for manners in moods.values() for said in manners.values() for x in said
    ]
    for file in sorted((ROOT / "scenarios").glob("*/*.yaml")):
        if file.name != "pack.yaml" and file.parent.name not in ("rubrics", "schema"):
            found += [line.text for line in buyer_lines(load_scenario(file))]
    return [(norm(s), "", "", 0, 1.5) for line in found for s in sentences(line)]


def replies(*, held_out: bool) -> list[Sample]:
    """Hand-written replies, sentence by sentence: bad ones of the voice kinds (1) and good ones (0)."""
    where = {}
    for row in map(json.loads, (REPLIES / "situations.jsonl").read_text(encoding="utf-8").splitlines()):
        scenario = load_scenario(ROOT / "scenarios" / "objections" / f"{row['scenario']}.yaml")
        script = norm(" ".join(text for _, text, _ in row["beats"]))
        where[row["id"]] = (scenario.buyer.name, scenario.product.name, script)
    found: list[Sample] = []
    for name, label, weight in (("bad", 1, HAND), ("good", 0, 4.0)):
        for n, line in enumerate((REPLIES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()):
            row = json.loads(line)
            if (n % 4 == 0) is not held_out or (label and row["kind"] not in VOICES):
                continue
            who, product, script = where[row["situation"]]
            for s in sentences(row.get("bad", row["reply"])):
                if not label or norm(s).strip(".!?") not in script:
                    found.append((s, who, product, label, weight))
    return found


def matrix(samples: list[Sample], index: dict[str, int]) -> csr_matrix:
    """Rows of unit length over the known features."""
    data, columns, starts = [], [], [0]
    for text, name, product, _, _ in samples:
        found = features(text, name, product)
        known = [index[f] for f in found if f in index]
        columns += known
        data += [1 / np.sqrt(len(found) or 1)] * len(known)
        starts.append(len(columns))
    return csr_matrix((data, columns, starts), shape=(len(samples), len(index)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="print the held-out figures, write nothing")
    options = parser.parse_args()
    talk, stock_lines = turns(), lines()
    samples = talk + stock_lines + replies(held_out=False)
    counts: dict[str, int] = {}
    for text, name, product, _, _ in samples:
        for f in features(text, name, product):
            counts[f] = counts.get(f, 0) + 1
    index = {f: n for n, f in enumerate(sorted(f for f, c in counts.items() if c >= MIN_COUNT))}
    x, y = matrix(samples, index), np.array([s[3] for s in samples])
    weight = np.array([s[4] for s in samples])
    model = LogisticRegression(C=STRENGTH, max_iter=5000)
    model.fit(x, y, sample_weight=weight)
    kept = {f: round(float(w), 2) for f, n in index.items() if abs(w := model.coef_[0][n]) >= KEEP}
    bias = round(float(model.intercept_[0]), 3)
    held = replies(held_out=True)
    z = matrix(held, index)
    pruned = np.zeros(len(index))
    for f, w in kept.items():
        pruned[index[f]] = w
    chance = 1 / (1 + np.exp(-(z @ pruned + bias)))
    good = np.array([s[3] for s in held]) == 0
    stock = np.zeros(len(samples), dtype=bool)
    stock[len(talk) : len(talk) + len(stock_lines)] = True
    print(f"{len(samples)} sentences, {int(y.sum())} of them not a buyer's; {len(kept)} weights")
    print(
        f"held out, at {LIMIT}: {np.mean(chance[~good] >= LIMIT):.1%} of {(~good).sum()} caught, "
        f"{np.mean(chance[good] >= LIMIT):.1%} of {good.sum()} good sentences"
    )
    if options.check:
        folds = StratifiedKFold(8, shuffle=True, random_state=0)
        seen = cross_val_predict(
            model, x, y, cv=folds, method="predict_proba", params={"sample_weight": weight}
        )[:, 1]
        print(
            f"cross-validated: {np.mean(seen[stock] >= LIMIT):.1%} of {stock.sum()} stock and scenario lines"
        )
    else:
        data = {"bias": bias, "threshold": LIMIT, "weights": dict(sorted(kept.items()))}
        OUT.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
