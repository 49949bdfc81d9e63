"""What pydantic found wrong, as sentences for the person who wrote the file."""

from __future__ import annotations

import re
import types
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Any, Final, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from roleplay.errors import InputError, Problem, ScenarioError
from roleplay.scenario.words import nearest, shown, slug, suggestion
from roleplay.scenario.yamlfile import Source

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

MAX_PROBLEMS: Final = 20
"""How many problems one error lists; the rest would only scroll away."""

M = TypeVar("M", bound=BaseModel)


def validate(
    model: type[M], source: Source, *, also: Sequence[Problem] = (), error: type[InputError] = ScenarioError
) -> M:
    """``source`` as a ``model``. Types are taken strictly: a number is no text, and a word no number.

    Raises ``error`` with a :class:`Problem` for each thing wrong, those in ``also`` included, in the order of
    the file.
    """
    problems = list(also)
    try:
        made = model.model_validate(source.data, strict=True, by_alias=True, by_name=False)
    except ValidationError as caught:
        raise error(limited([*problems_of(caught, model, source), *problems])) from None
    if problems:
        raise error(limited(problems))
    return made


def limited(problems: Iterable[Problem]) -> list[Problem]:
    """Sorted by line, doubles dropped, cut after :data:`MAX_PROBLEMS` with a word on how many there are more."""
    found = sorted(dict.fromkeys(problems), key=lambda p: p.line or 0)
    if len(found) > MAX_PROBLEMS:
        rest = len(found) - (MAX_PROBLEMS - 1)
        found = found[: MAX_PROBLEMS - 1]
        found.append(Problem(f"and {rest} more problems; mend these first", found[0].file))
    return found


def problems_of(caught: ValidationError, model: type[BaseModel], source: Source) -> list[Problem]:
    """One problem for each error. A name that is missing because it was misspelt is told once."""
    errors = caught.errors(include_url=False)
    misspelt = {
        (*at[:-1], nearest(str(at[-1]), [key for key, _ in fields_at(model, at[:-1])]))
        for at in (details["loc"] for details in errors if details["type"] == "extra_forbidden")
    }
    told = [e for e in errors if e["type"] != "missing" or e["loc"] not in misspelt]
    return [_problem(details, model, source) for details in told]


def _problem(details: ErrorDetails, model: type[BaseModel], source: Source) -> Problem:
    path = details["loc"]
    kind, given = details["type"], details["input"]
    context = details.get("ctx", {})
    if path and path[-1] == "[key]":
        return source.problem(path[:-1], _bad_name(str(path[-2]) if len(path) > 1 else ""))
    if kind == "extra_forbidden":
        return source.problem(path, _unknown_key(path, model))
    if kind == "missing":
        return source.problem(path, _missing(path, model))
    if kind == "value_error":
        return source.problem(path, str(context.get("error", details["msg"])))
    wanted = _wanted(kind, context)
    if wanted is None:
        return source.problem(
            path, f"{details['msg'][:1].lower()}{details['msg'][1:]}; here is {_given(given)}"
        )
    return source.problem(path, _sentence(kind, wanted, given, context, path, model))


def _wanted(kind: str, context: dict[str, Any]) -> str | None:
    """What the field takes, by the kind of error; ``None`` for kinds that have no words here."""
    simple = {
        "string_type": "text",
        "int_type": "a whole number",
        "int_from_float": "a whole number",
        "int_parsing": "a whole number",
        "float_type": "a number",
        "float_parsing": "a number",
        "finite_number": "a number",
        "bool_type": "true or false",
        "list_type": "a list",
        "dict_type": "a block of 'name: value' lines",
        "model_type": "a block of 'name: value' lines",
        "model_attributes_type": "a block of 'name: value' lines",
        "string_too_short": "some text",
        "string_too_long": f"at most {context.get('max_length'):,} characters"
        if "max_length" in context
        else "",
        "too_short": f"at least {context.get('min_length')} of them",
        "too_long": f"at most {context.get('max_length')} of them",
        "greater_than_equal": f"{context.get('ge', 0):g} or more",
        "greater_than": f"more than {context.get('gt', 0):g}",
        "less_than_equal": f"{context.get('le', 0):g} or less",
        "less_than": f"less than {context.get('lt', 0):g}",
        "string_pattern_mismatch": "a short name of lower-case letters, digits, - and _",
        "literal_error": str(context.get("expected", "")).replace("'", "").replace(" or ", ", "),
    }
    return simple.get(kind)


def _sentence(
    kind: str,
    wanted: str,
    given: Any,
    context: dict[str, Any],
    path: Sequence[str | int],
    model: type[BaseModel],
) -> str:
    if given is None:
        if _is_required(path, model):
            says = _missing(path, model).removeprefix("is missing")
            return f"nothing stands after the colon, and this cannot be left out{says}"
        return f"nothing stands after the colon; give {wanted}, or take the line out if it is not needed"
    if kind == "literal_error":
        known = [w.strip() for w in wanted.split(",")]
        if len(known) == 1:
            return f"this program reads only {known[0]}, not {_given(given)}"
        close = nearest(given, known) if isinstance(given, str) else None
        hint = f"; did you mean {close}?" if close else ""
        return f"{_given(given)} is not one of: {', '.join(known)}{hint}"
    if kind == "string_pattern_mismatch":
        return _bad_name(str(given))
    if kind == "string_type" and isinstance(given, (bool, int, float)):
        word = str(given).lower() if isinstance(given, bool) else str(given)
        return f'wants text, and {shown(word)} is not text to YAML: put it in quotes, "{shown(word)}"'
    if kind == "string_type" and isinstance(given, dict) and len(given) == 1:
        key = next(iter(given))
        return (
            f"wants text; the colon after {shown(key, 30)!r} makes it a name and a value: "
            'put the whole text in double quotes ("...")'
        )
    if kind in ("int_type", "float_type") and isinstance(given, str) and _number(given):
        return f"wants {wanted}: take the quotes away from {shown(given)}"
    if kind == "string_too_short":
        return "is empty: give some text"
    if kind == "string_too_long":
        return f"is too long: {wanted}, and this has {len(given):,}"
    if kind == "list_type":
        if isinstance(given, (str, int, float)):
            return f"wants a list: write [{shown(str(given), 40)}], or one item a line, each after '- '"
        return "wants a list: one item a line, each after '- ', not a block of 'name: value' lines"
    if "name: value" in wanted:
        known = [k for k, _ in fields_at(model, path)]
        like = f", such as {', '.join(known[:3])}," if known else ""
        return f"wants {wanted}{like} indented under it, not {_given(given)}"
    return f"wants {wanted}, not {_given(given)}"


def _number(text: str) -> bool:
    return re.fullmatch(r"\s*[-+]?\d+(\.\d+)?\s*", text) is not None


def _given(value: Any) -> str:
    """A value from a file, as one would name it."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, float)):
        return f"the number {shown(str(value))}"
    if isinstance(value, str):
        return f"the text {shown(value, 40)!r}" if value.strip() else "empty text"
    if isinstance(value, list):
        return "a list"
    return "a block of 'name: value' lines"


def _bad_name(name: str) -> str:
    made = slug(name)
    hint = f"; {made} would do" if made else ""
    return (
        f"{shown(name, 40)!r} cannot be used as a name: names are 1 to 64 lower-case letters, digits, - and _, "
        f"starting with a letter or a digit{hint}"
    )


def _missing(path: Sequence[str | int], model: type[BaseModel]) -> str:
    description = next((d for k, d in fields_at(model, path[:-1]) if k == path[-1]), "")
    says = f": {description[:1].lower()}{description[1:].rstrip('.')}" if description else ""
    return f"is missing{says}"


def _is_required(path: Sequence[str | int], model: type[BaseModel]) -> bool:
    here: Any = model
    for step in path[:-1]:
        here = _step(here, step)
    part = _model_in(here)
    fields = part.model_fields.items() if part is not None else ()
    return any((f.alias or name) == path[-1] and f.is_required() for name, f in fields)


def _unknown_key(path: Sequence[str | int], model: type[BaseModel]) -> str:
    key = str(path[-1])
    known = [k for k, _ in fields_at(model, path[:-1])]
    close = nearest(key, known)
    if close is None:
        homes = [h for h in _homes(model, key) if h]
        if homes:
            return f"{shown(key, 40)!r} is not known here; it belongs under {' or '.join(homes)}"
    return f"{shown(key, 40)!r} is not known here; {suggestion(key, known, 'known here')}"


def fields_at(model: type[BaseModel], path: Sequence[str | int]) -> list[tuple[str, str]]:
    """Names (as written in files) and descriptions of the fields that may stand at ``path``; none where
    the names are free, as the ids of facts are, or where no block is wanted."""
    here: Any = model
    for step in path:
        here = _step(here, step)
    part = _model_in(here)
    if part is None:
        return []
    return [(f.alias or name, f.description or "") for name, f in part.model_fields.items()]


def _step(annotation: Any, step: str | int) -> Any:
    part = _model_in(annotation)
    if part is not None:
        for name, field in part.model_fields.items():
            if (field.alias or name) == step:
                return field.annotation
        return None
    for option in _options(annotation):
        origin, args = get_origin(option), get_args(option)
        if origin is dict and isinstance(step, str):
            return args[1]
        if origin is list and isinstance(step, int):
            return args[0]
    return None


def _options(annotation: Any) -> Iterator[Any]:
    """What an annotation may be, with Annotated and unions taken apart."""
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from _options(get_args(annotation)[0])
    elif origin is Union or origin is types.UnionType:
        for option in get_args(annotation):
            yield from _options(option)
    else:
        yield annotation


def _model_in(annotation: Any) -> type[BaseModel] | None:
    for option in _options(annotation):
        if isinstance(option, type) and issubclass(option, BaseModel):
            return option
    return None


def _homes(model: type[BaseModel], key: str, at: str = "", depth: int = 0) -> list[str]:
    """The blocks in which ``key`` is known, as dotted paths with the free names left out."""
    if depth > 4:
        return []
    found = [at] if any((f.alias or n) == key for n, f in model.model_fields.items()) else []
    for name, field in model.model_fields.items():
        for option in _options(field.annotation):
            inner = get_args(option)[1] if get_origin(option) is dict else option
            part = _model_in(inner)
            if part is not None:
                label = field.alias or name
                found += _homes(part, key, f"{at}.{label}" if at else label, depth + 1)
    return found
