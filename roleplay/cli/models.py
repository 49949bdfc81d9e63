"""``roleplay models``: what a server has."""

from __future__ import annotations

from typing import Any

import click

from roleplay.cli.common import json_option, print_json, settings, talk
from roleplay.errors import ServiceError, SettingsError


@click.command(short_help="List the models that a server has.")
@click.argument("profile", required=False)
@json_option
def models(profile: str | None, as_json: bool) -> None:
    """List the models that a server has: PROFILE's, or without one, those of every profile in your settings.

    The model that a profile uses is marked with a star. Exit code 3 if a server is out of reach.
    """
    import asyncio

    from roleplay.voices import client_for

    config = settings()
    chosen = [config.profile(profile)] if profile else list(config.profiles.values())
    if not chosen:
        raise SettingsError(
            f"No model is set up. Set OPENAI_API_KEY, or add a table [profiles.NAME] to {config.config_file}."
        )

    async def look() -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        for one in chosen:
            client = client_for(config, one)
            entry: dict[str, Any] = {
                "profile": one.name,
                "uses": one.model,
                "address": client.profile.address,
            }
            try:
                found.append(entry | {"models": await client.list_models(), "error": None})
            except ServiceError as error:
                found.append(entry | {"models": None, "error": str(error)})
            finally:
                await client.aclose()
        return found

    found = asyncio.run(look())
    if as_json:
        print_json(found)
    for entry in found:
        if not as_json:
            talk(f"{entry['profile']} at {entry['address']}")
            for name in entry["models"] or ():
                click.echo(f"{'*' if name == entry['uses'] else ' '} {name}")
        if entry["error"]:
            talk(f"error: {entry['profile']}: {entry['error']}")
    if any(entry["error"] for entry in found):
        raise click.exceptions.Exit(3)
