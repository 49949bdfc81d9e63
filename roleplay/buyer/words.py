"""Everyday words, as stems: what gives nothing away by being said."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib import resources
from typing import Final

from roleplay.scenario.words import stem


def words_of(text: str) -> frozenset[str]:
    """The words of a text, as a set."""
    return frozenset(text.split())


_STARTS: Final = words_of(
    """
    a about according after ah all also although always an and another anybody anyone anything anyway as at
    aye because before being between blame both budget business but buying by can't change cheap cheers
    coffee couldn't dad delivery depends didn't doesn't doing don't each energy enough even everybody
    everybody's everyone everything expensive fear few figures finance fine first folks food for frankly
    from funny getting god going good grand great half having he hello her here hers hey hi his history hm
    hmm honestly hope how i if in insurance isn't it its just last legal less let let's lets life listen look
    love loyalty luck maintenance management many marketing maybe mine mom money more most mum my never next
    nice no nobody nobody's none not nothing now numbers of oh okay on once one only operations or other
    others our ours paper patience paying people perhaps pet please plenty power price procurement
    production proof purchasing quality reading reality rent right sales same security selling service she
    shouldn't since so software some somebody someone something sometimes sorry sounds speaking spring staff
    still such summer support sure talk tea thanks that the their theirs then there these they thinking this
    those though time to today tomorrow tonight traffic training trust truth trying twice um unless until
    usually water we weather well what whatever when where which whichever while who whoever why winter with
    without won't word words work wouldn't wow yes yesterday you your yours
    """
)


_IRREGULAR: Final = dict(
    pair.split(":")
    for pair in words_of(
        "came:come went:go gone:go took:take taken:take gave:give given:give made:make said:say told:tell bought:buy brought:bring "
        "thought:think felt:feel kept:keep left:leave lost:lose met:meet paid:pay put:put ran:run sat:sit saw:see seen:see sent:send "
        "sold:sell spoke:speak spoken:speak spent:spend stood:stand taught:teach found:find fought:fight held:hold heard:hear "
        "knew:know known:know meant:mean rose:rise shown:show slept:sleep broke:break broken:break chose:choose chosen:choose "
        "drove:drive driven:drive ate:eat fell:fall fallen:fall flew:fly forgot:forget forgotten:forget froze:freeze grew:grow "
        "grown:grow hid:hide hidden:hide rung:call sank:sink shook:shake stole:steal stolen:steal tore:tear woke:wake "
        "wore:wear worn:wear wrote:write written:write won:win began:begin begun:begin built:build burnt:burn died:die dies:die "
        "dying:die dead:die people:person children:child men:man women:woman feet:foot decision:decide decisions:decide "
        "lorries:lorry vets:vet payments:pay payment:pay promised:promise prediction:predict rebuilt:rebuild rang:call ring:call rings:call ringing:call telephone:call telephoned:call phone:call phoned:call phones:call phoning:call lorry:truck rig:truck rigs:truck kids:child kid:child"
    )
)


@cache
def everyday() -> frozenset[str]:
    """Words in everybody's mouth, as they are and as stems (some 1,800)."""
    text = resources.files("roleplay.buyer").joinpath("everyday.txt").read_text(encoding="utf-8")
    words = " ".join(line for line in text.splitlines() if not line.startswith("#")).split()
    return frozenset(words) | frozenset(stem(w) for w in words) | frozenset(root(w) for w in words)


@lru_cache(maxsize=20_000)
def root(word: str) -> str:
    """A word reduced further than :func:`stem` does it, so that "prediction" is "predict" and "came" is "come"."""
    if word in _IRREGULAR:
        word = _IRREGULAR[word]
    short = stem(word)
    for ending in ("ion", "ment", "er", "or", "ive", "ness", "ance", "ence"):
        if len(short) - len(ending) >= 5 and short.endswith(ending):
            return short.removesuffix(ending)
    return short


def is_plain_start(word: str) -> bool:
    """Whether a word (lower case) at the head of a sentence needs no explanation for its capital."""
    return word in _STARTS or word in everyday() or root(word) in everyday()
