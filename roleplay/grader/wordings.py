"""Sentences that a suggestion is made of, by the rule that was missed and by the type of objection."""

from __future__ import annotations

from roleplay.scenario.model import ObjectionType

BEHIND: dict[ObjectionType, str] = {
    "price": "what are you comparing it with?",
    "competitor": "what is it in their offer that stands out to you?",
    "need": "how do you get by today, and what do you put up with?",
    "timing": "what has to happen first, before this is worth your time?",
    "authority": "who else has a view on this, and what will they look at first?",
    "trust": "what happened the last time?",
    "stall": "what is it that you would want to think through?",
}
CONCERN: dict[ObjectionType, str] = {
    "price": "the money side of it",
    "competitor": "the comparison with what you have",
    "need": "what spoke against it",
    "timing": "the timing",
    "authority": "what the others will ask",
    "trust": "what made you careful",
    "stall": "what you wanted to think over",
}
"""An objection as one names it in a question, by type."""
# What to ask on the buyer's words, by the rule of the check that was answered no.
ON_WORDS: dict[str, tuple[str, ...]] = {
    "asks_about_impact": (
        "“{words}” What does that lead to, when it happens?",
        "“{words}” Who feels that first?",
    ),
    "buyer_opens_up": (
        "“{words}” Tell me how that came about.",
        "“{words}” What is that like from day to day?",
    ),
    "says_back": ("So: “{words}” Do I have that right?",),
    "takes_up_answers": ("You said: “{words}” Tell me more about that.",),
    "acknowledges_objections": ("“{words}” That is a fair thing to stop at. What is behind it for you?",),
    "ties_value_to_need": ("You said: “{words}” If that were off your desk, what would it be worth to you?",),
    "uses_what_was_told": ("You said: “{words}” If that were off your desk, what would it be worth to you?",),
    "answers_concern": ("You said: “{words}” What would have to be true for that not to worry you?",),
    "brings_proof": ("You said: “{words}” Would it help to hear from somebody who had just that?",),
    "no_asking_after_no": ("“{words}” What would have to be clear first?",),
    "no_discount": ("“{words}” Before we talk about the price: what are you comparing it with?",),
    "no_pressure": ("“{words}” What would you want to be sure of first?",),
    "asks_about_decision": ("“{words}” Who else would want a say in that, and how do you usually decide?",),
}
ON_ANY_WORDS = (
    "You said: “{words}” What does that mean for you from day to day?",
    "“{words}” Tell me more about that.",
    "“{words}” How did it come to that?",
)
PLAIN: dict[str, str] = {
    "no_pressure": "Take the time you need. What would you want to be sure of first?",
    "no_asking_after_no": "Fair enough. What would have to be clear before that makes sense for you?",
    "no_discount": "Before we talk about money at all: what would have to be right for you here?",
    "no_pitch_first": "Before I say a word about us: how do you handle that today?",
    "asks_before_pitching": "Before I say a word about us: how do you handle that today?",
    "no_disparaging": "They will have their strengths. What is it in what they do that you would not want to lose?",
}
"""What can be said without the buyer's words, by rule."""
COMPARED = "Before we talk about the price: what are you comparing it with?"
BEFORE: dict[str, str] = {
    "no_arguing": "That is a fair thing to stop at. ",
    "no_pressure": "Take the time you need. ",
    "no_asking_after_no": "Fair enough. ",
    "no_discount": "Let's leave the price for a moment. ",
}
"""What goes before a question, by rule."""
THEIRS = "They will have their strengths. "
