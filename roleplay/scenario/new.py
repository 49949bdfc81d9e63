"""The first text of a new scenario: a whole small scene that plays, with a comment at each place to change."""

from __future__ import annotations

import re
from typing import Final

from roleplay.errors import ScenarioError
from roleplay.scenario.model import ID_PATTERN
from roleplay.scenario.words import as_scalar, shown, slug

_TEXT: Final = """\
# yaml-language-server: $schema=@SCHEMA@
# One scene. Change the words, then:
#   roleplay scenarios lint FILE      what is wrong, and what could be better
#   roleplay play FILE                play it yourself
format: 1
id: @ID@
title: @TITLE@
summary: The buyer puts it off until next quarter, and does not say why.   # one sentence, for the list
call_type: discovery        # cold_call | discovery | demo | negotiation | renewal | referral | networking | walk_in | email | linkedin
difficulty: medium          # easy | medium | hard
skills: [timing-objection, open-questions]
turn_limit: 12              # of the rep's turns

rep:                        # whom the rep plays; they read all of this before the call
  role: Account executive at Brightline
  objective: Agree a day for a trial with one team.
  briefing: |
    Second call. Sam asked for a proposal last week and has been quiet since.

product:
  name: Brightline
  claims:                   # what the rep may say and be telling the truth, by a short name
    one-team: One team can start alone; the others are not touched.
    two-hours: Setting up a team takes two hours, and we do it.

buyer:
  name: Sam Okafor
  role: Head of operations
  company: Harbour & Field, 80 people
  persona: Friendly and busy. Avoids saying no. Relaxes when somebody asks instead of pushing.
  speech: Plain and quick. Trails off when it gets uncomfortable.
  manner: plain             # dry | plain | warm | formal: the stock lines for what you do not write here
  mood: {trust: 40, patience: 60}     # 0 to 100
  opening:                  # one line, or several to choose from
    - Hi, yes, I have a few minutes.
    - Oh, hello. I meant to write back to you.

facts:                      # what Sam knows and tells only when it is earned
  spring-project:
    asked_by:               # what a rep would ask about to hear this, a few words each
      - what is on the team's plate
      - why next quarter
      - what would have to happen first
      - what keeps people busy this quarter
      - other changes they have been through
    says: We moved everybody to a new planning tool in spring. It ate the whole quarter, and people still grumble.
    short: It's just a busy time.        # while the gate is shut: hints that there is more
    gate: {question: open}               # open: only an open-ended question earns it
  my-idea:
    asked_by:
      - what worries you about it
      - what would make this go wrong
      - how the last change went for you
      - what it means for you personally
    says: The planning tool was my idea. I can't stand in front of them with another one and be wrong again.
    short: I'd rather not rush people.
    gate: {question: open, trust: 48, after: [spring-project]}   # and enough trust, and only after that fact

objections:                 # what Sam says against it
  not-now:
    type: timing            # price | competitor | need | timing | authority | trust | stall
    says: It looks good. Honestly, can we talk again next quarter?
    raise: {turn: 1}        # or {when: next_step}, or {after: [a fact or an objection]}
    root: my-idea           # the fact behind it
    answered_by: [one-team, two-hours]   # an answer has to build on one of these facts or claims
    push_back: Sure, but it's still one more new thing.
    soften: That would be less of a circus. I'd still have to explain it.
    settled: One team, and nobody else notices. I could live with that.
    model_answer: >-
      Of course. Before I put it in the calendar: what would be different next quarter, and what would worry you
      most if it started sooner?

outcomes:                   # how the call can end; the first that holds counts
  won:
    when: {next_step: accepted, settled: [not-now]}
    says: Let's do it with Priya's team, from Monday. Send me the invite.
  lost_pressure:
    result: lost
    when: {pressure: 2}
    says: You know what, I think we'll leave it. Thanks for your time.

walk_away: Sorry, I have to jump into something. Let's talk another time.
rubric: objection-handling
pass: {score: 70, outcome: won}
"""

SCHEMA_IN_LIBRARY: Final = "../schema/scenario.schema.json"


def scaffold(scenario_id: str, title: str, *, schema: str = SCHEMA_IN_LIBRARY) -> str:
    """The YAML text of a new scenario that loads and lints clean.

    ``schema`` is the path or address of the JSON Schema for editors, seen from the new file. Raises
    :class:`ScenarioError` if ``scenario_id`` is no usable id or ``title`` is empty or longer than 200 characters.
    """
    if re.fullmatch(ID_PATTERN, scenario_id) is None or scenario_id.endswith("\n"):
        made = slug(scenario_id)
        hint = f"; {made} would do" if made else ""
        raise ScenarioError(
            f"{shown(scenario_id, 40)!r} cannot be an id: ids are 1 to 64 lower-case letters, digits, - and _{hint}"
        )
    if not 0 < len(title.strip()) <= 200:
        raise ScenarioError("a title has 1 to 200 characters")
    return (
        _TEXT.replace("@SCHEMA@", " ".join(schema.split()))
        .replace("@ID@", as_scalar(scenario_id))
        .replace("@TITLE@", as_scalar(title.strip()))
    )
