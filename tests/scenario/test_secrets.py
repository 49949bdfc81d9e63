from __future__ import annotations

import pytest

from roleplay.scenario import load_scenario
from roleplay.scenario.secrets import gives_away


@pytest.mark.parametrize(
    "text",
    [
        "Six weeks of blind trucks would make anybody careful.",
        "Eighteen thousand each is a lot.",
        "So your CFO wants fifteen out of operations?",
    ],
)
def test_what_only_an_untold_fact_holds_gives_it_away(text: str) -> None:
    assert gives_away(load_scenario("competitor-price"), [], "", text)


def test_what_was_told_gives_nothing_away() -> None:
    scene = load_scenario("competitor-price")
    told = scene.facts["breakdowns"].says[0]
    assert not gives_away(scene, ["breakdowns"], told, "Eighteen thousand each is a lot.")


def test_a_figure_that_the_rep_has_heard_elsewhere_gives_nothing_away() -> None:
    scene = load_scenario("competitor-price")
    assert gives_away(scene, [], "", "Fifteen percent is what it comes to.")
    assert not gives_away(scene, [], "They offered fifteen percent.", "Fifteen percent is what it comes to.")


def test_asking_about_a_subject_and_the_claims_give_nothing_away() -> None:
    scene = load_scenario("competitor-price")
    assert not gives_away(scene, [], "", "Can you tell me what happens when a truck stops?")
    for claim in scene.product.claims.values():
        assert not gives_away(scene, [], "", claim)


def test_a_saying_is_no_secret_about_furniture() -> None:
    scene = load_scenario("not-the-decider")
    assert not gives_away(scene, [], "", "What would she want to see on the table?")
    assert gives_away(scene, [], "", "What did they mean by seepage?")
