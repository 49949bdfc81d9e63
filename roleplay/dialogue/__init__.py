"""The heart: pure, no I/O. Acts, transcripts, the buyer's state, the policy, and the events of a call."""
