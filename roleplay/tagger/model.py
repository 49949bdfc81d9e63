"""The linear model: features in, one score a label out.

The weights of one feature for all labels are packed into one integer, a field of 32 bits a label,
so that scoring a segment is one addition a feature. A weight is an integer in -127..127 stored
with an offset of 128; sums are unpacked once at the end. No field can overflow into the next:
at most 2,000 features of at most 255 each are added.
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


class Model:
    """Weights as they are in use. ``version`` names the training run's content."""

    def __init__(self, raw: dict[str, object]) -> None:
        labels = raw["labels"]
        assert isinstance(labels, list)
        self.labels = [Label(x) for x in labels]
        self.version = str(raw["version"])
        scale, base, turn = raw["scale"], raw["base"], raw["turn"]
        assert isinstance(scale, float)
        assert isinstance(base, list)
        assert isinstance(turn, list)
        self.scale = scale
        self._base: list[float] = base
        self._turn = _Packed(turn)
        names = str(raw["features"]).split("\n")
        packed = zlib.decompress(base64.b64decode(str(raw["weights"])))
        n = len(self.labels)
        self._fields = struct.Struct(f"<{n}I")
        self._size = size = self._fields.size
        # One byte a label in the file, four in use.
        wide = bytearray(4 * len(packed))
        wide[::4] = packed
        view, read = memoryview(wide), int.from_bytes
        self._weights = {
            name: read(view[at : at + size], "little")
            for name, at in zip(names, range(0, len(wide), size), strict=True)
        }

    def scores(self, features: Sequence[str]) -> list[float]:
        """One score a label for a segment, in the order of ``labels``: log odds, 0 is even."""
        get = self._weights.get
        found = [x for x in map(get, features[:_MOST]) if x is not None]
        sums = self._fields.unpack(sum(found).to_bytes(self._size, "little"))
        shift = _OFFSET * len(found)
        scale = self.scale
        return [(x - shift) * scale + b for x, b in zip(sums, self._base, strict=True)]

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
