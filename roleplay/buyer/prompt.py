"""The buyer's prompt: from what a buyer has shown and what was decided, and from nothing else.

The types are the lock: these functions take a :class:`BuyerView` and a :class:`Direction`, neither of which
has a field for what has not been earned.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from roleplay.dialogue.transcript import Speaker
from roleplay.dialogue.view import BuyerView, Direction, SpokenBeat
from roleplay.prompts import block

START: Final = "(The conversation begins. You speak first.)"
"""Stands before the buyer's opening: many chat templates insist that the user begins."""

_LANGUAGES: Final = {
    "en": "English", "de": "German", "fr": "French", "es": "Spanish", "it": "Italian", "pt": "Portuguese",
    "nl": "Dutch", "pl": "Polish", "sv": "Swedish", "da": "Danish", "no": "Norwegian", "fi": "Finnish",
    "cs": "Czech", "ja": "Japanese", "zh": "Chinese", "ko": "Korean", "tr": "Turkish",
}  # fmt: skip


def messages(view: BuyerView, direction: Direction) -> list[dict[str, str]]:
    """The chat messages for the buyer's next turn.

    The system message and the transcript only ever grow, so that a server's prompt cache keeps what it has
    read; the director's note is at the very end and is not kept.
    """
    chat = [{"role": "system", "content": system(view)}, *transcript(view)]
    chat[-1]["content"] += "\n\n" + note(view, direction)
    return chat


def system(view: BuyerView) -> str:
    """Who the buyer is and how a turn works: the same for the whole call."""
    return _system(view.name, view.role, view.company, view.persona, view.speech, view.product, view.language)


@lru_cache(maxsize=256)
def _system(name: str, role: str, company: str, persona: str, speech: str, product: str, tag: str) -> str:
    who = {
        "name": name,
        "role": role,
        "company": company,
        "persona": persona,
        "speech": speech,
        "product": product,
    }
    return block("buyer.j2", "system", view=who, language=language(tag))


def transcript(view: BuyerView) -> list[dict[str, str]]:
    """The conversation so far as chat messages that take turns, the rep's last."""
    chat: list[dict[str, str]] = []
    for turn in view.turns:
        if turn.speaker is Speaker.BUYER:
            _add(chat, "assistant", turn.text)
        else:
            _add(chat, "user", f"<rep>{fenced(turn.text)}</rep>")
    if not chat or chat[-1]["role"] == "assistant":
        _add(chat, "user", "<rep></rep>")
    return chat


def _add(chat: list[dict[str, str]], role: str, text: str) -> None:
    if not chat and role == "assistant":
        chat.append({"role": "user", "content": START})
    if chat and chat[-1]["role"] == role:
        # Two turns of one side in a row: some chat templates refuse that.
        chat[-1]["content"] += "\n" + text
    else:
        chat.append({"role": role, "content": text})


def fenced(text: str) -> str:
    """Text from outside that cannot close its own tag or look like the director's."""
    return text.replace("<", "‹").replace(">", "›")


def note(view: BuyerView, direction: Direction) -> str:
    """The director's note for this turn."""
    return block("buyer.j2", "note", view=view, direction=direction)


def repair(sentence: str, why: str, said: str, beats: Sequence[SpokenBeat]) -> str:
    """What the model is told about a sentence that was held back."""
    return block(
        "repair.j2", "repair", sentence=fenced(sentence[:300]), why=why, said=fenced(said), beats=list(beats)
    )


def language(tag: str) -> str:
    """A language's English name by its BCP 47 tag; the tag itself for one that is not listed."""
    return _LANGUAGES.get(tag.split("-")[0].lower(), tag)
