"""What a trainer writes: the scenario, field by field.

Field descriptions are part of the product: they end up in the JSON Schema, which editors show
while a trainer types.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

ID_PATTERN = r"^[a-z0-9][a-z0-9_-]{0,63}$"

Id = Annotated[str, StringConstraints(pattern=ID_PATTERN)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Percent = Annotated[int, Field(ge=0, le=100)]

CallType = Literal[
    "cold_call", "discovery", "demo", "negotiation", "renewal",
    "referral", "networking", "walk_in", "email", "linkedin",
]  # fmt: skip
Difficulty = Literal["easy", "medium", "hard"]
ObjectionType = Literal["price", "competitor", "need", "timing", "authority", "trust", "stall"]
Result = Literal["won", "lost", "open"]


def _as_list(value: Any) -> Any:
    # Anything else that is no list is wrapped as well: "wants text" is a better error than "wants a list".
    return value if value is None or isinstance(value, (list, tuple)) else [value]


def _some(value: list[str]) -> list[str]:
    if not value:
        raise ValueError("give at least one line")
    return value


Lines = Annotated[
    list[Text],
    BeforeValidator(_as_list, json_schema_input_type=Text | Annotated[list[Text], Field(min_length=1)]),
    AfterValidator(_some),
]
"""One line, or several ways to say the same thing (the seed picks). Always a list after loading."""


class Part(BaseModel):
    """The base of every part of a scenario: unknown keys are errors, values do not change."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class RepPart(Part):
    """Whom the rep plays and what they are there for."""

    role: Name = Field("Sales rep", description="Who the rep is: job and company.")
    objective: Text = Field(description="What the rep should get out of this call, in one or two sentences.")
    briefing: str = Field("", description="What the rep knows before the call.", max_length=8000)


class Product(Part):
    """What is sold, and what may truthfully be said of it."""

    name: Name = Field("the product", description="The product's name.")
    claims: dict[Id, Text] = Field(
        default_factory=dict,
        description="What the rep may say and be telling the truth, by id. Objections may be answered by them.",
    )


class Mood(Part):
    """Where the buyer starts, 0 to 100 each."""

    trust: Percent = Field(40, description="How far the buyer believes the rep, 0 to 100.")
    patience: Percent = Field(60, description="How long the buyer will put up with this call, 0 to 100.")


class Buyer(Part):
    """Who sits on the other side."""

    name: Name = Field(description="The buyer's name.")
    role: Name = Field("Buyer", description="The buyer's job or part in the decision.")
    company: str = Field("", description="Where they work, or who they are at home with.", max_length=400)
    persona: str = Field(
        "", description="What kind of person this is, as you would tell a colleague.", max_length=4000
    )
    speech: str = Field("", description="How they talk.", max_length=1000)
    manner: Literal["dry", "plain", "warm", "formal"] = Field(
        "plain", description="Which stock lines fit when the scenario gives none."
    )
    mood: Mood = Field(
        default_factory=lambda: Mood(trust=40, patience=60),
        description="Where the buyer starts, 0 to 100 each.",
    )
    opening: Lines = Field(
        default_factory=lambda: ["Hello?"],
        description="The first thing the buyer says. One line, or several.",
    )
    lines: dict[MoveName, Lines] = Field(
        default_factory=dict,
        description="This buyer's own lines for a move, used before the stock ones.",
    )


MoveName = Literal["answer", "deflect", "push_back", "soften", "settle", "ask", "agree", "decline", "end"]


class Gate(Part):
    """What must be so before the buyer tells a fact. All of it must hold."""

    question: Literal["open", "any", "none"] = Field(
        "any", description="open: only an open-ended question earns it. any: any question on the subject. "
        "none: told as soon as the rest of the gate holds, asked or not.",
    )  # fmt: skip
    trust: Percent = Field(0, description="Trust needed, 0 to 100, before difficulty is applied.")
    after: list[Id] = Field(default_factory=list, description="Facts that must have been told before.")


class Fact(Part):
    """Something the buyer knows and tells only when it is earned."""

    asked_by: list[Text] = Field(
        default_factory=list, description="What a rep would ask about to hear this: a few words each."
    )
    says: Lines = Field(description="What the buyer says when it is earned.")
    short: Lines | None = Field(
        None, description="What the buyer says while the gate is shut: hints at more."
    )
    gate: Gate = Field(
        default_factory=lambda: Gate(),
        description="What must be so before the buyer tells it. All of it must hold.",
    )


class Raise(Part):
    """When an objection comes up. The first of the given conditions that holds raises it."""

    turn: Annotated[int, Field(ge=0, le=200)] | None = Field(
        None, description="At the rep's turn of this number (0: in the opening line)."
    )
    when: Literal["next_step", "price", "pitch", "discount", "pressure", "disparage"] | None = Field(
        None, description="When the rep does this: asks for a next step, talks of price, pitches, ..."
    )
    after: list[Id] = Field(
        default_factory=list, description="Once these facts are told or objections settled."
    )


class Objection(Part):
    """What the buyer says against it, and the concern behind it."""

    type: ObjectionType = Field(description="What kind of objection this is.")
    says: Lines = Field(description="The objection in the buyer's words.")
    raised: Raise = Field(
        default_factory=lambda: Raise(turn=1),
        alias="raise",
        description="When it comes up: the first of the given conditions that holds raises it.",
    )
    root: Id | None = Field(None, description="The fact behind it; exploring should lead there.")
    answered_by: list[Id] = Field(
        default_factory=list,
        description="Facts (once told) and product claims that an answer has to build on, any one of them.",
    )
    push_back: Lines | None = Field(None, description="What the buyer says to an answer that misses.")
    soften: Lines | None = Field(None, description="What the buyer says when half convinced.")
    settled: Lines | None = Field(None, description="What the buyer says when this is off the table.")
    model_answer: str | None = Field(
        None, description="A good answer, shown to the rep after the call.", max_length=2000
    )


class Condition(Part):
    """What must be so for an outcome. All that is given must hold; at least one thing must be given."""

    next_step: Literal["accepted", "asked"] | None = Field(
        None, description="accepted: the rep asked for a next step and the buyer has nothing left against it."
    )
    settled: list[Id] = Field(default_factory=list, description="Objections that must be settled.")
    softened: list[Id] = Field(default_factory=list, description="Objections that must be at least softened.")
    told: list[Id] = Field(default_factory=list, description="Facts that must have been told.")
    discounts: Annotated[int, Field(ge=1, le=50)] | None = Field(
        None, description="At least so many discounts."
    )
    pressure: Annotated[int, Field(ge=1, le=50)] | None = Field(
        None, description="At least so many turns with pressure."
    )
    disparaged: Annotated[int, Field(ge=1, le=50)] | None = Field(
        None, description="At least so many turns that run somebody down."
    )
    disqualified: Literal[True] | None = Field(None, description="The rep's turn offers to step away.")
    trust_at_least: Percent | None = Field(None, description="Trust is at least this.")
    trust_below: Percent | None = Field(None, description="Trust is below this.")
    turns: Annotated[int, Field(ge=1, le=200)] | None = Field(
        None, description="The rep has had so many turns."
    )


class Outcome(Part):
    """One way the call can end, by what the buyer does."""

    result: Result | None = Field(
        None, description="won, lost or open. Left out, the outcome's id says it: won..., lost..., else open."
    )
    when: Condition = Field(description="What must be so.")
    says: Lines = Field(description="The buyer's last words.")


class PassRule(Part):
    """What counts as passed; shown to the rep before the call."""

    score: Percent = Field(70, description="At least this score.")
    outcome: Result | None = Field(None, description="And this outcome, where given.")


class Scenario(Part):
    """One practice scene, as a trainer writes it."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, populate_by_name=True, title="Practice scenario", ignored_types=()
    )

    format: Literal[1] = Field(1, description="The version of this format.")
    id: Id = Field(description="A short name: lower-case letters, digits, - and _.")
    title: Name = Field(description="What the rep sees in the list.")
    summary: str = Field("", description="One sentence: the situation.", max_length=600)
    language: str = Field("en", description="The language of the call, as a BCP 47 tag.", max_length=20)
    call_type: CallType = Field("discovery", description="What kind of call this is.")
    difficulty: Difficulty = Field("medium", description="How hard the buyer is to win.")
    skills: list[Id] = Field(default_factory=list, description="What this trains.")
    turn_limit: Annotated[int, Field(ge=1, le=200)] = Field(
        14, description="The rep's turns before time is up."
    )
    time_limit: Annotated[float, Field(gt=0, le=240)] | None = Field(
        None, description="Minutes before the buyer has to go; none by default."
    )
    rep: RepPart = Field(description="Whom the rep plays and what they are there for.")
    product: Product = Field(
        default_factory=lambda: Product(name="the product"),
        description="What is sold, and what may truthfully be said of it.",
    )
    buyer: Buyer = Field(description="Who sits on the other side.")
    facts: dict[Id, Fact] = Field(
        default_factory=dict, description="What the buyer knows, by id.", max_length=200
    )
    objections: dict[Id, Objection] = Field(
        default_factory=dict, description="What the buyer has against it, by id.", max_length=100
    )
    outcomes: dict[Id, Outcome] = Field(
        default_factory=dict,
        description="How the call can end, in order of precedence. Left out: won when every objection is settled "
        "and a next step is accepted.",
        max_length=50,
    )
    walk_away: Lines | None = Field(None, description="What the buyer says when patience runs out.")
    rubric: Id = Field("objection-handling", description="The rubric that grades this scene.")
    pass_rule: PassRule = Field(
        default_factory=lambda: PassRule(score=70),
        alias="pass",
        description="What counts as passed; shown to the rep before the call.",
    )


Buyer.model_rebuild()


def result_of(outcome_id: str, outcome: Outcome) -> Result:
    """The outcome's result: as given, else by its id (``won...``, ``lost...``), else ``open``."""
    if outcome.result is not None:
        return outcome.result
    if outcome_id.startswith("won"):
        return "won"
    return "lost" if outcome_id.startswith("lost") else "open"
