"""What a rep takes away from a call."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from roleplay.call import Call
from roleplay.grader import Scorecard, grade
from roleplay.scenario.asking import questions_about
from roleplay.scenario.model import Scenario

from .conftest import transcript


def improve(card: Scorecard) -> list[object]:
    return [p for p in card.feedback if p.kind == "improve"]


def test_there_are_one_to_three_points_and_at_most_one_praise(
    strong: Call, weak: Call, rival: Scenario
) -> None:
    for call in (strong, weak):
        card = grade(call.transcript, scenario=rival, events=call.events)
        assert len(improve(card)) <= 3
        assert len(card.feedback) - len(improve(card)) <= 1
    assert len(improve(grade(weak.transcript, scenario=rival, events=weak.events))) == 3


def test_the_costliest_comes_first_by_what_it_did_to_the_buyer(
    graded: Callable[[Sequence[str]], Scorecard],
) -> None:
    card = graded(
        [
            "Hi Dana, thanks for making time. What stood out to you in the quote?",
            "I get why thirty percent stands out. What is in RoadLink's quote?",
            "RoadLink is junk, honestly, everyone who goes with them regrets it.",
            "What happens on your side when a truck stops on the road?",
        ]
    )
    first = card.feedback[0]
    assert "RoadLink is junk" in first.quote
    assert "Trust fell" in first.effect
    assert "Dana went back to “Thirty percent is thirty percent.”" in first.effect


def test_every_point_says_what_to_say_instead_and_it_fits_the_moment(weak: Call, rival: Scenario) -> None:
    card = grade(weak.transcript, scenario=rival, events=weak.events)
    asked = [q for fact in rival.facts.values() for q in questions_about(rival, fact)]
    models = [" ".join(o.model_answer.split()) for o in rival.objections.values() if o.model_answer]
    for point in card.feedback:
        if point.kind == "improve":
            assert point.try_instead
            buyer_said = [t.text for t in weak.transcript.turns[: point.turn] if t.speaker == "buyer"]
            quoted = point.try_instead.split("“")[-1].split("”")[0]
            fits = any(quoted in said for said in buyer_said)
            assert fits or point.try_instead in models or any(q in point.try_instead for q in asked)


def test_the_model_answer_is_offered_while_the_objection_is_unexplored(
    graded: Callable[[Sequence[str]], Scorecard], rival: Scenario
) -> None:
    card = graded(["Hello Dana.", "I can do ten percent off right away."])
    model = " ".join((rival.objections["rival-price"].model_answer or "").split())
    assert any(p.try_instead == model for p in card.feedback)


def test_without_a_scenario_the_suggestion_is_made_of_the_buyers_own_words() -> None:
    card = grade(
        transcript(
            "B: It's too expensive for a shop of our size.",
            "R: I can do ten percent off.",
            "B: Hm.",
            "R: Fine, twenty percent, but only if you sign today.",
            "B: No.",
        )
    )
    suggestions = [p.try_instead for p in card.feedback if p.kind == "improve"]
    assert any("too expensive for a shop of our size" in s for s in suggestions)


def test_nothing_good_gets_no_praise(graded: Callable[[Sequence[str]], Scorecard]) -> None:
    card = graded(["dont know", "dont know what", "whatever"])
    assert [p for p in card.feedback if p.kind == "praise"] == []


def test_something_good_is_praised_with_its_words(strong: Call, rival: Scenario) -> None:
    praise = [
        p
        for p in grade(strong.transcript, scenario=rival, events=strong.events).feedback
        if p.kind == "praise"
    ]
    assert len(praise) == 1
    assert praise[0].quote in strong.transcript.turns[praise[0].turn - 1].text


def test_a_silent_rep_gets_no_feedback_on_words_never_said() -> None:
    assert grade(transcript("B: Hello?", "R: ", "B: Anybody there?")).feedback == []


def test_an_open_question_is_never_called_one_that_a_few_words_answer(
    graded: Callable[[Sequence[str]], Scorecard],
) -> None:
    card = graded(["What stood out to you in it?", "What happens on your side when a truck stops?"])
    assert card.metrics["closed_questions"] == 0
    assert not [p for p in card.feedback if "A few words answer" in p.point]


def test_words_without_weight_are_not_taken_up_in_a_suggestion() -> None:
    call = transcript(
        "R: Do you have two minutes?", "B: Two, yes.", "R: Do you use cardboard or plastic?", "B: Cardboard.",
        "R: Are you happy with it?", "B: More or less.", "R: Would you like to save ten percent?", "B: Eighteen thousand.",
        "R: Sure, I'll send you something.", "B: Fine. Bye.",
    )  # fmt: skip
    for point in grade(call).feedback:
        for empty in ("Two, yes", "More or less", "Eighteen thousand", "Cardboard"):
            assert empty not in point.try_instead


def test_a_turn_that_tells_what_it_was_never_told_is_not_said_to_be_tied_to_nothing(rival: Scenario) -> None:
    from .conftest import play

    call = play(
        rival,
        [
            "What stood out to you in the quote?",
            "I get why the gap stands out. We go live in three weeks, and after six weeks of blind trucks at your last "
            "switch, which you signed, that is what you need.",
            "Could we meet your CFO on Thursday?",
        ],
    )
    card = grade(call.transcript, scenario=rival, events=call.events)
    assert any("what the buyer had not told" in note for note in card.notes)
    for point in card.feedback:
        if point.turn == 4 and point.kind == "improve":
            assert "tied to nothing" not in point.point


def test_what_ended_the_call_is_named_even_where_something_else_cost_more(
    graded: Callable[[Sequence[str]], Scorecard],
) -> None:
    card = graded(
        [
            "FleetIQ is the number one platform on the market and I can do a special price if you sign today.",
            "Ok what if I take 10% off right now? That deal is only good until Friday though.",
        ]
    )
    ended = next(p for p in card.feedback if "Dana ended the call" in p.effect)
    assert "10% off" in ended.quote
    assert any("sign today" in p.quote and p is not ended for p in card.feedback)
