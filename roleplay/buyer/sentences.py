"""Cutting a reply into sentences while it streams, and taking off what is not speech."""

from __future__ import annotations

import re
from typing import Final

MAX_SENTENCE: Final = 400
"""Characters after which a sentence without an end is cut at a word: nobody talks like that."""

_END: Final = re.compile(r"[.!?…]+[\"'”’)\]*_]*")
_ABBREVIATION: Final = re.compile(
    r"(?:\b(?:mr|mrs|ms|dr|prof|st|vs|etc|e\.g|i\.e|a\.m|p\.m|inc|ltd|co|approx|dept|fig|jr|sr)|\b[A-Za-z](?:\.[A-Za-z])*)$",
    re.I,
)
_SINGLE: Final = re.compile(r"\b[AI]$")


class SentenceCutter:
    """Feed it pieces of text; it gives back whole sentences as soon as their last character is there."""

    def __init__(self) -> None:
        self._text = ""

    def feed(self, piece: str) -> list[str]:
        """The sentences that this piece completes, without space around them."""
        self._text += piece
        found: list[str] = []
        while (cut := self._cut()) is not None:
            sentence, self._text = self._text[:cut].strip(), self._text[cut:]
            if sentence:
                found.append(sentence)
        return found

    def finish(self) -> str:
        """What is left without an end."""
        rest, self._text = self._text.strip(), ""
        return rest

    def drop(self) -> None:
        """Forgets what has not been given out."""
        self._text = ""

    def _cut(self) -> int | None:
        text = self._text
        newline = text.find("\n", len(text) - len(text.lstrip()))
        for end in _END.finditer(text):
            if 0 <= newline < end.start():
                break
            before, after = text[: end.start()], text[end.end() :]
            if not before.strip():
                continue
            if end.group()[0] == ".":
                # "3.5", "No. 4", "e.g.": a dot after a digit waits for what follows.
                if before[-1].isdigit() and (not after or after[0].isalnum()):
                    if not after:
                        return None
                    continue
                if len(end.group()) == 1 and _ABBREVIATION.search(before) and not _SINGLE.search(before):
                    continue
                if re.search(r"\bno$", before, re.I) and re.match(r"\s*\d", after):
                    continue
            if after and not after[0].isspace() and not (after[0].isupper() or after[0] in "\"'“‘*([<"):
                continue
            if end.group() in ("..", ".") and after.startswith("."):
                continue
            return end.end()
        if newline >= 0:
            return newline + 1
        if len(text) > MAX_SENTENCE:
            space = text.rfind(" ", 0, MAX_SENTENCE)
            return space if space > 0 else MAX_SENTENCE
        return None


_TOKENS: Final = re.compile(
    r"<\|[^|>\n]{1,40}\|>|</?s>|<(?:eos|bos|pad|unk|end_of_turn|start_of_turn)>|\[/?INST\]|<</?SYS>>", re.I
)
_ACTIONS: Final = (
    "sigh|laugh|chuckle|pause|nod|shrug|lean|smile|smirk|frown|look|glance|roll|cross|tap|raise|check|hang|click|"
    "stare|clear|cough|shake|wait|turn|pick|put|grin|snort|scoff|mutter|whisper|type|flip|scroll|gesture|furrow|"
    "exhale|inhale|fold|rub|scratch|stand|sit|walk|tilt|narrow|set|take|slide|hesitate|consider|squint|wave|yawn|"
    "drum|shift|straighten|relax|soften|wince|blink|gulp|sip|pour|open|close|hold|move|step|reach|adjust"
)
_DIRECTION_WORDS: Final = re.compile(
    rf"^(?:[a-z]+ly,? )?(?:(?:she|he|they|[A-Z]\w+) )?(?:(?:{_ACTIONS})(?:s|es|ing|ed)?\b|silence|beat|long |short |brief |a (?:long |short |brief )?(?:pause|beat|sigh|moment)|"
    r"line goes|phone|background|sound|dial|noise|in a |with a |dryly|flatly|coldly|warmly|quietly|softly|curtly|sharply|skeptically|sceptically|impatiently|reluctantly|thoughtfully|sarcastically)",
    re.I,
)
_STARRED: Final = re.compile(r"(\*{1,3}|_{1,2})(?=\S)(.{1,120}?)(?<=\S)\1(?!\w)")
_BRACKETED: Final = re.compile(r"[(\[{]([^()\[\]{}\n]{1,120})[)\]}]")
_EMOJI: Final = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f\u200d\u2b50\u2b55]")
_LOOSE: Final = re.compile(r"^[\s\"'”’)\].,;:!?…*_]+(?=\s|$)")


def clean(sentence: str, name: str) -> tuple[str, str | None]:
    """A model's sentence as speech, and the kind of what had to be taken off for it, if anything of note.

    Taken off: a stage direction that stands by itself ("*sighs*", "(pauses)"), stars around a stressed word,
    emoji, the speaker's own name in front, quotation marks around the whole, tokens of the chat template.
    What is left may be empty. ``name`` is the speaker's.
    """
    text = _TOKENS.sub("", sentence).strip()
    kind: str | None = None

    def star(match: re.Match[str]) -> str:
        nonlocal kind
        kind = kind or "stage_direction"
        if len(match.group(1)) == 1 and _DIRECTION_WORDS.search(match.group(2)):
            return ""
        kind = "markdown" if kind == "stage_direction" else kind
        return match.group(2)

    def bracket(match: re.Match[str]) -> str:
        nonlocal kind
        if not _DIRECTION_WORDS.search(match.group(1)):
            return match.group()
        kind = "stage_direction"
        return ""

    text = _BRACKETED.sub(bracket, _STARRED.sub(star, text))
    if _EMOJI.search(text):
        kind, text = kind or "markdown", _EMOJI.sub("", text)
    text = " ".join(text.split())
    labels = {name, name.split()[0], name.split()[-1], "Buyer"}
    for label in sorted(labels, key=len, reverse=True):
        if text.lower().startswith(label.lower() + ":"):
            text = text[len(label) + 1 :].strip()
            break
    text = _LOOSE.sub("", text).strip()
    for opening, closing in (('"', '"'), ("“", "”"), ("'", "'")):
        if (
            len(text) > 1
            and text.startswith(opening)
            and (text.endswith(closing) or text.count(opening) == 1)
        ):
            text = text[1:].removesuffix(closing) if text.endswith(closing) else text[1:]
        elif text.endswith(closing) and text.count(opening) + text.count(closing) == 1 and opening != "'":
            text = text[:-1]
    return text.strip(), kind
