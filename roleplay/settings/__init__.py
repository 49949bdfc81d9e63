"""Settings: where files live, which models may speak, how the app looks.

They come from, the first that says something wins: arguments, the environment (``ROLEPLAY_PACE``,
``ROLEPLAY_PROFILES__LOCAL__MODEL``), the settings file (TOML), the defaults. The file is
``settings.toml`` in the platform's configuration folder, or the one that ``ROLEPLAY_CONFIG`` names.
``OPENAI_API_KEY``, ``OPENAI_BASE_URL`` and ``OPENAI_MODEL`` make a profile called ``openai``.

API keys are never in the file: a profile says where its key is (an environment variable, the system's
key store, a command), and :func:`api_key` fetches it when a model is first spoken to.
"""

from __future__ import annotations

from roleplay.settings.keys import api_key
from roleplay.settings.load import load_settings, unknown_variables
from roleplay.settings.model import (
    OPENAI_PROFILE,
    Price,
    Profile,
    Settings,
    Timeouts,
    default_config_file,
)
from roleplay.settings.write import change_setting, remove_setting

__all__ = [
    "OPENAI_PROFILE",
    "Price",
    "Profile",
    "Settings",
    "Timeouts",
    "api_key",
    "change_setting",
    "default_config_file",
    "load_settings",
    "remove_setting",
    "unknown_variables",
]
