"""Whether a sentence decides something that the director has not: a yes, a favour, an order, a goodbye.

People promise in a few ways, and a model's promises come in the same: "I'll ..." and "let's ...", an order to the
other side ("bring the papers"), a yes to what was just asked. Of those, what is harmless is listed here, since
that is the shorter list.
"""

from __future__ import annotations

import re
from typing import Final

from roleplay.buyer import guard_patterns as talk

_WILL: Final = re.compile(
    r"\b(?:i|we)(?:'ll| will| shall|'m going to|'re going to| am going to| are going to|'m gonna|'re gonna)"
    r"(?: (?:just|also|then|now|only|still|probably|maybe|even|simply|always|happily|gladly|definitely|certainly|personally|"
    r"be happy to|be glad to|go ahead and|try to))* (?P<verb>[a-z']+)(?P<rest>[^.!?;]*)"
)
_LETS: Final = re.compile(
    r"\b(?:let's|let us)(?: (?:just|also|then|all|now|both|go ahead and|please))* (?P<verb>[a-z']+)(?P<rest>[^.!?;]*)"
)
_HARMLESS_WILL: Final = frozenset(
    """think see say tell be save stop wait listen leave grant bet stick keep pass manage survive need have want believe
    hear ask admit allow let look know remember regret miss live cope hold stay answer warn repeat spell judge mull sleep
    turn check find pretend assume guess never not no likely like hate put finish wonder doubt laugh cry worry watch
    read stand sit die grow end go count explain spare remind correct quote show care understand lose walk point enjoy
    happen hang talk age consider try need make take give get come rather regret pay all bite settle hurry chance risk fall drop draw want
    """.split()
)
_HARMLESS_REST: Final[dict[str, str]] = {
    # Verbs that are harmless in some company only.
    "be": r"^(?! (?:there\b|at\b|ready|available|around|free\b|over\b|by\b|expecting|waiting for you|with you|joining|bringing|signing|sending|ordering|buying|booking|coming|in on|your|a customer|happy to (?:meet|sign|pay|see you|have|come|take|give|order|buy|do)))",
    "have": r"^ (?:to |a think|another|nothing|none|no |my |trouble|a hard|a look|more |questions)",
    "see": r"^(?:$|,| (?:about|what|how|if|whether|where|it when|it\b|that|nothing|none|then))",
    "ask": r"^ (?:you|myself|again|one|the obvious|what|why|how|for|this|that|straight|plainly)",
    "tell": r"^ (?:you|it|myself|the)",
    "consider": r"^ (?:it|that|this)(?:$|,| when| if| later)",
    "try": r"^ (?:to |again|my|not|and)",
    "talk": r"^(?:$|,| (?:about|to (?:my|him|her|them|somebody|someone|whoever)))",
    "go": r"^(?:$|,)|^ (?:and (?:have (?:a|our|another) (?:\w+ )?(?:think|talk|chat|look)|think|talk|sleep|see)\b|on|back|first|home|without|mad|broke|with my|quiet|through|easy|bald|nowhere|hungry|deaf)",
    "make": r"^ (?:it (?:quick|short|simple|easy|plain)|up my mind|my own|this|that|do|no|you|a note|an effort|us|me|him|her)",
    "take": r"^ (?:that as|it as|your word|my|the hit|a lot|more|some convincing|a moment|note|longer|long|convincing|what)",
    "give": r"^ (?:you (?:that|this|one|ten|five|two|a (?:minute|moment|hint|second|straight)|credit|another|half|the|it|an? )|it to you|it (?:some )?thought|up|in when|nobody|nothing)",
    "get": r"^ (?:back to|on with|to (?:it|that|the point)|the blame|it in the neck|over it|there|the phone call|asked|shouted|by|old|used|nothing|no |none|cold|told|the (?:same|bill|call))",
    "come": r"^ (?:back to (?:that|it|this|you)|to (?:that|it)|clean|out|from|down to|up)",
    "let": r"^ (?:you (?:know|finish|talk|have|explain|get)|it|that|them|him|her|procurement|someone|somebody|the)",
    "leave": r"^(?! you\b)",
    "show": r"^ (?:my age|you the door|up in)",
    "pay": r"^ (?:for (?:it|that) (?:either|one way|later|in)|the price|dearly)",
    "draw": r"^ (?:the line|a line)",
    "put": r"^ (?:it (?:this way|another|like|bluntly|plainly|simply|differently|mildly)|up with|that (?:another|differently|aside for))",
    "read": r"^ (?:it|that|what|anything|the)",
    "hold": r"^ (?:my|it against|on|you to|that)",
    "keep": r"^ (?:that|it|my|listening|this|quiet|asking|saying|what|them|the)",
    "look": r"^(?: (?:at|into|(?:it|that|this|them) up|like|again|for|after|stupid|the|around)|$|,)",
    "find": r"^ (?:out|it|that|somebody|someone|another|the right word)",
    "check": r"^(?:$| (?:that|it|and|my|the|what|whether))",
    "settle": r"^ for\b",
    "show up": r"$^",
    "walk": r"^ (?:away|out)",
    "count": r"^ (?:on it when|the|to|heads|my)",
    "explain": r"^ (?:it|that|this|myself|the|to)",
    "quote": r"$^",
    "end": r"^ up",
    "drop": r"^ (?:dead|it|the subject)",
    "need": r"",
    "want": r"",
    "think": r"",
    "say": r"",
}
_HARMLESS_LETS: Final = frozenset(
    "see leave hear not say be keep stay pretend assume skip stop move look hope face call talk get go have imagine suppose stick think cut drop forget wait start find do take pick try".split()
)
_HARMLESS_LETS_REST: Final[dict[str, str]] = {
    "move": r"^ on(?:$|,| from)",
    "call": r"^ (?:it (?!a deal|a date|settled|done)|that|them|things|a spade)",
    "talk": r"^ (?:about|money|numbers|sense|straight|price)",
    "get": r"^ (?:to (?:it|the)|real|on with|back to|that|one thing|this straight|it (?:straight|clear))",
    "go": r"^ (?:back|over that|easy|slow|one|through that|there)",
    "have": r"^ (?:it|that|the|your|some|a think|none|a look at (?:what|that))",
    "start": r"^ (?:there|with (?:what|that|why|the (?:price|question|number|money|truth|obvious))|over|somewhere|from|again)",
    "find": r"^ out",
    "stick": r"^ (?:to|with (?:the|what|that))",
    "wait": r"",
    "do": r"^ (?:this bit|that bit|one|first things|without|it (?:properly|one|the other|in order)|that (?:first|later|one))",
    "take": r"^ (?:one|it (?:slow|easy|one|as)|a step|stock|that|things|your)",
    "pick": r"^ (?:it |this |that )?up (?:another|some other|again|where)",
    "try": r"^ (?:again|that again|to|not|it again|once more)",
}  # fmt: skip
_ORDER: Final = re.compile(
    r"(?:^|[,;:] |\band |\bthen |\bso |\bbut |\bjust |\bplease |\bor )(?:please |just |then |kindly )*"
    r"(?P<order>(?:send|bring|book|email|e-mail|mail|post|invoice|schedule|order|install|deliver|reserve|pencil|arrange|organi[sz]e|draw up|prepare|fax|text|set up|sign|wrap|ship|confirm)\b"
    r"(?! (?:enough|ourselves|ideas?|me (?:up|to tears)|it on (?:yourself|me)))"
    r"|(?:put|set|save|hold|keep|leave) (?:it |one |us |me |that |this |some |the (?:green|blue|red|grey|other) one )?(?:aside|by for|back for|down for|in the (?:diary|calendar|post|mail)|in writing for|through)\b"
    r"|put (?:me|us|it|one|a|the|your|everything|something) (?:down|in|on|through|together|forward)\b"
    r"|(?:come|drop|swing|pop|stop|turn up|head|drive) (?:over|by|round|around|in(?! with)|down(?! (?:to|off))|up(?! (?:for|with|again))|out(?! with)|here|to (?:my|our|the (?:office|dock|shop|door|house|yard|practice|surgery|plant|site|hall|kitchen|table|gate|works|flat|store|warehouse|desk))|and (?:see|show|meet|measure|look)|on (?:mon|tues|wednes|thurs|fri|satur|sun)|tomorrow|next|back (?:on|in|next|tomorrow|with))\b"
    r"|(?:call|ring|phone|ask for|speak to|talk to|contact|meet) (?:me|us|him|her|them|back|my|our|the|derek|siobh\w+|mark|karin|ruud|sunil|bev)\b(?! (?:old|crazy|what|a |when i'm|if you (?:ever|must)|names|an? ))"
    r"|give (?:me|us|him|her|them|my|our) (?:a (?:ring|call|date|time|slot|quote|contract|discount)|the (?:contract|paperwork|papers|form|forms|details|dates|quote)|your (?:card|calendar|diary))\b"
    r"|get (?:the|your|it|that|me|us) (?:contract|paperwork|papers|engineer|boss|people|team|signed|started|booked|ready|over|a quote|a contract|down here)\b)"
)
_IN_WRITING: Final = re.compile(
    r"\b(?:in writing|in the post|on paper|by post|(?:send|post|mail) me something)\b|^(?:send|post|mail|e-?mail)(?: it| that| them)?[.!]*$"
)
"""One order in its many wordings: where the director has given it, any of them will do."""
_REQUEST: Final = re.compile(
    r"\b(?:can|could|will|would|should|may) you (?:please |just |maybe |then |also )*(?:send|bring|book|email|mail|draw up|prepare|schedule|set (?:it|that|this|one|something) up|set up|arrange|reserve|come (?:by|over|round|down|in|on|to)|put (?:it|that|one|me|us))\b"
    r"|\byou (?:can|may|should|could|might as well) (?:just |then |go ahead and |also )*(?:send|bring|book|email|mail|draw up|schedule|set (?:it|that|this) up|set up|arrange|reserve|put (?:it|me|us|one|that) (?:in|down|on|through|aside))\b"
)
_OPENS_YES: Final = re.compile(
    r"^(?:(?:oh|well|hm+|ah|um|look|ok|okay),? )?(?:yes|yeah|yep|yup|aye|sure|good|great|perfect|excellent|lovely|wonderful|brilliant|super|fantastic|grand(?: so)?|"
    r"absolutely|definitely|gladly|deal|agreed|go on(?:,? (?:then|so))?|go ahead|all right,? (?:then|so|let's|i|we)|alright,? (?:then|so|let's|i|we)|okay,? (?:then|so|let's|i'll|we'll|i can|we can|i could|we could)|fine,? (?:then|i'll|we'll|let's|bring|come|send|book|do)|"
    r"of course|by all means|why not|happy to|with pleasure|count (?:me|us)|i suppose (?:so|we could|i could|that)|i guess (?:so|we could|i could|that)|we (?:could|can) do|i (?:could|can) do|"
    r"that(?:'s| is| would be|'d be| sounds| works| suits)(?: (?:a|very|really|quite|just|absolutely|all))* (?:fine|good|great|perfect|okay|ok|grand|lovely|possible|doable|agreeable|plan|idea)|"
    r"(?:it|that|(?:mon|tues|wednes|thurs|fri|satur|sun)day|next \w+|the \w+(?: \w+)?|tomorrow|two|three|ten) (?:suits|works|sounds|will do|is fine|is good|'s fine))\b"
)
_HEDGES: Final = re.compile(
    r"\b(?:not|n't|no|never|but|though|however|if|when|unless|until|without|before|first|why|what|how|who|nothing|nobody|too|still|only|except|would|wouldn't|maybe|perhaps|and yet|yet|says|question|worry|problem|later)\b|n't\b|\?"
)
_COND: Final = re.compile(r"\b(?:if|unless|until|before|when|once) ")


def decides_yes(plain: str, rep: str, script: str, *, leaving: bool = False) -> bool:
    """Whether a sentence (normalised) promises, orders or accepts something. ``rep`` are the rep's last words,
    ``script`` this turn's decided ones, both normalised: words from there are no promise. ``leaving``: the buyer ends the talk in this turn, so a yes accepts nothing."""
    return (
        _promises(plain, script) or _orders(plain, script) or (not leaving and _accepts(plain, rep, script))
    )


def asked_next_step(rep: str) -> bool:
    """Whether the rep's last words ask for a meeting, an order or the like."""
    return any(talk.ASKS_NEXT_STEP.search(q) for q in re.findall(r"[^.!?]*\?", rep)) or bool(
        re.search(
            r"\b(?:let's|i(?:'ll| can| could| would like to|'d like to)|we (?:can|could|should)|you (?:need|have|should|must) (?:to )?)\b[^.!?]*\b(?:meet|book|schedule|sign|come (?:by|over|round|down)|set up|start|order|decide|send)\b",
            rep,
        )
    )


def _promises(plain: str, script: str) -> bool:
    for pattern, harmless, company in (
        (_WILL, _HARMLESS_WILL, _HARMLESS_REST),
        (_LETS, _HARMLESS_LETS, _HARMLESS_LETS_REST),
    ):
        for match in pattern.finditer(plain):
            verb, rest = match.group("verb"), match.group("rest")
            if match.group().strip() in script or _told(match.group(), script):
                continue
            before = plain[: match.start()]
            if re.search(
                r"\b(?:if|when|why would|unless|until|before|sure|nobody says|think|where|what|how|who|day|night) (?:that )?$",
                before,
            ):
                continue
            if verb in harmless and re.search(company.get(verb, ""), rest):
                continue
            return True
    return False


def _told(words: str, script: str) -> bool:
    """Whether the promise is one that the director has given, in about the same words."""
    own = set(re.findall(r"[a-z']+", words))
    return len(own) >= 3 and len(own & set(re.findall(r"[a-z']+", script))) >= 0.75 * len(own)


def _orders(plain: str, script: str) -> bool:
    if _REQUEST.search(plain) and not _HEDGES.search(plain.rstrip("?")):
        return True
    for match in _ORDER.finditer(plain):
        if match.group("order") in script or _told(match.group("order"), script):
            continue
        if _IN_WRITING.search(match.group("order") + plain[match.end() :]) and _IN_WRITING.search(script):
            continue
        before = plain[: match.start("order")]
        if re.search(r"(?:'s|has|have|had|'ve|'d) (?:only |just |already )?$", before):
            continue  # "a goat's just come in" is news, no order
        if re.search(
            r"\b(?:to|don't|not|never|you|they|we|i|who|could|can|would|should|must|will|people|everybody|everyone|they'd|you'd|didn't|won't)(?: \w+)? ?(?:and |or |just )?$",
            before,
        ):
            continue
        return True
    return False


def _accepts(plain: str, rep: str, script: str) -> bool:
    if not asked_next_step(rep) or plain.strip(".!?") in script:
        return False
    if talk.BARE_YES.match(plain):
        return True
    if re.search(
        r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day|\b(?:morning|afternoon|o'clock|tomorrow|next week)\b",
        plain,
    ) and not _HEDGES.search(plain):
        return True  # a day is named back, and nothing stands against it
    opens = _OPENS_YES.match(plain)
    return bool(opens) and not _HEDGES.search(plain[opens.end() :] if opens else plain)
