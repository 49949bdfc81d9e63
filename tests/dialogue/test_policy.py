"""The policy on readings made by hand: no tagger, no words, only what a turn does."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roleplay.dialogue.acts import Label
from roleplay.dialogue.policy import decide, hang_up, initial_state
from roleplay.dialogue.state import Decision, Move, Reading, State, Told, Topic
from roleplay.scenario import load_scenario
from roleplay.scenario.model import Scenario

EXAMPLE = load_scenario(Path(__file__).parent.parent / "data" / "competitor-price.yaml")

OPEN, CLOSED = Label.OPEN_QUESTION, Label.CLOSED_QUESTION
ACK, PARA, EXPLORE = Label.ACKNOWLEDGE, Label.PARAPHRASE, Label.EXPLORE


def turn(
    *labels: Label,
    about: str = "",
    score: float = 0.9,
    builds_on: Sequence[str] = (),
    words: int = 15,
    **more: bool,
) -> Reading:
    form = "open" if OPEN in labels else "closed"
    topics = (Topic(fact=about, score=score, form=form, start=0, end=9),) if about else ()
    return Reading(
        acts=tuple((label, label.value) for label in labels),
        topics=topics,
        builds_on=tuple(builds_on),
        words=words,
        **more,
    )


def play(*readings: Reading, scenario: Scenario = EXAMPLE, state: State | None = None) -> list[Decision]:
    state = state or initial_state(scenario)
    made = []
    for n, reading in enumerate(readings):
        decision = decide(scenario, state, reading, turn=2 * n + 2)
        made.append(decision)
        state = decision.state
        if state.ending is not None:
            break
    return made


def moves(decision: Decision) -> list[Move]:
    return [b.move for b in decision.beats]


FIRST = turn(OPEN, Label.DISCOVER)


def objection(decision: Decision, name: str = "rival-price") -> str:
    return decision.state.objections[name].status


# -- objections -------------------------------------------------------------------------------------


def test_an_objection_is_raised_at_its_turn() -> None:
    (first,) = play(FIRST)
    assert moves(first) == [Move.OBJECT]
    assert objection(first) == "raised"


def test_listening_exploring_to_the_root_and_answering_with_a_fact_settles_it() -> None:
    made = play(
        FIRST,
        turn(ACK, OPEN, EXPLORE, about="rival-gap"),
        turn(OPEN, Label.DISCOVER, about="breakdowns"),
        turn(OPEN, EXPLORE, about="pressure"),
        turn(Label.BENEFIT, builds_on=["breakdowns"]),
    )
    assert objection(made[-1]) == "settled"
    assert moves(made[-1]) == [Move.SETTLE]


@pytest.mark.parametrize(
    ("left_out", "why"),
    [("acknowledge", "did not show first"), ("explore", "before you asked"), ("root", "real concern")],
)
def test_an_answer_that_skips_a_step_only_softens_it_and_says_which(left_out: str, why: str) -> None:
    listens = () if left_out == "acknowledge" else (ACK,)
    readings = [FIRST, turn(*listens, OPEN, Label.DISCOVER, about="breakdowns")]
    if left_out == "explore":
        start = play(FIRST)[-1].state
        state = start.model_copy(update={"told": (Told(fact="breakdowns", turn=3),)})
        made = play(turn(ACK), turn(Label.BENEFIT, builds_on=["breakdowns"]), state=state)
    else:
        if left_out == "acknowledge":
            readings.append(turn(OPEN, EXPLORE, about="pressure"))
        made = play(*readings, turn(Label.BENEFIT, builds_on=["breakdowns"]))
    assert objection(made[-1]) == "softened"
    reasons = [e.why for e in made[-1].effects if e.what == "objection"]
    assert any(why in reason for reason in reasons), reasons


def test_a_softened_objection_comes_back_when_a_next_step_is_asked_for() -> None:
    made = play(
        FIRST,
        turn(OPEN, Label.DISCOVER, about="breakdowns"),
        turn(Label.BENEFIT, builds_on=["breakdowns"]),
        turn(Label.NEXT_STEP),
        turn(Label.NEXT_STEP, ACK),
    )
    assert objection(made[2]) == "softened"
    assert made[3].state.objections["switching-risk"].status == "raised"
    assert Move.DECLINE in moves(made[4])
    assert made[4].state.next_step == "asked"


def test_a_softened_objection_is_settled_where_the_rep_asks_what_is_behind_it_and_answers_again() -> None:
    made = play(
        FIRST,
        turn(OPEN, Label.DISCOVER, about="breakdowns"),
        turn(Label.BENEFIT, builds_on=["breakdowns"]),
        turn(ACK),
        turn(ACK, OPEN, EXPLORE, about="pressure"),
        turn(ACK, PARA, Label.BENEFIT, builds_on=["breakdowns"]).model_copy(
            update={"plainly": ("breakdowns",)}
        ),
    )
    assert objection(made[2]) == "softened"
    assert objection(made[-1]) == "settled"


@pytest.mark.parametrize(("score", "told"), [(0.4, False), (0.95, True)])
def test_asking_whether_an_answer_was_enough_brings_out_no_fact_by_chance(score: float, told: bool) -> None:
    check = turn(CLOSED, Label.CHECK, about="rival-gap", score=score).model_copy(
        update={
            "acts": ((CLOSED, "Would that take care of it?"), (Label.CHECK, "Would that take care of it?"))
        }
    )
    warm = initial_state(EXAMPLE).model_copy(update={"trust": 60.0})
    made = play(check, state=warm)
    assert made[0].state.knows("rival-gap") is told


def test_an_answer_that_builds_on_what_was_never_told_is_pushed_back() -> None:
    made = play(FIRST, turn(Label.PITCH, builds_on=["breakdowns", "rival-gap"]))
    assert objection(made[-1]) == "raised"
    assert moves(made[-1]) == [Move.PUSH_BACK]


@pytest.mark.parametrize("act", [Label.DISCOUNT, Label.PRESSURE, Label.DISPARAGE, Label.DISMISS])
def test_pressing_hardens_a_price_objection_and_costs_trust(act: Label) -> None:
    made = play(FIRST, turn(act))
    assert objection(made[-1]) == "hardened"
    assert made[-1].state.trust < made[0].state.trust
    assert moves(made[-1])[0] is Move.PUSH_BACK


def test_a_discount_before_exploring_says_so() -> None:
    made = play(FIRST, turn(Label.DISCOUNT))
    whys = [e.why for e in made[-1].effects if e.act is Label.DISCOUNT and e.what == "trust"]
    assert whys == ["you cut the price before asking what it is compared with"]


def test_a_concession_whose_only_price_is_a_false_deadline_counts_as_a_price_cut() -> None:
    made = play(FIRST, turn(Label.DISCOUNT), turn(Label.TRADE, Label.PRESSURE))
    assert made[-1].state.ending is not None
    assert made[-1].state.ending.outcome == "lost_discount"


# -- facts -----------------------------------------------------------------------------------------------


def test_a_yes_no_question_gets_the_short_answer_where_an_open_one_is_asked_for() -> None:
    made = play(FIRST, turn(CLOSED, Label.DISCOVER, about="breakdowns"), turn(OPEN, about="breakdowns"))
    assert [b.key for b in made[1].beats] == ["short"]
    assert [b.key for b in made[2].beats] == ["says"]
    assert made[2].state.knows("breakdowns")


def test_a_fact_that_comes_after_another_is_not_told_first_and_the_story_begins_at_its_beginning() -> None:
    rich = initial_state(EXAMPLE).model_copy(update={"trust": 90})
    made = play(FIRST, turn(OPEN, about="migration-scar"), turn(OPEN, about="migration-scar"), state=rich)
    assert [(d.state.knows("pressure"), d.state.knows("migration-scar")) for d in made] == [
        (False, False),
        (True, False),
        (True, True),
    ]


def test_a_fact_whose_beginning_is_still_guarded_stays_hinted_at() -> None:
    wary = initial_state(EXAMPLE).model_copy(update={"trust": 30})
    made = play(FIRST, turn(OPEN, about="migration-scar"), state=wary)
    assert moves(made[-1]) == [Move.DEFLECT]
    assert not made[-1].state.told


def test_asking_why_right_after_a_guarded_answer_is_about_that() -> None:
    made = play(
        FIRST,
        turn(CLOSED, about="pressure"),
        turn(ACK, OPEN, EXPLORE),
        turn(OPEN, EXPLORE),
    )
    assert made[-1].state.knows("pressure")


def test_exploring_without_a_subject_leads_to_the_root() -> None:
    rich = initial_state(EXAMPLE).model_copy(update={"trust": 60})
    made = play(FIRST, turn(ACK, OPEN, EXPLORE), state=rich)
    assert made[-1].state.knows("pressure")


@pytest.mark.parametrize(("difficulty", "told"), [("easy", True), ("medium", False), ("hard", False)])
def test_difficulty_moves_the_gates_and_nothing_else(difficulty: str, told: bool) -> None:
    state = play(FIRST)[-1].state.model_copy(update={"trust": 36})
    made = decide(EXAMPLE, state, turn(OPEN, about="pressure"), turn=4, difficulty=difficulty)  # type: ignore[arg-type]
    assert made.state.knows("pressure") is told


# -- patience and endings ---------------------------------------------------------------------------------


def test_a_string_of_closed_questions_wears_the_buyer_out() -> None:
    made = play(FIRST, *[turn(CLOSED, Label.DISCOVER) for _ in range(12)])
    assert made[-1].state.ending is not None
    assert made[-1].state.ending.reason == "patience"
    assert made[-1].beats[-1].key == "walk_away"


def test_the_buyer_warns_before_leaving() -> None:
    made = play(FIRST, *[turn(CLOSED, Label.DISCOVER) for _ in range(12)])
    warned = [n for n, d in enumerate(made) if any(b.key == "warn" for b in d.beats)]
    assert len(warned) == 1
    assert warned[0] < len(made) - 1


def test_nodding_at_everything_and_asking_nothing_stops_paying() -> None:
    made = play(FIRST, *[turn(ACK) for _ in range(8)])
    assert made[-1].state.trust < made[2].state.trust + 4
    assert made[-1].state.patience < made[2].state.patience - 20


@pytest.mark.parametrize("odd", ["silence", "foreign", "repeats", "off_task"])
def test_a_turn_that_is_no_turn_earns_nothing(odd: str) -> None:
    good = (ACK, OPEN, EXPLORE)
    reading = {
        "silence": turn(words=0),
        "foreign": turn(*good, about="pressure", foreign=True),
        "repeats": turn(*good, about="pressure", repeats=True),
        "off_task": turn(*good, Label.OFF_TASK, about="pressure"),
    }[odd]
    before, after = play(FIRST, reading)
    assert after.state.told == before.state.told
    assert after.state.trust <= before.state.trust
    assert after.state.patience < before.state.patience


def test_a_next_step_is_never_agreed_to_while_an_objection_is_open() -> None:
    made = play(FIRST, *[turn(Label.NEXT_STEP, CLOSED) for _ in range(6)])
    assert all(d.state.next_step != "accepted" for d in made)


def test_hanging_up_on_a_hardened_buyer_is_lost_and_otherwise_open() -> None:
    calm = play(FIRST)[-1].state
    hard = play(FIRST, turn(Label.PRESSURE))[-1].state
    assert hang_up(EXAMPLE, calm).state.ending.result == "open"  # type: ignore[union-attr]
    assert hang_up(EXAMPLE, hard).state.ending.result == "lost"  # type: ignore[union-attr]


def test_nothing_is_decided_after_the_end() -> None:
    over = hang_up(EXAMPLE, initial_state(EXAMPLE)).state
    with pytest.raises(ValueError, match="over"):
        decide(EXAMPLE, over, FIRST, turn=2)


LABELS = st.lists(st.sampled_from(list(Label)), max_size=5, unique=True)
IDS = [*EXAMPLE.facts, *EXAMPLE.product.claims]


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    labels = draw(LABELS)
    about = draw(st.sampled_from(["", *EXAMPLE.facts])) if OPEN in labels or CLOSED in labels else ""
    return turn(
        *labels,
        about=about,
        score=draw(st.floats(0, 1)),
        builds_on=draw(st.lists(st.sampled_from(IDS), max_size=3, unique=True)),
        words=draw(st.integers(0, 400)),
        repeats=draw(st.booleans()) and draw(st.booleans()),
    )


@given(st.lists(readings(), min_size=1, max_size=20))
@settings(max_examples=150, deadline=None)
def test_whatever_the_rep_does_every_change_of_mood_is_accounted_for(sequence: list[Reading]) -> None:
    state = initial_state(EXAMPLE)
    for decision in play(*sequence):
        for mood in ("trust", "patience"):
            change = sum(e.change for e in decision.effects if e.what == mood)
            assert getattr(decision.state, mood) == pytest.approx(getattr(state, mood) + change, abs=0.06)
        assert decision.beats
        told = {t.fact for t in decision.state.told} - {t.fact for t in state.told}
        assert told == {e.target for e in decision.effects if e.what == "fact" and e.value == "told"}
        state = decision.state


@given(st.lists(readings(), min_size=1, max_size=20))
@settings(max_examples=150, deadline=None)
def test_whatever_the_rep_does_a_won_call_has_its_condition(sequence: list[Reading]) -> None:
    last = play(*sequence)[-1].state
    if last.ending is not None and last.ending.result == "won":
        assert last.next_step == "accepted"
        assert last.objections["rival-price"].status == "settled"
        assert last.knows("pressure")
