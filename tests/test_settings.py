from __future__ import annotations

import sys
from pathlib import Path

import pytest

from roleplay.errors import SettingsError
from roleplay.settings import (
    Profile,
    api_key,
    change_setting,
    default_config_file,
    load_settings,
    remove_setting,
    unknown_variables,
)


def write(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "settings.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_with_no_file_and_no_variables_the_defaults_hold(own_home: Path) -> None:
    settings = load_settings(environ={})
    assert settings.data_dir == own_home / "data" / "roleplay"
    assert settings.store_location == own_home / "data" / "roleplay" / "roleplay.db"
    assert settings.voice() is None
    assert settings.judge() is None
    assert settings.reader() is None
    assert not settings.data_dir.exists()


def test_the_environment_wins_over_the_file_and_arguments_win_over_both(tmp_path: Path) -> None:
    file = write(tmp_path, 'pace = "quick"\ntheme = "nord"\ntagger = "both"\n')
    settings = load_settings(
        file, environ={"ROLEPLAY_PACE": "off", "ROLEPLAY_TAGGER": "model"}, tagger="offline"
    )
    assert (settings.pace, settings.theme, settings.tagger) == ("off", "nord", "offline")
    assert settings.config_file == file


def test_a_nested_variable_adds_to_a_profile_of_the_file(tmp_path: Path) -> None:
    file = write(tmp_path, '[profiles.local]\nbase_url = "http://localhost:8080/v1/"\nmodel = "a"\n')
    settings = load_settings(file, environ={"ROLEPLAY_PROFILES__LOCAL__MODEL": "b"})
    assert settings.profile("local") == Profile(name="local", base_url="http://localhost:8080/v1", model="b")


def test_the_variables_that_everybody_has_make_the_openai_profile_and_it_speaks() -> None:
    settings = load_settings(
        environ={"OPENAI_API_KEY": "sk-x", "OPENAI_BASE_URL": "http://localhost:1/v1", "OPENAI_MODEL": "m"}
    )
    voice = settings.voice()
    assert voice is not None
    assert (voice.base_url, voice.model, voice.api_key_env) == (
        "http://localhost:1/v1",
        "m",
        "OPENAI_API_KEY",
    )
    assert settings.judge() == voice


def test_scripted_as_the_buyers_profile_keeps_models_out_even_with_a_key() -> None:
    settings = load_settings(environ={"OPENAI_API_KEY": "sk-x", "ROLEPLAY_BUYER_PROFILE": "scripted"})
    assert settings.voice() is None
    assert settings.judge() is None


def test_a_misspelt_setting_names_file_line_and_the_nearest_known_one(tmp_path: Path) -> None:
    file = write(tmp_path, '# mine\ntheme = "nord"\npacce = "off"\n')
    with pytest.raises(SettingsError, match=r"settings\.toml:3: pacce: .*did you mean 'pace'"):
        load_settings(file, environ={})


def test_a_misspelt_key_in_a_profile_names_its_line(tmp_path: Path) -> None:
    file = write(tmp_path, '[profiles.local]\nmodel = "a"\nbaseurl = "http://x/v1"\n')
    with pytest.raises(SettingsError, match=r":3: profiles\.local\.baseurl: .*'base_url'"):
        load_settings(file, environ={})


def test_a_wrong_value_from_a_variable_names_the_variable() -> None:
    with pytest.raises(SettingsError, match="environment variable ROLEPLAY_PACE") as caught:
        load_settings(environ={"ROLEPLAY_PACE": "warp"})
    assert "human" in str(caught.value)


def test_broken_toml_names_the_line(tmp_path: Path) -> None:
    file = write(tmp_path, 'theme = "nord"\npace = = 1\n')
    with pytest.raises(SettingsError, match=r"settings\.toml:2: not valid TOML"):
        load_settings(file, environ={})


def test_a_file_that_is_no_text_is_a_clear_error(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_bytes(b"\xff\xfe\x00theme")
    with pytest.raises(SettingsError, match="UTF-8"):
        load_settings(file, environ={})


def test_a_file_that_was_named_has_to_be_there(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="is not there"):
        load_settings(environ={"ROLEPLAY_CONFIG": str(tmp_path / "no.toml")})


def test_a_key_in_the_file_is_refused_and_not_repeated(tmp_path: Path) -> None:
    file = write(tmp_path, '[profiles.cloud]\nmodel = "m"\napi_key = "sk-very-secret"\n')
    with pytest.raises(SettingsError, match=r":3: profiles\.cloud\.api_key: .*api_key_env") as caught:
        load_settings(file, environ={})
    assert "sk-very-secret" not in str(caught.value)


def test_a_wrong_value_is_not_quoted_since_it_may_be_a_secret(tmp_path: Path) -> None:
    file = write(tmp_path, '[profiles.cloud]\napi_key_env = "A"\napi_key_command = "echo sk-very-secret"\n')
    with pytest.raises(SettingsError, match="one place for the key") as caught:
        load_settings(file, environ={})
    assert "sk-very-secret" not in str(caught.value)


def test_a_profile_that_is_not_there_is_an_error_that_lists_the_ones_that_are(tmp_path: Path) -> None:
    file = write(tmp_path, 'buyer_profile = "locl"\n[profiles.local]\nmodel = "a"\n')
    with pytest.raises(SettingsError, match="buyer_profile names 'locl', but the profiles are: local"):
        load_settings(file, environ={})
    with pytest.raises(SettingsError, match="Did you mean 'local'"):
        load_settings(write(tmp_path, '[profiles.local]\nmodel = "a"\n'), environ={}).profile("locl")


def test_the_database_password_does_not_show_in_the_settings_text() -> None:
    settings = load_settings(environ={"ROLEPLAY_DATABASE_URL": "postgresql://u:hunter2@db/x"})
    assert settings.store_location == "postgresql://u:hunter2@db/x"
    assert "hunter2" not in repr(settings) + str(settings) + settings.model_dump_json()


def test_misspelt_variables_are_found() -> None:
    names = {"ROLEPLAY_PACCE": "1", "ROLEPLAY_PACE": "off", "ROLEPLAY_CONFIG": "x", "HOME": "/"}
    assert unknown_variables(names) == ["ROLEPLAY_PACCE"]


def test_a_key_comes_from_the_variable_that_the_profile_names() -> None:
    profile = Profile(name="cloud", api_key_env="CLOUD_KEY")
    key = api_key(profile, environ={"CLOUD_KEY": " sk-1 \n"})
    assert key is not None
    assert key.get_secret_value() == "sk-1"
    assert "sk-1" not in repr(key)
    with pytest.raises(SettingsError, match="CLOUD_KEY, which is not set"):
        api_key(profile, environ={})


def test_a_key_comes_from_the_first_line_of_a_command() -> None:
    command = [sys.executable, "-c", "print('sk-2'); print('more')"]
    key = api_key(Profile(name="c", api_key_command=command))
    assert key is not None
    assert key.get_secret_value() == "sk-2"


def test_a_command_that_fails_is_named_but_what_it_printed_is_not() -> None:
    command = [sys.executable, "-c", "print('sk-3'); raise SystemExit(4)"]
    with pytest.raises(SettingsError, match="gave no key \\(exit code 4\\)") as caught:
        api_key(Profile(name="c", api_key_command=command))
    assert "sk-3" not in str(caught.value)
    with pytest.raises(SettingsError, match="is not there"):
        api_key(Profile(name="c", api_key_command="/no/such/command --now"))


def test_a_key_comes_from_the_key_store(monkeypatch: pytest.MonkeyPatch) -> None:
    import keyring

    held = {("roleplay", "cloud"): "sk-4"}
    monkeypatch.setattr(keyring, "get_password", lambda service, user: held.get((service, user)))
    key = api_key(Profile(name="c", api_key_keyring="roleplay/cloud"))
    assert key is not None
    assert key.get_secret_value() == "sk-4"
    with pytest.raises(SettingsError, match="keyring set roleplay else"):
        api_key(Profile(name="c", api_key_keyring="roleplay/else"))


def test_a_profile_without_a_place_for_a_key_has_none() -> None:
    assert api_key(Profile(name="local")) is None


def test_changing_one_setting_leaves_comments_and_order(tmp_path: Path) -> None:
    file = write(tmp_path, '# mine\ntheme = "nord"  # blue\n\n[profiles.local]  # at home\nmodel = "a"\n')
    settings = change_setting(file, "profiles.local.model", "b")
    assert settings.profile("local").model == "b"
    assert file.read_text() == '# mine\ntheme = "nord"  # blue\n\n[profiles.local]  # at home\nmodel = "b"\n'
    change_setting(file, "pace", "off")
    text = file.read_text()
    assert 'theme = "nord"  # blue' in text
    assert load_settings(file, environ={}).pace == "off"


def test_a_setting_can_be_made_in_a_file_that_is_not_there_yet_and_taken_out_again(tmp_path: Path) -> None:
    file = tmp_path / "new" / "settings.toml"
    change_setting(file, "profiles.local.base_url", "http://localhost:1/v1")
    assert load_settings(file, environ={}).profile("local").base_url == "http://localhost:1/v1"
    assert file.stat().st_mode & 0o077 == 0
    assert remove_setting(file, "profiles.local.base_url").profile("local").base_url is None
    assert remove_setting(file, "theme").theme == "roleplay-dark"


def test_a_change_that_does_not_fit_leaves_the_file_untouched(tmp_path: Path) -> None:
    file = write(tmp_path, 'theme = "nord"\n')
    for field, value in [("pace", "warp"), ("no_such", 1), ("profiles.x.api_key", "sk-5"), ("theme.x", 1)]:
        with pytest.raises(SettingsError) as caught:
            change_setting(file, field, value)
        assert "sk-5" not in str(caught.value)
    assert file.read_text() == 'theme = "nord"\n'
    assert sorted(p.name for p in tmp_path.iterdir()) == ["settings.toml"]


def test_the_default_file_is_the_one_the_variable_names(own_home: Path) -> None:
    assert default_config_file({}) == own_home / "config" / "roleplay" / "settings.toml"
    assert default_config_file({"ROLEPLAY_CONFIG": "/x/y.toml"}) == Path("/x/y.toml")
