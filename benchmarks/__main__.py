"""``python -m benchmarks NAME ...``: one of the modules beside this file. Without a name: which there are."""

from __future__ import annotations

import ast
import importlib
import sys
from pathlib import Path

HERE = Path(__file__).parent


def names() -> dict[str, str]:
    """The benchmarks, each with the first line of what it says of itself."""
    found = {}
    for file in sorted(HERE.glob("*.py")):
        if not file.stem.startswith("_"):
            text = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
            found[file.stem] = text.split("\n")[0]
    return found


def main() -> int:
    known = names()
    if len(sys.argv) < 2 or sys.argv[1] not in known:
        print("python -m benchmarks NAME [options]   (--help after a name tells its options)\n")
        for name, line in known.items():
            print(f"  {name:<12} {line}")
        return 0 if len(sys.argv) < 2 or sys.argv[1] in ("-h", "--help") else 2
    return int(importlib.import_module(f"benchmarks.{sys.argv[1]}").main(sys.argv[2:]) or 0)


sys.exit(main())
