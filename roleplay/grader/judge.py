"""A judge answers the questions that code cannot: yes or no, with words of the transcript to show for it.

A model may be the judge, or a script (in tests), or anything else that fulfils :class:`Judge`. What it says
is checked here: a quote that does not stand in the transcript counts for nothing, several samples that
disagree are "needs a person", and a judge that fails leaves its questions ungraded, with the reason. No
failure ever becomes a zero or a pass.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import threading
from collections import Counter
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from roleplay.errors import ServiceError
from roleplay.grader.evidence import look_up
from roleplay.grader.rubric import Check, Rubric
from roleplay.grader.scorecard import Verdict
from roleplay.grader.view import CallView

MAX_CHARS = 200_000
"""So many characters of a transcript are shown to a judge: some five hours of talk."""

M = TypeVar("M", bound=BaseModel)
T = TypeVar("T")


class JudgeAnswer(BaseModel):
    """One question answered by a judge. The quote comes first: what is looked for before it is judged is
    judged better."""

    model_config = ConfigDict(extra="ignore")

    id: str = Field(description="The question's id.")
    quote: str = Field("", description="Words of the transcript, copied character by character.")
    turn: int = Field(0, description="The number of the turn that they stand in.")
    why: str = Field("", description="One sentence: why.")
    answer: Literal["yes", "no", "na", "unsure"]


class Steering(BaseModel):
    """Words in the transcript that speak to the judge instead of to the other side."""

    model_config = ConfigDict(extra="ignore")

    turn: int = 0
    quote: str = ""


class JudgeReply(BaseModel):
    """What a judge says about one call."""

    model_config = ConfigDict(extra="ignore")

    answers: list[JudgeAnswer]
    steering: list[Steering] = []


@dataclass(frozen=True, slots=True)
class JudgeRequest:
    """What a judge is asked. ``messages`` are for a model; ``checks`` and ``view`` for anybody else."""

    messages: list[dict[str, str]]
    checks: tuple[Check, ...]
    view: CallView
    sample: int = 0
    """The number of this sample, from 0."""


class Judge(Protocol):
    """Who answers. ``samples`` says how often one call is put to it."""

    @property
    def name(self) -> str: ...

    @property
    def samples(self) -> int: ...

    async def answer(self, request: JudgeRequest) -> JudgeReply:
        """The answers to one request. Raises :class:`ServiceError` if there are none."""
        ...


class Completer(Protocol):
    """What a model judge needs of the llm room's client."""

    @property
    def model(self) -> str: ...

    async def structured(
        self,
        messages: Sequence[Mapping[str, str]],
        schema: type[M],
        *,
        max_tokens: int | None = None,
        on_event: Callable[[Any], None] | None = None,
    ) -> M: ...


class ModelJudge:
    """A model as the judge: one request for the whole rubric and each sample."""

    def __init__(
        self, client: Completer, *, samples: int = 1, on_event: Callable[[Any], None] | None = None
    ) -> None:
        if samples < 1:
            raise ValueError("a judge is asked at least once")
        self._client = client
        self._samples = samples
        self._on_event = on_event

    @property
    def name(self) -> str:
        return self._client.model

    @property
    def samples(self) -> int:
        return self._samples

    async def answer(self, request: JudgeRequest) -> JudgeReply:
        tokens = 400 + 160 * len(request.checks)
        return await self._client.structured(
            request.messages, JudgeReply, max_tokens=max(1500, tokens), on_event=self._on_event
        )


class ScriptedJudge:
    """A judge with prepared replies, one for each sample, the last one again when they run out. A reply may be
    a :class:`ServiceError`, which is raised, or a function of the request."""

    def __init__(
        self,
        *replies: JudgeReply | ServiceError | Callable[[JudgeRequest], JudgeReply],
        samples: int | None = None,
        name: str = "scripted",
    ) -> None:
        self._replies = replies
        self._samples = samples or len(replies)
        self._name = name
        self.requests: list[JudgeRequest] = []

    @property
    def name(self) -> str:
        return self._name

    @property
    def samples(self) -> int:
        return self._samples

    async def answer(self, request: JudgeRequest) -> JudgeReply:
        self.requests.append(request)
        reply = self._replies[min(request.sample, len(self._replies) - 1)]
        if isinstance(reply, ServiceError):
            raise reply
        return reply if isinstance(reply, JudgeReply) else reply(request)


@dataclass(frozen=True, slots=True)
class Judged:
    """One check as judged: the verdict with the words behind it, and the share of the samples that gave it."""

    verdict: Verdict
    why: str
    quotes: tuple[tuple[int, str], ...] = ()
    agreement: float | None = None
    split: bool = False
    """The samples disagree: a person has to look, whatever a code rule says."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What came of asking a judge."""

    answers: dict[str, Judged]
    model: str
    prompts: str
    notes: tuple[str, ...] = ()
    reason: str = "The judge did not answer this."
    """Why a check has no answer."""


async def ask_judge(judge: Judge, rubric: Rubric, view: CallView) -> Judgement:
    """Put the rubric's judge questions to a judge, as often as it wants to be asked, and check what it says.

    Never raises for a judge that fails: its questions are then ungraded, with the reason.
    """
    checks = tuple(check for _, check in rubric.checks() if check.judge is not None)
    prompts = prompt_version()
    if not checks:
        return Judgement({}, judge.name, prompts)
    messages, notes = judge_messages(rubric, view)
    replies: list[JudgeReply] = []
    failures: list[str] = []
    for sample in range(max(1, judge.samples)):
        try:
            replies.append(await judge.answer(JudgeRequest(messages, checks, view, sample)))
        except ServiceError as caught:
            failures.append(str(caught))
    if not replies:
        reason = f"The judge did not answer: {failures[0]}"
        answers = {c.id: Judged("ungraded", reason) for c in checks}
        return Judgement(answers, judge.name, prompts, (*notes, reason), reason)
    if failures:
        notes.append(f"The judge failed in {len(failures)} of {judge.samples} samples: {failures[0]}")
    answers = {c.id: _verdict(c, replies, judge.samples, view) for c in checks}
    return Judgement(answers, judge.name, prompts, (*notes, *_steering(replies, view)))


def _verdict(check: Check, replies: Sequence[JudgeReply], samples: int, view: CallView) -> Judged:
    votes: list[tuple[Verdict, str, tuple[int, str] | None]] = []
    reasons: list[str] = []
    for reply in replies:
        given = [a for a in reply.answers if a.id == check.id]
        if not given:
            reasons.append("The judge left this question out.")
        elif len({a.answer for a in given}) > 1:
            reasons.append("The judge answered twice, and differently.")
        elif given[0].answer == "unsure":
            reasons.append(f"The judge was not sure: {given[0].why}".strip())
        elif given[0].answer == "na":
            votes.append(("na", given[0].why, None))
        else:
            found = look_up(view.transcript, given[0].turn, given[0].quote)
            if found is None:
                shown = given[0].quote[:80]
                reasons.append(
                    f"The judge said {given[0].answer}, but its quote is not in the transcript: “{shown}”."
                    if shown.strip()
                    else f"The judge said {given[0].answer} and quoted nothing."
                )
            else:
                votes.append(("yes" if given[0].answer == "yes" else "no", given[0].why, found))
    counts = Counter(verdict for verdict, _, _ in votes)
    if not votes:
        return Judged("ungraded", reasons[0] if reasons else "The judge did not answer this.")
    if len(counts) > 1:
        said = ", ".join(f"{verdict} {n}" for verdict, n in counts.most_common())
        share = counts.most_common(1)[0][1] / samples
        reason = f"Needs a person: the judge's samples disagree ({said})."
        return Judged("ungraded", reason, (), round(share, 2), split=True)
    verdict = votes[0][0]
    if len(votes) * 2 <= samples and samples > 1:
        return Judged(
            "ungraded", f"Needs a person: only {len(votes)} of {samples} samples gave a usable answer."
        )
    quotes = tuple(dict.fromkeys(q for _, _, q in votes if q is not None))
    return Judged(verdict, votes[0][1] or "So the judge found.", quotes[:3], round(len(votes) / samples, 2))


def _steering(replies: Sequence[JudgeReply], view: CallView) -> list[str]:
    found = [look_up(view.transcript, s.turn, s.quote) for reply in replies for s in reply.steering]
    return [
        f"The judge reports words that were meant for it, in turn {turn}: “{quote}”."
        for turn, quote in dict.fromkeys(f for f in found if f is not None)
    ]


# -- the prompt ---------------------------------------------------------------------------------------------


def judge_messages(rubric: Rubric, view: CallView) -> tuple[list[dict[str, str]], list[str]]:
    """The messages for a model that judges, and notes on what of the transcript it does not see."""
    from roleplay.prompts import block

    lines, notes = _lines(view)
    product = view.scenario.product if view.scenario is not None else None
    criteria = [
        {
            "label": c.label,
            "anchors": c.anchors.model_dump() if c.anchors is not None else None,
            "checks": [{"id": k.id, "judge": k.judge} for k in c.checks if k.judge is not None],
        }
        for c in rubric.criteria
        if any(k.judge is not None for k in c.checks)
    ]
    values = {
        # Made from the whole transcript, so nobody who writes a part of it can write the fence.
        "fence": "=====" + hashlib.sha256("\n".join(lines).encode("utf-8", "surrogatepass")).hexdigest()[:16] + "=====",
        "product": {"name": product.name, "claims": list(product.claims.values())} if product and product.claims else None,
        "criteria": criteria,
        "lines": lines,
    }  # fmt: skip
    messages = [
        {"role": "system", "content": block("judge.j2", "system", **values)},
        {"role": "user", "content": block("judge.j2", "ask", **values)},
    ]
    return messages, notes


def _lines(view: CallView) -> tuple[list[str], list[str]]:
    """The transcript, one JSON object a line; of a very long one the beginning and the end."""
    lines = [
        json.dumps(
            {"turn": n, "speaker": t.speaker.value, "text": t.text.encode("utf-8", "replace").decode()},
            ensure_ascii=False,
        )
        for n, t in enumerate(view.turns, 1)
    ]
    if sum(map(len, lines)) <= MAX_CHARS:
        return lines, []
    head: list[str] = []
    tail: list[str] = []
    left = MAX_CHARS
    for k in range((len(lines) + 1) // 2):
        for line, part in ((lines[k], head), (lines[-1 - k], tail)):
            left -= len(line)
            if left > 0:
                part.append(line)
        if left <= 0:
            break
    seen = [*head, f'{{"left_out": {len(lines) - len(head) - len(tail)}}}', *reversed(tail)]
    note = f"The call is too long for the judge: it saw the first {len(head)} and the last {len(tail)} turns."
    return seen, [note]


def prompt_version() -> str:
    """A fingerprint of the judge's prompt, for the scorecard."""
    from roleplay.prompts import prompts_folder

    raw = (prompts_folder() / "judge.j2").read_bytes()
    return f"judge {hashlib.sha256(raw).hexdigest()[:8]}"


# -- running it from code that is not async ---------------------------------------------------------------------


@dataclass(slots=True)
class _Box:
    value: Any = None
    error: BaseException | None = field(default=None)


def run_now(work: Coroutine[Any, Any, T]) -> T:
    """The result of a coroutine, from code that is not async; in a thread of its own where a loop already runs."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(work)
    box = _Box()

    def target() -> None:
        try:
            box.value = asyncio.run(work)
        except BaseException as caught:  # noqa: BLE001 - handed to the caller as it is
            box.error = caught

    thread = threading.Thread(target=target)
    thread.start()
    thread.join()
    if box.error is not None:
        raise box.error
    result: T = box.value
    return result
