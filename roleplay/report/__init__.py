"""Calls in and out: transcripts read from files, scorecards and calls written for people and programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from roleplay.report.data import csv_columns, csv_row, scorecard_csv, scorecard_json
    from roleplay.report.markdown import scorecard_markdown
    from roleplay.report.page import scorecard_html
    from roleplay.report.plain import one_line, visible, wrapped
    from roleplay.report.read import ImportedTranscript, read_transcript, read_transcript_bytes
    from roleplay.report.scene import Scene, build_scene
    from roleplay.report.text import scorecard_text, transcript_text

__all__ = [
    "ImportedTranscript",
    "Scene",
    "build_scene",
    "csv_columns",
    "csv_row",
    "one_line",
    "read_transcript",
    "read_transcript_bytes",
    "scorecard_csv",
    "scorecard_html",
    "scorecard_json",
    "scorecard_markdown",
    "scorecard_text",
    "transcript_text",
    "visible",
    "wrapped",
]

_HOMES = {
    "read": ("ImportedTranscript", "read_transcript", "read_transcript_bytes"),
    "plain": ("visible", "wrapped", "one_line"),
    "scene": ("Scene", "build_scene"),
    "text": ("scorecard_text", "transcript_text"),
    "markdown": ("scorecard_markdown",),
    "page": ("scorecard_html",),
    "data": ("csv_columns", "csv_row", "scorecard_csv", "scorecard_json"),
}


def __getattr__(name: str) -> Any:
    # Loaded when first used: showing one line of text should not load the readers.
    from importlib import import_module

    for module, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
