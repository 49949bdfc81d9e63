"""Turns of phrase that are nearly always what they look like, whatever the model says.

Each held in at least nineteen of twenty of the project's own labelled turns that carry it, label by
label; where a phrase misled there, it is not here. A label that costs a rep dearly (``disparage``,
``pressure``, ``dismiss``) has only phrases that argue or press by themselves.
"""

from __future__ import annotations

from roleplay.dialogue.acts import Label

_DAY = "monday|tuesday|wednesday|thursday|friday|saturday|sunday|tomorrow"
_RUDE = "crooks|cowboys|amateurs|clowns|muppets|thieves|liars|robbers"

SURE = {
    Label.DISPARAGE: f"""
        (those|these|your|bunch of|of the|two|them) * (clowns|cowboys|amateurs|crooks|muppets|thieves|robbers|chancers); (are|is|were|they're|he's) ({_RUDE}|clueless|incompetent)
        (they|they're|he|he's|that lot|who|company|are|is|people|lot|guys) (are|is|clearly|totally|completely|bloody|absolutely|frankly|plain|utterly) (clearly|totally|completely|bloody|absolutely|frankly|plain|utterly|all)? ({_RUDE}|garbage|junk|landfill|useless|clueless|incompetent|a joke|lying)
        (shops|guys|people|lot|they|he|company|firm) (sell|sells) (you|them|people)? (garbage|rubbish|junk|crap|tat|seconds); a (bunch|pack|gang|load|shower) of (total|complete)? ({_RUDE}|idiots)
        (wants|wanted|want) shooting; (clearly|totally|completely|utterly|bloody) (clueless|incompetent); (they're|they are|he's|lot are) (going|about to go) (bust|bankrupt|under); they're lying; they rip (you|people|everyone)""",
    Label.NEXT_STEP: f"""
        (does|would|will|could) ({_DAY}) * (work|suit|do|okay|good|be); (i'll|we'll) (come|ring|call|send|bring|drop|pop|email|post|measure|pick) * * ({_DAY}|tonight); (i'll|we'll) (come|ring|call|send|bring|drop|pop|email|post|measure) * (by|before) (#|noon|lunch|one|two|three|four|five|six|seven|eight|nine|ten)
        ({_DAY}) or ({_DAY}); (bring|take) (her|him|them) * ({_DAY}|along); (book|pencil) you in; how about ({_DAY}); ({_DAY}) at (#|noon|one|two|three|four|five|six|seven|eight|nine|ten|eleven) (then|okay|work|suit|you|with|and you|or)
        (shall|should) (i|we) (come|meet|sit|ring|call|pop|bring|send|book) * ({_DAY}|tonight); let's (meet|sit|do|say|try|book|make it) * ({_DAY}); (want to|like to|fancy) (try|come|see|meet|pop) * ({_DAY})""",
    Label.PRESSURE: """
        (ends|closes|expires|gone|runs out) (by)? (tonight|today|at midnight|tomorrow); today only; last chance; (you'd|you'll) be (mad|crazy|stupid|foolish|daft|insane) (to|not); need (a|an|your) (decision|answer|signature|yes) * (now|today|tonight)
        you'll regret; only (valid|good|available|until|till|for) * (today|tonight|midnight); leave me (#|twenty|fifty|hundred) (quid|euro|euros|dollars|pounds) and; (don't|do not) get your signature; sign (right now|here and now); someone else * (looking|interested|waiting) (at|for|in|to|this|on); (two|three|only one|#) (slots|spots|spaces|places|units) left""",
    Label.DISQUALIFY: """
        (you don't|then you don't) need (us|me|one of ours|us for); might not be (right|for you|a fit|worth|the right); wrong (tool|product|thing) for you; (i'd|then|so|just) (stay|stick) with (them|him|her|who|what|your); (not|n't|isn't) (the|a) (right|good) (fit|match)
        i wouldn't (buy|sell you); you'd be better (off with|with|hiring|served by); (if not|if it isn't|if it's not) * (i'll go|i'm gone|i'll leave|let you go|we stop); i'd leave it; tell me no and""",
    Label.CHECK: """
        did i (get|miss|understand|hear|read|add|misread); does that (answer|help|settle|make sense|cover|sound|seem); have i (got|missed|understood|read); what (did|have) i (miss|missed|got wrong|left out); would that (be enough|settle|help)""",
    Label.ACKNOWLEDGE: """
        that must (be|have); (that|hearing|it) must (have)? (hurt|sting|stung); i'd be * (too|as well); i'd (want|feel|do|think|say) the same; fair enough; that's fair; i don't blame you; i can see why; i get why; i see why; you're right to; (you've|you have|you had|you'd|you've got) every (right|reason)
        that's a lot (to|of|for); i won't (argue|pretend); (i'm|so|really|very|i am) sorry (about|you|that|for); sorry (you|about|that you); that's awful; point taken; (anybody|anyone) would""",
    Label.DISCOUNT: """half price; for you (nothing|old price|#)""",
    Label.AGENDA: """
        calling (about|because); cold call; my (name's|name is); i'm (calling|ringing|phoning) (about|because|to|you|from|on|for); reason (i'm|for my|for the) (calling|call|ringing|here|writing)""",
    Label.RAPPORT: f"""
        see you (then|there|{_DAY}); (look|looking) forward to (meeting|seeing|it|hearing|talking); good (morning|afternoon|evening); nice to (meet|talk|hear|speak); how was your; how's your (day|week|weekend|morning|family)
        thank you (so much|for your time|for taking|for having|for picking); thanks for (taking|your time|picking|having|making|the coffee|seeing|the time)""",
    Label.DISMISS: """
        trust me; with respect; bite the bullet; that's (ridiculous|not possible|not our fault|an excuse|just an excuse); you're (overthinking|exaggerating|imagining|overreacting); what do you expect us; that's your (problem|own fault); get over it; you clearly (didn't|don't|haven't|misread)""",
}

NOT_ASKED = frozenset((Label.DISCOUNT, Label.PRESSURE, Label.DISQUALIFY, Label.AGENDA))
"""Labels that a phrase carries in a statement only: "is half price what you need" gives nothing away."""
