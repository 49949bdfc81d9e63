"""The policy: a state and a reading of the rep's turn in, a decision out. Pure and without chance:
the same call with another seed differs in wording only.

First the table (``table.py``) says what the turn was worth to the buyer. Then the rules here, in order,
say what the buyer does:

1. A turn that is no turn (silence, gibberish, a repetition) gets a person's reaction and nothing else.
2. Pressing gets push-back; what was asked along with it is not answered.
3. An objection that is being talked about moves (``objections.py``): settled, softened, missed.
4. Facts that were asked for are told if their gate is open, hinted at if not.
5. An objection whose moment has come is raised.
6. A next step is agreed to if the scenario's condition holds; else the buyer names what stands in the way.
7. Otherwise the buyer reacts to what was said, or asks the rep to go on.
8. The call ends when an outcome's condition holds, patience or trust is gone, or time is up.
"""

from __future__ import annotations

from roleplay.dialogue.state import Beat, Decision, Effect, Ending, Move, ObjectionState, Reading, State
from roleplay.dialogue.table import DIFFICULTIES
from roleplay.dialogue.turn import TurnInProgress, raise_objection
from roleplay.scenario.model import Difficulty, Scenario


def initial_state(scenario: Scenario) -> State:
    """The buyer's mind before anybody has spoken."""
    mood = scenario.buyer.mood
    return State(
        trust=mood.trust,
        patience=mood.patience,
        objections={o: ObjectionState() for o in scenario.objections},
    )


def open_call(scenario: Scenario, state: State) -> Decision:
    """The buyer's opening. Objections with ``raise: {turn: 0}`` come with it."""
    beats = [Beat(move=Move.ASK, key="opening")]
    effects: list[Effect] = []
    for o, objection in scenario.objections.items():
        if objection.raised.turn == 0:
            state, effect = raise_objection(state, o, 1, 0)
            beats.append(Beat(move=Move.OBJECT, key="says", subject=o))
            effects.append(effect)
            break
    return Decision(state=state, beats=tuple(beats), effects=tuple(effects))


def decide(
    scenario: Scenario,
    state: State,
    reading: Reading,
    *,
    turn: int,
    difficulty: Difficulty | None = None,
    time_up: bool = False,
) -> Decision:
    """What the buyer does about the rep's turn ``turn`` (its number in the transcript).

    ``difficulty`` overrides the scenario's; it scales gates and moods, never facts. ``time_up`` says that
    the scenario's time limit has passed. Raises ``ValueError`` if the call is over.
    """
    if state.ending is not None:
        raise ValueError("the call is over: nothing can be decided after it")
    return TurnInProgress(
        scenario, state, reading, turn, DIFFICULTIES[difficulty or scenario.difficulty], time_up
    ).run()


def hang_up(scenario: Scenario, state: State) -> Decision:
    """The rep ends the call. Lost if the buyer had stopped believing the rep, else left open."""
    lost = state.trust < 15 or any(o.status == "hardened" for o in state.objections.values())
    ending = Ending(result="lost" if lost else "open", outcome=None, reason="hung_up")
    return Decision(
        state=state.model_copy(update={"ending": ending}),
        beats=(Beat(move=Move.END, key="end_hangup"),),
        effects=(),
    )


def run_out_of_time(scenario: Scenario, state: State, turn: int) -> Decision:
    """The time limit passes while nobody speaks."""
    ending = Ending(result="open", outcome=None, reason="time_limit")
    effect = Effect(what="end", target="", value="open", rule="time-limit", turn=turn, why="the time was up")
    return Decision(
        state=state.model_copy(update={"ending": ending}),
        beats=(Beat(move=Move.END, key="end_time"),),
        effects=(effect,),
    )
