"""What is particular to SQLite: files, folders, full disks, other programs, and a quick opening."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from readonly import read_only
from small_calls import ended, said, scene, started

from roleplay.call import Call
from roleplay.errors import SettingsError, StoreError
from roleplay.scenario import load_scenario
from roleplay.store import Store
from roleplay.store.database import address, connect
from roleplay.store.schema import REVISION


def test_a_stored_word_is_synced_to_the_disk_before_append_returns(store: Store) -> None:
    with store._engine.connect() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000}


def test_the_data_folder_is_made_and_only_its_owner_may_look_in(file: Path) -> None:
    Store.open(file).close()
    assert file.is_file()
    assert file.parent.stat().st_mode & 0o077 == 0


def test_a_current_database_opens_without_alembic(file: Path) -> None:
    Store.open(file).close()
    code = (
        "import sys; from roleplay.store import Store; "
        f"Store.open({str(file)!r}).calls(); print('alembic' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_the_code_knows_the_newest_migration() -> None:
    folder = Path(sys.modules["roleplay.store.schema"].__file__ or "").with_name("migrations") / "versions"
    newest = max(p.name for p in folder.glob("[0-9]*.py"))
    assert newest.split("_")[0] == REVISION


def test_paths_with_odd_characters_open(tmp_path: Path) -> None:
    for name in ("sp ace", "per%cent", "quest?ion", "ha#sh", "ünï"):
        file = tmp_path / name / "calls.db"
        with Store.open(file) as store:
            _, recorder = store.new_call(scene(), seed=1)
            recorder.append([started()])
        assert file.is_file()


def test_a_url_opens_the_same_file(file: Path, store: Store) -> None:
    _, recorder = store.new_call(scene(), seed=1)
    recorder.append([started()])
    with Store.open(f"sqlite:///{file}") as other:
        assert other.count() == 1


def test_a_store_in_memory_works_until_it_is_closed() -> None:
    with Store.open("sqlite://") as store:
        call, recorder = store.new_call(scene(), seed=1)
        recorder.append([started(), ended()])
        assert store.summary(call).result == "won"


def test_a_full_disk_is_a_clear_error_and_the_call_goes_on_in_memory(file: Path) -> None:
    with Store.open(file) as store:
        call_id, recorder = store.new_call(scene(), seed=1)
        recorder.append([started()])
        _limit_pages(store, spare=4)
        kept = 0

        def write_on() -> None:
            nonlocal kept
            for turn in range(1, 100):
                recorder.append([said(turn, "many words " * 200)])
                kept += 1

        with pytest.raises(StoreError, match=r"The disk is full: .*roleplay\.db could not be written"):
            write_on()
        assert kept > 0
        assert len(store.events(call_id)) == 1 + kept
        _limit_pages(store, spare=1000)
        recorder.append([said(kept + 1, "there is room again")])
        assert len(store.events(call_id)) == 2 + kept


async def test_a_call_keeps_what_a_full_disk_refused_and_stores_it_when_there_is_room(file: Path) -> None:
    scenario = load_scenario("competitor-price")
    with Store.open(file) as store:
        call_id, recorder = store.new_call(scenario, seed=1)
        call = Call(scenario, recorder=recorder, call_id=call_id)
        async for _ in call.start():
            pass
        _limit_pages(store, spare=0)
        while call.unsaved is None:
            async for _ in call.say("What stood out to you in the quote?"):
                pass
        assert call.unsaved.startswith("The disk is full")
        assert len(store.events(call_id)) < len(call.events)
        _limit_pages(store, spare=1000)
        async for _ in call.say("Thanks. What would you look at first?"):
            pass
        assert call.unsaved is None
        assert tuple(store.events(call_id)) == call.events


def _limit_pages(store: Store, spare: int) -> None:
    """A disk that has room for so many pages more: SQLite itself then says that it is full."""
    store._engine.dispose()
    with store._engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    store._engine.dispose()

    @sa.event.listens_for(store._engine, "connect")
    def limit(connection: Any, _: Any) -> None:
        connection.execute(f"PRAGMA max_page_count = {pages + spare}")


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(StoreError, match=r"data folder .*taken/data cannot be made .*ROLEPLAY_DATA_DIR"):
        Store.open(tmp_path / "taken" / "data" / "roleplay.db")


@pytest.mark.skipif(sys.platform != "linux", reason="root is held to permissions by a Linux call")
def test_an_empty_read_only_folder_is_a_clear_error(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    with read_only(folder), pytest.raises(StoreError, match="read-only"):
        Store.open(folder / "roleplay.db")


@pytest.mark.skipif(sys.platform != "linux", reason="root is held to permissions by a Linux call")
def test_calls_in_a_read_only_folder_can_be_read_but_not_added_to(file: Path) -> None:
    with Store.open(file) as store:
        call, recorder = store.new_call(scene(), seed=1)
        recorder.append([started(), said(1, "Hello.")])
    with read_only(file.parent), Store.open(file) as store:
        assert store.read_only is not None
        assert "ROLEPLAY_DATA_DIR" in store.read_only
        assert [c.id for c in store.calls()] == [call]
        assert len(store.events(call)) == 2
        for write in (
            lambda: store.new_call(scene(), seed=2)[1].append([started()]),
            lambda: store.recorder(call).append([said(2, "More.")]),
            lambda: store.delete(call),
        ):
            with pytest.raises(StoreError, match=r"read-only|cannot be"):
                write()


@pytest.mark.skipif(sys.platform != "linux", reason="root is held to permissions by a Linux call")
def test_a_folder_that_becomes_read_only_in_mid_call_is_a_clear_error(file: Path) -> None:
    with Store.open(file) as store:
        call, recorder = store.new_call(scene(), seed=1)
        recorder.append([started()])
        store._engine.dispose()
        with read_only(file.parent), pytest.raises(StoreError, match=r"read-only|cannot be"):
            recorder.append([said(1, "Hello.")])
        recorder.append([said(1, "Hello.")])
        assert len(store.events(call)) == 2


@pytest.mark.parametrize("content", [b"no database at all, but a letter to my aunt" * 50, os.urandom(5000)])
def test_a_file_that_is_no_database_is_left_as_it_is(file: Path, content: bytes) -> None:
    file.parent.mkdir()
    file.write_bytes(content)
    with pytest.raises(StoreError, match="is damaged or is no database"):
        Store.open(file)
    assert file.read_bytes() == content


def test_a_damaged_file_is_a_clear_error(file: Path) -> None:
    with Store.open(file) as store:
        for number in range(30):
            _, recorder = store.new_call(scene(), seed=number)
            recorder.append([started(), said(1, "words " * 300)])
    raw = bytearray(file.read_bytes())
    raw[4096 * 6 :] = b"\xff" * len(raw[4096 * 6 :])
    file.write_bytes(raw)
    with Store.open(file) as store, pytest.raises(StoreError, match="is damaged"):
        read_everything(store)


def read_everything(store: Store) -> None:
    for summary in store.calls():
        store.events(summary.id)


def test_the_database_of_another_program_is_left_alone(file: Path) -> None:
    file.parent.mkdir()
    with sqlite3.connect(file) as other:
        other.execute("CREATE TABLE recipes (name TEXT)")
    with pytest.raises(StoreError, match="another program"):
        Store.open(file)
    with sqlite3.connect(file) as other:
        assert [row[0] for row in other.execute("SELECT name FROM sqlite_master")] == ["recipes"]


def test_a_database_that_is_held_is_a_clear_error_and_nothing_is_lost(file: Path) -> None:
    with Store.open(file, busy_seconds=0.2) as store:
        call, recorder = store.new_call(scene(), seed=1)
        recorder.append([started()])
        holder = sqlite3.connect(file, isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="is held by another program"):
            recorder.append([said(1, "Hello.")])
        assert len(store.events(call)) == 1  # readers do not wait
        holder.execute("ROLLBACK")
        holder.close()
        recorder.append([said(1, "Hello.")])
        assert len(store.events(call)) == 2


WRITER = """
import sys
sys.path.insert(0, sys.argv[2])
from small_calls import said, scene, started
from roleplay.store import Store
with Store.open(sys.argv[1]) as store:
    for number in range(10):
        call, recorder = store.new_call(scene(), seed=number)
        recorder.append([started(number)])
        for turn in range(1, 11):
            recorder.append([said(turn, f"turn {turn}")])
"""


def test_two_processes_make_the_database_and_write_at_once_without_loss(file: Path) -> None:
    helpers = str(Path(__file__).parents[1] / "helpers")
    command = [sys.executable, "-c", WRITER, str(file), helpers]
    writers = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    for writer in writers:
        _, errors = writer.communicate(timeout=120)
        assert (writer.returncode, errors) == (0, "")
    with Store.open(file) as store:
        calls = store.calls()
        assert len(calls) == 20
        assert {c.rep_turns for c in calls} == {10}
        assert all(len(store.events(c.id)) == 11 for c in calls)


def test_an_event_of_a_newer_version_is_a_clear_error(file: Path, store: Store) -> None:
    call, recorder = store.new_call(scene(), seed=1)
    recorder.append([started(), said(1, "Hello.")])
    with sqlite3.connect(file) as other:
        other.execute("""UPDATE events SET json = '{"type": "telepathy"}' WHERE seq = 2""")
    with pytest.raises(StoreError, match=f"Event 2 of call {call} cannot be read by this version"):
        store.events(call)


@pytest.mark.parametrize("url", ["mysterydb://host/x", "://", "mysql://host/x:y:z"])
def test_a_url_that_makes_no_sense_is_an_error_of_the_settings(url: str) -> None:
    with pytest.raises(SettingsError, match="database"):
        Store.open(url)


def test_the_password_of_a_server_out_of_reach_is_not_in_the_error() -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(StoreError, match="cannot be used") as caught:
        Store.open("postgresql://rep:hunter2@127.0.0.1:1/calls")
    assert "hunter2" not in str(caught.value)


def test_a_missing_driver_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(SettingsError, match=r"roleplay-practice\[postgres\]"):
        connect(address("postgresql://host/calls"))
