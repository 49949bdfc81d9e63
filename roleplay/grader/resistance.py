"""Objections, agreement and refusal in a buyer's own words, for calls whose buyer's mind is not known.

Free text tells resistance badly: on conversations coded by people, rules like these find four in ten of
the resisting turns that coders agree on. So what is found here is marked as uncertain wherever it shows,
and a practice call never uses it: there the buyer's own state is the truth.
"""

from __future__ import annotations

import re
from functools import lru_cache

from roleplay.scenario.model import ObjectionType

_OBJECTIONS: tuple[tuple[ObjectionType, str], ...] = (
    (
        "competitor",
        r"\b(?:(?:already|currently|now) (?:use|using|have|with|work(?:ing)? with|got)\b|happy with (?:our|my|the|what|who|them|"
        r"how)|we(?:'ve| have) (?:already )?(?:got )?(?:a|an|our) (?:vendor|supplier|provider|guy|agency|partner|contract|broker|"
        r"insurer|system)|(?:came|come|coming|is|are|were) in (?:at )?.{0,20}(?:under|below|lower|cheaper|less)|another (?:quote|"
        r"vendor|offer|supplier|provider|company|bid)|(?:other|better|cheaper|lower) (?:quote|offer|bid)|competitor|under (?:you|"
        r"your (?:price|quote))|(?:percent|%) (?:under|below|cheaper|lower|less)|going with (?:someone|somebody|another|them))",
    ),
    (
        "price",
        r"\b(?:too (?:expensive|much|high|pricey|dear|costly|steep)|(?:pretty|quite|very|really|so|bit) (?:expensive|pricey|steep|"
        r"dear)|can(?:'t|not) (?:afford|justify|spend|pay)|(?:out of|over|beyond|not in|outside|no|any|within) (?:our |the |my |a )?"
        r"budget|budget(?:s)? (?:is|are|was|were|has|have|got|been)? ?(?:cut|gone|frozen|tight|spent|done|slashed|limited|locked)|"
        r"price (?:is|was|seems|tag|you|point)|a lot of money|(?:costs?|charge|paying|pay) (?:too|more|that|twice|so)|pay more|"
        r"best (?:you can do|price)|come down|do better on|sharpen|(?:is|'s) (?:expensive|pricey|steep)|more than (?:we|i|"
        r"what)|half the price|cheaper)",
    ),
    (
        "authority",
        r"\b(?:(?:need|have|got|want|ought) to (?:ask|check|talk|run|speak|clear|discuss|take|go back|consult|get)\b.{0,30}\b(?:my|"
        r"the|our) (?:boss|manager|director|cfo|ceo|board|team|wife|husband|partner|finance|procurement|committee|owner|dad|mum|"
        r"mom|father|mother|legal|it\b)|not my (?:decision|call|department|budget)|(?:i'm|i am) not the (?:one|person|right|"
        r"decision)|(?:boss|cfo|ceo|manager|wife|husband|partner|board|committee|finance|procurement|director) (?:decides?|has to|"
        r"needs? to|would (?:have|need|never)|signs?|will (?:want|ask|never)|won't|wants)|above my pay|i (?:don't|can't) (?:decide|"
        r"sign|approve|make (?:that|the|those) (?:decision|call)))",
    ),
    (
        "trust",
        r"\b(?:heard (?:that|it|this|them all|all (?:that|this)) before|(?:tried|did|done|bought) (?:that|this|it|one|something "
        r"(?:like|similar)).{0,25}(?:before|last|ago|already|once)|burn(?:ed|t)\b|how (?:do|can) (?:i|we) (?:know|be sure|trust)|"
        r"(?:don't|do not|can't|hard to|not sure i) (?:trust|believe|buy)|too good to be true|s[ck]eptical|every(?:one|body) says|"
        r"they all say|never heard of (?:you|your)|what if (?:it|this|that|you|we).{0,40}(?:fail|wrong|break|doesn't|don't|work)|"
        r"prove it|just (?:words|talk|a pitch)|(?:i'm|i am|we're|we are|bit|really|still) (?:worried|nervous|concerned|afraid|"
        r"wary)|my (?:worry|concern|fear)|last (?:vendor|supplier|provider|company|lot|guys?|one|time).{0,60}(?:promis|fail|mess|"
        r"disaster|never|nightmare|let us down|ghost|disappear|vanish|cost|went|took))",
    ),
    (
        "timing",
        r"\b(?:(?:not|isn't|never) (?:really )?(?:a|the) (?:good|right|best|great) (?:time|moment)|bad time|(?:call|come|get|check|"
        r"try|reach|circle)(?: me| us)? back (?:in|next|after|later|when|around)|next (?:quarter|year|season|budget)|too busy|"
        r"(?:not|nothing) (?:right )?(?:now|this (?:year|quarter|month))|maybe later|(?:no|don't have|haven't got|haven't) (?:the )?"
        r"time|in a (?:few|couple of) (?:weeks|months|years)|swamped|snowed under|slammed|after (?:the |this )?(?:summer|season|"
        r"holidays|audit|quarter|year.?end|budget)|too (?:soon|early)|(?:later|end of) (?:in |this |the )?(?:year|quarter)|on hold)",
    ),
    (
        "stall",
        r"\b(?:think (?:about it|it (?:over|through)|on it|this over|about this)|sleep on it|(?:send|email|mail|shoot|drop) (?:me|us|"
        r"it|over|that) ?(?:some|an|a|the|over|something|your|more)?.{0,20}(?:info|email|something|brochure|material|pdf|deck|"
        r"writing|details|over)|get back to you|(?:i'll|i will|we'll) (?:let you know|be in touch|see|consider|call you)|leave it "
        r"with (?:me|us)|not ready to|need (?:some|more|a bit of|a little) (?:more )?time|no rush|talk it over|look (?:it|that|this) "
        r"over)",
    ),
    (
        "need",
        r"\b(?:(?:don't|do not|doesn't|didn't|can't|not sure (?:i|we)|not sure) (?:really |actually |even )?(?:need|see (?:the|a|any|"
        r"why|how|what|much)|want (?:it|this|that|one|to change|to switch))|not (?:really |that |very )?interested|no (?:real )?"
        r"(?:need|interest|use for)|we're (?:fine|good|okay|ok|all set|covered|happy(?! with))|(?:i'm|i am) (?:fine|good|all set|not "
        r"looking)|(?:works?|working|doing) (?:just |perfectly )?(?:fine|okay|ok|well enough)|not a (?:priority|problem|big deal)|"
        r"isn't (?:a|really a) (?:priority|problem)|why would (?:i|we)|if it ain't broke|good enough|not looking (?:to|for|at)|"
        r"no thanks?|not for (?:us|me))",
    ),
)

OBJECTIONS: tuple[tuple[ObjectionType, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern)) for kind, pattern in _OBJECTIONS
)

AGAINST = re.compile(
    r"\b(?:but|however|though|not|no|never|too|\w+n't|nope|unless|only if|already (?:have|got|use|work)|happy with)\b"
)
"""Words without which an answer to a question is hardly an objection."""
LONG = 40
"""From so many words on, a turn may hold a second objection."""

_SETTLED = re.compile(
    r"\b(?:(?:that|this|it) (?:does |would |actually |really )?(?:makes? sense|helps?|works?|settles|answers|changes (?:it|things|"
    r"the))|makes sense|fair (?:enough|point)|good point|put (?:like|that) (?:that|way)|i (?:can )?(?:like|see) (?:that|it|the "
    r"value|what you mean|your point)|you're right|you have a point|all right|alright|sounds (?:good|fair|great|reasonable|right|"
    r"like a plan)|i'm (?:in|convinced|sold)|let's do (?:it|that)|that's (?:good to know|reassuring|better|fine|great|useful|"
    r"helpful)|could work|worth (?:a look|it|thinking)|hadn't thought|didn't (?:know|realise|realize) that)",
)
_BUT = re.compile(r"\b(?:but|still|though|however|except|yet)\b")
_YES = re.compile(
    r"\b(?:yes|yeah|yep|sure|okay|ok|of course|absolutely|definitely|works|work for me|sounds good|let's|go ahead|happy to|"
    r"send (?:it|me|over|the invite)|book (?:it|me)|see you|talk (?:then|to you then|on)|i'll (?:bring|be there|ask|get|sign|take|"
    r"set)|fine|deal|great|perfect|(?:mon|tues|wednes|thurs|fri)day (?:is|at|works|it is|then|morning|afternoon)|i can do|we can "
    r"do|looking forward|please do|i'd like that|why not|go on(?:,)? then|\w+day (?:after|before|around|would|suits?|should)|"
    r"come (?:by|over|round|in))\b",
)
_NO = re.compile(
    r"\b(?:no|nope|not|don't|can't|won't|wouldn't|isn't|never|rather not|hold on|too (?:soon|early|fast)|before (?:i|we)|first|"
    r"unless|depends|why would)\b",
)


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """``text`` in lower case with typewriter apostrophes, every character in its place. Patterns without
    the case-blind flag run more than twice as fast on this."""
    low = text.replace("’", "'").lower()
    if len(low) == len(text):
        return low
    return "".join(d if len(d := c.lower()) == 1 else c for c in text.replace("’", "'"))


@lru_cache(maxsize=4096)
def objections_in(text: str) -> tuple[tuple[ObjectionType, int, int], ...]:
    """The type of objection that a buyer's turn seems to raise (two in a turn of :data:`LONG` words or more),
    with the place of the words, in order."""
    text = plain(text)
    found = []
    for kind, pattern in OBJECTIONS:
        match = pattern.search(text)
        if match is not None:
            found.append((kind, match.start(), match.end()))
    found.sort(key=lambda f: f[1])
    return tuple(found[: 2 if len(text.split()) >= LONG else 1])


def reaction(text: str) -> str | None:
    """ "settled", "softened" or ``None``: how a buyer's turn seems to take an answer."""
    text = plain(text)
    if _SETTLED.search(text) is None:
        return None
    return "softened" if _BUT.search(text) else "settled"


def answer_to_next_step(text: str) -> str:
    """ "accepted", "declined" or "unclear": a buyer's reply to a proposed next step."""
    text = plain(text)
    if _NO.search(text) or objections_in(text):
        return "declined" if not _YES.search(text) or _BUT.search(text) else "unclear"
    return "accepted" if _YES.search(text) or _SETTLED.search(text) else "unclear"


_SELLS = re.compile(
    r"\b(?:(?:we|our (?:product|platform|system|software|team|company|service|tool|solution|engineers?))(?:'ve| have|'re| are|'ll| will)?"
    r" (?:offer|provide|help|work with|built|got an?|deliver|guarantee|predict|have (?:an?|the)|go live)|our (?:product|platform|software|"
    r"solution|customers|clients)|i can (?:do|offer|give you|have|take)|(?:percent|%) off|number one|best (?:\w+ )?(?:in|on) the (?:market|"
    r"world|country)|if you (?:sign|buy|order|go) (?:today|now|this)|sign (?:today|now|right)|just say yes|promo\w*|discount|(?:shall|could|can)"
    r" we (?:meet|take|book|set up|schedule)|ready to (?:move forward|buy|start|sign)|what(?:'s| is) (?:holding|stopping|behind)|how do you"
    r" (?:handle|deal|manage|currently))",
)


def sells(text: str) -> bool:
    """Whether words sound like the selling side."""
    return _SELLS.search(plain(text)) is not None
