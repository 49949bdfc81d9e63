"""Calls in and out: transcripts read from files, scorecards and calls written for people and programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from roleplay.report.plain import one_line, visible, wrapped
    from roleplay.report.read import ImportedTranscript, read_transcript, read_transcript_bytes

__all__ = ["ImportedTranscript", "one_line", "read_transcript", "read_transcript_bytes", "visible", "wrapped"]

_HOMES = {
    "ImportedTranscript": "read", "read_transcript": "read", "read_transcript_bytes": "read",
    "visible": "plain", "wrapped": "plain", "one_line": "plain",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    # Loaded when first used: showing one line of text should not load the readers.
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
