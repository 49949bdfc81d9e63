"""What a check answered no, or yes, is called when one speaks to the rep."""

from __future__ import annotations

MISSED: dict[str, str] = {
    "acknowledges_objections": "You answered before you had shown that you heard the concern",
    "says_back": "You went on without saying back what you had just heard",
    "takes_up_answers": "You went past what the buyer had just said",
    "leaves_room": "You did most of the talking",
    "no_monologue": "That was a long speech",
    "no_arguing": "You argued with the concern",
    "no_repeating": "You said the same thing again",
    "stays_in_role": "That was not meant for a buyer",
    "asks_open": "A few words answer this question; one that lets the buyer talk would have got you more",
    "mostly_open": "Most of your questions can be answered with a word",
    "asks_before_pitching": "You spoke for the product before you had asked about the buyer",
    "follows_up": "This could have been read off a list: it did not grow out of the answer before it",
    "no_interrogation": "Closed questions in a row feel like a form",
    "no_asking_again": "You asked again what you had already asked",
    "asks_about_buyer": "You found out little about the buyer",
    "buyer_opens_up": "The buyer told you little here, and you did not ask for more",
    "asks_about_impact": "You did not ask what the problem does to the buyer",
    "asks_about_decision": "You did not ask how a decision would be made",
    "uses_what_was_told": "You made no use of what the buyer had told you",
    "explores_objections": "You answered before you had asked what is behind the objection",
    "reaches_root": "The concern behind the objection stayed hidden",
    "answers_concern": "Your answer did not meet the buyer's concern",
    "checks_answer": "You did not ask whether that settled it",
    "objections_move": "The objection stood at the end as it had at the beginning",
    "no_discount": "You gave something away and asked nothing for it",
    "no_pressure": "You pushed",
    "no_disparaging": "You ran somebody down",
    "ties_value_to_need": "What you said for the product was tied to nothing this buyer had told",
    "brings_proof": "You brought nothing to show for it",
    "no_feature_dump": "You described the product, and asked nothing",
    "no_pitch_first": "You pitched before you had asked anything",
    "no_asking_after_no": "You asked again right after a no",
    "opens_with_reason": "You did not say who was calling and why",
    "asks_early": "You talked too long before you asked anything",
}
"""By rule, without a full stop. Rules that are not here are told by what they found."""

MISSED_BY_WHY: tuple[tuple[str, str | None, str], ...] = (
    ("not taken up", None, "You asked, and did not take up the answers"),
    ("did not take it up", None, "The buyer told you things, and you did not take them up"),
    ("without an answer", "answers_concern", "The concern stayed without an answer"),
    ("hardly used", None, "You made little use of what the buyer had told you"),
    ("Nothing was said of what", "ties_value_to_need", "You never said what it would do for this buyer"),
    ("No next step was proposed", "asks_next_step", "You left without proposing a next step"),
    (
        "before finding out anything",
        "asks_next_step",
        "You asked for a next step before you had found anything out",
    ),
    ("without having listened", "asks_next_step", "You asked for a next step before you had listened"),
    ("Pushed for a yes", "asks_next_step", "You pushed for a yes instead of proposing a next step"),
    ("never asked about the buyer", None, "You never asked about the buyer"),
)
"""Words of a rule's reason (and the rule, where it matters), with what to call that: goes before :data:`MISSED`."""

MISSED_SILENTLY: dict[str, str] = {
    "acknowledges_objections": "You went on without showing that you had heard the concern",
    "explores_objections": "You did not ask what is behind the objection",
}
"""The same where the turn shown does not answer anything."""

SAME_REMEDY = frozenset(
    {"without an answer", "hardly used", "Nothing was said of what", "No next step was proposed"}
)
"""Of those, the ones for which the same can be suggested as for the rule itself."""

DONE_WELL: dict[str, str] = {
    "acknowledges_objections": "You showed that you had heard the concern before you answered it",
    "says_back": "You said back what you had heard",
    "takes_up_answers": "You took up what the buyer had just said",
    "asks_open": "You asked questions that let the buyer talk",
    "mostly_open": "You asked questions that let the buyer talk",
    "asks_before_pitching": "You asked before you told",
    "follows_up": "Your question grew out of the answer before it",
    "asks_about_buyer": "You asked about the buyer, not about the sale",
    "asks_about_impact": "You asked what the problem does to the buyer",
    "asks_about_decision": "You asked how the decision would be made",
    "uses_what_was_told": "You built on what the buyer had told you",
    "explores_objections": "You asked what is behind the objection instead of answering at once",
    "answers_concern": "Your answer met what the buyer had said",
    "checks_answer": "You asked whether that settled it",
    "ties_value_to_need": "You tied the product to something this buyer had told you",
    "brings_proof": "You had something to show for what you said",
    "asks_next_step": "You asked for a concrete next step once you had found something out",
    "opens_with_reason": "You said who you were and why you called",
    "asks_early": "You asked something early",
    "reason_to_write": "You said why you write to this person",
    "one_easy_ask": "You asked for one thing",
}

RESULTS = frozenset(
    {"next_step_accepted", "objections_move", "reaches_root", "buyer_opens_up", "mostly_open"}
)
"""Rules that tell what came of it rather than what was done: shown as a point only after what was done."""
