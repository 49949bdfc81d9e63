"""The engine of a call: an async iterator of events; rewind, fork, resume, replay."""

from roleplay.buyer.base import Buyer
from roleplay.call.engine import Call
from roleplay.call.ports import Recorder, SecondReader, Tagger
from roleplay.call.readings import digest_of
from roleplay.call.replay import replay

__all__ = ["Buyer", "Call", "Recorder", "SecondReader", "Tagger", "digest_of", "replay"]
