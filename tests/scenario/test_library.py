"""Names become files, and folders become lists."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from roleplay.errors import ScenarioError
from roleplay.scenario import load
from roleplay.scenario.index import list_packs, list_scenarios
from roleplay.scenario.library import Library, bundled_root, find
from roleplay.scenario.load import load_scenario

Write = Callable[[Path, str], Path]


@pytest.fixture
def library(tmp_path: Path, write: Write) -> Library:
    """Two bundled packs, and one scenario of the user's outside packs."""
    bundled, user = tmp_path / "bundled", tmp_path / "user"
    write(bundled / "objections" / "rival.yaml", "rival")
    write(bundled / "objections" / "budget.yaml", "budget")
    write(bundled / "first-calls" / "cold.yaml", "cold")
    write(user / "mine.yaml", "mine")
    (bundled / "objections" / "pack.yaml").write_text(
        "id: objections\ntitle: Objections\nscenarios: [rival, budget]\n"
    )
    (bundled / "rubrics").mkdir()
    (bundled / "rubrics" / "objection-handling.yaml").write_text("id: objection-handling\ncriteria: []\n")
    (bundled / "schema").mkdir()
    return Library(user=user, bundled=bundled, cache=tmp_path / "cache" / "index.json")


def test_an_id_is_found_in_any_pack_and_outside_packs(library: Library) -> None:
    assert find("rival", library) == library.bundled / "objections" / "rival.yaml"
    assert find("mine", library).name == "mine.yaml"
    assert load_scenario("cold", library=library).id == "cold"


def test_a_pack_and_an_id_are_found(library: Library) -> None:
    assert find("objections/rival", library) == library.bundled / "objections" / "rival.yaml"
    with pytest.raises(ScenarioError, match=r"did you mean rival\?"):
        find("first-calls/rival", library)


def test_a_pack_is_also_known_by_the_id_in_its_pack_file(library: Library) -> None:
    folder = library.bundled / "objections"
    folder.rename(library.bundled / "01-objections")
    assert find("objections/rival", library).parent.name == "01-objections"
    assert find("01-objections/rival", library).parent.name == "01-objections"


def test_a_path_wins_over_an_id(
    library: Library, write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "rival", "from-here")
    assert load_scenario("rival", library=library).id == "from-here"


def test_a_folder_that_happens_to_have_an_ids_name_does_not_hide_the_scenario(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "rival").mkdir()
    assert load_scenario("rival", library=library).id == "rival"


def test_the_users_own_scenario_wins_over_a_bundled_one(library: Library, write: Write) -> None:
    assert library.user is not None
    own = write(library.user / "changed.yaml", "rival")
    assert find("rival", library) == own
    assert find("objections/rival", library).is_relative_to(library.bundled)


def test_a_file_is_found_by_the_id_in_it_and_not_by_its_name(library: Library, write: Write) -> None:
    file = write(library.bundled / "first-calls" / "another-name.yaml", "walk-in")
    assert find("walk-in", library) == file
    with pytest.raises(ScenarioError, match="no scenario called another-name"):
        find("another-name", library)


def test_an_id_in_two_packs_has_to_be_said_in_full(library: Library, write: Write) -> None:
    write(library.bundled / "first-calls" / "rival.yaml", "rival")
    with pytest.raises(ScenarioError, match="first-calls/rival, objections/rival"):
        find("rival", library)
    assert find("first-calls/rival", library).parent.name == "first-calls"


@pytest.mark.parametrize("typed", ["rivall", "Rival", "rvial", "objections/rivl"])
def test_the_nearest_known_id_is_suggested(library: Library, typed: str) -> None:
    with pytest.raises(ScenarioError, match=r"did you mean (objections/)?rival\?"):
        find(typed, library)


def test_an_id_like_no_other_points_to_the_list(library: Library) -> None:
    with pytest.raises(ScenarioError, match="roleplay scenarios list"):
        find("qqqqqqqq", library)


@pytest.mark.parametrize("typed", ["../secret", "objections/../../secret", "/etc/passwd/x", "pack/../rival"])
def test_an_id_cannot_lead_out_of_the_library(
    library: Library, write: Write, tmp_path: Path, typed: str
) -> None:
    write(tmp_path / "secret.yaml", "secret")
    with pytest.raises(ScenarioError):
        find(typed, library)


def test_the_folders_with_rubrics_are_known(library: Library) -> None:
    own = library.bundled / "objections" / "rubrics"
    own.mkdir()
    assert library.rubric_folders() == [library.bundled / "rubrics", own]


def test_the_bundled_scenarios_are_found_in_a_source_tree() -> None:
    assert (bundled_root() / "schema" / "scenario.schema.json").is_file()


# Lists


def test_the_list_is_by_root_and_pack_and_in_the_packs_order(library: Library) -> None:
    cards = list_scenarios(library)
    assert [card.ref for card in cards] == [
        "mine",
        "first-calls/cold",
        "objections/rival",
        "objections/budget",
    ]
    assert all(card.error is None for card in cards)


def test_a_card_holds_what_a_list_shows() -> None:
    card = list_scenarios([Path(__file__).parent.parent / "data"])[0]
    assert (card.id, card.title, card.pack) == ("competitor-price", "Thirty percent cheaper", "")
    assert (card.buyer_name, card.buyer_role) == ("Dana Reyes", "VP of Operations")
    assert (card.call_type, card.difficulty) == ("negotiation", "medium")
    assert card.skills == ("price-objection", "open-questions", "value")
    assert card.objective.startswith("Get Dana to bring her CFO")


def test_a_broken_file_is_listed_with_its_error_and_hides_nothing(library: Library) -> None:
    broken = library.bundled / "first-calls" / "broken.yaml"
    broken.write_text("id: broken\ntitle: 1\nfacts: []\nrep: {objective: T}\nbuyer: {name: B}\n")
    (library.bundled / "first-calls" / "noise.yaml").write_bytes(b"\xff\xfe\x00")
    by_id = {card.id: card for card in list_scenarios(library)}
    assert len(by_id) == 6
    assert "line 2: title: wants text" in str(by_id["broken"].error)
    assert "(and 1 more)" in str(by_id["broken"].error)
    assert "UTF-16" in str(by_id["noise"].error)


def test_two_files_of_one_pack_with_one_id_are_both_listed_and_the_second_says_so(
    library: Library, write: Write
) -> None:
    write(library.bundled / "objections" / "rival-2.yaml", "rival")
    cards = [card for card in list_scenarios(library) if card.id == "rival"]
    assert len(cards) == 2
    assert [card.error for card in cards].count(None) == 1
    assert "the id rival is taken by" in str(next(card.error for card in cards if card.error))


def test_the_users_version_of_a_bundled_scenario_takes_its_place(library: Library, write: Write) -> None:
    assert library.user is not None
    own = write(library.user / "objections" / "rival.yaml", "rival")
    rivals = [card for card in list_scenarios(library) if card.ref == "objections/rival"]
    assert [card.path for card in rivals] == [own]


def test_roots_that_are_not_there_are_empty(tmp_path: Path) -> None:
    assert list_scenarios([tmp_path / "nowhere"], cache=tmp_path / "index.json") == []
    assert list_packs([tmp_path / "nowhere"]) == []


def count_reads(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    read: list[Path] = []
    real = load.load_file

    def counted(path: Path) -> load.Loaded:
        read.append(path)
        return real(path)

    monkeypatch.setattr(load, "load_file", counted)
    return read


def test_a_thousand_files_are_read_once_and_then_only_what_changed(
    tmp_path: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, cache = tmp_path / "many", tmp_path / "index.json"
    for n in range(1000):
        write(root / f"pack-{n % 10}" / f"s-{n:04}.yaml", f"s-{n:04}")
    (root / "pack-3" / "s-0003.yaml").write_text("id: s-0003\n")
    read = count_reads(monkeypatch)
    first = list_scenarios([root], cache=cache)
    assert len(first) == len(read) == 1000
    read.clear()
    assert list_scenarios([root], cache=cache) == first
    assert read == []
    changed = root / "pack-3" / "s-0003.yaml"
    write(changed, "s-0003")
    os.utime(changed, ns=(1, 1))
    again = list_scenarios([root], cache=cache)
    assert read == [changed]
    assert [card.id for card in first if card.error] == ["s-0003"]
    assert [card.id for card in again if card.error] == []


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"{",
        b"\xff\x00",
        b"[]",
        b'{"made_by": null, "files": 3}',
        b"[" * 100_000,
    ],
)
def test_a_damaged_index_is_made_anew(library: Library, damage: bytes) -> None:
    whole = list_scenarios(library)
    assert library.cache is not None
    library.cache.write_bytes(damage)
    assert list_scenarios(library) == whole
    assert json.loads(library.cache.read_text())["files"]


def test_an_index_with_nonsense_in_its_entries_is_not_believed(library: Library) -> None:
    whole = list_scenarios(library)
    assert library.cache is not None
    known = json.loads(library.cache.read_text())
    nonsense: list[object] = [None, 3, [], {}, {"stamp": 1}]
    for n, entry in enumerate(known["files"].values()):
        entry["card"] = nonsense[n % len(nonsense)]
    first = next(iter(known["files"]))
    known["files"][first] = "nonsense"
    library.cache.write_text(json.dumps(known))
    assert list_scenarios(library) == whole


def test_an_index_whose_cards_hold_wrong_values_is_not_believed(library: Library) -> None:
    whole = list_scenarios(library)
    assert library.cache is not None
    for key, value in [("title", 3), ("skills", "abc"), ("skills", [1]), ("error", 1), ("extra", "x")]:
        known = json.loads(library.cache.read_text())
        for entry in known["files"].values():
            entry["card"][key] = value
        library.cache.write_text(json.dumps(known))
        assert list_scenarios(library) == whole


def test_a_cache_that_cannot_be_written_is_done_without(library: Library, tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("")
    assert len(list_scenarios(library.roots, cache=in_the_way / "index.json")) == 4
    assert len(list_scenarios(library.roots, cache=tmp_path)) == 4
    assert not [p for p in tmp_path.iterdir() if p.name.startswith(".index-")]


def test_files_that_are_gone_are_forgotten(library: Library) -> None:
    list_scenarios(library)
    gone = find("cold", library)
    gone.unlink()
    assert library.cache is not None
    assert "cold" not in [card.id for card in list_scenarios(library)]
    (library.bundled / "objections" / "budget.yaml").write_text("id: budget\n")
    list_scenarios(library)
    assert str(gone) not in json.loads(library.cache.read_text())["files"]


def test_packs_are_listed_with_their_order(library: Library) -> None:
    packs = list_packs(library)
    assert [(pack.id, pack.title, pack.scenarios) for pack in packs] == [
        ("objections", "Objections", ("rival", "budget"))
    ]
    assert list_packs(library) == packs


def test_a_broken_pack_is_listed_with_its_error_even_after_its_folder_changed(library: Library) -> None:
    assert list_packs(library)[0].error is None
    find("budget", library).unlink()
    assert "no scenario called budget" in str(list_packs(library)[0].error)
    assert [card.ref for card in list_scenarios(library)] == ["mine", "first-calls/cold", "objections/rival"]
