"""Calls, their events and their scorecards, kept: SQLite by default, PostgreSQL by URL.

>>> with Store.open(settings.store_location) as store:
...     call_id, recorder = store.new_call(scenario, seed=7)
"""

from __future__ import annotations

from roleplay.store.recorder import StoreRecorder
from roleplay.store.store import LAST, Store, new_id
from roleplay.store.summary import CallSummary, ScenarioRecord

__all__ = ["LAST", "CallSummary", "ScenarioRecord", "Store", "StoreRecorder", "new_id"]
