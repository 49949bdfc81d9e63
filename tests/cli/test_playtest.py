from __future__ import annotations

from pathlib import Path

REPS = Path(__file__).parents[1] / "reps" / "competitor-price"


def test_kinds_of_rep_are_compared_with_ones_own_script(cli) -> None:
    done = cli(
        "scenarios", "playtest", "competitor-price", "--rep", REPS / "strong.txt", "--seeds", "2", "--json"
    )
    assert done.code == 0
    calls = done.json["calls"]
    assert {c["seed"] for c in calls} == {0, 1}
    passed = {c["rep"] for c in calls if c["passed"]}
    assert "strong.txt" in passed
    assert not passed & {
        "reads out claims",
        "only asks to meet",
        "closed questions",
        "discounts",
        "presses",
        "hardly speaks",
    }
    text = cli("scenarios", "playtest", "competitor-price", "--seeds", "1").out
    assert text.splitlines()[0].split()[:3] == ["REP", "WON", "PASSED"]
    assert len(text.splitlines()) == 8


def test_a_scene_that_a_poor_rep_passes_is_exit_code_1(cli, tmp_path: Path) -> None:
    scene = tmp_path / "easy.yaml"
    scene.write_text(
        "id: easy\ntitle: Too easy\nrep: {objective: Get a meeting.}\nbuyer: {name: Ida}\n"
        "facts: {tea: {says: We drink tea., asked_by: [tea]}}\n"
        "outcomes: {won: {when: {discounts: 1}, says: Sold.}}\npass: {score: 0, outcome: won}\n"
    )
    done = cli("scenarios", "playtest", scene, "--seeds", "1")
    assert done.code == 1
    assert "'discounts' passes this scene" in done.err
