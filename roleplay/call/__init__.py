"""The engine of a call: an async iterator of events; rewind, fork, resume, replay."""

from roleplay.call.engine import Buyer, Call, Recorder, Tagger
from roleplay.call.readings import digest_of
from roleplay.call.replay import replay

__all__ = ["Buyer", "Call", "Recorder", "Tagger", "digest_of", "replay"]
