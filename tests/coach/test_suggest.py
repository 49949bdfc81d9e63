from __future__ import annotations

from dataclasses import dataclass

from roleplay.coach.suggest import suggest


@dataclass(frozen=True)
class Scene:
    ref: str
    difficulty: str = "medium"
    skills: tuple[str, ...] = ()
    error: str | None = None


@dataclass(frozen=True)
class Held:
    scenario: str
    score: float | None
    passed: bool | None
    result: str | None = "lost"


EASY, PRICE, KIN = (
    Scene("p/easy", "easy"),
    Scene("p/price", skills=("price",)),
    Scene("p/kin", "hard", ("price",)),
)


def test_an_empty_library_suggests_nothing() -> None:
    assert suggest([], []) is None
    assert suggest([Scene("p/broken", error="line 1")], []) is None


def test_the_first_call_is_an_easy_one() -> None:
    found = suggest([PRICE, EASY], [])
    assert found is not None
    assert found.ref == "p/easy"


def test_the_one_made_for_a_first_call_comes_before_any_easy_one() -> None:
    found = suggest([EASY, Scene("first/first-call", "medium")], [])
    assert found is not None
    assert found.ref == "first/first-call"


def test_a_failed_call_is_tried_again() -> None:
    found = suggest([EASY, PRICE], [Held("price", 41, False)])
    assert found is not None
    assert found.ref == "p/price"
    assert "41" in found.why


def test_after_three_failures_in_a_row_the_skill_is_trained_on_another_buyer() -> None:
    found = suggest([EASY, PRICE, KIN], [Held("price", 41, False)] * 3)
    assert found is not None
    assert found.ref == "p/kin"
    assert "price" in found.why


def test_after_a_pass_comes_somebody_new() -> None:
    found = suggest([EASY, PRICE], [Held("price", 90, True, "won")])
    assert found is not None
    assert found.ref == "p/easy"


def test_when_all_are_passed_the_lowest_best_score_is_next() -> None:
    held = [Held("price", 90, True, "won"), Held("easy", 75, True, "won"), Held("price", 60, True, "won")]
    found = suggest([EASY, PRICE], held)
    assert found is not None
    assert found.ref == "p/easy"
    assert "75" in found.why


def test_calls_that_go_on_do_not_count() -> None:
    found = suggest([EASY, PRICE], [Held("price", None, None, None)])
    assert found is not None
    assert found.ref == "p/easy"
