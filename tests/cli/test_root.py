from __future__ import annotations

import subprocess
import sys

import pytest

from roleplay import __version__
from roleplay.cli.root import COMMANDS

HEAVY = (
    "pydantic", "pydantic_settings", "sqlalchemy", "alembic", "textual", "rich", "ruamel", "openai", "httpx2",
    "jinja2", "tomlkit", "keyring", "platformdirs", "asyncio", "roleplay.tui", "roleplay.store",
    "roleplay.scenario", "roleplay.settings",
)  # fmt: skip


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["-h"], []])
def test_help_and_version_import_nothing_heavy(arguments: list[str]) -> None:
    code = (
        "import sys; from roleplay.cli import run; code = run(sys.argv[1:]); "
        f"print([m for m in {HEAVY!r} if m in sys.modules], file=sys.stderr); sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, stdin=subprocess.DEVNULL
    )
    assert (done.returncode, done.stderr) == (0, "[]\n")


def test_version_prints_name_and_version(cli) -> None:
    assert cli("--version").out == f"roleplay {__version__}\n"


def test_without_a_command_and_without_a_terminal_the_help_is_printed(cli) -> None:
    done = cli()
    assert done.code == 0
    assert "Exit codes" in done.out


def test_the_help_names_every_command(cli) -> None:
    out = cli("--help").out
    for name in COMMANDS:
        assert f"\n  {name} " in out


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_a_help_of_its_own(cli, name: str) -> None:
    done = cli(name, "--help")
    assert done.code == 0
    assert done.out.startswith(f"Usage: roleplay {name} ")
    assert len(done.out) > 150


@pytest.mark.parametrize("group", ["calls", "scenarios"])
def test_every_subcommand_loads_and_has_a_help(cli, group: str) -> None:
    from roleplay.cli.calls import COMMANDS as CALLS
    from roleplay.cli.scenarios import COMMANDS as SCENARIOS

    for name in {"calls": CALLS, "scenarios": SCENARIOS}[group]:
        done = cli(group, name, "--help")
        assert (done.code, done.out[:6]) == (0, "Usage:")


def test_a_misspelt_command_is_wrong_use_and_the_nearest_is_named(cli) -> None:
    done = cli("plya")
    assert done.code == 2
    assert done.out == ""
    assert done.err.startswith("error: There is no command 'plya'. Did you mean 'play'?\n")


def test_a_wrong_option_is_wrong_use(cli) -> None:
    done = cli("play", "competitor-price", "--seed", "many")
    assert done.code == 2
    assert done.err.startswith("error: ")
    assert "--seed" in done.err


def test_a_reader_who_has_had_enough_is_no_error() -> None:
    command = f"{sys.executable} -m roleplay scenarios schema | head -c 10"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_broken_settings_are_one_clear_error_for_every_command(cli, own_home, monkeypatch) -> None:
    file = own_home / "settings.toml"
    file.write_text("theme = \n")
    monkeypatch.setenv("ROLEPLAY_CONFIG", str(file))
    for arguments in (["scenarios", "list"], ["calls", "list"], ["play", "competitor-price", "--plain"]):
        done = cli(*arguments)
        assert (done.code, done.out) == (2, "")
        assert done.err == f"error: {file}:1: not valid TOML: Invalid value\n"
    done = cli("doctor")
    assert done.code == 1
    assert "not valid TOML" in done.out


def test_text_from_outside_cannot_steer_the_terminal_in_errors_and_lists(cli, own_home, tmp_path) -> None:
    evil = "\x1b[2J\u202eevil\x07"
    folder = own_home / "data" / "roleplay" / "scenarios"
    folder.mkdir(parents=True)
    scene = 'id: mine\ntitle: "Mine \\e[2J \\u202e"\nrep: {objective: Sell.}\nbuyer: {name: "Ida \\e[2J"}\nfacts: {tea: {says: Tea.}}\n'
    (folder / "mine.yaml").write_text(scene)
    (folder / "bad.yaml").write_text(f"id: bad\n'{evil}': 1\n")
    for arguments in (
        ["scenarios", "list"], ["scenarios", "show", "mine"], ["scenarios", "lint"], ["scenarios", "show", "bad"],
        ["scenarios", "show", evil], [evil], ["play", "mine", "--rep", evil], ["calls", "show", evil], ["doctor"],
        ["play", "mine", "--plain"], ["calls", "list"], ["calls", "show", "last"], ["tag", evil], ["grade", evil],
        ["play", "mine", "--voice", evil, "--plain"], ["play", "--seed", evil, "mine"],
    ):  # fmt: skip
        done = cli(*arguments, stdin=f"Hello {evil}\n")
        assert not set(done.out + done.err) & set("\x1b\x07\u202e"), arguments
