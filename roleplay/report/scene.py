"""What a report shows, put together once for every format: turns with their marks, the buyer's mood, criteria."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from roleplay.dialogue.events import Decided, Event, Revised
from roleplay.dialogue.state import Effect
from roleplay.dialogue.transcript import Speaker, Transcript
from roleplay.grader.scorecard import FeedbackPoint, Scorecard
from roleplay.scenario.model import Scenario


@dataclass(slots=True)
class ShownTurn:
    """One turn with all that is said about it."""

    number: int
    side: str
    """"rep" or "buyer"."""
    name: str
    text: str
    at: str = ""
    """When it began, as 1:02, where the transcript has times."""
    effects: list[str] = field(default_factory=list)
    """What it changed in the buyer, in words: "trust -6: you cut the price ..."."""
    points: list[FeedbackPoint] = field(default_factory=list)
    checks: list[tuple[str, str]] = field(default_factory=list)
    """Verdict and question of the checks answered no that quote it."""
    episodes: list[str] = field(default_factory=list)
    """Steps of handling an objection that happened here."""


@dataclass(slots=True)
class MoodPoint:
    """The buyer's mood after the rep's turn ``turn``, 0 to 100 each."""

    turn: int
    trust: float
    patience: float


@dataclass(slots=True)
class Scene:
    """A graded call, ready to be written out in any format."""

    card: Scorecard
    title: str
    rep: str
    buyer: str
    turns: list[ShownTurn]
    mood: list[MoodPoint]


def build_scene(
    card: Scorecard,
    transcript: Transcript,
    *,
    scenario: Scenario | None = None,
    events: Sequence[Event] = (),
    names: Sequence[str] = (),
    title: str = "",
) -> Scene:
    """Put a graded call together for a report.

    ``names`` are the speakers' names by turn, as an imported transcript has them; without them the rep is
    "You" in a practice call and "Rep" elsewhere. ``events`` bring the buyer's mood and the effects.
    """
    buyer = scenario.buyer.name if scenario is not None else "Buyer"
    rep = "You" if scenario is not None else "Rep"
    if scenario is None and names:
        rep, buyer = (
            _side(transcript, names, Speaker.REP) or rep,
            _side(transcript, names, Speaker.BUYER) or buyer,
        )
    turns = []
    for n, turn in enumerate(transcript.turns, 1):
        side = turn.speaker.value
        name = names[n - 1] if n <= len(names) else (rep if turn.speaker is Speaker.REP else buyer)
        turns.append(ShownTurn(n, side, name, turn.text, clock(turn.start)))
    scene = Scene(card, title or (scenario.title if scenario else "Scorecard"), rep, buyer, turns, [])
    _mark(scene)
    _mood(scene, events)
    return scene


def _side(transcript: Transcript, names: Sequence[str], side: Speaker) -> str:
    """Who spoke on one side, up to three by name."""
    who = list(dict.fromkeys(n for n, t in zip(names, transcript.turns, strict=False) if t.speaker is side))
    known = who[:2] if len(who) > 3 else who
    rest = [f"{len(who) - 2} more"] if len(who) > 3 else []
    return " and ".join([*known, *rest])


def clock(seconds: float | None) -> str:
    """75.2 as "1:15"; empty for ``None``."""
    if seconds is None:
        return ""
    whole = int(seconds)
    hours, minutes = whole // 3600, whole % 3600 // 60
    return f"{hours}:{minutes:02d}:{whole % 60:02d}" if hours else f"{minutes}:{whole % 60:02d}"


def _mark(scene: Scene) -> None:
    def at(number: int) -> ShownTurn | None:
        return scene.turns[number - 1] if 1 <= number <= len(scene.turns) else None

    for point in scene.card.feedback:
        turn = at(point.turn)
        if turn is not None:
            turn.points.append(point)
    for criterion in scene.card.criteria:
        for check in criterion.checks:
            if check.verdict != "no":
                continue  # what is fine stands with its criterion; here it would only bury the rest
            for number in dict.fromkeys(e.turn for e in check.evidence):
                turn = at(number)
                if turn is not None:
                    turn.checks.append((check.verdict, check.question))
    for episode in scene.card.episodes:
        raised = at(episode.raised_turn)
        if raised is not None:
            raised.episodes.append(f"objection raised: {episode.objection}")
        for step in episode.steps:
            turn = at(step.turn)
            if turn is not None:
                turn.episodes.append(f"{STEPS[step.step]} ({episode.objection})")


STEPS = {
    "acknowledge": "acknowledged",
    "explore": "explored",
    "answer": "answered",
    "check": "checked",
}


def _mood(scene: Scene, events: Sequence[Event]) -> None:
    for event in events:
        if not isinstance(event, (Decided, Revised)):
            continue
        state = event.state
        scene.mood.append(MoodPoint(event.turn, state.trust, state.patience))
        if 1 <= event.turn <= len(scene.turns):
            scene.turns[event.turn - 1].effects.extend(_effect_lines(event.effects))


def _effect_lines(effects: Sequence[Effect]) -> list[str]:
    """Effects as one reads them, trust and patience of one cause in one line; what every turn costs left out."""
    changes: dict[str, list[str]] = {}
    for e in effects:
        if e.rule == "turn":
            continue
        if e.what in ("trust", "patience"):
            changes.setdefault(e.why, []).append(f"{e.what} {e.change:+g}")
        else:
            changes.setdefault(e.why, []).append(_change_in_words(e))
    return [f"{', '.join(parts)}: {why}" for why, parts in changes.items()]


def _change_in_words(effect: Effect) -> str:
    """What a fact is called would tell a rep who tries again what to ask for: it is not shown."""
    if effect.what == "fact":
        return "told you something" if effect.value == "told" else "kept something back"
    return " ".join(filter(None, (effect.what.replace("_", " "), effect.target, effect.value)))


def score_in_words(card: Scorecard) -> str:
    """ "72 of 100, passed, the call won"."""
    parts = ["not graded" if card.score is None else f"{card.score:g} of 100"]
    if card.passed is not None:
        parts.append("passed" if card.passed else "not passed")
    if card.outcome is not None:
        parts.append(
            {"won": "the call won", "lost": "the call lost", "open": "the call left open"}[card.outcome]
        )
    return ", ".join(parts)


FIGURES: tuple[tuple[str, str], ...] = (
    ("talk_ratio", "Your share of the talk"),
    ("questions", "Questions"),
    ("open_questions", "open-ended"),
    ("closed_questions", "closed"),
    ("follow_ups", "built on the last answer"),
    ("first_question_turn", "First question in turn"),
    ("words_before_first_question", "Words before it"),
    ("questions_before_pitch", "Questions before the first pitch"),
    ("longest_rep_turn_words", "Longest turn, in words"),
    ("takes_up_share", "Turns that took up what was said"),
    ("speaker_changes", "Changes of speaker"),
    ("rep_pace_wpm", "Words a minute"),
    ("open_share", "Open-ended, of all"),
    ("fillers", "Fillers"),
    ("you_share", "“You” of “you” and “we”"),
    ("first_price_turn", "Price first mentioned in turn"),
    ("discounts", "Discounts"),
    ("pressure", "Turns with pressure"),
    ("next_step_asked_turn", "Next step asked in turn"),
)
"""The figures that a report shows, with their labels. The JSON has them all."""
_SHARES = frozenset({"talk_ratio", "takes_up_share", "you_share", "open_share"})


def figure(card: Scorecard, key: str) -> str:
    """A figure as one reads it: a share as per cent, a dash for what does not apply."""
    value = card.metrics.get(key)
    if value is None:
        return "-"
    if key in _SHARES:
        shown = f"{value:.0%}"
        return (
            f"{shown} of the {'time' if card.metrics.get('talk_basis') == 'time' else 'words'}"
            if key == "talk_ratio"
            else shown
        )
    return f"{value:g}" if isinstance(value, float) else str(value)


VERDICTS = {"yes": "yes", "no": "no", "na": "does not apply", "ungraded": "not graded"}
MARKS = {"yes": "+", "no": "-", "na": " ", "ungraded": "?"}
EPISODE_ENDS = {
    "settled": "settled",
    "softened": "softened, not settled",
    "hardened": "made harder",
    "open": "left open",
}


def band_in_words(card: Scorecard, key: str) -> str:
    """What the rubric says of a figure: "usually 35% to 65%: above", and who says so; empty without a band."""
    band = (card.metrics.get("bands") or {}).get(key)
    if band is None:
        return ""
    low, high = (None if band[k] is None else _number(key, band[k]) for k in ("low", "high"))
    if low is not None and high is not None:
        usual = f"{low} to {high}"
    else:
        usual = f"{low} or more" if low is not None else f"up to {high}"
    said = f"usually {usual}"
    if band["place"] != "within":
        said += f"; this is {band['place']}. {band['advice']}".rstrip()
    return f"{said.rstrip('.')}. Source: {band['source']}."


def _number(key: str, value: float) -> str:
    return f"{value:.0%}" if key in _SHARES else f"{value:g}"
