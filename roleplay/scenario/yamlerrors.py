"""The YAML parser's errors, which speak of tokens and block ends, in the words of someone who writes scenes."""

from __future__ import annotations

import re
from typing import Any, Final

from roleplay.scenario.words import shown

_QUOTE_HINT = 'put the whole text in double quotes ("...")'

_MESSAGES: Final[tuple[tuple[str, str], ...]] = (
    (
        "mapping values are not allowed",
        f"there is a colon where none can be; if it is part of the text, {_QUOTE_HINT}; if it ends a name, "
        "check how far this line is indented",
    ),
    ("found unknown escape character", "a backslash in double quotes starts an escape: write \\\\ or use single quotes"),
    ("expected escape sequence", "a backslash in double quotes starts an escape: write \\\\ or use single quotes"),
        ("found duplicate anchor", "the same anchor (&name) is given twice: write the lines out"),
    ("while scanning an alias", f"text that starts with * means something else in YAML: {_QUOTE_HINT}"),
    ("while scanning an anchor", f"text that starts with & means something else in YAML: {_QUOTE_HINT}"),
    ("while scanning a directive", f"text that starts with % means something else in YAML: {_QUOTE_HINT}"),
    ("while scanning a tag", f"text that starts with ! means something else in YAML: {_QUOTE_HINT}"),
    ("while parsing a node", f"text that starts with ! means something else in YAML: {_QUOTE_HINT}"),
    ("while scanning a block scalar", f"| and > start a block of text on the next line; otherwise {_QUOTE_HINT}"),
    ("found unexpected document separator", "this quote is never closed: add the closing quote"),
    ("while parsing a flow sequence", "the list that starts with [ goes wrong here: a comma or the closing ] is missing"),
    ("while parsing a flow mapping", "the part that starts with { goes wrong here: a comma or the closing } is missing"),
    (
        "could not find expected ':'",
        "this line is neither 'name: value' nor part of the text above: a colon after the name, or spaces before "
        "the line, are missing",
    ),
    (
        "while parsing a block collection",
        "this line does not fit the list above it: start it with '- ' under the other items, or indent it",
    ),
    (
        "while parsing a block mapping",
        "this line does not fit here: check that it is indented like the lines beside it",
    ),
    ("block sequence entries are not allowed", "a list item ('- ') cannot start here: put it on a line of its own, indented"),
    ("expected '<document start>'", "this line does not fit here: check its indentation and the line above it"),
    ("that cannot start any token", f"a text cannot start with this character: {_QUOTE_HINT}"),
)  # fmt: skip


def in_plain_words(caught: Any, text: str) -> tuple[int | None, str]:
    """Line and message for an error of the YAML parser, which speaks of tokens and scalars."""
    problem, context = str(caught.problem or ""), str(caught.context or "")
    mark, context_mark = caught.problem_mark, caught.context_mark
    line = (mark or context_mark).line + 1 if (mark or context_mark) else None
    lines = text.splitlines()
    here = lines[line - 1] if line is not None and 0 < line <= len(lines) else ""
    if "quoted scalar" in context and context_mark is not None and "escape" not in problem:
        # Named where the quote opens: the parser only notices at the end of the file.
        return context_mark.line + 1, "this quote is never closed: add the closing quote"
    if "\t" in here[: len(here) - len(here.lstrip())] or "\\t" in problem:
        return line, "this line is indented with a tab: YAML wants spaces"
    if context_mark is not None and (
        "while parsing a flow" in context or "could not find expected ':'" in problem
    ):
        line = context_mark.line + 1
    if "while parsing a block mapping" in context and _AFTER_QUOTE.search(here):
        return line, (
            "something stands after the closing quote: put single quotes ('...') around the whole text, and write '' for "
            "an apostrophe in it"
        )
    both = f"{context} {problem}"
    for part, message in _MESSAGES:
        if part in both:
            return line, message
    return line, f"this is not YAML: {shown(' '.join(both.split()), 160)}"


_AFTER_QUOTE: Final = re.compile(r"""(?::|-)\s+(?:"[^"]*"|'[^']*')\s*[^\s#]""")
_NAME_IN_LINE: Final = re.compile(
    r"""(?P<indent>[ \t]*)(?P<dash>(?:-[ \t]+)*)["']?(?P<key>[\w.-]{1,64})["']?[ \t]*:(?:\s|$)"""
)


def field_at(text: str, line: int) -> str | None:
    """The field that ``line`` (1-based) belongs to, told by indentation, since the file does not parse: the name in
    the line, and above it each name that is indented less. ``None`` if there is none."""
    lines = [one.expandtabs(4) for one in text.split("\n")[:line]]
    if not lines or lines[-1].startswith(("---", "...")):
        return None
    names: list[str] = []
    here = lines[-1]
    # An item may stand as far left as the name of its list; any other line belongs to what is further left.
    limit = len(here) - len(here.lstrip()) + (1 if here.lstrip().startswith("-") else 0)
    for number in range(len(lines), 0, -1):
        found = _NAME_IN_LINE.match(lines[number - 1])
        if found is None:
            continue
        indent = len(found["indent"])
        if indent < limit or number == len(lines):
            names.append(found["key"])
            limit = indent
        if limit == 0:
            break
    return ".".join(reversed(names)) or None
