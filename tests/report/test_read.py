"""Reading real calls: the formats people have, and what is wrong with them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from roleplay.dialogue.transcript import Speaker
from roleplay.errors import TranscriptError
from roleplay.report import read_transcript, read_transcript_bytes
from roleplay.report.pieces import MAX_BYTES
from roleplay.report.read import ImportedTranscript

TEAMS = b"""WEBVTT

00:00:01.000 --> 00:00:03.000
<v Anna Smith>Hello Bob. What's happening with the</v>

00:00:03.100 --> 00:00:04.000
<v Anna Smith>trucks these days? &amp; why</v>

00:00:05.000 --> 00:00:09.500
<v Bob Jones>It's <i>too</i> expensive.</v>
"""
ZOOM = b"""WEBVTT

1
00:00:01.000 --> 00:00:03.000
Anna Smith: Could we meet on Thursday with our engineer?

2
00:00:03.000 --> 00:00:09.000
Bob: No thanks, we're fine.
"""
SRT = b"""1
00:00:01,000 --> 00:00:02,000
Anna: What do you use today?

2
00:00:02,500 --> 00:00:04,000
Bob: Spreadsheets & hope.
"""
TEXT = b"Rep: What do you use today?\nBuyer: Spreadsheets.\nAnd hope: a lot of it\n\nRep: Tell me more.\n"


def read(raw: bytes | str, rep: str | None = None, name: str = "call") -> ImportedTranscript:
    return read_transcript_bytes(raw if isinstance(raw, bytes) else raw.encode(), rep, file=Path(name))


def words(found: ImportedTranscript) -> list[tuple[str, str]]:
    return [(t.speaker.value, t.text) for t in found.transcript.turns]


def error(raw: bytes | str, rep: str | None = None, name: str = "call") -> TranscriptError:
    with pytest.raises(TranscriptError) as caught:
        read(raw, rep, name)
    assert caught.value.exit_code == 2
    return caught.value


def test_webvtt_with_voices_joins_the_cues_of_one_speaker() -> None:
    found = read(TEAMS, "anna")
    assert words(found) == [
        ("rep", "Hello Bob. What's happening with the trucks these days? & why"),
        ("buyer", "It's too expensive."),
    ]
    assert [(t.start, t.end) for t in found.transcript.turns] == [(1.0, 4.0), (5.0, 9.5)]
    assert found.names == ("Anna Smith", "Bob Jones")
    assert (found.rep, found.found, found.kind) == ("Anna Smith", "given", "vtt")
    assert any("3 cues were joined into 2 turns" in n for n in found.notes)


def test_webvtt_with_names_before_a_colon() -> None:
    found = read(ZOOM.replace(b"\n", b"\r\n"))
    assert words(found)[0] == ("rep", "Could we meet on Thursday with our engineer?")
    assert found.found == "guessed"
    assert any("Anna Smith" in n and "--rep" in n for n in found.notes)


def test_two_voices_in_one_cue_are_two_turns() -> None:
    raw = b"WEBVTT\n\n00:01.000 --> 00:03.000\n<v Anna>Hi, how are you?</v>\n<v Bob>Fine.</v>\n"
    assert words(read(raw, "Anna")) == [("rep", "Hi, how are you?"), ("buyer", "Fine.")]


def test_subrip() -> None:
    found = read(SRT, "Anna", "call.srt")
    assert found.kind == "srt"
    assert words(found)[1] == ("buyer", "Spreadsheets & hope.")


def test_plain_text_with_roles_needs_no_name() -> None:
    found = read(TEXT)
    assert found.found == "stated"
    assert words(found) == [
        ("rep", "What do you use today?"),
        ("buyer", "Spreadsheets.\nAnd hope: a lot of it"),
        ("rep", "Tell me more."),
    ]


@pytest.mark.parametrize(
    "raw",
    [
        "[00:00:01] Anna: What do you use today?\n[00:00:05] Bob: It costs too much.\n",
        "00:01 Anna: What do you use today?\n00:05 Bob: It costs too much.\n",
        "Anna (00:01): What do you use today?\nBob (00:05): It costs too much.\n",
        "Anna  0:01\nWhat do you use today?\n\nBob  0:05\nIt costs too much.\n",
        "0:01 | Anna\nWhat do you use today?\n\n0:05 | Bob\nIt costs too much.\n",
    ],
)
def test_plain_text_with_times_in_several_manners(raw: str) -> None:
    found = read(raw, "Anna")
    assert words(found) == [("rep", "What do you use today?"), ("buyer", "It costs too much.")]
    assert [t.start for t in found.transcript.turns] == [1.0, 5.0]
    assert any("last until the next" in n for n in found.notes)


def test_our_json_with_and_without_times() -> None:
    turns = [{"speaker": "rep", "text": "Hi", "start": 1.2, "end": 3.4}, {"speaker": "buyer", "text": "Yes?"}]
    found = read(json.dumps({"turns": turns}))
    assert words(found) == [("rep", "Hi"), ("buyer", "Yes?")]
    assert found.transcript.turns[0].end == 3.4
    assert found.transcript.turns[1].start is None


def test_a_whole_practice_call_brings_its_events_and_scenario() -> None:
    call = {
        "call": {
            "id": "x", "scenario": "competitor-price",
            "turns": [{"speaker": "buyer", "text": "Hello?"}, {"speaker": "rep", "text": "Hi"}],
            "events": [{"type": "rep_spoke", "turn": 2, "text": "Hi", "elapsed": 0}],
        },
        "scorecard": {},
    }  # fmt: skip
    found = read(json.dumps(call))
    assert found.scenario == "competitor-price"
    assert [e.type for e in found.events] == ["rep_spoke"]


GONG: dict[str, Any] = {
    "callTranscripts": [
        {
            "callId": "1",
            "transcript": [
                {"speakerId": "11", "topic": "x", "sentences": [{"start": 0, "end": 2000, "text": "Hi."}, {"start": 2000, "end": 3000, "text": "How are things?"}]},
                {"speakerId": "22", "sentences": [{"start": 3000, "end": 4000, "text": "Fine."}]},
            ],
        }
    ],
    "parties": [
        {"speakerId": "11", "name": "Anna", "affiliation": "Internal"},
        {"speakerId": "22", "name": "Bob", "affiliation": "External"},
    ],
}  # fmt: skip


def test_gong_knows_its_parties() -> None:
    found = read(json.dumps(GONG))
    assert words(found) == [("rep", "Hi. How are things?"), ("buyer", "Fine.")]
    assert (found.rep, found.found) == ("Anna", "stated")
    assert found.transcript.turns[0].end == 3.0


def test_gong_without_parties_goes_by_speaker_ids() -> None:
    found = read(json.dumps({"callTranscripts": GONG["callTranscripts"]}), "11")
    assert found.names == ("11", "22")


@pytest.mark.parametrize(
    ("raw", "line", "said"),
    [
        (b"", 1, "empty"),
        (b" \n\n", 1, "empty"),
        (b"\x00\x01\x02", 1, "binary"),
        (b"PK\x03\x04abc", 1, "Office"),
        (b"%PDF-1.4", 1, "PDF"),
        (b"WEBVTT\n\n", 3, "no cues"),
        (b"WEBVTT\n\nNOTE nothing here\n", 4, "no cues"),
        (b"WEBVTT\n\nxx --> yy\nhello\n", 3, "times"),
        (b"WEBVTT\n\n00:00:01.000 --> 00:00:03.000\nhello there\n", 3, "who speaks"),
        (b"hello there\nhow are you\n", 1, "who speaks"),
        (b'{"turns": [', 1, "not JSON"),
        (b'{"turns": [\n{"speaker": "rep"', 2, "not JSON"),
        (b'{"a": 1}', 1, "no transcript"),
        (b'{"turns": []}', 1, "no turns"),
        (b'{"turns": [{"speaker": "rep", "text": "hi"},\n {"speaker": "buyer"}]}', 2, "turn 2 has no text"),
        (b'{"turns": [{"speaker": "rep", "text": "hi"},\n\n 7]}', 3, "turn 2"),
        (b'{"turns": [{"speaker": "rep", "text": 5}]}', 1, "not text"),
        (b'{"turns": [{"speaker": ["rep"], "text": "x"}]}', 1, "who speaks"),
        (b'{"turns": [{"speaker": "rep", "text": "x", "start": "soon"}]}', 1, "seconds"),
        (b'{"turns": [{"speaker": "rep", "text": "x", "start": NaN}]}', 1, "seconds"),
        (b'"just text"', 1, "who speaks"),
        (b"Anna: hello\nAnna: again\n", 1, "only one person speaks in this transcript (Anna, 2 turns)"),
        (b"WEBVTT\n\n00:01.000 --> 00:02.000\nAnna: hello\n", 3, "(Anna, 1 turn)"),
        (
            b"WEBVTT\n\n00:xx.000 --> 00:02.000\nBen: hi\n\n00:03.000 --> 00:04.000\nAnna: hello\n",
            6,
            "two sides (1 cue left out: the times in line 3 cannot be read)",
        ),
        (
            b"1\n00:00:01,000 -> 00:00:02,000\nAnna: hi\n\n2\n00:00:03,000 --> 00:00:04,000\nBen: hi\n",
            2,
            "here stands",
        ),
        (b'{"callTranscripts": []}', 1, "callTranscripts hold no sentence"),
        (b'{"turns": "hello"}', 1, "no turns with words under turns"),
        (b"[" * 100_000, 1, "nested too deeply"),
    ],
)
def test_what_cannot_be_read_is_an_error_with_its_line(raw: bytes, line: int, said: str) -> None:
    found = error(raw)
    assert said in str(found)
    assert found.problems[0].line == line
    assert found.problems[0].file == Path("call")


def test_a_file_that_is_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    file = tmp_path / "big.txt"
    with file.open("wb") as stream:
        stream.truncate(200_000_000)
    with pytest.raises(TranscriptError, match="200 MB"):
        read_transcript(file)
    assert MAX_BYTES < 200_000_000


@pytest.mark.parametrize("name", ["none.txt", "."])
def test_a_missing_file_or_a_folder_is_an_error(tmp_path: Path, name: str) -> None:
    with pytest.raises(TranscriptError):
        read_transcript(tmp_path / name)


def test_lines_in_another_encoding_are_read_and_named() -> None:
    raw = "Rep: Grüezi\nBuyer: yes?\n".encode() + "Rep: café\n".encode("cp1252")
    found = read(raw)
    assert words(found)[0] == ("rep", "Grüezi")
    assert words(found)[2] == ("rep", "café")
    assert any("line 3" in n for n in found.notes)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_marked_encodings_are_read(encoding: str) -> None:
    assert words(read("Rep: hi\nBuyer: yes?\n".encode(encoding))) == [("rep", "hi"), ("buyer", "yes?")]


def test_times_that_go_backwards_are_noted_with_the_line() -> None:
    raw = b"WEBVTT\n\n00:10.000 --> 00:12.000\n<v A>What do you use?</v>\n\n00:05.000 --> 00:06.000\n<v B>It.</v>\n\n00:20.000 --> 00:19.000\n<v A>Why?</v>\n"
    found = read(raw, "A")
    assert any("go backwards at 2 cues (first in line 6)" in n for n in found.notes)
    assert [t.speaker for t in found.transcript.turns] == [Speaker.REP, Speaker.BUYER, Speaker.REP]


def test_overlapping_cues_are_noted() -> None:
    raw = b"WEBVTT\n\n00:10.000 --> 00:15.000\n<v A>What do you use?</v>\n\n00:12.000 --> 00:16.000\n<v B>It.</v>\n"
    assert any("overlap" in n for n in read(raw, "A").notes)


def test_a_broken_cue_is_left_out_and_named() -> None:
    found = read(TEAMS + b"\nxx --> yy\n<v Bob Jones>lost</v>\n", "anna")
    assert len(found.transcript.turns) == 2
    assert any("line 12" in n for n in found.notes)


def test_a_cue_without_a_name_goes_to_the_speaker_before() -> None:
    raw = b"WEBVTT\n\n00:01.000 --> 00:02.000\n<v A>What do you</v>\n\n00:02.000 --> 00:03.000\nuse today?\n\n00:03.000 --> 00:04.000\n<v B>It.</v>\n"
    found = read(raw, "A")
    assert words(found)[0] == ("rep", "What do you use today?")
    assert any("name no speaker" in n for n in found.notes)


def test_an_unknown_speaker_counts_with_the_buyer_and_is_named() -> None:
    turns = [
        {"speaker": "rep", "text": "Hi"},
        {"speaker": "buyer", "text": "Yes?"},
        {"speaker": "ghost", "text": "Boo"},
        {"text": "Who?"},
    ]
    found = read(json.dumps({"turns": turns}))
    assert [t.speaker.value for t in found.transcript.turns] == ["rep", "buyer", "buyer", "buyer"]
    assert any("ghost, unknown" in n for n in found.notes)


@pytest.mark.parametrize(
    ("rep", "said"),
    [("Carl", "nobody called Carl"), ("n", "could be"), (" , ", "empty"), ("Anna, Ben", "no buyer")],
)
def test_a_rep_that_cannot_be_told_is_an_error_that_names_the_speakers(rep: str, said: str) -> None:
    raw = "Anna: What do you use today?\nBen: It costs too much.\n"
    assert said in str(error(raw, rep))
    assert "Anna" in str(error(raw, rep)) or said == "no buyer"


def test_where_the_words_do_not_tell_the_rep_is_asked_for() -> None:
    assert "--rep" in str(error("Anna: Nice weather.\nBen: Yes, lovely.\nAnna: Bye.\nBen: Bye.\n"))


def test_several_reps_are_one_side() -> None:
    raw = "Anna: What do you use today?\nBen: And why?\nCarla: It costs too much.\n"
    found = read(raw, "anna, ben")
    assert [t.speaker.value for t in found.transcript.turns] == ["rep", "rep", "buyer"]
    assert found.rep == "Anna and Ben"


def test_a_written_message_is_one_turn_of_the_rep() -> None:
    found = read_transcript_bytes(b"Hi Dana,\n\nsaw your post. Worth ten minutes?\n\nSam", message=True)
    assert [t.speaker.value for t in found.transcript.turns] == ["rep"]


def test_a_transcript_of_a_long_call_is_read() -> None:
    text = "".join(
        f"{'Anna' if n % 2 else 'Bob'}: This is what I say in turn {n}, is it not?\n" for n in range(5000)
    )
    assert len(read(text, "Anna").transcript.turns) == 5000


def test_json_that_times_beginnings_alone_is_measured_by_time_and_says_how() -> None:
    turns = [
        {"speaker": "rep", "text": "What do you use?", "start": 1},
        {"speaker": "buyer", "text": "Paper.", "start": 4},
    ]
    found = read(json.dumps({"turns": turns}))
    assert [(t.start, t.end) for t in found.transcript.turns] == [(1.0, 4.0), (4.0, 4.4)]
    assert any("Only beginnings are timed" in note for note in found.notes)


def test_a_speaker_whom_the_transcriber_did_not_know_is_a_speaker_of_their_own() -> None:
    found = read("Rep: What do you use?\nBuyer: Paper.\n???: And who pays?\n")
    assert words(found)[1:] == [("buyer", "Paper."), ("buyer", "And who pays?")]
    assert any("???" in note for note in found.notes)


def test_a_rep_named_by_hand_who_is_not_the_one_selling_is_graded_and_doubted_in_a_note() -> None:
    raw = (
        "Jo: How do you put the rota together today, and what happens when somebody calls in sick?\n"
        "Priya: We phone around. It's too expensive for us anyway.\n"
        "Jo: What are you comparing it with? Shall we run it in one clinic on Thursday?\n"
        "Priya: I'm not sure we need it.\n"
    )
    found = read(raw, "priya")
    assert found.rep == "Priya"
    assert any("Judging by the words it is Jo who sells here" in note for note in found.notes)
    assert not any("who sells here" in note for note in read(raw, "jo").notes)


def test_bytes_from_a_pipe_have_the_limit_of_a_file_and_are_never_cut_in_silence() -> None:
    with pytest.raises(TranscriptError, match="more than 32 MB"):
        read_transcript_bytes(b"Rep: How?\nBuyer: So.\n" + b"a" * MAX_BYTES, file=Path("stdin"))
