from __future__ import annotations

from pathlib import Path

REPS = Path(__file__).parents[1] / "reps" / "competitor-price"


def test_a_call_is_exported_in_every_format_with_its_words(cli, tmp_path: Path) -> None:
    data = cli("play", "competitor-price", "--rep", REPS / "strong.txt", "--json").json
    words = data["call"]["turns"][1]["text"].split(". ")[0]
    for form in ("json", "md", "html", "text"):
        done = cli("calls", "export", "last", "--format", form)
        assert done.code == 0
        assert words.split(",")[0] in done.out
    file = tmp_path / "call.html"
    assert cli("calls", "export", "last", "-o", file).code == 0
    assert "<html" in file.read_text()


def test_what_was_exported_as_json_comes_back_whole(cli, tmp_path: Path, monkeypatch) -> None:
    cli("play", "competitor-price", "--rep", REPS / "strong.txt")
    file = tmp_path / "call.json"
    assert cli("calls", "export", "last", "-o", file).code == 0
    before = cli("calls", "show", "last", "--json", "--events").json
    monkeypatch.setenv("ROLEPLAY_DATA_DIR", str(tmp_path / "another-machine"))
    assert cli("calls", "import", file).out.strip() == before["call"]["id"]
    after = cli("calls", "show", "last", "--json", "--events").json
    assert after["call"] == before["call"]
    assert after["scorecard"] == before["scorecard"]


def test_an_export_into_nowhere_is_wrong_use(cli) -> None:
    cli("play", "competitor-price", "--rep", REPS / "weak.txt")
    done = cli("calls", "export", "last", "-o", "/no/such/folder/call.html")
    assert done.code == 2
    assert done.err.startswith("error: /no/such/folder/call.html cannot be written")
