"""Small things that messages are made of."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterable, Sequence
from typing import Final

_BREAKS: Final = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def visible(value: str) -> str:
    """Text with what cannot be printed made visible: one line, no control characters, no direction marks."""
    return "".join(c if c.isprintable() else _BREAKS.get(c, f"\\u{ord(c):04x}") for c in value)


def shown(value: str, limit: int = 60) -> str:
    """Text from outside, fit to stand in a message: visible, and at most ``limit`` characters long."""
    out = visible(value[: limit + 1])
    return out if len(out) <= limit else out[: limit - 1] + "…"


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that ``word`` was most likely meant to be, or ``None``. Case, - and _ do not count."""
    table = {k.lower().replace("-", "_"): k for k in known}
    close = difflib.get_close_matches(word[:200].lower().replace("-", "_"), table, n=1, cutoff=0.6)
    return table[close[0]] if close else None


def suggestion(word: str, known: Sequence[str], what: str) -> str:
    """The end of a message about an unknown name: the nearest known one, or those there are."""
    if not known:
        return f"there are no {what} here"
    close = nearest(word, known)
    if close is not None:
        return f"did you mean {close}?"
    listed = ", ".join(known[:12]) + (", ..." if len(known) > 12 else "")
    return f"{what}: {listed}"


def slug(text: str) -> str:
    """The nearest thing to ``text`` that can be a name in a scenario; may be empty."""
    return re.sub(r"[^a-z0-9_-]+", "-", text.lower()).strip("-_")[:64]


def as_scalar(text: str) -> str:
    """``text`` as one YAML value: as it stands where that is safe, else in double quotes."""
    if re.fullmatch(r"[A-Za-z][A-Za-z0-9 ,.'?!_-]*", text) and text.lower() not in ("null", "true", "false"):
        return text
    return json.dumps(text)


_TOKEN: Final = re.compile(r"\w+(?:['’]\w+)*")
_FUNCTION: Final = """
a about after all also am an and any are as at back be because been before but by can come could did
do does doing don't down even ever every for from get give go going got had has have he her here
hers him his how i i'd i'll i'm i've if in into is it it's its just know last let like look lot made
make many me more most much my need never no not now of off on once one only or other our out over
own put said same say see she should so some still such take tell than that that's the their them
then there there's these they they're thing things think this those though to too up us very want
was way we we'd we'll we're we've well were what what's when where which while who why will with
without won't would yes yet you you'd you'll you're you've your
"""
_FUNCTION_WORDS: Final = frozenset(_FUNCTION.split())


def tokens(text: str) -> list[str]:
    """The words of a text in order, in lower case, with straight apostrophes."""
    return [t.group().lower().replace("’", "'") for t in _TOKEN.finditer(text)]


def content(word: str) -> bool:
    """Whether a word of :func:`tokens` carries meaning of its own."""
    return word not in _FUNCTION_WORDS


def stem(word: str) -> str:
    """A word without the commonest English endings; rough, and the same for both sides of a comparison."""
    word = word.lower().replace("’", "'").removesuffix("'s")
    for ending in ("ations", "ation", "ings", "ing", "ies", "ied", "ed", "es", "s", "al", "ly"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)] + ("y" if ending in ("ies", "ied") else "")
            break
    return word.removesuffix("e") if len(word) > 3 else word


def stems(text: str) -> list[str]:
    """The stems of the words that carry meaning."""
    return [stem(t) for t in tokens(text) if content(t)]


_TITLES: Final = frozenset(
    "dr dra prof professor mr mrs ms mx miss sir dame lord lady madam madame mme monsieur herr frau señor señora sr sra "
    "father sister rev reverend capt captain sgt".split()
)


def short_name(name: str) -> str:
    """What one calls somebody in a sentence: the first name, or, behind a title, the title and the last name.
    "Dana Reyes" is "Dana", "Dr Ines Ferro" is "Dr Ferro"."""
    parts = name.split()
    if not parts:
        return name
    if len(parts) > 1 and parts[0].rstrip(".").casefold() in _TITLES:
        return f"{parts[0]} {parts[-1]}"
    return parts[0]
