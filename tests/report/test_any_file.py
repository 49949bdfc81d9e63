"""Whatever is in a file, reading it ends with a transcript or with an error that says where."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from roleplay.errors import TranscriptError
from roleplay.report import ImportedTranscript, read_transcript_bytes

PARTS = st.sampled_from(
    [
        b"WEBVTT\n\n", b"00:00:01.000 --> 00:00:02.000\n", b"<v Anna>", b"</v>", b"Anna: hello\n", b"Bob: what?\n", b"1\n", b"\n", b"\r",
        b"00:00:01,000 --> 00:00:02,000\n", b"{", b"}", b"[", b"]", b'"turns"', b":", b'{"speaker": "rep", "text": "x"}', b",", b"\xff", b"\x00",
        b'{"turns": [{"speaker": "rep", "text": "hi"}, {"speaker": "buyer", "text": "yo"}]}', b"NOTE x\n", b"STYLE\n", b"-->", b"null", b"1e999",
        b'{"callTranscripts": [{"transcript": [{"speakerId": 1, "sentences": [{"text": "a", "start": "x"}]}]}]}', "é".encode("cp1252"),
    ]
)  # fmt: skip


def _read(raw: bytes, rep: str | None) -> ImportedTranscript | TranscriptError:
    try:
        return read_transcript_bytes(raw, rep)
    except TranscriptError as caught:
        return caught


@settings(max_examples=400, deadline=None)
@given(
    st.one_of(st.binary(max_size=200), st.lists(PARTS, max_size=14).map(b"".join)),
    st.sampled_from([None, "Anna", "rep"]),
)
@example(b"WEBVTT\n0:0.0-->0:0.0", None)
@example(b"1\n00:00:01,000 --> 00:00:02,000\n", None)
@example(b'{"turns": ' + b"[" * 5000, None)
@example(b'{"turns": [{"speaker": "rep", "text": "x", "start": 1e308, "end": 1e309}]}', None)
@example(b'{"callTranscripts": [{"transcript": [{"speakerId": "1", "sentences": 5}]}]}', None)
@example(b'{"callTranscripts": [{"transcript": 7}], "parties": 3}', None)
@example(
    b'{"call": {"turns": [{"speaker": "rep", "text": "x"}, {"speaker": "buyer", "text": "y"}], "events": [{"type": "nothing"}]}}',
    None,
)
def test_any_bytes_end_in_a_transcript_or_a_clear_error(raw: bytes, rep: str | None) -> None:
    found = _read(raw, rep)
    if isinstance(found, TranscriptError):
        assert str(found)
        assert found.exit_code == 2
        return
    assert len(found.names) == len(found.transcript.turns) >= 1
    assert len({t.speaker for t in found.transcript.turns}) == 2
