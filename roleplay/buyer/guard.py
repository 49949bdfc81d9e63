"""The guard: reads each sentence of a model's reply before the rep does.

It checks what can be checked: the sentence against kinds of talk that a buyer does not use
(:mod:`guard_patterns`), against what is in the open (:mod:`guard_known`, :mod:`guard_leaks`), against the director's decision,
and against the buyer's own earlier words. It errs on the side of the scripted line: a good sentence lost
costs a little colour, a bad one shown spoils the call.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from roleplay.buyer import guard_patterns as talk
from roleplay.buyer.guard_convey import FREE, conveys
from roleplay.buyer.guard_decided import decides_yes
from roleplay.buyer.guard_fit import limit, strange
from roleplay.buyer.guard_known import Known, unknown_figures, unknown_names
from roleplay.buyer.guard_language import foreign, garbled
from roleplay.buyer.guard_leaks import holds, leaked, offers, sells, strays
from roleplay.buyer.guard_secrets import Secrets
from roleplay.buyer.guard_text import norm, share, stems_of
from roleplay.buyer.guard_voice import not_the_buyer, threshold
from roleplay.dialogue.state import Move
from roleplay.dialogue.transcript import Speaker
from roleplay.dialogue.view import BuyerView, Direction, SpokenBeat
from roleplay.scenario.words import tokens

Kind = Literal[
    "role_swap", "assistant", "coaching", "speaks_for_rep", "stage_direction", "markdown", "invented", "leak",
    "agreement", "ending", "contradiction", "prompt_words", "endless", "foreign", "empty", "repeat", "garbled",
    "astray", "left_out", "broken_off",
]  # fmt: skip

SLACK_SENTENCES: Final = 2
SLACK_WORDS: Final = 1.5
"""How far a reply may go past the director's length before it is cut: models count badly, people too."""

UNSURE: Final = 0.3
"""From here on a voice is doubtful: too little by itself, enough where the sentence also strays."""

FITS: Final = 0.15
"""Below this a sentence fits the moment so well that a phrase alone is no proof against it."""

CARRIES: Final = 0.2
"""From this share on a sentence brings across something of what was decided."""

AFTERWARDS: Final = 0.5
AFTERWARDS_FREE: Final = 0.66
AGAIN: Final = 0.8
"""How strange a sentence may be that comes after all that was decided, in turns with words to bring across and in
turns where any words will do; and if it takes up the decided words again."""

DOUBTFUL: Final = 0.65
"""From here on it also counts against a sentence that it strays into the matter or has a rep's voice."""

_BY_PHRASE: Final = frozenset({"agreement", "role_swap", "ending"})
"""Kinds that rest on turns of phrase, which people also use for other things."""

_WHY: Final[dict[str, str]] = {
    "role_swap": "a buyer does not sell",
    "assistant": "a buyer is not an assistant",
    "coaching": "a buyer does not coach",
    "speaks_for_rep": "only the buyer's own words, never the rep's",
    "stage_direction": "spoken words only, no stage directions",
    "markdown": "spoken words only, no formatting",
    "invented": "it holds a figure, a day or a name that nobody has given",
    "leak": "it tells more than was decided",
    "agreement": "nothing was agreed in this turn",
    "ending": "the conversation is not over",
    "contradiction": "it takes back what was decided",
    "prompt_words": "it speaks of the note or of the conversation from outside",
    "endless": "it is too long",
    "foreign": "it is in another language",
    "empty": "nothing was said",
    "repeat": "it was said before",
    "garbled": "it is not speech",
    "astray": "it brings in what was not decided",
}
_SHORT: Final = frozenset({Move.DECLINE, Move.END, Move.AGREE, Move.SETTLE})
"""Moves that are done when they are said."""
_SETTLES: Final = frozenset({Move.SETTLE, Move.AGREE})
_GRANTS: Final = _SETTLES | {Move.SOFTEN}


@dataclass(frozen=True, slots=True)
class Catch:
    """What is wrong with a sentence."""

    kind: Kind

    @property
    def why(self) -> str:
        """In general words, fit for a model to read: never which fact or figure it was."""
        return _WHY[self.kind]


class Guard:
    """Checks one turn of the buyer. Make one for each turn.

    ``secrets`` is what code knows of the scenario beyond the view; without it, leaks can only be seen where
    they carry an unknown figure or name.
    """

    def __init__(self, view: BuyerView, direction: Direction, secrets: Secrets | None = None) -> None:
        self.view = view
        self.direction = direction
        self.secrets = secrets or Secrets()
        self.said: list[str] = []
        self._known = Known(view, direction, self.secrets)
        self._script = norm(direction.scripted)
        self._earlier = {norm(s) for t in view.turns if t.speaker is Speaker.BUYER for s in _split(t.text)}
        self._first_name = view.name.split()[0].lower() if " and " not in view.name else ""
        self._last_name = view.name.split()[-1].lower()
        self._rep = norm(self._known.last_rep())
        self._moves = {b.move for b in direction.beats}

    def check(self, sentence: str) -> Catch | None:
        """What is wrong with a (cleaned) sentence, or ``None``. Does not remember it: see :meth:`accept`."""
        plain = norm(sentence)
        kind = self._form(sentence, plain) or self._length(sentence)
        if not kind and not self._is_scripted(plain):
            kind = self._content(sentence, plain)
        kind = kind or self._repeats(plain)
        return Catch(kind) if kind else None

    def _content(self, sentence: str, plain: str) -> Kind | None:
        """What is wrong with what a sentence says: by phrase and list, and by how it fits the moment."""
        kind = self._talk(sentence, plain) or self._decided(plain) or self._facts(sentence)
        if kind in _BY_PHRASE or kind is None:
            fit = strange(sentence, self._known, self.said)
            if kind and fit < FITS and len(plain.split()) >= 4 and not self._found(talk.TAKES, plain):
                kind = self._facts(sentence)
            if kind is None and fit >= DOUBTFUL:
                kind = self._off_script(sentence, plain)
            return kind or ("astray" if fit >= self._tolerance(sentence) else None)
        return kind

    def _tolerance(self, sentence: str) -> float:
        """How strange a sentence may be. Once all that was decided has come across, one more sentence with
        nothing of it is where models go astray and people seldom do; dropping it loses no content."""
        own, heard = set(tokens(self.direction.scripted)), set(tokens(sentence))
        carries = share(sentence, [self.direction.scripted]) if stems_of(sentence) else 0.0
        carries = max(
            carries, len(own & heard) / max(1, len(heard)) - 0.2
        )  # "We'd have a think, the two of us"
        if len(sentence.split()) <= 2:
            return limit()  # "Full stop."
        if not self.said or carries >= CARRIES or self.missing():
            return limit()
        return (
            AFTERWARDS if any(b.own and b.move not in FREE for b in self.direction.beats) else AFTERWARDS_FREE
        )

    def accept(self, sentence: str) -> None:
        """Takes note that a sentence has been shown."""
        self.said.append(sentence)

    @property
    def full(self) -> bool:
        """Whether the turn is as long as it may get."""
        return len(self.said) >= self.direction.max_sentences + SLACK_SENTENCES or self._words() >= (
            self.direction.max_words * SLACK_WORDS
        )

    def missing(self) -> tuple[SpokenBeat, ...]:
        """The beats whose content has not come across in what was said. All of them if nothing was said."""
        if not self.said:
            return self.direction.beats
        return tuple(b for b in self.direction.beats if b.text and not conveys(b, self.said))

    def _words(self) -> int:
        return sum(len(s.split()) for s in self.said)

    def _is_scripted(self, plain: str) -> bool:
        return len(plain) > 3 and plain.strip(".!?") in self._script

    def _form(self, sentence: str, plain: str) -> Kind | None:
        if not re.search(r"\w", sentence):
            return "empty"
        if garbled(sentence):
            return "garbled"
        if talk.SPEAKS_FOR_REP.search(plain) or self._own_name_called(plain) or self._other_speaker(sentence):
            return "speaks_for_rep"
        if re.match(r"^\s*(?:[-•*+]\s+\S|\d{1,2}[.)]\s+\S|#)", sentence) or re.search(
            r"[`#|{}<>~]|\*\*|https?:|www\.|\]\(", sentence
        ):
            return "markdown"
        if re.search(r"\([^)]*\w+ \w+[^)]*\)|^\s*[(\[].*[)\]][.!?]?\s*$", sentence):
            return "stage_direction"
        if talk.DIRECTIONS_LEFT.search(sentence) or self._narrates(plain):
            return "stage_direction"
        return "foreign" if foreign(sentence, self.view.language, self._known.names) else None

    def _length(self, sentence: str) -> Kind | None:
        words = len(sentence.split())
        allowed = self.direction.max_words * SLACK_WORDS
        if self.full or (self._words() + words > allowed and (self.said or words > allowed + 10)):
            return "endless"
        return None

    def _talk(self, sentence: str, plain: str) -> Kind | None:
        named = plain.replace(self._first_name, "NAME") if self._first_name else plain
        if self._found(talk.PROMPT_WORDS, plain) or self._found(talk.PROMPT_WORDS, named):
            return "prompt_words"
        if self._found(talk.ASSISTANT, plain):
            return "assistant"
        if self._found(talk.COACHING, plain):
            return "coaching"
        if self._found(talk.SELLER, plain) or self._praises(plain) or sells(sentence, self._known):
            return "role_swap"
        return None

    def _off_script(self, sentence: str, plain: str) -> Kind | None:
        """A sentence that does not carry what was decided, and goes into the matter or sounds like a rep."""
        if len(plain.split()) < 4 or share(sentence, [self.direction.scripted]) >= 0.5:
            return None
        astray = strays(sentence, self._known)
        score = not_the_buyer(sentence, self.view.name, self.view.product)
        if score >= threshold() or (astray and (score >= UNSURE or offers(plain))):
            return "role_swap"
        return "leak" if astray >= 2 or (astray and holds(plain)) else None

    def _decided(self, plain: str) -> Kind | None:
        direction = self.direction
        if direction.agrees:
            return "contradiction" if self._found(talk.SAYS_NO, plain) and not self.said else None
        if direction.ends and self._found(talk.STAYS, plain) and not _negated(plain):
            return "contradiction"
        if self._agrees(plain):
            return "agreement"
        if self._moves <= {Move.DEFLECT, Move.ASK} and self._found(talk.CAUSES, plain):
            return "leak"
        if self._known.closed and self._found(talk.ONCE_BITTEN, plain) and not self._earlier_words(plain):
            return "leak"
        if (
            not self._moves & _SETTLES
            and self._found(talk.WON_OVER, plain)
            and not _negated(plain, strong=True)
        ):
            return "agreement"
        if (
            not self._moves & _GRANTS
            and self._found(talk.PRAISES, plain)
            and not _negated(plain, strong=True)
            and not self._quotes_the_rep(plain)
        ):
            return "agreement"
        if not direction.ends and self._found(talk.BYE, plain) and not talk.NOT_YET_BYE.search(plain):
            return "ending"
        return None

    def _earlier_words(self, plain: str) -> bool:
        """Whether the hint is one that has been heard in this talk."""
        return any(m.group() in self._known.plain for m in talk.ONCE_BITTEN.finditer(plain))

    def _quotes_the_rep(self, plain: str) -> bool:
        """Whether praise is only the rep's own, said back: "You say it pays for itself."."""
        return bool(
            re.match(
                r"^(?:so |and |oh,? )?(?:you (?:say|said|tell|told|think|reckon)|sure|right|best|says)", plain
            )
        ) and any(m.group().strip(" .!?,") in self._rep for m in talk.PRAISES.finditer(plain))

    def _agrees(self, plain: str) -> bool:
        if self._found(talk.TAKES, plain) and not _negated(plain):
            return True
        match = talk.YES.search(plain)
        if match and match.group() not in self._script and not _negated(plain) and not _unreal(plain):
            return True
        if (
            self._found(talk.LIKELY_YES, plain)
            and not _negated(plain)
            and not plain.endswith("?")
            and not re.search(r"\b(?:if|whether|what|unless) (?:i|we) ", plain)
        ):
            return True
        return decides_yes(plain, self._rep, self._script, leaving=self.direction.ends)

    def _facts(self, sentence: str) -> Kind | None:
        if leaked(sentence, self._known):
            return "leak"
        if unknown_figures(sentence, self._known) or unknown_names(sentence, self._known):
            return "invented"
        return None

    def _repeats(self, plain: str) -> Kind | None:
        bare = plain.strip(".!?, ")
        again = any(bare == norm(s).strip(".!?, ") for s in self.said)
        if again and len(bare.split()) >= 2:
            return "repeat"
        if self._is_scripted(plain):
            return None
        if len(bare.split()) >= 4 and any(bare == e.strip(".!?, ") for e in self._earlier):
            return "repeat"
        if len(bare.split()) >= 7 and bare in self._rep:
            return "repeat"
        return None

    def _found(self, pattern: re.Pattern[str], plain: str) -> bool:
        """Whether the pattern matches with words that are not the director's own."""
        return any(
            m.group().strip(" .!?,") not in self._script for m in pattern.finditer(plain) if m.group().strip()
        )

    def _own_name_called(self, plain: str) -> bool:
        """Whether the buyer speaks of or to themselves by name: then it is a rep or a narrator who speaks. Saying
        who is on the phone is fine."""
        if not self._first_name or self._is_scripted(plain):
            return False
        first, last = re.escape(self._first_name), re.escape(self._last_name)
        if re.search(rf"\b(?:mr|ms|mrs|miss|herr|frau|mevrouw|meneer)\.? (?:\w+ ){{0,2}}{last}\b", plain):
            return True
        said = re.sub(
            rf"\b(?:this is|it's|i'm|i am|name's|name is|you've got|you have|call me) {first}\b"
            rf"|\b{first}(?: {last})? (?:here|speaking)\b|^{first} {last}(?=[.,!])",
            "",
            plain,
        )
        return bool(re.search(rf"\b{first}\b", said))

    def _other_speaker(self, sentence: str) -> bool:
        """A name and a colon at the start: a script, not speech."""
        match = re.match(r"^\W*([A-Z][\w'’]+(?: [A-Z][\w'’.]+){0,3})\s*:", sentence)
        if match is None:
            return False
        words = match.group(1).split()
        return len(words) > 1 or words[0].lower() not in (
            "look", "listen", "honestly", "question", "look", "problem", "reason", "fact", "point", "thing", "truth", "answer",
            "mind", "remember", "result", "simple", "short", "meaning", "translation", "example", "again", "still", "so", "well",
        )  # fmt: skip

    def _narrates(self, plain: str) -> bool:
        if not self._first_name:
            return bool(re.match(r"^(?:the buyer|the customer|grace (?:sighs|says|replies))", plain))
        return bool(
            talk.NARRATION.match(
                plain.replace(self._first_name, "NAME", 1) if plain.startswith(self._first_name) else plain
            )
        )

    def _praises(self, plain: str) -> bool:
        """The product as the subject of what products do: the seller's sentence."""
        product = re.escape(norm(self.view.product).removeprefix("the "))
        if re.search(rf"^{product} \w+s (?:you|your)\b", plain):
            return True
        return (
            not plain.endswith("?")
            and bool(
                re.search(
                    rf"\b(?:{product}|with {product},? (?:you|we|your|our))(?:'s|'ll| will| can| could| would)? (?:also |really |even |not only |always |help|predict|offer|give|let|save|provide|reduce|cut|deliver|mean|make|come|include|guarantee|work|integrat|automat|solve|get|see|have|never|is (?:the|a|an|designed|built|made|different|better|more))",
                    plain,
                )
            )
            and not _negated(plain)
        )


def _negated(plain: str, *, strong: bool = False) -> bool:
    """Whether the sentence says that it is not so. ``strong``: only a plain not counts, not a wish."""
    if strong:
        return bool(
            re.search(
                r"\b(?:i'm not|we're not|i am not|not (?:convinced|sold|persuaded|sure|yet|really|exactly|quite)|hasn't|haven't|didn't|doesn't|isn't (?:fair|worth|good|reasonable)|nobody|never|neither)\b",
                plain,
            )
        )
    return bool(talk.NEGATED.search(plain))


def _unreal(plain: str) -> bool:
    """Whether a yes is only imagined ("then we'd have a deal") and not offered as a bargain."""
    if re.search(r"\bif you\b|\bmake it\b|\bas long as\b|\bprovided\b", plain) and talk.BARGAIN.search(plain):
        return bool(re.search(r"\b(?:i'd|we'd|would|might|could|may)\b", plain))
    return bool(talk.CONDITIONAL.search(plain)) and not re.search(
        r"\b(?:i'd|we'd|i would|we would|that'd|that would|would)(?: be)? (?:love|like|happy|glad|delighted|work|great|perfect|ideal|interested|keen)",
        plain,
    )


def _split(text: str) -> list[str]:
    return [s for s in re.split(r"(?<=[.!?…])\s+", text) if s]
