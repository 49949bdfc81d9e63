"""Episodes: from the buyer's state in a practice call, from the buyer's words elsewhere."""

from __future__ import annotations

import pytest

from roleplay.call import Call
from roleplay.grader import grade
from roleplay.grader.resistance import answer_to_next_step, objections_in, reaction
from roleplay.scenario.model import Scenario

from .conftest import transcript


def test_a_practice_calls_episodes_follow_the_buyers_state(strong: Call, rival: Scenario) -> None:
    card = grade(strong.transcript, scenario=rival, events=strong.events)
    first = card.episodes[0]
    assert (first.objection, first.type, first.ended) == ("rival-price", "competitor", "settled")
    assert first.quote in strong.transcript.turns[first.raised_turn - 1].text
    assert first.root_reached is True
    assert [s.step for s in first.steps][:2] == ["acknowledge", "explore"]
    assert first.words_before_first_question is not None


def test_what_hardens_an_objection_shows_in_its_episode(weak: Call, rival: Scenario) -> None:
    episode = grade(weak.transcript, scenario=rival, events=weak.events).episodes[0]
    assert episode.ended == "hardened"
    assert episode.discounts + episode.pressure >= 1
    assert episode.root_reached is False


def test_without_events_a_scenarios_objections_are_known_by_their_lines(
    strong: Call, rival: Scenario
) -> None:
    found = [e.objection for e in grade(strong.transcript, scenario=rival).episodes]
    assert "rival-price" in found


def test_without_a_scenario_objections_are_found_in_the_buyers_words_and_that_is_said() -> None:
    card = grade(
        transcript(
            "R: Hello, this is Sam from Northern Tiles.",
            "B: We're happy with our supplier, thanks.",
            "R: Fair enough, years of good service count. What is it they do that you would not want to lose?",
            "B: They deliver the next day.",
            "R: Next-day delivery, so the sites never stop. We keep stock in your town for the same reason, so you would lose none of that. "
            "Does that answer it?",
            "B: That makes sense.",
        )
    )
    assert len(card.episodes) == 1
    episode = card.episodes[0]
    assert (episode.type, episode.raised_turn, episode.root_reached) == ("competitor", 2, None)
    assert episode.quote == "We're happy with our supplier, thanks."
    assert episode.steps[0].step in ("acknowledge", "explore")
    assert any("uncertain" in note for note in card.notes)


def test_an_objection_said_again_after_an_answer_is_hardened() -> None:
    card = grade(
        transcript(
            "R: Our platform is thirty-eight dollars a truck.",
            "B: That's too expensive.",
            "R: It has dashboards, alerts, a mobile app and support around the clock.",
            "B: It's still too expensive for us.",
        )
    )
    assert [(e.type, e.ended) for e in card.episodes] == [("price", "hardened")]


def test_no_objection_leaves_the_criterion_out_of_the_score() -> None:
    card = grade(
        transcript(
            "B: Hello, come in.", "R: What happens with your old tiles after a job?", "B: We carry them to the yard and they stay there.",
            "R: So they pile up in the yard. What does that do to you?", "B: I pay a man to break them.",
        )
    )  # fmt: skip
    objections = next(c for c in card.criteria if c.id == "objections")
    assert {k.verdict for k in objections.checks if not k.only_against} == {"na"}
    assert objections.score is None
    assert card.coverage == 1


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Honestly it's too expensive for us.", "price"),
        ("There's no budget this year.", "price"),
        ("We already have a supplier for that.", "competitor"),
        ("We don't need another tool.", "need"),
        ("Call me back next quarter.", "timing"),
        ("I need to check with my boss first.", "authority"),
        ("We tried something like this before and got burned.", "trust"),
        ("Let me think about it.", "stall"),
        ("Just send me some information.", "stall"),
    ],
)
def test_objections_are_told_by_type(text: str, kind: str) -> None:
    assert [k for k, _, _ in objections_in(text)] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "Sure, go ahead.",
        "Three trucks died last quarter.",
        "Thursday at two.",
        "What do you have in mind?",
        "",
    ],
)
def test_plain_words_are_no_objection(text: str) -> None:
    assert objections_in(text) == ()


@pytest.mark.parametrize(
    ("text", "took"),
    [
        ("That makes sense.", "settled"),
        ("That makes sense, but I still worry.", "softened"),
        ("We use trucks.", None),
    ],
)
def test_a_reaction_is_read_from_the_words(text: str, took: str | None) -> None:
    assert reaction(text) == took


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Yes, Thursday works.", "accepted"),
        ("Thursday at two. I'll bring Mark.", "accepted"),
        ("No, that's too soon.", "declined"),
        ("Let me think about it.", "declined"),
        ("The weather turned.", "unclear"),
    ],
)
def test_the_reply_to_a_next_step_is_read_from_the_words(text: str, verdict: str) -> None:
    assert answer_to_next_step(text) == verdict


def test_an_objection_that_moved_is_shown_by_the_buyers_words_that_let_it_go(
    strong: Call, rival: Scenario
) -> None:
    card = grade(
        transcript(
            "B: That's too expensive for us.",
            "R: Fair, it is a lot of money. What are you comparing it with?",
            "B: With what we lose today, six hundred pounds every other week.",
            "R: The scanner stops a wrong pallet, so those six hundred pounds stay with you.",
            "B: Put like that, it does make sense.",
        )
    )
    assert card.episodes[0].moved_turn == 5
    check = next(k for c in card.criteria for k in c.checks if k.rule == "objections_move")
    assert [(e.turn, e.quote) for e in check.evidence] == [(5, "Put like that, it does make sense.")]
    played = grade(strong.transcript, scenario=rival, events=strong.events)
    for episode in played.episodes:
        assert episode.ended != "settled" or episode.moved_turn is not None
