"""The linear models: features in, one score a label out, for each segment and for the turn as a whole.

A feature has two weights a label: what it says of its segment, and what it says of the turn that it stands
in. All of them are packed into one integer, a field of 32 bits each, so that reading a segment is one
addition a feature. A weight is an integer in -127..127 stored with an offset of 128; sums are unpacked once
at the end. No field can overflow into the next: it holds 16 million features of at most 255 each.
"""

from __future__ import annotations

import base64
import json
import struct
import zlib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from operator import mul

from roleplay.dialogue.acts import Label

_WEIGHTS = "weights.json"
_MOST = 2000
_OFFSET = 128


def _floats(numbers: object) -> list[float]:
    assert isinstance(numbers, list)
    return [float(x) for x in numbers]


class Model:
    """Weights as they are in use. ``version`` names the training run's content."""

    def __init__(self, raw: dict[str, object]) -> None:
        labels = raw["labels"]
        assert isinstance(labels, list)
        self.labels = [Label(x) for x in labels]
        self.version = str(raw["version"])
        self._base, self._turn_base = _floats(raw["base"]), _floats(raw["turn_base"])
        self._scale, self._turn_scale = _floats([raw["scale"], raw["turn_scale"]])
        matrix = raw["turn"]
        assert isinstance(matrix, list)
        self._turn = _Packed([_floats(row) for row in matrix])
        names = str(raw["features"]).split("\n")
        self._rows = zlib.decompress(base64.b64decode(str(raw["weights"])))
        self._fields = struct.Struct(f"<{2 * len(self.labels)}I")
        # A rep uses a small part of the features: their weights are packed when they are first met.
        self._row_of = dict(zip(names, range(len(names)), strict=True))
        self._packed: dict[int, int] = {}

    def _pack(self, rows: Sequence[int]) -> None:
        size = 2 * len(self.labels)
        for row in rows:
            if row not in self._packed:
                # One byte a weight in the file, four in use.
                wide = bytearray(4 * size)
                wide[::4] = self._rows[row * size : (row + 1) * size]
                self._packed[row] = int.from_bytes(wide, "little")

    def scores(self, segments: Sequence[Sequence[str]]) -> tuple[list[list[float]], list[float]]:
        """From the features of a turn's segments, by segment one score a label in the order of ``labels``
        (log odds, 0 is even), and one score a label for the turn as a whole."""
        row_of, packed, n = self._row_of.get, self._packed.__getitem__, len(self.labels)
        size = self._fields.size
        scale, base = self._scale, self._base
        out, whole, many = [], 0, 0
        for features in segments:
            found = [x for x in map(row_of, features[:_MOST]) if x is not None]
            try:
                total = sum(map(packed, found))
            except KeyError:
                self._pack(found)
                total = sum(map(packed, found))
            sums = self._fields.unpack(total.to_bytes(size, "little"))
            shift = _OFFSET * len(found)
            # A turn has all the features of its segments.
            whole += total
            many += len(found)
            out.append([(x - shift) * scale + b for x, b in zip(sums[:n], base, strict=True)])
        sums = self._fields.unpack(whole.to_bytes(size, "little"))[n:]
        shift, scale, k = _OFFSET * many, self._turn_scale, len(segments)
        return out, [(x - shift) * scale + k * b for x, b in zip(sums, self._turn_base, strict=True)]

    def decide(self, summary: Sequence[float]) -> list[float]:
        """One score a label for the whole turn from ``turnwise.summary``: above 0 the turn does it."""
        return self._turn.times(summary)


class _Packed:
    """A small matrix times a vector of numbers in -4..4, a row's numbers side by side in one integer as
    above: one multiplication an entry of the vector, whatever the number of rows. Exact to about a thousandth."""

    _STEPS = 4096  # of a number in the vector; with the offset it is at most 8 * 4096
    _WIDE = 1 << 20  # a weight is at most this: thousands of products of 16 and 21 bits fit into 64

    def __init__(self, rows: Sequence[Sequence[float]]) -> None:
        columns = list(zip(*rows, strict=True))
        self._scale = max(abs(x) for row in rows for x in row) / (self._WIDE - 1)
        whole = [[round(x / self._scale) + self._WIDE for x in column] for column in columns]
        self._fields = struct.Struct(f"<{len(rows)}Q")
        self._columns = [int.from_bytes(self._fields.pack(*column), "little") for column in whole]
        at = 4 * self._STEPS
        self._shift = [at * (self._WIDE * len(columns) - sum(row)) for row in zip(*whole, strict=True)]

    def times(self, vector: Sequence[float]) -> list[float]:
        """One number a row. Raises ``ValueError`` for a vector of another length."""
        at, steps = 4 * self._STEPS, self._STEPS
        if len(vector) != len(self._columns):
            raise ValueError(f"{len(vector)} numbers where {len(self._columns)} are wanted")
        whole = [round(x * steps) + at for x in vector]
        sums = sum(map(mul, whole, self._columns)).to_bytes(self._fields.size, "little")
        less, scale = self._WIDE * sum(whole), self._scale / steps
        return [
            (x - less + shift) * scale
            for x, shift in zip(self._fields.unpack(sums), self._shift, strict=True)
        ]


@cache
def load_model() -> Model:
    """The weights shipped with the package; read once."""
    return Model(json.loads(files("roleplay.tagger").joinpath(_WEIGHTS).read_text(encoding="utf-8")))
