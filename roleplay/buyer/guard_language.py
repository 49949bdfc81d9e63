"""Whether words are language at all, and whether it is the call's."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from typing import Final

from roleplay.buyer.words import everyday, root, words_of
from roleplay.scenario.words import content

# Function words that one language has and the others in this table do not, or hardly.
_WORDS: Final[dict[str, frozenset[str]]] = {
    "en": words_of(
        "the and you that it's is was for are with have this not but what all were when your can said there "
        "use how if will my than been who its now i'm don't of to we they would she he his her which do does "
        "about out just"
    ),
    "de": words_of(
        "und der die das ich ist nicht sie wir mit ein eine für auf wie haben auch von zu den dem sich aber "
        "noch schon kann bei wenn oder sind war mir mich unser unsere ihr ihnen uns kein keine nur doch mal "
        "sehr"
    ),
    "fr": words_of(
        "le les des une est vous nous je que qui dans pour avec pas sur mais ce cette mon ma votre notre très "
        "bien oui merci c'est n'est j'ai d'accord être avez suis du au aux et"
    ),
    "es": words_of(
        "el los las una es por con para como usted nosotros que pero muy más está estoy tengo nuestro mi su "
        "gracias sí bueno del al lo y eso esto hay porque cuando no"
    ),
    "it": words_of(
        "il lo gli che di non sono per una con come questo questa ma più anche mio nostro grazie è ho abbiamo "
        "della del nel cosa perché quando molto va bene"
    ),
    "pt": words_of(
        "o os as uma é por com para como você nós que mas muito mais está estou tenho nosso meu obrigado sim "
        "bem do da não isso porque quando em"
    ),
    "nl": words_of(
        "de het een van niet wij met voor hoe ik je dat die zijn heb hebben wat maar ook naar bij nog wel "
        "onze mijn geen kan dank goed u en"
    ),
    "pl": words_of(
        "nie jest się że na do jak ale czy tak to mam mamy nasz dziękuję dobrze przez dla już tylko"
    ),
    "sv": words_of("och att det som är på jag inte vi har med för den ett men kan vår tack ja nej"),
}
_LATIN: Final = frozenset(_WORDS)
_GARBLE: Final = re.compile(r"�|\\u[0-9a-f]{4}|\\x[0-9a-f]{2}|(?:Ã.|â€|Â.){1,}")
_LOOP: Final = re.compile(r"(\b\w+\b)(?:\W+\1\b){3,}|(.{2,12}?)\2{4,}", re.I)


def foreign(sentence: str, language: str, known: Container[str] = ()) -> bool:
    """Whether a sentence is in another language than the call's (a BCP 47 tag). ``known``: names and other words
    (lower case) that have been used in the call."""
    words = re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)?", sentence.lower().replace("’", "'"))
    letters = [c for c in sentence if c.isalpha()]
    own = language.split("-")[0].lower()
    if letters and own in _LATIN:
        strange = sum(not _is_latin(c) for c in letters)
        if strange >= 2 and strange > 0.2 * len(letters):
            return True
    if own not in _WORDS or len(words) < 3:
        return False
    if own == "en":
        # Most words of an English sentence are everyday ones; of a foreign one, hardly any.
        odd = [w for w in words if w not in known and not _english(w)]
        if len(words) >= 4 and len(odd) > 0.6 * len(words):
            return True
        if (
            len(words) >= 3
            and sum(any(ord(c) > 0x7F and c.isalpha() for c in w) for w in words if w not in known) >= 2
        ):
            return True
    mine = sum(w in _WORDS[own] for w in words)
    for code, vocabulary in _WORDS.items():
        if code == own:
            continue
        theirs = [w for w in words if w in vocabulary and w not in _WORDS[own]]
        if len(set(theirs)) >= 2 and len(theirs) > 1.5 * mine:
            return True
    return False


def _english(word: str) -> bool:
    return not content(word) or word in everyday() or root(word) in everyday() or "'" in word or len(word) < 2


def _is_latin(c: str) -> bool:
    return ord(c) < 0x250 or "LATIN" in unicodedata.name(c, "")


def garbled(sentence: str) -> bool:
    """Whether this is no speech: broken characters, words without end, the same again and again."""
    if _GARBLE.search(sentence) or _LOOP.search(sentence):
        return True
    if any(unicodedata.category(c) in ("Cc", "Co", "Cn", "Cs") for c in sentence if c not in "\t\n"):
        return True
    if any(len(w) > 35 for w in re.split(r"[\s/-]+", sentence)):
        return True
    letters = sum(c.isalpha() or c.isspace() for c in sentence)
    return len(sentence) >= 8 and letters < 0.6 * len(sentence)
