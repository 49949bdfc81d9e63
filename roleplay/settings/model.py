"""What can be set, with its defaults."""

from __future__ import annotations

import difflib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    PrivateAttr,
    SecretStr,
    field_validator,
    model_validator,
)
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from roleplay.errors import SettingsError

APP = "roleplay"
ENV_PREFIX = "ROLEPLAY_"
CONFIG_VARIABLE = "ROLEPLAY_CONFIG"
OPENAI_PROFILE = "openai"
OPENAI_DEFAULT_MODEL = "gpt-4o-mini"

FilePath = Annotated[Path, AfterValidator(lambda p: p.expanduser())]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, validate_default=True)


class Price(_Table):
    """What a model costs, in US dollars per million tokens."""

    input: float = Field(ge=0)
    output: float = Field(ge=0)
    cached_input: float | None = Field(None, ge=0)


class Timeouts(_Table):
    """How long to wait for a model, in seconds."""

    connect: float = Field(5.0, gt=0, le=600)
    first_token: float = Field(30.0, gt=0, le=3600)
    between_tokens: float = Field(15.0, gt=0, le=3600)
    whole: float = Field(120.0, gt=0, le=7200)


class Profile(_Table):
    """One model that may speak, read or judge, and where its key is."""

    name: str = ""
    """Filled in from the table's name."""
    base_url: str | None = None
    """The server's OpenAI-compatible address, ending in ``/v1`` as a rule. None: OpenAI's own."""
    model: str = OPENAI_DEFAULT_MODEL
    api_key_env: str | None = None
    """The environment variable that holds the key."""
    api_key_keyring: str | None = None
    """``service/user`` in the system's key store."""
    api_key_command: str | list[str] | None = None
    """A command whose first line of output is the key. Run without a shell."""
    price: Price | None = None
    cost_cap: float | None = Field(None, gt=0)
    """US dollars a call may cost with this profile; above it the scripted buyer goes on."""
    temperature: float | None = Field(None, ge=0, le=2)
    ca_bundle: FilePath | None = None
    """A PEM file with the certificate of a company's proxy."""
    timeouts: Timeouts = Field(default_factory=Timeouts)
    extra_body: dict[str, Any] = Field(default_factory=dict)
    """Fields that this server wants in every request, as they are."""

    @field_validator("base_url")
    @classmethod
    def _is_address(cls, value: str | None) -> str | None:
        if value is not None and not value.startswith(("http://", "https://")):
            raise ValueError("give an address that begins with http:// or https://")
        return value.rstrip("/") if value else None

    @model_validator(mode="after")
    def _one_place_for_the_key(self) -> Profile:
        given = [n for n in ("api_key_env", "api_key_keyring", "api_key_command") if getattr(self, n)]
        if len(given) > 1:
            raise ValueError(f"give one place for the key, not {len(given)}: {', '.join(given)}")
        return self


class Settings(BaseSettings):
    """Everything that can be set. Made by :func:`load_settings`.

    Folders are absolute paths; none is created here.
    """

    model_config = SettingsConfigDict(
        env_prefix=ENV_PREFIX,
        env_nested_delimiter="__",
        env_ignore_empty=True,
        extra="forbid",
        frozen=True,
        validate_default=True,
    )

    data_dir: FilePath = Field(default_factory=lambda: _dirs("data"))
    cache_dir: FilePath = Field(default_factory=lambda: _dirs("cache"))
    database_url: SecretStr | None = None
    """An SQLAlchemy URL. None: ``roleplay.db`` in the data folder."""
    scenarios_dir: FilePath | None = None
    """Your own scenarios and packs. None: ``scenarios`` in the data folder."""
    rubrics_dir: FilePath | None = None
    """Your own rubrics. None: ``rubrics`` in the data folder."""
    store_calls: bool = True
    """False: calls are kept in memory only, and gone when the program ends."""

    profiles: dict[str, Profile] = Field(default_factory=dict)
    buyer_profile: str | None = None
    """Who voices the buyer: a profile's name, or ``scripted``. None: ``openai`` if the environment has a
    key or an address for it, else scripted."""
    tagger_profile: str | None = None
    """Who reads turns if ``tagger`` is not ``offline``. None: the buyer's profile."""
    judge_profile: str | None = None
    """Who answers the rubric's judge questions: a profile, or ``none``. None: the buyer's profile."""
    tagger: Literal["offline", "model", "both"] = "offline"
    judge_samples: int = Field(1, ge=1, le=15)
    """How often the judge is asked; its agreement with itself is reported."""
    cost_cap: float | None = Field(1.0, gt=0)
    """US dollars a call may cost, where prices are known."""
    prices: dict[str, Price] = Field(default_factory=dict)
    """Prices by model name that replace the built-in table's."""

    theme: str = "roleplay-dark"
    pace: Literal["human", "quick", "off"] = "human"
    """How the buyer's words appear: at the speed of typing, faster, or at once."""
    mode: Literal["coached", "exam"] = "coached"
    difficulty: Literal["easy", "medium", "hard"] | None = None
    """None: as the scenario says."""
    coach_meters: bool = True
    """In coached calls: live meters beside the transcript."""
    first_run_done: bool = False
    keymap: dict[str, str] = Field(default_factory=dict)
    """Keys by binding id, such as ``call.hint = "f2"``."""

    _file: Path = PrivateAttr(default_factory=lambda: default_config_file())

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        # load_settings merges file and environment itself, so that an error can name its source.
        return (init_settings,)

    @field_validator("profiles")
    @classmethod
    def _named(cls, value: dict[str, Profile]) -> dict[str, Profile]:
        for reserved in ("scripted", "none"):
            if reserved in value:
                raise ValueError(f"a profile cannot be called {reserved!r}: that name means no model")
        return {name: p.model_copy(update={"name": name}) for name, p in value.items()}

    @model_validator(mode="after")
    def _profiles_exist(self) -> Settings:
        for field in ("buyer_profile", "tagger_profile", "judge_profile"):
            name = getattr(self, field)
            if name not in (None, "scripted", "none") and name not in self.profiles:
                known = ", ".join(sorted(self.profiles)) or "none is set up"
                raise ValueError(f"{field} names {name!r}, but the profiles are: {known}")
        return self

    @property
    def config_file(self) -> Path:
        """The settings file that was read, or would be if it were there."""
        return self._file

    @property
    def store_location(self) -> str | Path:
        """What :meth:`roleplay.store.Store.open` opens: the database's URL (which may hold a password: do
        not print it) or the SQLite file."""
        return self.database_url.get_secret_value() if self.database_url else self.database_file

    @property
    def database_file(self) -> Path:
        """Where the SQLite database is when no ``database_url`` is set."""
        return self.data_dir / "roleplay.db"

    @property
    def user_scenarios(self) -> Path:
        return self.scenarios_dir or self.data_dir / "scenarios"

    @property
    def user_rubrics(self) -> Path:
        return self.rubrics_dir or self.data_dir / "rubrics"

    @property
    def calibrations(self) -> Path:
        """Where results of ``roleplay calibrate`` are kept."""
        return self.data_dir / "calibrations"

    def profile(self, name: str) -> Profile:
        """The profile of that name. Raises :class:`SettingsError` naming the ones there are."""
        try:
            return self.profiles[name]
        except KeyError:
            near = difflib.get_close_matches(name, self.profiles, n=1)
            hint = f" Did you mean {near[0]!r}?" if near else ""
            known = ", ".join(sorted(self.profiles)) or "none is set up yet"
            raise SettingsError(
                f"There is no model profile {name!r} (there are: {known}).{hint} "
                f"Add a table [profiles.{name}] to {self.config_file}."
            ) from None

    def voice(self) -> Profile | None:
        """Who voices the buyer; ``None`` for the scripted buyer."""
        return self._chosen(self.buyer_profile, self.profiles.get(OPENAI_PROFILE))

    def reader(self) -> Profile | None:
        """Who reads the rep's turns beside the offline tagger; ``None`` where only that reads."""
        return None if self.tagger == "offline" else self._chosen(self.tagger_profile, self.voice())

    def judge(self) -> Profile | None:
        """Who judges; ``None`` where judge questions stay ungraded."""
        return self._chosen(self.judge_profile, self.voice())

    def _chosen(self, name: str | None, otherwise: Profile | None) -> Profile | None:
        if name is None:
            return otherwise
        return None if name in ("scripted", "none") else self.profile(name)


def _dirs(kind: Literal["data", "cache", "config"]) -> Path:
    from platformdirs import PlatformDirs

    dirs = PlatformDirs(APP, appauthor=False)
    return {"data": dirs.user_data_path, "cache": dirs.user_cache_path, "config": dirs.user_config_path}[kind]


def default_config_file(environ: Mapping[str, str] | None = None) -> Path:
    """The file that ``ROLEPLAY_CONFIG`` names, else ``settings.toml`` in the configuration folder."""
    named = (os.environ if environ is None else environ).get(CONFIG_VARIABLE)
    return Path(named).expanduser() if named else _dirs("config") / "settings.toml"
