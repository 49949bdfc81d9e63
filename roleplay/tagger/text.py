"""Words and clauses of a turn, each with its place in the original text.

People type ``dont``, ``whats`` and ``u``: tokens carry one canonical spelling, so that the rules
and the model meet each word in one form, and keep the offsets of the words as they were typed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

# One canonical spelling per word; only spellings that are hardly ever another word in a sales talk.
_SPELLINGS = {
    "dont": "don't",
    "doesnt": "doesn't",
    "didnt": "didn't",
    "isnt": "isn't",
    "arent": "aren't",
    "wasnt": "wasn't",
    "werent": "weren't",
    "wont": "won't",
    "cant": "can't",
    "cannot": "can't",
    "couldnt": "couldn't",
    "wouldnt": "wouldn't",
    "shouldnt": "shouldn't",
    "hasnt": "hasn't",
    "havent": "haven't",
    "hadnt": "hadn't",
    "aint": "ain't",
    "im": "i'm",
    "ive": "i've",
    "id": "i'd",
    "ill": "i'll",
    "youre": "you're",
    "youve": "you've",
    "youd": "you'd",
    "youll": "you'll",
    "theyre": "they're",
    "theyve": "they've",
    "theyd": "they'd",
    "theyll": "they'll",
    "weve": "we've",
    "its": "it's",
    "itll": "it'll",
    "itd": "it'd",
    "thats": "that's",
    "thatll": "that'll",
    "theres": "there's",
    "heres": "here's",
    "hes": "he's",
    "shes": "she's",
    "lets": "let's",
    "whats": "what's",
    "wats": "what's",
    "hows": "how's",
    "whos": "who's",
    "wheres": "where's",
    "whens": "when's",
    "whys": "why's",
    "whatd": "what'd",
    "howd": "how'd",
    "u": "you",
    "ya": "you",
    "yuo": "you",
    "yu": "you",
    "ur": "your",
    "yr": "your",
    "r": "are",
    "wat": "what",
    "wht": "what",
    "waht": "what",
    "hwo": "how",
    "wich": "which",
    "whihc": "which",
    "wich's": "which",
    "pls": "please",
    "plz": "please",
    "thx": "thanks",
    "thanx": "thanks",
    "ty": "thanks",
    "ok": "okay",
    "k": "okay",
    "kk": "okay",
    "okey": "okay",
    "oke": "okay",
    "oki": "okay",
    "cuz": "because",
    "cos": "because",
    "coz": "because",
    "bc": "because",
    "becuase": "because",
    "becouse": "because",
    "beacuse": "because",
    "gonna": "going to",
    "wanna": "want to",
    "gotta": "got to",
    "dunno": "don't know",
    "lemme": "let me",
    "gimme": "give me",
    "teh": "the",
    "hte": "the",
    "adn": "and",
    "nad": "and",
    "yeh": "yeah",
    "yea": "yeah",
    "yep": "yes",
    "yup": "yes",
    "nope": "no",
    "nah": "no",
    "thier": "their",
    "recieve": "receive",
    "definately": "definitely",
    "alot": "lot",
    "tho": "though",
    "thru": "through",
    "tru": "through",
    "w": "with",
    "abt": "about",
    "ppl": "people",
    "shure": "sure",
    "undersand": "understand",
    "understnad": "understand",
    "undertand": "understand",
    "intrested": "interested",
    "intersted": "interested",
    "hi": "hello",
    "hey": "hello",
    "tomorow": "tomorrow",
    "tommorow": "tomorrow",
    "tmrw": "tomorrow",
    "tuesdya": "tuesday",
    "thur": "thursday",
    "thurs": "thursday",
    "tues": "tuesday",
    "tue": "tuesday",
    "wed": "wednesday",
    "fri": "friday",
    "mon": "monday",
    "pricey": "expensive",
    "mins": "minutes",
    "min": "minutes",
    "hrs": "hours",
    "hr": "hour",
    "wks": "weeks",
    "yrs": "years",
    "mth": "month",
    "mths": "months",
    "demonstration": "demo",
    "colour": "color",
    "programme": "program",
    "wouldve": "would've",
    "n": "and",
    "bout": "about",
    "gotcha": "got you",
    "whatcha": "what are you",
    "doin": "doing",
    "goin": "going",
    "thinkin": "thinking",
    "y'all": "you",
    "yall": "you",
    "guyz": "guys",
    "anythin": "anything",
    "somethin": "something",
    "b4": "before",
    "gr8": "great",
    "cud": "could",
    "wud": "would",
    "shud": "should",
    "hav": "have",
    "becasue": "because",
    "arnt": "aren't",
    "dosent": "doesn't",
    "doesent": "doesn't",
    "dosnt": "doesn't",
    "diffrent": "different",
    "excactly": "exactly",
    "exaclty": "exactly",
    "probaly": "probably",
    "realy": "really",
    "happend": "happened",
    "problme": "problem",
    "porblem": "problem",
    "agian": "again",
}


def word_set(words: str) -> frozenset[str]:
    """The words of a list written as one string."""
    return frozenset(words.split())


_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*|[%$€£]")
_STRONG = frozenset(".!?\n;…:")
_NUMBER = word_set(
    "one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty "
    "sixty seventy eighty ninety hundred thousand million"
)
# Same length as what they replace, so that offsets hold.
_LOOKALIKES = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "ʼ": "'", "–": "-", "—": "-"})


@dataclass(slots=True)
class Words:
    """The words of one text, as parallel lists.

    ``words[i]`` is the canonical word, ``starts[i]:ends[i]`` its place in the original text, and
    ``after[i]`` the mark that follows it: ``?``, ``!``, ``.`` (any strong stop), ``,``, ``-`` or ``""``.
    """

    words: list[str]
    starts: list[int]
    ends: list[int]
    after: list[str]


_ESCAPE = re.compile(r"(?:\x1b\[|\x9b)[0-9;?]{0,20}[A-Za-z]|\x1b")


def _lower(text: str) -> str:
    if "\x1b" in text or "\x9b" in text:
        # What steers a terminal is no word; blanks of the same length keep the offsets.
        text = _ESCAPE.sub(lambda m: " " * len(m.group()), text)
    low = text.translate(_LOOKALIKES).lower()
    if len(low) == len(text):
        return low
    # A few letters (İ) grow when lowered, which would shift every offset after them.
    return "".join(c if len(d := c.lower()) != 1 else d for c in text.translate(_LOOKALIKES))


@lru_cache(maxsize=8192)
def canonical(word: str) -> str:
    """The canonical spelling of one lower-case word; a number becomes ``#``."""
    if word[0].isdigit():
        return "#"
    return _SPELLINGS.get(word, word)


def _mark(gap: str) -> str:
    if gap == " " or not gap:
        return ""
    if "?" in gap or "؟" in gap or "？" in gap:
        return "?"
    if "!" in gap:
        return "!"
    for c in gap:
        if c in _STRONG:
            return "."
    if "," in gap:
        return ","
    if "-" in gap and " " in gap:
        return "-"
    if "(" in gap or ")" in gap or '"' in gap:
        return ","
    return ""


def read_words(text: str) -> Words:
    """The words of ``text`` in order. Any string is fine; time is linear in its length."""
    low = _lower(text)
    out = Words([], [], [], [])
    words, starts, ends, after = out.words, out.starts, out.ends, out.after
    last_end = 0
    for m in _WORD.finditer(low):
        start, end = m.span()
        if words:
            gap = low[last_end:start]
            # "3.5" and "soc2.0" are one thing, not two sentences.
            after.append("" if gap == "." and low[start].isdigit() else _mark(gap))
        last_end = end
        whole = canonical(m.group() if end - start <= 40 else low[start : start + 40])
        if " " in whole:
            parts = whole.split(" ")
            for part in parts[:-1]:
                words.append(part)
                starts.append(start)
                ends.append(end)
                after.append("")
            whole = parts[-1]
        words.append(whole)
        starts.append(start)
        ends.append(end)
    if words:
        tail = low[last_end : last_end + 20]
        mark = _mark(tail)
        after.append("." if mark in ("", ",", "-") else mark)
    return out


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """A word without its common endings: enough to see that ``switching`` is ``switched``."""
    if word.endswith(("'s", "'t", "'d")):
        word = word[:-2]
    if len(word) > 5 and word.endswith("ing"):
        word = word[:-3]
    elif len(word) > 4 and word.endswith("ed"):
        word = word[:-2]
    elif len(word) > 4 and word.endswith("ies"):
        word = word[:-3] + "y"
    elif len(word) > 4 and word.endswith("es"):
        word = word[:-2]
    elif len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    if len(word) > 3 and word.endswith("e"):
        word = word[:-1]
    if len(word) > 3 and word[-1] == word[-2]:
        word = word[:-1]
    return word


def is_number(word: str) -> bool:
    """True for ``#`` (any typed number) and for number words."""
    return word == "#" or word in _NUMBER
