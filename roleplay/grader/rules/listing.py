"""The rules as Markdown, from their own docstrings: what docs/grading.md holds, kept in step by a test."""

from __future__ import annotations

from roleplay.grader.rules import CONDITIONS, RULES

GROUPS = {
    "listening": "Listening",
    "questions": "Asking",
    "discovery": "Finding out",
    "objections": "Objections",
    "value": "Value",
    "closing": "The next step",
    "opening": "The opening",
    "writing": "Written messages",
}


def rules_markdown() -> str:
    """Every rule under its group: name, settings with their defaults, and when the answer is yes or no."""
    out: list[str] = []
    for module, title in GROUPS.items():
        out += [f"### {title}", ""]
        for rule in RULES.values():
            if rule.find.__module__.rsplit(".", 1)[-1] != module:
                continue
            settings = ", ".join(f"`{k}: {v:g}`" for k, v in rule.parameters.items())
            head = f"**`{rule.name}`**" + (f" ({settings})" if settings else "")
            out += [f"{head}: {rule.in_words}", ""]
    out += ["### Conditions for `na_when`", ""]
    out += [f"- `{c.name}`: {c.why}" for c in CONDITIONS.values()]
    return "\n".join(out) + "\n"
