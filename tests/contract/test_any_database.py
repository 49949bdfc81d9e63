"""What the store promises, on every database."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from small_calls import answered, ended, said, scene, started

from roleplay.dialogue.events import Forked, ModelUsed, VoiceChanged, dump_event
from roleplay.errors import StoreError, UsageError
from roleplay.grader.scorecard import Scorecard, Versions
from roleplay.store import Store
from roleplay.store.database import address
from roleplay.store.migrate import revision_of

OpenStore = Callable[[], Store]

HARD_TEXTS = [
    "",
    "   ",
    "x" * 50_000,
    "\x1b[31mred\x1b[0m \x07 \x7f",
    "[/b] [bold]{{ text }} %s {0}",
    "\U0001f600 \u05e9\u05dc\u05d5\u05dd \u202eabc\u202c \u0645\u0631\u062d\u0628\u0627",
    "a\nb\r\nc\td",
    "'; DROP TABLE events; --",
]


def card(score: float | None = 80.0, passed: bool | None = True) -> Scorecard:
    return Scorecard(
        score=score, passed=passed, outcome="won", metrics={"talk_ratio": 0.5}, criteria=[], episodes=[],
        feedback=[], coverage=1, versions=Versions(rubric="r1"),
    )  # fmt: skip


def test_a_fresh_database_has_no_calls(store: Store) -> None:
    assert store.calls() == []
    assert store.count() == 0
    assert store.records() == {}


def test_what_was_recorded_is_there_for_another_connection(store: Store, open_store: OpenStore) -> None:
    call, recorder = store.new_call(scene(), seed=7, mode="exam", voice="model")
    recorder.append([started(7)])
    recorder.append([answered(1, "Yes?"), said(2, "Hello.")])
    other = open_store()
    assert [dump_event(e) for e in other.events(call)] == [
        dump_event(e) for e in (started(7), answered(1, "Yes?"), said(2, "Hello."))
    ]
    assert other.scenario(call) == scene()


def test_a_call_that_never_began_is_not_there(store: Store) -> None:
    call, _ = store.new_call(scene(), seed=1)
    assert store.calls() == []
    with pytest.raises(UsageError, match="There is no call"):
        store.events(call)


@pytest.mark.parametrize("text", HARD_TEXTS)
def test_words_are_stored_as_typed(store: Store, text: str) -> None:
    call, recorder = store.new_call(scene(), seed=1)
    recorder.append([started(), said(1, text)])
    [_, event] = store.events(call)
    assert event.type == "rep_spoke"
    assert event.text == text


def test_a_text_with_a_nul_is_stored_as_typed(store: Store) -> None:
    call, recorder = store.new_call(scene(), seed=1)
    recorder.append([started(), said(1, "a\0b")])
    event = store.events(call)[1]
    assert event.type == "rep_spoke"
    assert event.text == "a\0b"


def test_the_list_says_what_the_events_say(store: Store) -> None:
    call, recorder = store.new_call(scene(), seed=3, mode="coached", voice="model")
    recorder.append([started(3)])
    assert store.summary(call).resumable
    recorder.append([answered(1, "Yes?"), said(2, "Hello."), answered(3, "Fine.")])
    used = {"turn": 3, "purpose": "buyer", "model": "m", "prompt_tokens": 1, "completion_tokens": 1}
    recorder.append([ModelUsed(**used, cost=0.25), ModelUsed(**used, cost=None)])
    recorder.append([VoiceChanged(turn=3, voice="scripted", reason="x"), ended(3)])
    summary = store.summary(call)
    assert (summary.scenario, summary.title, summary.seed) == ("tea", "Tea for two", 3)
    assert (summary.rep_turns, summary.buyer_turns, summary.voice) == (1, 2, "scripted")
    assert (summary.result, summary.outcome, summary.reason) == ("won", "won", "condition")
    assert summary.cost == 0.25
    assert not summary.resumable
    assert summary.started_at == datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert summary.ended_at is not None
    assert summary.ended_at > summary.started_at
    assert store.calls() == [summary]


def test_calls_list_newest_first_and_in_pages(store: Store) -> None:
    made = []
    for number in range(5):
        call, recorder = store.new_call(scene("a" if number % 2 else "b"), seed=number)
        recorder.append([started(number)])
        made.append(call)
    made.reverse()
    assert [c.id for c in store.calls()] == made
    assert [c.id for c in store.calls(limit=2)] == made[:2]
    assert [c.id for c in store.calls(limit=2, before=made[1])] == made[2:4]
    assert [c.seed for c in store.calls(scenario="a")] == [3, 1]


def test_open_and_finished_calls_can_be_told_apart(store: Store) -> None:
    going, recorder = store.new_call(scene(), seed=1)
    recorder.append([started()])
    over, recorder = store.new_call(scene(), seed=2)
    recorder.append([started(), ended()])
    assert [c.id for c in store.calls(resumable=True)] == [going]
    assert [c.id for c in store.calls(resumable=False)] == [over]


def test_a_beginning_of_an_id_is_enough_if_only_one_call_has_it(store: Store) -> None:
    for call_id in ("abc123", "abd456", "a%z"):
        _, recorder = store.new_call(scene(), seed=1, call_id=call_id)
        recorder.append([started()])
    assert store.find("abc") == "abc123"
    assert store.find("ABD456") == "abd456"
    assert store.find("a%") == "a%z"
    assert store.find("last") == "a%z"
    with pytest.raises(UsageError, match="More than one call begins with 'ab': abd456, abc123"):
        store.find("ab")
    for nothing in ("zzz", "", " ", "_"):
        with pytest.raises(UsageError, match="There is no call"):
            store.find(nothing)


def test_a_recorder_taken_up_later_goes_on_after_the_last_event(store: Store, open_store: OpenStore) -> None:
    call, recorder = store.new_call(scene(), seed=1)
    recorder.append([started()])
    open_store().recorder(call).append([said(1, "a"), said(2, "b")])
    again = open_store().recorder(call)
    again.append([said(3, "c")])
    assert [e.type for e in store.events(call)] == ["call_started", "rep_spoke", "rep_spoke", "rep_spoke"]


def test_two_programs_that_go_on_with_the_same_call_do_not_mix(store: Store, open_store: OpenStore) -> None:
    call, recorder = store.new_call(scene(), seed=1)
    recorder.append([started()])
    other = open_store().recorder(call)
    other.append([said(1, "theirs")])
    with pytest.raises(StoreError, match="Another program has gone on with this call"):
        recorder.append([said(1, "mine"), said(2, "mine too")])
    assert [getattr(e, "text", "") for e in store.events(call)] == ["", "theirs"]
    other.append([answered(2, "theirs again")])
    assert len(store.events(call)) == 3


def test_a_failed_append_leaves_nothing_and_can_be_tried_again(store: Store, open_store: OpenStore) -> None:
    call, recorder = store.new_call(scene(), seed=1, call_id="same")
    _, rival = open_store().new_call(scene(), seed=1, call_id="same")
    rival.append([started(1)])
    with pytest.raises(StoreError):
        recorder.append([started(2)])
    assert [c.seed for c in store.calls()] == [1]
    store.delete(call)
    recorder.append([started(2)])
    assert [c.seed for c in store.calls()] == [2]


def test_scorecards_are_added_never_replaced(store: Store) -> None:
    call, recorder = store.new_call(scene(), seed=1)
    recorder.append([started(), ended()])
    store.add_scorecard(call, card(80.0))
    store.add_scorecard(call, card(None, None))
    store.add_scorecard(call, card(60.5, False))
    assert [c.score for c in store.scorecards(call)] == [80.0, None, 60.5]
    summary = store.summary(call)
    assert (summary.score, summary.passed, summary.scorecards) == (60.5, False, 3)


def test_records_tell_what_a_scenarios_calls_come_to(store: Store) -> None:
    for number, (score, passed) in enumerate([(50.0, False), (90.0, True), (None, None)]):
        call, recorder = store.new_call(scene(), seed=number)
        recorder.append([started(number)] if score is None else [started(number), ended()])
        if score is not None:
            store.add_scorecard(call, card(score, passed))
    record = store.records()["tea"]
    assert (record.tries, record.finished, record.won, record.passed) == (3, 2, 2, 1)
    assert record.best_score == 90.0


def test_a_fork_says_where_it_comes_from_and_outlives_its_origin(store: Store) -> None:
    first, recorder = store.new_call(scene(), seed=1)
    recorder.append([started(), answered(1, "Yes?"), said(2, "Hm.")])
    second, recorder = store.new_call(scene(), seed=1, forked_from=first)
    recorder.append([started(), answered(1, "Yes?"), Forked(call_id=first, before_turn=2)])
    summary = store.summary(second)
    assert (summary.forked_from, summary.forked_turn, summary.rep_turns) == (first, 2, 0)
    store.delete(first)
    assert len(store.events(second)) == 3
    assert store.scenario(second) == scene()


def test_deleting_takes_everything_of_the_call_and_nothing_of_others(store: Store, location: object) -> None:
    kept, recorder = store.new_call(scene(), seed=1)
    recorder.append([started()])
    gone, recorder = store.new_call(scene("other"), seed=2)
    recorder.append([started(), said(1, "a secret")])
    store.add_scorecard(gone, card())
    store.delete(gone)
    assert [c.id for c in store.calls()] == [kept]
    engine = sa.create_engine(address(location))  # type: ignore[arg-type]
    with engine.connect() as connection:
        counts = [
            connection.execute(sa.text(f"SELECT count(*) FROM {table}")).scalar()
            for table in ("calls", "events", "scorecards", "scenarios")
        ]
    engine.dispose()
    assert counts == [1, 1, 0, 1]


def test_the_scenario_is_kept_as_it_was_and_only_once(store: Store) -> None:
    calls = []
    for title in ("Old", "New", "Old"):
        call, recorder = store.new_call(scene(title=title), seed=1)
        recorder.append([started()])
        calls.append(call)
    assert [store.scenario(c).title for c in calls] == ["Old", "New", "Old"]


def test_the_migrations_make_the_tables_that_the_code_uses(location: object, store: Store) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from roleplay.store.schema import metadata

    assert store.count() == 0
    engine = sa.create_engine(address(location))  # type: ignore[arg-type]
    with engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), metadata)
    engine.dispose()
    assert differences == []


def test_a_newer_database_is_left_alone(location: object, store: Store, open_store: OpenStore) -> None:
    engine = sa.create_engine(address(location))  # type: ignore[arg-type]
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError, match="newer roleplay"):
        open_store()
    with engine.connect() as connection:
        assert revision_of(connection) == "9999"
    engine.dispose()
