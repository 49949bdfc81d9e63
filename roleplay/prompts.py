"""Where the prompts are, and how they are filled in. Jinja2, strict: a value that is missing is an error."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import Template


def prompts_folder() -> Path:
    """Where the prompts are: inside the package when installed from a wheel, beside it in a source tree."""
    package = Path(__file__).resolve().parent
    inside = package / "_prompts"
    return inside if inside.is_dir() else package.parent / "prompts"


@lru_cache(maxsize=8)
def template(name: str) -> Template:
    """A prompt's template. A name that the caller has not given a value raises jinja2's ``UndefinedError``."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    # No autoescape: this is text for a model, not a page. Values are never parsed as template.
    env = Environment(loader=FileSystemLoader(prompts_folder()), undefined=StrictUndefined, autoescape=False)
    return env.get_template(name)


def block(name: str, which: str, **values: Any) -> str:
    """One block of a prompt, rendered."""
    found = template(name)
    return "".join(found.blocks[which](found.new_context(values))).strip()
