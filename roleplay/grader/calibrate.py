"""A trainer's own yes/no labels against ours: which checks can be trusted, and where we part.

The gold file holds one call a line, as JSON:

    {"transcript": "calls/anna.vtt", "rep": "Anna", "labels": {"acknowledged": "yes", "said-back": "no"}}
    {"id": "call 7", "turns": [{"speaker": "rep", "text": "..."}, ...], "labels": {...}}

``labels`` are by check id: yes, no, or na (true and false will do). ``transcript`` is a file beside the gold file; ``scenario`` (an id
or path) may be given. Reading files of other formats is the report room's; it is handed in.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from roleplay.dialogue.transcript import Speaker, Transcript, Turn
from roleplay.errors import InputError, Problem, TranscriptError
from roleplay.grader.agreement import Agreement
from roleplay.grader.grading import grade
from roleplay.grader.judge import Judge
from roleplay.grader.rubric import Rubric
from roleplay.grader.scorecard import CheckResult
from roleplay.scenario.model import Scenario
from roleplay.scenario.words import suggestion

Trust = Literal["trust", "look again", "do not use"]
ENOUGH = 20
"""With fewer calls than this no check is trusted: the interval is too wide to say anything."""
MAX_LINE = 8_000_000

Reader = Callable[[Path, str | None], Transcript]


def _label(value: Any) -> Any:
    """Labels as people write them: true, "Yes", "N/A"."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return (
        {"n/a": "na", "y": "yes", "n": "no"}.get(low := value.strip().lower(), low)
        if isinstance(value, str)
        else value
    )


class GoldLine(BaseModel):
    """One line of a gold file."""

    model_config = ConfigDict(extra="forbid")

    id: str = ""
    transcript: str | dict[str, Any] | None = None
    turns: list[dict[str, Any]] | None = None
    rep: str | None = None
    scenario: str | None = None
    labels: dict[str, Annotated[Literal["yes", "no", "na"], BeforeValidator(_label)]]
    note: str = ""


@dataclass(frozen=True, slots=True)
class GoldCall:
    """A call with a trainer's labels by check id."""

    name: str
    transcript: Transcript
    labels: Mapping[str, str]
    scenario: Scenario | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A call on which the trainer and we say different things, with the words that we rest on."""

    call: str
    trainer: str
    ours: str
    why: str
    quotes: tuple[str, ...]


@dataclass(slots=True)
class CheckCalibration:
    """One check against the trainer's labels."""

    id: str
    question: str
    agreement: Agreement = field(default_factory=Agreement)
    ungraded: int = 0
    """Calls that the trainer labelled yes or no and we left ungraded."""
    applies_differently: int = 0
    """Calls that one side says the check does not apply to, and the other answers."""
    disagreements: list[Disagreement] = field(default_factory=list)

    @property
    def verdict(self) -> Trust:
        """What to do with the check. Trust: at least :data:`ENOUGH` calls, the lower end of the interval at 0.7
        or more, and kappa at 0.6 or more (or undefined, because all answers are alike). Do not use: the upper
        end of the interval below 0.7, or, with enough calls, kappa below 0.2 and the lower end below 0.7. Look
        again: anything between."""
        interval, kappa = self.agreement.interval, self.agreement.kappa
        if interval is None:
            return "look again"
        enough = self.agreement.n >= ENOUGH
        if enough and interval[0] >= 0.7 and (kappa is None or kappa >= 0.6):
            return "trust"
        if interval[1] < 0.7 or (enough and kappa is not None and kappa < 0.2 and interval[0] < 0.7):
            return "do not use"
        return "look again"

    def in_words(self) -> str:
        """The result for a trainer, in a sentence or two."""
        a = self.agreement
        if not a.n:
            return "No call has both a label of yours and an answer of ours."
        assert a.interval is not None
        text = f"We agree with you on {a.same} of {_calls(a.n)} ({a.same / a.n:.0%}; with more calls that could turn out anywhere from "
        text += f"{a.interval[0]:.0%} to {a.interval[1]:.0%})."
        if a.kappa is None:
            text += " All answers were alike, so agreeing proves little: add calls where the answer differs."
        elif a.kappa < 0.2 and a.interval[0] >= 0.7:
            text += " Nearly all answers were alike, so agreeing proves little: add calls where the answer differs."
        elif a.kappa < 0.2:
            text += " That is hardly more than two people would agree by chance."
        elif a.kappa < 0.6:
            text += " That is more than chance, and less than two careful people reach."
        else:
            text += " That is about what two careful people reach."
        if a.yes_no > 2 * max(1, a.no_yes):
            text += " Where we differ, we are mostly stricter than you."
        elif a.no_yes > 2 * max(1, a.yes_no):
            text += " Where we differ, we are mostly milder than you."
        if a.n < ENOUGH:
            text += f" {_calls(a.n).capitalize()} {'is' if a.n == 1 else 'are'} too few to trust: label at least {ENOUGH}."
        if self.ungraded:
            text += f" {self.ungraded} more could not be graded."
        return text


@dataclass(slots=True)
class Calibration:
    """The result for a rubric."""

    rubric: str
    """The rubric's name with version and fingerprint."""
    rubric_id: str
    judge: str | None
    calls: int
    checks: list[CheckCalibration]

    def as_dict(self) -> dict[str, Any]:
        """For JSON: figures rounded to three decimals."""
        return {
            "rubric": self.rubric,
            "rubric_id": self.rubric_id,
            "judge": self.judge,
            "calls": self.calls,
            "checks": [_check_dict(c) for c in self.checks],
        }


def read_gold(
    path: Path, rubric: Rubric, *, read: Reader, scenario: Callable[[str], Scenario] | None = None
) -> list[GoldCall]:
    """The calls of a gold file.

    ``read`` reads a transcript file for a rep's name; ``scenario`` finds a scenario by id or path. Raises
    :class:`InputError` with the line for a line that is no such call, or names a check that the rubric has not.
    """
    known = [check.id for _, check in rubric.checks()]
    calls: list[GoldCall] = []
    for number, text in _lines(path):
        gold = _gold_line(text, path, number)
        for name in gold.labels:
            if name not in known:
                raise InputError(
                    [
                        Problem(
                            f"{rubric.id} has no check {name}; {suggestion(name, known, 'checks')}",
                            path,
                            number,
                            "labels",
                        )
                    ]
                )
        try:
            transcript = _transcript(gold, path, number, read)
            scene = scenario(gold.scenario) if gold.scenario is not None and scenario is not None else None
        except InputError as caught:
            raise type(caught)([Problem(f"in the call of this line: {caught}", path, number)]) from caught
        name = gold.id or (gold.transcript if isinstance(gold.transcript, str) else f"line {number}")
        calls.append(GoldCall(name, transcript, gold.labels, scene, number))
    if not calls:
        raise InputError([Problem("there is no call in this file", path, 1)])
    return calls


def _lines(path: Path) -> Iterable[tuple[int, str]]:
    try:
        with path.open("rb") as stream:
            for number, raw in enumerate(iter(lambda: stream.readline(MAX_LINE + 1), b""), 1):
                if len(raw) > MAX_LINE:
                    raise InputError(
                        [Problem(f"this line has more than {MAX_LINE // 1_000_000} MB", path, number)]
                    )
                try:
                    text = raw.decode("utf-8-sig" if number == 1 else "utf-8").strip()
                except UnicodeDecodeError as caught:
                    raise InputError([Problem("this line is not UTF-8", path, number)]) from caught
                if text:
                    yield number, text
    except OSError as caught:
        raise InputError([Problem(f"cannot be read: {caught.strerror or caught}", path)]) from caught


def _gold_line(text: str, path: Path, number: int) -> GoldLine:
    try:
        return GoldLine.model_validate(json.loads(text))
    except (json.JSONDecodeError, RecursionError) as caught:
        raise InputError(
            [Problem(f"this is not JSON: {getattr(caught, 'msg', caught)}", path, number)]
        ) from caught
    except ValidationError as caught:
        first = caught.errors(include_url=False)[0]
        where = ".".join(str(p) for p in first["loc"]) or None
        said = {
            "missing": 'is missing: labels by the id of a check, such as {"acknowledged": "yes"}',
            "model_type": 'this line is no call: wanted is {"transcript": "anna.vtt", "labels": {...}}',
        }.get(first["type"], f"{first['msg'][:1].lower()}{first['msg'][1:]}")
        raise InputError([Problem(said, path, number, where)]) from caught


def _transcript(gold: GoldLine, path: Path, number: int, read: Reader) -> Transcript:
    if (gold.turns is None) == (gold.transcript is None):
        raise TranscriptError([Problem("give either transcript (a file) or turns", path, number)])
    if isinstance(gold.transcript, str):
        return read(path.parent / gold.transcript, gold.rep)
    given = gold.turns if gold.transcript is None else gold.transcript.get("turns")
    if not isinstance(given, list):
        raise TranscriptError([Problem('a transcript is a file, or {"turns": [...]}', path, number)])
    turns = []
    for k, turn in enumerate(given, 1):
        if not isinstance(turn, dict):
            turn = {}
        side, words = turn.get("speaker"), turn.get("text")
        if side not in ("rep", "buyer") or not isinstance(words, str):
            raise TranscriptError(
                [Problem(f'turn {k} is not {{"speaker": "rep" or "buyer", "text": ...}}', path, number)]
            )
        turns.append(Turn(Speaker(side), words))
    return Transcript(tuple(turns))


def calibrate(calls: Sequence[GoldCall], rubric: Rubric, *, judge: Judge | None = None) -> Calibration:
    """Grade the calls and compare. Checks come in the rubric's order; those without a label are left out."""
    found = {c.id: CheckCalibration(c.id, c.question) for _, c in rubric.checks()}
    for call in calls:
        card = grade(call.transcript, scenario=call.scenario, rubric=rubric, judge=judge)
        results = {k.id: k for c in card.criteria for k in c.checks}
        for name, label in call.labels.items():
            _count(found[name], call, label, results[name])
    checks = [c for c in found.values() if c.agreement.n or c.ungraded or c.applies_differently]
    return Calibration(rubric.name, rubric.id, judge.name if judge is not None else None, len(calls), checks)


def _count(check: CheckCalibration, call: GoldCall, label: str, result: CheckResult) -> None:
    if result.verdict == "ungraded":
        check.ungraded += label != "na"
        return
    if "na" in (label, result.verdict):
        check.applies_differently += label != result.verdict
        return
    key = f"{label}_{result.verdict}"
    a = check.agreement
    counts = {"yes_yes": a.yes_yes, "yes_no": a.yes_no, "no_yes": a.no_yes, "no_no": a.no_no}
    counts[key] += 1
    check.agreement = Agreement(**counts)
    if label != result.verdict:
        quotes = tuple(f"turn {e.turn}: “{e.quote}”" for e in result.evidence[:3])
        check.disagreements.append(Disagreement(call.name, label, result.verdict, result.why, quotes))


def _check_dict(check: CheckCalibration) -> dict[str, Any]:
    a = check.agreement
    return {
        "id": check.id,
        "question": check.question,
        "verdict": check.verdict,
        "n": a.n,
        "agreement": None if a.share is None else round(a.share, 3),
        "interval": None if a.interval is None else [round(x, 3) for x in a.interval],
        "kappa": None if a.kappa is None else round(a.kappa, 3),
        "counts": {"yes_yes": a.yes_yes, "yes_no": a.yes_no, "no_yes": a.no_yes, "no_no": a.no_no},
        "ungraded": check.ungraded,
        "applies_differently": check.applies_differently,
        "in_words": check.in_words(),
        "disagreements": [
            {"call": d.call, "trainer": d.trainer, "ours": d.ours, "why": d.why, "quotes": list(d.quotes)}
            for d in check.disagreements
        ],
    }


# -- what is kept, and shown on scorecards --------------------------------------------------------------------


def save_calibration(result: Calibration, folder: Path) -> Path:
    """Keep a result in ``folder``, one file a rubric and judge; a later one replaces it. Returns the file.
    Raises :class:`InputError` if the folder cannot be written to."""
    file = folder / f"{result.rubric_id}{'.judge' if result.judge else ''}.json"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        fresh = file.with_suffix(".new")
        fresh.write_text(json.dumps(result.as_dict(), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        fresh.replace(file)
    except OSError as caught:
        raise InputError(
            [Problem(f"the calibration cannot be kept here: {caught.strerror or caught}", file)]
        ) from caught
    return file


def calibration_note(rubric: Rubric, folder: Path, *, judge: str | None = None) -> str | None:
    """What a scorecard says of how this rubric was calibrated; ``None`` if it was not, with this judge or at all.

    A result for another version of the rubric is named as such: it says nothing certain of this one. A file
    that cannot be read counts as none.
    """
    file = folder / f"{rubric.id}{'.judge' if judge else ''}.json"
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
        checks = {c["id"]: c["verdict"] for c in data["checks"]}
        calls, name, by = int(data["calls"]), str(data["rubric"]), data["judge"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    if by != judge:
        return None
    if name != rubric.name:
        return f"This rubric was calibrated in another version ({name}), so its results may not hold for this one."
    groups: dict[str, list[str]] = {}
    for check, verdict in checks.items():
        groups.setdefault(verdict, []).append(check)
    parts = [
        f"{verdict}: {', '.join(groups[verdict])}"
        for verdict in ("trust", "look again", "do not use")
        if verdict in groups
    ]
    return f"Calibrated on {_calls(calls)} labelled by a trainer. {'; '.join(parts)}." if parts else None


def calibration_text(result: Calibration, *, worst: int = 3) -> str:
    """The result for a trainer, as plain text: first what to do, then each check with where we part."""
    out = [
        f"{result.calls} labelled calls against {result.rubric}"
        + (f", judged by {result.judge}" if result.judge else ", by rules alone")
        + ".",
        "",
    ]
    order: dict[Trust, str] = {
        "trust": "Trust: these can stand without you.",
        "look again": "Look again: read these yourself before you rely on them.",
        "do not use": "Do not use: these see it differently from you.",
    }
    for verdict, heading in order.items():
        group = [c for c in result.checks if c.verdict == verdict]
        if not group:
            continue
        out += [heading, ""]
        for check in group:
            kappa = "-" if check.agreement.kappa is None else f"{check.agreement.kappa:.2f}"
            out += [f"  {check.id}: {check.question}", f"    {check.in_words()} (kappa {kappa})"]
            for d in check.disagreements[:worst]:
                out.append(f"    {d.call}: you say {d.trainer}, we say {d.ours}. {d.why}")
                out += [f"      {q}" for q in d.quotes]
            left = len(check.disagreements) - worst
            if left > 0:
                out.append(f"    and {left} more where we differ.")
            out.append("")
    if not result.checks:
        out.append("None of the labels is for a check that could be graded.")
    return "\n".join(out).rstrip() + "\n"


def _calls(n: int) -> str:
    return "1 call" if n == 1 else f"{n} calls"
