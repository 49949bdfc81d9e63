"""Files as they come: encodings, sizes, folders, whole scenarios."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from roleplay.errors import Problem, ScenarioError
from roleplay.scenario.load import load_bytes, load_file, load_scenario, load_text

EXAMPLE = Path(__file__).parent.parent / "data" / "competitor-price.yaml"


def trouble(path: Path) -> str:
    with pytest.raises(ScenarioError) as caught:
        load_scenario(path)
    assert str(path) in str(caught.value)
    assert len(caught.value.problems) == 1
    return str(caught.value)


def test_the_example_loads_with_all_its_parts() -> None:
    one = load_scenario(EXAMPLE)
    assert (one.id, one.turn_limit, one.pass_rule.score, one.pass_rule.outcome) == (
        "competitor-price",
        14,
        70,
        "won",
    )
    assert list(one.facts) == ["breakdowns", "pressure", "rival-gap", "migration-scar"]
    assert one.facts["migration-scar"].gate.after == ["pressure"]
    assert one.objections["switching-risk"].raised.when == "next_step"
    assert one.objections["rival-price"].says[0].startswith("RoadLink")
    assert one.outcomes["lost_discount"].when.discounts == 2
    assert one.walk_away == ["I've got a yard full of trucks. Send me something in writing."]


def test_a_line_and_a_list_of_lines_are_the_same_to_whoever_reads_the_scenario(
    small: Callable[[str], str],
) -> None:
    one = load_text(small("a"))
    several = load_text(small("a").replace("says: Too dear.", "says: [Too dear.]"))
    assert one == several


def test_only_the_required_parts_are_enough() -> None:
    text = "id: a\ntitle: A\nrep: {objective: Talk.}\nbuyer: {name: Ana}\n"
    assert load_text(text + "facts: {f: {says: No.}}\n").turn_limit == 14
    assert load_text(text + "objections: {o: {type: stall, says: No.}}\n").difficulty == "medium"


def test_yes_and_no_are_words_as_in_yaml_1_2(small: Callable[[str], str]) -> None:
    one = load_text(
        small("a").replace("walk_away: I have to go.", "walk_away: [No, yes, on, 1:30, 2024-01-01, 0o]")
    )
    assert one.walk_away == ["No", "yes", "on", "1:30", "2024-01-01", "0o"]


def test_aliases_within_reason_are_followed(small: Callable[[str], str]) -> None:
    text = (
        small("a")
        .replace("says: Too dear.", "says: &dear Too dear.")
        .replace("walk_away: I have to go.", "walk_away: *dear")
    )
    assert load_text(text).walk_away == ["Too dear."]


def test_json_is_read_as_well() -> None:
    text = '{"id": "a", "title": "A", "rep": {"objective": "T"}, "buyer": {"name": "B"}, "facts": {"f": {"says": "No."}}}'
    assert load_text(text).id == "a"


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(
    tmp_path: Path, small: Callable[[str], str]
) -> None:
    file = tmp_path / "windows.yaml"
    file.write_bytes(b"\xef\xbb\xbf" + small("a").replace("\n", "\r\n").encode())
    assert load_scenario(file).id == "a"
    file.write_bytes(file.read_bytes().replace(b"price, says", b"prize, says"))
    assert f"{file}:6: objections.price.type" in str(trouble(file))


def test_emoji_and_other_scripts_load_as_they_are(small: Callable[[str], str]) -> None:
    said = "Teuer… 🙃 \u05d9\u05e7\u05e8 \u9ad8\u3044"
    assert load_text(small("a").replace("Too dear.", said)).objections["price"].says == [said]


def test_a_file_that_is_not_there_is_named_with_the_nearest_one(
    tmp_path: Path, write: Callable[[Path, str], Path]
) -> None:
    write(tmp_path / "rival.yaml", "rival")
    assert "no such file; did you mean rival.yaml?" in trouble(tmp_path / "rivla.yaml")
    assert trouble(tmp_path / "nowhere" / "zzz.yaml").endswith("no such file")


def test_a_folder_is_named_with_what_is_in_it(tmp_path: Path, write: Callable[[Path, str], Path]) -> None:
    write(tmp_path / "pack" / "rival.yaml", "rival")
    assert "this is a folder; name the file in it; it holds rival.yaml" in trouble(tmp_path / "pack")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_says_so(tmp_path: Path, write: Callable[[Path, str], Path]) -> None:
    file = write(tmp_path / "a.yaml", "a")
    file.chmod(0)
    assert "no permission" in trouble(file)


def test_a_permission_error_of_the_system_is_put_in_words(
    tmp_path: Path, write: Callable[[Path, str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write(tmp_path / "a.yaml", "a")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert "you have no permission to read this file" in trouble(file)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_named_pipe_is_refused_instead_of_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.yaml"
    os.mkfifo(pipe)
    assert "not an ordinary file" in trouble(pipe)


def test_a_link_that_leads_in_a_circle_is_an_error_and_no_crash(tmp_path: Path) -> None:
    link = tmp_path / "a.yaml"
    link.symlink_to(link)
    assert "cannot be read" in trouble(link) or "no such file" in trouble(link)


def test_a_file_over_a_megabyte_is_refused_with_both_sizes(
    tmp_path: Path, small: Callable[[str], str]
) -> None:
    file = tmp_path / "big.yaml"
    file.write_text(small("a") + "# " + "x" * 5_000_000)
    assert "5.0 MB; the limit is 1 MB" in trouble(file)


def test_a_large_file_within_the_limit_is_read(small: Callable[[str], str]) -> None:
    assert load_text(small("a") + "# x\n" * 100_000).id == "a"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_wide_encodings_are_named(tmp_path: Path, small: Callable[[str], str], encoding: str) -> None:
    file = tmp_path / "wide.yaml"
    file.write_bytes(small("a").encode(encoding))
    assert "UTF-16" in trouble(file) or "UTF-32" in trouble(file)
    assert "save it as UTF-8" in trouble(file)


def test_latin_1_is_named_with_byte_and_line(tmp_path: Path, small: Callable[[str], str]) -> None:
    file = tmp_path / "old.yaml"
    file.write_bytes(small("a").replace("Kind.", "Café owner.").encode("latin-1"))
    assert f"{file}:4: " in trouble(file)
    assert "0xe9" in trouble(file)
    assert "save the file as UTF-8" in trouble(file)


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"PK\x03\x04", "a zip or Office file"),
        (b"%PDF-1.7\n", "a PDF"),
        (b"\x1f\x8b\x08", "a compressed file"),
        (b"SQLite format 3\x00", "a database"),
    ],
)
def test_a_file_of_another_kind_is_called_by_its_kind(tmp_path: Path, head: bytes, name: str) -> None:
    file = tmp_path / "scene.yaml"
    file.write_bytes(head + bytes(range(256)) * 8)
    assert f"this is {name}" in trouble(file)


def test_other_binary_is_called_binary(tmp_path: Path) -> None:
    file = tmp_path / "scene.yaml"
    file.write_bytes(b"id: a\ntitle: \x00\x01\x02\xfe\xff\x00\n")
    assert "binary" in trouble(file)


def test_aliases_that_multiply_are_stopped() -> None:
    bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    bomb += "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 10))
    with pytest.raises(ScenarioError, match="aliases make this file grow"):
        load_text(bomb)


def test_aliases_that_nest_without_end_are_stopped() -> None:
    deep = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [[[*a{n - 1}]]]\n" for n in range(1, 3000))
    with pytest.raises(ScenarioError, match="levels deep"):
        load_text(deep)


def test_many_values_are_stopped_before_they_are_built() -> None:
    with pytest.raises(ScenarioError, match="more than 20,000 values"):
        load_text("skills: [" + "a, " * 30_000 + "a]\n")


def test_the_longest_chain_of_facts_is_checked(small: Callable[[str], str]) -> None:
    facts = "".join(f"  f{n}: {{says: Fact {n}., gate: {{after: [f{n + 1}]}}}}\n" for n in range(199))
    text = "id: a\ntitle: A\nrep: {objective: T}\nbuyer: {name: B}\nfacts:\n" + facts
    assert len(load_text(text + "  f199: {says: The last.}\n").facts) == 200
    with pytest.raises(ScenarioError, match="wait for each other"):
        load_text(text + "  f199: {says: The last., gate: {after: [f0]}}\n")
    with pytest.raises(ScenarioError, match="at most 200 of them"):
        load_text(text + "  f199: {says: Nearly.}\n  f200: {says: The last.}\n")


def test_the_loaded_file_names_the_line_of_any_field() -> None:
    source = load_file(EXAMPLE).source
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    for path, words in [
        (("facts", "pressure", "gate", "trust"), "gate: {question: open, trust: 45}"),
        (("objections", "rival-price", "root"), "root: pressure"),
        (("outcomes", "won", "says"), "says: Thursday"),
        (("pass",), "pass:"),
    ]:
        assert words in lines[source.line(path) - 1]


def test_loading_writes_nothing(tmp_path: Path, write: Callable[[Path, str], Path]) -> None:
    good, bad = write(tmp_path / "good.yaml", "good"), tmp_path / "bad.yaml"
    bad.write_text("id: [")
    load_scenario(good)
    trouble(bad)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["bad.yaml", "good.yaml"]


_SOUND = EXAMPLE.read_bytes()
_BITS = [b": ", b"\n", b"- ", b"  ", b"[", b"]", b"{", b"}", b'"', b"'", b"|", b">", b"&a", b"*a", b"!x", b"%", b"#", b"? ",
         b"---\n", b"...\n", b"\t", b"\\x", b"\\U0011FFFF", b"\xff", b"\x00", b"\xe2\x80\xa8", b"<<", b"@", b"`", b"%YAML 9.9\n",
         b"%TAG ! !\n", b"!!", b"!<", b"~", b"1e999", b"\xc2\x85", b"id", b"facts", b"0" * 5000]  # fmt: skip


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(st.binary(max_size=400), st.lists(st.sampled_from(_BITS), max_size=40).map(b"".join)))
@example(b"%YAML 1.1\n---\nyes: no\n")
@example(b"%TAG ! tag:x,2000:\n---\n!y z\n")
@example(b'"\\U00110000"')
@example(b'"\\UDDDDDDDD"')
@example(b"? [a]\n: b\n")
@example(b"&a [*a, *a]")
@example(b"\xef\xbb\xbf")
@example(b"a: 1\n...\nb: 2\n")
def test_arbitrary_bytes_never_give_anything_but_a_scenario_error(raw: bytes) -> None:
    with pytest.raises(ScenarioError):
        load_bytes(raw)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_sound_file_with_a_few_bytes_changed_loads_or_gives_a_scenario_error(data: st.DataObject) -> None:
    raw = bytearray(_SOUND)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(raw) - 1))
        bit = data.draw(st.sampled_from(_BITS[:-1]) | st.binary(max_size=3))
        raw[at : at + data.draw(st.integers(0, 6))] = bit
    problems: tuple[Problem, ...] = ()
    try:
        assert load_bytes(bytes(raw)).buyer.name
    except ScenarioError as caught:
        problems = caught.problems
    assert all(p.message.isprintable() and (p.field or "-").isprintable() for p in problems)


def test_a_name_with_terminal_escapes_is_shown_harmlessly(small: Callable[[str], str]) -> None:
    with pytest.raises(ScenarioError) as caught:
        load_text(small("a") + '"\\e[2Jzz": 1\n')
    assert str(caught.value).isprintable()
    assert "u001b" in str(caught.value)


def test_a_suggested_name_is_shown_harmlessly_too(small: Callable[[str], str]) -> None:
    text = small("a").replace("{quick:", '{"qui\\u202eck":').replace("[quick]", "[quickk]")
    with pytest.raises(ScenarioError) as caught:
        load_text(text)
    assert any("did you mean" in p.message for p in caught.value.problems)
    assert all(p.message.isprintable() for p in caught.value.problems)


@pytest.mark.parametrize(
    "name",
    [
        "\x00",
        "a\x00.yaml",
        "x" * 5000,
        "x" * 5000 + ".yaml",
        "",
        " ",
        "\ud800",
        "../..",
        "a/b/c",
        "CON",
        "~nobody9/x",
    ],
)
def test_any_name_gives_a_scenario_error(name: str) -> None:
    with pytest.raises(ScenarioError):
        load_scenario(name)


def test_naming_the_room_imports_neither_the_yaml_reader_nor_pydantic() -> None:
    code = (
        "import sys, roleplay.scenario, roleplay.scenario.library, roleplay.scenario.index\n"
        "heavy = {'ruamel', 'ruamel.yaml', 'pydantic', 'jsonschema'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
        "from roleplay.scenario import load_scenario, Scenario, list_scenarios\n"
        "assert 'ruamel.yaml' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_every_public_name_of_the_room_can_be_had() -> None:
    import roleplay.scenario as room

    for name in room.__all__:
        assert getattr(room, name).__name__ == name
    with pytest.raises(AttributeError, match="no_such_name"):
        room.no_such_name  # noqa: B018
