"""An answer of a given shape, from servers that promise different things and keep fewer.

The ladder: the schema is always in the prompt; where the server takes ``response_format: json_schema`` it
is sent as well (some enforce it, some only say so); whatever comes back is stripped of fences and
thoughts, searched for JSON and validated here; an answer that fails is returned once with what is wrong
with it. Then it is an error with a reason, which the caller records as "ungraded", never as a verdict.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final, TypeVar

from pydantic import BaseModel, ValidationError

from roleplay.errors import ServiceGarbled
from roleplay.llm.stream import ModelStream, NoSchema, Waiting

if TYPE_CHECKING:
    from roleplay.llm.client import Client, Message

M = TypeVar("M", bound=BaseModel)

MAX_CHARS: Final = 60_000
_NOT_FOR_STRICT: Final = frozenset(
    [
        "default",
        "title",
        "examples",
        "minLength",
        "maxLength",
        "minItems",
        "maxItems",
        "minimum",
        "maximum",
        "exclusiveMinimum",
        "exclusiveMaximum",
        "pattern",
        "format",
        "multipleOf",
        "uniqueItems",
        "discriminator",
    ]
)


async def ask(
    client: Client,
    messages: Sequence[Message],
    schema: type[M],
    *,
    max_tokens: int | None = None,
    on_event: Callable[[Any], None] | None = None,
) -> M:
    """The answer, validated. See :meth:`Client.structured`."""
    prompt = _with_schema(messages, schema)
    text, thought = await _reply(client, prompt, schema, max_tokens, on_event)
    found, wrong = _validate(schema, text, thought)
    if found is not None:
        return found
    prompt = [
        *prompt,
        {"role": "assistant", "content": text[:4000] or "(nothing)"},
        {
            "role": "user",
            "content": f"That cannot be used: {wrong}. Answer again with one JSON object of the given schema and nothing else.",
        },
    ]
    text, thought = await _reply(client, prompt, schema, max_tokens, on_event)
    found, wrong = _validate(schema, text, thought)
    if found is not None:
        return found
    raise ServiceGarbled(
        f"{client.model} at {client.profile.host} gave no usable answer, asked twice: {wrong}."
    )


async def _reply(
    client: Client,
    prompt: list[dict[str, str]],
    schema: type[BaseModel],
    max_tokens: int | None,
    on_event: Callable[[Any], None] | None,
) -> tuple[str, str]:
    """The reply's text and the model's thought, by the highest rung that this server takes."""
    if client.capabilities.rung != "prompt":
        name = re.sub(r"[^A-Za-z0-9_-]", "_", schema.__name__)[:60]
        shape = {"name": name, "schema": strict_schema(schema), "strict": True}
        try:
            result = await _collect(
                client.stream(
                    prompt,
                    max_tokens=max_tokens,
                    max_chars=MAX_CHARS,
                    response_format={"type": "json_schema", "json_schema": shape},
                ),
                on_event,
            )
        except NoSchema:
            client.learn(rung="prompt")
        else:
            if client.capabilities.rung is None:
                client.learn(rung="json_schema")
            return result
    return await _collect(client.stream(prompt, max_tokens=max_tokens, max_chars=MAX_CHARS), on_event)


async def _collect(stream: ModelStream, on_event: Callable[[Any], None] | None) -> tuple[str, str]:
    parts: list[str] = []
    async with stream:
        async for item in stream:
            if isinstance(item, Waiting):
                if on_event:
                    on_event(item)
                continue
            if item.anew:
                parts.clear()
            parts.append(item.text)
    if on_event and (stream.usage.prompt_tokens or stream.usage.completion_tokens):
        on_event(stream.usage)
    return "".join(parts), stream.thought


def _with_schema(messages: Sequence[Message], schema: type[BaseModel]) -> list[dict[str, str]]:
    """The messages with the schema at their end: some servers enforce it, few tell the model of it."""
    shape = json.dumps(schema.model_json_schema(), ensure_ascii=False, separators=(",", ":"))
    ask_for = f"Answer with one JSON object and nothing else. Its JSON Schema:\n{shape}"
    prompt = [dict(m) for m in messages]
    if prompt and prompt[-1]["role"] == "user":
        prompt[-1]["content"] += f"\n\n{ask_for}"
    else:
        prompt.append({"role": "user", "content": ask_for})
    return prompt


def strict_schema(schema: type[BaseModel]) -> dict[str, Any]:
    """The schema as strict servers want it: every property required, none beside them, no keyword that
    they refuse. What it no longer says is checked by validation."""
    result = _strict(schema.model_json_schema())
    assert isinstance(result, dict)
    return result


def _strict(node: Any, *, names: bool = False) -> Any:
    if isinstance(node, list):
        return [_strict(item) for item in node]
    if not isinstance(node, dict):
        return node
    if names:  # the keys are names of properties or definitions, not keywords
        return {key: _strict(value) for key, value in node.items()}
    kept = {
        key: _strict(value, names=key in ("properties", "$defs"))
        for key, value in node.items()
        if key not in _NOT_FOR_STRICT
    }
    if "oneOf" in kept:
        kept["anyOf"] = kept.pop("oneOf")
    if kept.get("type") == "object" and "properties" in kept:
        kept["required"] = list(kept["properties"])
        kept["additionalProperties"] = False
    return kept


def _validate(schema: type[M], text: str, thought: str) -> tuple[M | None, str]:
    """The first thing in the reply (or else in the thought) that validates, or what is wrong."""
    wrong = "there was no answer" if not text.strip() else "it holds no JSON object"
    for place in (text, thought):
        for candidate in _objects(place):
            try:
                return schema.model_validate(candidate), ""
            except ValidationError as error:
                first = error.errors()[0]
                where = ".".join(str(p) for p in first["loc"])
                wrong = f"{where or 'the object'}: {first['msg']}"
    return None, wrong


def _objects(text: str) -> Iterator[Any]:
    """The JSON objects in a text, the whole text first: fenced, after a preamble, or several in a row."""
    stripped = re.sub(r"^\s*```\w*\s*|\s*```\s*$", "", text.strip())
    decoder = json.JSONDecoder(strict=False)
    at = 0
    for _ in range(20):
        start = stripped.find("{", at)
        if start < 0:
            return
        try:
            value, at = decoder.raw_decode(stripped, start)
        except (ValueError, RecursionError):
            at = start + 1
            continue
        yield value
