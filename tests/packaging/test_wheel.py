"""The built wheel, in a clean environment, away from the source tree."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
REP = ROOT / "tests" / "reps" / "competitor-price" / "strong.txt"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    # Without isolation: the build backend is among the test dependencies' own, so no network is needed.
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    [made] = folder.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of a fresh environment that has the wheel, and its dependencies borrowed from
    the environment that runs the tests (all but roleplay itself)."""
    home = tmp_path_factory.mktemp("clean")
    venv.create(home, with_pip=False)
    python = home / "bin" / "python"
    pip = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        str(python),
        "install",
        "--quiet",
        "--no-deps",
        "--no-index",
    ]
    done = subprocess.run([*pip, str(wheel)], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    [site] = home.glob("lib/python*/site-packages")
    borrowed = [p for p in sys.path if p.endswith("site-packages")]
    # A folder on the path, not a .pth in it: an editable install's own .pth is not followed from here.
    (site / "borrowed.pth").write_text("\n".join(borrowed) + "\n")
    return home / "bin"


def run(program: Path, *arguments: object, cwd: Path, home: Path) -> subprocess.CompletedProcess[str]:
    environment = {
        "PATH": os.environ["PATH"], "HOME": str(home), "ROLEPLAY_DATA_DIR": str(home / "data"),
        "ROLEPLAY_CACHE_DIR": str(home / "cache"), "LC_ALL": "C.UTF-8",
    }  # fmt: skip
    command = [str(program), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, env=environment, timeout=120)


def test_the_wheel_carries_scenes_rubrics_prompts_migrations_and_styles(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for wanted in (
        "roleplay/_scenarios/objections/competitor-price.yaml",
        "roleplay/_scenarios/objections/pack.yaml",
        "roleplay/_scenarios/rubrics/objection-handling.yaml",
        "roleplay/_scenarios/schema/scenario.schema.json",
        "roleplay/_prompts/buyer.j2",
        "roleplay/store/migrations/env.py",
        "roleplay/store/migrations/versions/0001_calls.py",
        "roleplay/py.typed",
    ):
        assert wanted in names
    sources = [
        p.relative_to(ROOT).as_posix()
        for p in (ROOT / "roleplay").rglob("*")
        if p.suffix in (".py", ".tcss", ".toml", ".j2", ".json")
    ]
    assert [s for s in sources if s not in names and "__pycache__" not in s] == []
    assert not [n for n in names if n.startswith(("tests/", "benchmarks/", "training/")) or n.endswith(".db")]


def test_a_call_is_played_from_another_folder(installed: Path, tmp_path: Path) -> None:
    rep = tmp_path / "rep.txt"
    rep.write_text(REP.read_text())
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    done = run(
        installed / "roleplay",
        "play",
        "competitor-price",
        "--rep",
        rep,
        "--json",
        cwd=elsewhere,
        home=tmp_path,
    )
    assert done.returncode == 0, done.stderr
    data = json.loads(done.stdout)
    assert data["call"]["outcome"] == "won"
    assert data["scorecard"]["passed"] is True
    listed = run(installed / "roleplay", "calls", "list", "--json", cwd=elsewhere, home=tmp_path)
    assert [c["id"] for c in json.loads(listed.stdout)] == [data["call"]["id"]]
    assert list(elsewhere.iterdir()) == []


def test_everything_comes_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    code = (
        "import roleplay; print(roleplay.__file__);"
        "from roleplay.scenario import bundled_root; print(bundled_root());"
        "from roleplay.grader import list_rubrics; print(*list_rubrics().values(), sep='\\n');"
        "from roleplay.buyer import prompt; print(prompt.__file__)"
    )
    done = run(installed / "python", "-c", code, cwd=tmp_path, home=tmp_path)
    assert done.returncode == 0, done.stderr
    for line in done.stdout.splitlines():
        assert Path(line).is_relative_to(installed.parent), line


def test_the_scenes_list_and_lint_clean(installed: Path, tmp_path: Path) -> None:
    done = run(installed / "roleplay", "scenarios", "list", "--json", cwd=tmp_path, home=tmp_path)
    assert len(json.loads(done.stdout)) >= 6
    linted = run(installed / "roleplay", "scenarios", "lint", cwd=tmp_path, home=tmp_path)
    assert (linted.returncode, linted.stdout) == (0, "")
    doctor = run(installed / "roleplay", "doctor", cwd=tmp_path, home=tmp_path)
    assert doctor.returncode == 0, doctor.stdout


def test_the_prompts_are_found_in_the_wheel(installed: Path, tmp_path: Path) -> None:
    code = (
        "from roleplay.scenario import load_scenario\n"
        "from roleplay.call import Call\n"
        "from roleplay.buyer.prompt import messages\n"
        "from roleplay.buyer.script import view_of, direct\n"
        "from roleplay.dialogue.policy import open_call, initial_state\n"
        "s = load_scenario('competitor-price')\n"
        "state = initial_state(s)\n"
        "m = messages(view_of(s, state, []), direct(s, open_call(s, state), [], 0, 1))\n"
        "print(len(m), 'Dana' in str(m))\n"
    )
    done = run(installed / "python", "-c", code, cwd=tmp_path, home=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split()[1] == "True"
