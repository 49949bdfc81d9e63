"""Where an API key is fetched from, at the moment it is needed. Nothing here writes one anywhere."""

from __future__ import annotations

import os
import shlex
import subprocess
from collections.abc import Mapping

from pydantic import SecretStr

from roleplay.errors import SettingsError
from roleplay.settings.model import Profile

COMMAND_SECONDS = 30.0
"""How long a key command may take: a person may have to unlock a password manager first."""


def api_key(profile: Profile, *, environ: Mapping[str, str] | None = None) -> SecretStr | None:
    """The profile's key, or ``None`` where the profile names no place for one (a local server).

    May wait for a person to unlock the key store. Raises :class:`SettingsError` where the place that
    the profile names has no key; the message never holds the key or a command's output.
    """
    env = os.environ if environ is None else environ
    if profile.api_key_env:
        value = env.get(profile.api_key_env, "").strip()
        if not value:
            raise SettingsError(
                f"Profile {profile.name!r} takes its key from the environment variable {profile.api_key_env}, "
                f"which is not set. Set it, or choose another place for the key in the settings file."
            )
        return SecretStr(value)
    if profile.api_key_keyring:
        return _from_keyring(profile, profile.api_key_keyring)
    if profile.api_key_command:
        return _from_command(profile, profile.api_key_command)
    return None


def _from_keyring(profile: Profile, place: str) -> SecretStr:
    service, _, user = place.partition("/")
    if not user:
        raise SettingsError(
            f'Profile {profile.name!r}: write api_key_keyring as "service/user", not {place!r}.'
        )
    import keyring
    from keyring.errors import KeyringError

    try:
        value = keyring.get_password(service, user)
    except KeyringError as error:
        raise SettingsError(
            f"Profile {profile.name!r}: the system's key store cannot be used "
            f"({type(error).__name__}). Unlock it, or use api_key_env instead."
        ) from None
    if not value:
        raise SettingsError(
            f"Profile {profile.name!r}: the key store holds nothing for {service!r} and user {user!r}. "
            f"Store the key with: keyring set {shlex.quote(service)} {shlex.quote(user)}"
        )
    return SecretStr(value.strip())


def _from_command(profile: Profile, command: str | list[str]) -> SecretStr:
    who = f"Profile {profile.name!r}: the command of api_key_command"
    try:
        words = shlex.split(command) if isinstance(command, str) else list(command)
    except ValueError as error:
        raise SettingsError(f"{who} cannot be read ({error}). Write it as a list of words.") from None
    if not words:
        raise SettingsError(f"{who} is empty.")
    try:
        done = subprocess.run(
            words,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=COMMAND_SECONDS,
            check=False,
        )
    except FileNotFoundError:
        raise SettingsError(f"{who} is not there: {words[0]}. Give its full path.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{who} cannot be run ({type(error).__name__}): {words[0]}.") from None
    except subprocess.TimeoutExpired:
        raise SettingsError(f"{who} took longer than {COMMAND_SECONDS:g} seconds: {words[0]}.") from None
    first = done.stdout.strip().splitlines()[:1]
    if done.returncode != 0 or not first:
        raise SettingsError(
            f"{who} gave no key (exit code {done.returncode}). Run it in a terminal to see why: {words[0]}."
        )
    return SecretStr(first[0].strip())
