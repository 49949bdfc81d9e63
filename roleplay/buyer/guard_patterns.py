"""Turns of phrase that a buyer does not use: sellers', assistants', coaches', narrators', and yeses nobody decided.

Patterns are matched against a sentence in lower case with straight quotes and single spaces. They describe
kinds of talk, not single sentences; where people on the buying side do talk like that, the pattern names what
must stand beside it.
"""

from __future__ import annotations

import re
from typing import Final


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in patterns))


ASSISTANT: Final = _any(
    r"\bas an? (?:ai|artificial|language model|assistant|virtual|large language)",
    r"\b(?:language|ai) model\b",
    r"\bwhat else (?:would|do) you (?:like|want) to (?:talk|know|discuss|hear)|\btell me (?:more )?about what you(?:'re| are) looking for|\bso (?:that )?i can (?:help|assist)\b|\b(?:previous|last|earlier) (?:answer|response|reply|message)\b",
    r"\bas an? (?:\w+ ){0,3}(?:assistant|ai|model|chatbot|bot)\b",
    r"\bit(?:'s| is) (?:important|worth|essential|crucial) to (?:note|remember|consider|understand|mention|acknowledge|recogni[sz]e)\b",
    r"^(?:in conclusion|in summary|to summari[sz]e|overall|ultimately|additionally|furthermore|moreover),",
    r"\b(?:please|could you|can you|kindly)(?: please)? (?:provide|clarify|specify|elaborate)\b|\brespond appropriately\b|\bmore context\b",
    r"\b(?:many|most|some) (?:buyers|customers|businesses|companies|organi[sz]ations|consumers|people) (?:prefer|choose|find|value|look for|consider|struggle|face)\b|\b(?:for|to) (?:many|most) (?:buyers|customers|businesses|companies|consumers)\b",
    r"^sure thing\b|\blet's dive (?:right )?in\b|\b(?:friendly|helpful|trusty|virtual) (?:assistant|vp|neighbou?rhood)|\byour (?:friendly|trusted|helpful) ",
    r"\b(?:financial|legal|sensitive|confidential|personal) (?:matters|advice|information|details) in this (?:context|conversation|setting)\b",
    r"\bi(?:'m| am) (?:just |only |actually )?(?:an? )?(?:ai\b|artificial|chat ?bot|bot\b|virtual|language model|computer program|machine|digital assistant|assistant\b)",
    r"\bi (?:cannot|can't|can not|am unable to|am not able to|won't be able to|must decline to) "
    r"(?:assist|help with|help you with|fulfil|comply|engage in|participate|continue (?:with )?this (?:role|request|conversation)|role-?play|generate|provide (?:\w+ )?(?:assistance|information|details|advice|real)|pretend)",
    r"\b(?:i'd|i would|i'll|i'm|i am|we'd|we would|always) (?:be )?(?:more than )?(?:happy|glad|delighted|pleased|here|eager|love) to (?:help|listen|assist|support|answer any|walk you|guide|provide|clarify|explain)",
    r"\bhow (?:can|may|could|might) i (?:help|assist|be of (?:help|service|assistance)|support)",
    r"\b(?:is there )?anything (?:else|specific|in particular) (?:i can|you(?:'d| would) like|that i)",
    r"\bwhat (?:else )?can i (?:help|assist|do for you)",
    r"^(?:certainly|absolutely|of course|sure(?: thing)?|definitely)[!,.]? (?:here|i can|i'd be|i'll be|let me (?:help|explain|provide|break)|below)",
    r"^certainly\b",
    r"\bhere(?:'s| is| are) (?:a|an|the|my|your|some|another|one|how (?:dana|the buyer|i would respond))?[^.]{0,30}\b(?:response|reply|version|draft|example|rewrite|revised|dialogue|summary|list of|tips?|suggestions?|options:)",
    r"\b(?:that's|that is|what) an? (?:great|excellent|fantastic|wonderful|amazing|insightful|thoughtful|brilliant|very good|really good|really great) (?:question|point|approach)",
    r"^(?:great|excellent|fantastic|wonderful) (?:question|point)",
    r"\b(?:i )?hope (?:this|that) helps\b",
    r"\b(?:feel free to|don't hesitate to|do not hesitate to|please let me know if you)",
    r"\blet me know (?:if|how|what|when|whether) (?:else )?(?:you|there's|there is|i can|we can|i may)",
    r"^i (?:completely|fully|totally) understand\b|\bthank(?:s| you) for (?:clarifying|sharing|explaining|letting me know|your (?:honesty|transparency|openness|understanding|patience))\b|\bappreciate your (?:concern|honesty|transparency|openness|patience|understanding|feedback|perspective)",
    r"\bi (?:completely |fully |totally )?understand (?:your|that you(?:'re| are)) (?:concern|frustrat|position|perspective|hesitation|point|worr|situation|need|feeling)",
    r"\bi apologi[sz]e for (?:any|the|my) (?:confusion|inconvenience|misunderstanding|mistake|error|previous)",
    r"\b(?:openai|chatgpt|gpt-?\d|anthropic|claude|gemini|llama|mistral ai|deepseek|qwen|alibaba cloud)\b",
    r"\b(?:my|the) (?:training data|knowledge cutoff|programming|developers|creators)\b",
    r"\bi (?:don't|do not|can't|cannot) (?:actually |really |truly |physically )?(?:have|possess|experience|feel|hold) (?:an? |any )?(?:physical |personal |human |real )*(?:body|feelings?|emotions?|opinions?|preferences?|experiences?|consciousness|memor(?:y|ies) of (?:our|past|previous))\b(?! (?:to|for|about|on|of (?:you|him|her|my|our)|either way))",
    r"\bout of character\b|\booc\b|\b(?:break|breaking|broke) character\b",
    r"\bi(?:'m| am| was) (?:here|designed|trained|programmed|built|created) to (?:help|assist|provide|support|answer|simulate|be)",
)

COACHING: Final = _any(
    r"\bopen[- ]ended (?:question|one)",
    r"\bactive(?:ly)? listening\b|\b(?:closed|leading|follow-?up|clarifying|probing|discovery|calibrated)(?:[- ]ended)? questions?\b|\bopen question|\b(?:ask|keep|make|try) it open\b",
    r"\b(?:strong|smooth|solid|textbook|weak|confident|effective|skill?ful|impressive|clumsy) (?:opening|opener|pitch|close|start|question|answer|reframe|recovery|follow-?up|intro|introduction|empathy|response|discovery)\b",
    r"\b(?:good|great|nice|excellent|lovely|well) (?:opening|opener|close|reframe|recovery|follow-?up|intro|empathy|acknowledg\w+|paraphrase|discovery|rapport|listening|handled|done|played|asked)\b(?! on the)",
    r"\b(?:lowers?|reduces?|builds?|increases?|creates?|triggers?) (?:my |buyer |the buyer's |some |more |your |their )*(?:resistance|trust|rapport|credibility|engagement|tension|defen[cs]es)\b",
    r"\b(?:show(?:ed|n|ing)?|use|with|more|some|use of|demonstrat\w+) (?:some |more |a bit of |a little |real |genuine )*empathy\b",
    r"\bpressure (?:closes?|tactics?)\b.*\b(?:backfire|work|fail)|\b(?:softer|assumptive|trial|harder|better|gentler) close\b",
    r"\b(?:ask|try asking) (?:me |us )?(?:about (?:my|our|the|what|how|why)|how (?:we|i|it|they)|why (?:i|we)|what (?:happened|went|i|we|it|is behind|lies|matters))\b(?! you)",
    r"^(?:remember|don't forget|be sure|make sure|try) (?:to |and )?(?:ask|acknowledge|listen|keep|stay|mention|close|use|lead|focus|let me|show|pause)\b|\bat the end of (?:your|each|every) (?:turn|message|line)",
    r"\b(?:that's|this is|which is) (?:exactly )?how (?:you|to) (?:win|close|sell|build|handle|earn|get|treat|open|deal with)\b|\b(?:win|close|convince|persuade|win over) (?:over )?a (?:buyer|customer|prospect|client)\b|\b(?:buyers?|customers?|prospects?) like me\b",
    r"\b(?:would|might|could) be to (?:ask|say|start|acknowledge|mention|listen|offer|show|explore|reframe|summari[sz]e|tie)\b",
    r"\b(?:resolves|handles|handled|addresses|addressed|resolved|overcomes|overcame) (?:my|the|that|this|your buyer's) (?:\w+ )?(?:objection|concern|resistance|hesitation)s?\b|\bmy (?:\w+ )?objection\b(?! (?:is|was|stands|to|still))",
    r"\b(?:gained|earned|built|established|won|lost|enough|more|need|needs|some|little) (?:my |enough |some |more |any |of my )*trust (?:for|to (?:answer|tell|hear|unlock|get|share)|yet|with me|so far|now|already|here)\b|\bhaven't (?:gained|earned|built|won)\b",
    r"\b(?:moved|taken|brought|got|gone|going) (?:me )?from (?:cold|warm|neutral|skeptical|sceptical|no) to\b|\byou(?:'re| are) on the right track\b|\bkeep (?:going like|doing|up) that\b|\bhelps? (?:the|our|your) relationship\b|\bless (?:talking|pitching|selling|telling)\b",
    r"\bi(?:'ll| will) (?:tell you|open up|share|give you) more\b|\bget further with (?:me|us)\b",
    r"\b(?:good|clear|fair|nice|strong|direct|clean|solid),? (?:(?!to )\w+ )?ask[.!]|\bthat goes a long way with (?:me|us)\b|\b(?:that's|that is) why (?:it|that) (?:landed|works|worked|stuck)\b|\byou (?:noticed|listened|asked|heard|picked up|earned)\b[^.?!]*\b(?:is rare|helps|landed|counts for|matters here|by (?:not|asking|listening))\b",
    r"\bit would be (?:wiser|better|smarter|cleverer|more effective) (?:to|if you)\b|\byou would (?:do|be) (?:better|wiser|wise)\b",
    r"\bobjection[- ]handling\b|\bhandl(?:e|ed|ing) (?:my|the|that|this|your buyer's|objections?)\b[^.]{0,20}\bobjection",
    r"\b(?:good|great|nice|excellent|fantastic|strong|solid|lovely|impressive|amazing|wonderful) (?:job|work|technique|rapport|use of|move there|example of|recovery|acknowledge?ment|way to (?:build|open|ask|handle))\b(?! (?:is|was|on the|that your competitor))",
    r"\bwell done\b(?! (?:steak|burger))",
    r"^(?:tip|feedback|hint|coach(?:ing)?|note|advice|suggestion|evaluation|assessment|score)s?\s*(?:for you)?\s*:",
    r"\b(?:a |one |my |quick |some |little )(?:tip|feedback|piece of advice|suggestion|advice|pointer)s? (?:for you|on your|would be|is to|here|:)",
    r"\bnext time,? (?:you (?:could|should|might|may)|try|ask|start|lead|instead|don't forget)",
    r"\byour (?:discovery|closing|questioning|rapport|sales|selling|listening|pitching|objection|communication|opening) (?:skills?|technique|approach|style|ability|strategy|process|questions? (?:is|was|were|are)|statement)",
    r"\byou(?:'re| are|'ve been| have been|'ve| have)? (?:doing|did|handled|handling|done) (?:really |very |so |quite |that |this |it |a )*(?:well|great|good|nicely|fine job|perfectly|beautifully|right thing)",
    r"\b(?:build|builds|building|earn|gain|establish)(?:s|ing)? (?:more |my |some |our |the |buyer |better )*(?:trust and|rapport|credibility)",
    r"\bto (?:build|earn|gain|win|increase|raise) (?:my |more |some |your buyer's |the buyer's )*trust\b",
    r"\b(?:a )?better (?:approach|question|response|opening|way|answer|line|reply) (?:here )?(?:would|might|could) (?:be|have been)",
    r"\bi(?:'d| would|'ll) (?:rate|score|grade) (?:you|your|that|this)\b|\bi(?:'d| would|'ll) give (?:you|that|this|it) (?:an? )?(?:\d|one\b|two\b|three\b|four\b|five\b|six\b|seven\b|eight\b|nine\b|ten\b|full|top|high|low|point|points|marks?|score|grade|[abcdf]\b[+-]?)",
    r"\bout of (?:10|ten|100|a hundred|five|5)\b(?= *(?:for|on|$|[.!]))",
    r"\byou (?:should|could|might want to|may want to|need to|ought to|can) (?:have |also |instead |now |first |next |really )*(?:ask(?:ed)? (?:me )?(?:about|more|what|why|how|an?\b|open)|acknowledge|empathi[sz]e|uncover|probe|explore|lead with|focus on (?:value|my|the value|benefits)|paraphrase|reframe|summari[sz]e|close (?:by|with|for|me)|tie|build|mention (?:your|the|how)|highlight|emphasi[sz]e|position|quantify|use (?:a|an|the) (?:story|example|case|question))",
    r"\btry (?:asking|to (?:acknowledge|ask|uncover|explore|probe|understand|connect|tie|lead|focus|build|empathi)|acknowledging|exploring|leading with|focusing|mirroring|paraphrasing|reframing|saying|a more open|an open)",
    r"\b(?:uncover|explore|identify|dig into|address) (?:my|the buyer's|the customer's|the prospect's|their) (?:needs?|pain|concerns?|motivation|root|underlying|real|objection)",
    r"\bmy (?:main |real |biggest |key |core )?pain points? (?:is|are)",
    r"\b(?:you've|you have) (?:earned|built|gained|established|won) (?:my |some |enough |real )*(?:trust|rapport|credibility)",
    r"\bthat(?:'s| is| was) (?:exactly )?(?:how|the way|the kind of (?:question|thing)) (?:a )?(?:good |great |top )?(?:sales ?(?:people|person|reps?)|you (?:handle|should|close|build))",
    r"\b(?:buyers?|customers?|prospects?) (?:like me )?(?:respond|appreciate|want to (?:feel|be) heard|love (?:it )?when|need to feel)",
    r"\bsales (?:101|methodology|training|coach|best practice|framework)\b|\b(?:spin|meddic|bant|laer|challenger) (?:selling|question|method|framework|model|sale)",
    r"^(?:try|consider|start by|avoid|practi[sc]e) (?!again|me\b|harder|telling that|explaining|not)\w+ing\b",
    r"\btextbook\b|\b(?:a )?(?:real|good|great|true|top) closer\b|\bisolat(?:e|ed|ing) (?:the|my|your|an)\b|\b(?:rephrase|reword) (?:that|it|your)\b",
    r"\b(?:a|the|your) (?:perfect|textbook|masterclass|ideal) (?:example|open|pitch|question|answer|close|discovery)",
)

SELLER: Final = _any(
    r"\bour (?:solution|offering|pricing|packages?|free trial|demo|onboarding|sales team|success team|customer success|product (?:can|will|would|helps?|offers?|is|does|has|lets|gives|comes)|platform (?:can|will|would|helps?|offers?|is designed|does|lets|gives|comes)|software (?:can|will|would|helps?|offers?|lets|gives)|service (?:can|will|would|helps?|offers?|includes|gives)|clients (?:see|save|love|report|typically)|customers (?:see|save|love|report|typically|usually see))",
    r"\bwe(?:'re| are| can| could| do|'d| would|'ll| will)? (?:also |proudly |gladly |happily |even |currently |now |be (?:happy|able) to )*(?:offer(?:ing)?|provide|speciali[sz]e in|guarantee|deliver (?:real|great|excellent|results|value)|throw in|waive|tailor|customi[sz]e|onboard) (?:you|your|a\b|an\b|the (?:first|setup|fee|lowest|best)|our|free|full|companies|businesses|clients|customers|in|results|value|real|great|excellent|24|round|solutions|personali[sz]ed|flexible|special|competitive|discount)",
    r"\bwe help (?!ourselves\b|each other\b|out\b|them\b|him\b|her\b|whoever\b)[\w ]{2,25}? (?:like yours|like you|find|save|get|reduce|cut|grow|improve|achieve|manage|make|to)\b",
    r"\bour (?:people|staff|engineers?|coordinators?|team|crew|drivers|workers|agents?|experts?|specialists?|consultants?)\b[^.?!]*\b(?:to|for|with|helps?|supports?|at your|guide|show|assist) you\b",
    r"\b(?:how many|how much|which|what) [\w ]{0,25}\b(?:do|would) you (?:need|require|employ|currently use|currently have|operate)\b(?! from (?:me|us|my|our)| me\b| to (?:know|hear))",
    r"\b(?:i|we) (?:can|could|will|'ll|would|'d)(?: (?:also|easily|happily|gladly|certainly|definitely|even|simply|just|always))* (?:start|set|get|show|offer|send|walk|bring|provide|fix|put|sign|book|help|guide|save|supply|staff|cover|take) you (?:with|up|a\b|an\b|the\b|on\b|to\b|for\b|in\b|our|some|from|by|through|over|two|three|four|ten|\d|money|time|free|more|that (?:today|now|for))",
    r"\bwe help (?:companies|businesses|teams|people|customers|clients|organi[sz]ations|fleets|clinics|families|homeowners|manufacturers|you)",
    r"\b(?:i|we) (?:can|could|will|would|'ll|'d) (?:also |gladly |certainly |definitely |happily |even |absolutely |actually |easily )*(?:offer|give|get|do|sell|cut|make|send|show|walk|set|extend|include|match|beat|knock|throw|waive|hold|lock) (?:you |that |this )?(?:up |in |off )?(?:with )?(?:an? |the |our |some |your |another |further )*(?:special |extra |additional |better |further |great |exclusive |free |personali[sz]ed |custom |quick |short |\d+%? ?|ten |fifteen |twenty |five )*(?:percent|%|discount|deal|offer|price|demo\b|trial|package|quote for you|brochure|case study|month|setup|fee|upgrade|proposal|presentation|tour)",
    r"\b(?:i|we) can (?:match|beat) (?:that|it|them|anything|anyone)\b",
    r"\b(?:problem|issue|thing|gap|worry) (?:that )?our [\w -]{2,30} (?:solves?|fixes|fix|prevents?|handles?|addresses|takes care of)\b|\bour (?:\w+ )?(?:best[- ]?sell\w+|flagship|most popular|number one)\b|\bbest[- ]?seller\b",
    r"\btry (?:it|us|them) (?:free|for (?:a|one) (?:day|week|month)|out for|risk)|\bbefore (?:us|you came to us)\?|\bwhich \w+ did you use\b",
    r"(?<!what )(?<!who )\bare you (?:\w+ )?(?:shopping|looking|browsing|searching) (?:for|around)\b",
    r"\bi can (?:look|check|go|run|read|walk) (?:over|through|at|into) your\b",
    r"\bhow much (?:are|do|did|would|were) you (?:\w+ )?(?:pay|paying|spend|spending|budget|losing|lose)\b|\b(?:assure|guarantee|promise) you (?:that|it|we|our|a\b|the\b)|\bwhat if (?:i (?:told|said|could)|we (?:looked|started|tried|went|did|began|found|said))\b",
    r"\b(?:i|we) can (?:lower|reduce|drop|match|beat|be flexible (?:on|with)|work with you on) (?:the |that |our |your |any |their )?(?:price|pricing|cost|rate|fee|quote|offer)",
    r"(?<!what )(?<!how )(?<!when )(?<!where )(?<!which )(?<!why )\b(?:would|are) you (?:be )?(?:like|interested in|open to|ready to|available|free|happy to|willing to|looking for|comfortable with)(?: to)? (?:a |an |another |see|hear|learn|schedul|set|book|mov|sign|get|try|buy|purchas|mak|tak|discuss|explor|meet|for a|on |proceed|upgrade|start|switch|more|our|jump|hop)",
    r"\bhave you (?:ever |already |also )?(?:thought about|considered|looked (?:at|into)|tried (?:using|a)|calculated|asked yourself|compared)\b[^.]*\b(?:you|your)\b|\bhave you (?:ever |already )?(?:thought about|considered) (?:what|how|switching|trying)",
    r"\byour (?:last|current|present|previous|existing|old|former) (?:agency|supplier|provider|vendor|system|insurer|insurance|policy|sofa|couch|software|setup|process|solution|contract|tracker|partner|staffing)\b",
    r"\b(?:we|i)(?:'re| are|'ve| have|'m| am)? (?:also |just |currently |now |even |still )*(?:have|got|offer|run|running|do|doing|having) (?:an? |some |our |the )?(?:\w+ )?(?:promotion|promo|financing|finance plan|warranty|free trial|voucher|coupon|bundle|package deal|payment plan|instal\w+ plan|clearance|sale on|special on|loyalty)\b",
    r"\b(?:take your time|no pressure|no obligation|no rush),? (?:and|if|i'm|but)|\bif you have any (?:questions|concerns|doubts|other)|\bi(?:'m| am) right (?:over )?here\b|\bhappy to answer\b",
    r"\b(?:most|many|other|plenty of|lots of) (?:\w+ ){1,2}(?:your size|like yours|in your (?:position|situation|industry))\b",
    r"\bso (?:that )?you(?: can|'ll|'d| will)? (?:always |never |exactly |finally )?(?:know exactly|can't go wrong|never have to|rest easy|save|never worry|sleep|have peace)|\byou can't go wrong\b|\bpeace of mind\b|\byou(?:'d|'ll) (?:have|get|see|save|catch|love|notice|never|be) (?:it |them |those |the |a |an |your |up |all )*(?:up and running|breakdowns?|results?|savings?|difference|return|value|in no time|within (?:days|weeks|hours)|weeks? ahead|look back|running in)",
    r"\b(?:first|next|one|two) (?:month|months|year|week|shift) (?:is|are|'s) (?:on us|free|on the house)\b|\bon the house\b|\bsign (?:now|today|here|up now)(?: and|,)",
    r"\bmove forward with us\b|\b(?:work|partner|go|sign|do business) with us\b",
    r"\b(?:what|which) (?:are|is|would be) (?:your|some of your) (?:\w+ ){0,3}(?:needs?|requirements?|pain points?|challenges?|goals?|priorit(?:y|ies)|budget|timeline|decision|concerns?|criteria|objectives?|hesitation)",
    r"\bwhat (?:challenges|problems|issues|difficulties|pain points|obstacles) (?:are|do|have) you",
    r"\btell me (?:more |a (?:bit|little) more |a (?:bit|little) |something )?about (?:your|you and your) (?:business|needs?|company|fleet|current|process|challenges|goals|operations?|team|situation|practice|home|family|budget|priorities|setup|concerns|requirements|organi[sz]ation)",
    r"\bwhat would it take (?:for you )?to (?:earn|get you|win|move|sign|close|make you)",
    r"\bwhat(?:'s| is) (?:holding you back|stopping you|keeping you from|your budget|preventing you|your decision)",
    r"\b(?:today only|limited[- ]time|act now|sign up (?:today|now)|don't miss|while (?:stocks|supplies) last|risk[- ]free|money[- ]back guarantee|no obligation|once[- ]in[- ]a[- ]lifetime|special (?:offer|promotion|discount|price|deal)|exclusive (?:offer|discount|deal)|promotional)\b",
    r"\bthank(?:s| you)(?: so much| very much)? for (?:your (?:interest|business|inquiry|enquiry|consideration|question|patience|feedback|loyalty)|choosing|considering (?:us|our)|taking (?:my|the|this) call|taking the time to|trusting|contacting|being a (?:valued|loyal))",
    r"\bappreciate (?:you|your) (?:taking|time today|business|making time|being here|reaching out|interest)",
    r"\bknock (?:another |a |an )?(?:\w+ )?(?:percent |dollars |euros |pounds |quid )?off (?:for you|if you|that for|the price for)",
    r"\bi(?:'m| am) calling (?:you )?(?:from|on behalf|to (?:introduce|offer|tell|follow up|see if|show|discuss|let you)|because we|about our|regarding)",
    r"\b(?:valued|loyal|prospective|potential) (?:customer|client)s?\b",
    r"\bi (?:represent|work for|sell for)\b",
    r"\b(?:best|lowest|most competitive|unbeatable) (?:price|rate|deal|value|offer)s? (?:in|on|for you|i can|we can|available|guaranteed|around)",
    r"\b(?:industry|market|award)[- ](?:leading|winning)\b|\bstate[- ]of[- ]the[- ]art\b|\bcutting[- ]edge\b|\bbest[- ]in[- ]class\b|\bgame[- ]changer\b|\bworld[- ]class\b",
    r"\b(?:save|saves|saving) you (?:time|money|thousands|hundreds|hours|up to|a lot|\d)",
    r"\b(?:shall|should) (?:we|i) (?:schedule|set|book|send|go ahead|get|start|put|arrange|draw)",
    r"\b(?:can|could|may) i (?:interest you|show you|offer you|tell you (?:more )?about (?:our|how)|schedule|book you|sign you|put you down|send you (?:a |an |our |some |the )|walk you|ask you a few questions about your|get you (?:started|signed))",
)
"""Said by the buyer, these swap the roles."""

SPEAKS_FOR_REP: Final = _any(
    r"(?:^|[\"'.!?] |\n)\**(?:the )?(?:sales )?(?:rep|representative|salesperson|salesman|saleswoman|seller|vendor|agent|you|user|human|caller|customer|client|prospect|assistant|narrator|interviewer|system|account (?:executive|manager)|ae|sdr|employee|me|speaker \w+|person \w+)\**\s*(?:\([^)]*\))?\s*:(?!\d)",
    r"[\"'],? (?:you|the (?:sales )?(?:rep|salesperson|seller|agent|caller)) (?:say|said|reply|replied|ask|asked|answer|answered|respond|responded|explain|explained|continue|add|begin|promise|offer)s?\b",
    r"\b(?:says|replies|asks|answers|responds) the (?:sales )?(?:rep|salesperson|seller|agent|caller)",
    r"^(?:and |so )?then you (?:\w+ly )?(?:reply|respond|answer|say|explain|continue|nod|smile|tell|ask|offer|promise|pause|laugh)\b",
    r"^(?:and )?(?:then )?you (?:reply|respond|answer|say|explain|continue|nod and say|smile and say|tell me that you)\b[,:]",
    r"</?(?:rep|user|assistant|buyer|human|customer|seller)\b",
)

LIKELY_YES: Final = _any(
    r"\b(?:i|we) (?:could|can|might|may) (?:probably |perhaps |maybe |just |always )*(?:sign|order|buy|book|commit|give (?:it|this|that|you) a (?:go|try|shot|chance)|try (?:it|this|that|you) (?:out|for)|make an exception|find (?:the|some|a bit of) (?:money|budget|time for)|squeeze (?:it|you|that) in|meet (?:you|on|next|for|some))\b",
)
"""A yes that comes as a possibility: nobody decided that either."""

_ACTS: Final = (
    "sighs|laughs|chuckles|pauses|nods|shrugs|leans|smiles|smirks|frowns|looks|glances|rolls|crosses|taps|raises|hangs|"
    "clicks|stares|clears|coughs|shakes|waits|turns|picks|puts|grins|snorts|scoffs|mutters|whispers|types|flips|gestures|exhales|"
    "inhales|folds|rubs|scratches|stands|sits|walks|tilts|narrows|hesitates|considers|squints|yawns|shifts|relaxes|softens|winces|blinks"
)
NARRATION: Final = re.compile(
    rf"^(?:[a-z]+ly,? )?(?:the buyer|the customer|the prospect|NAME(?: \w+)?) (?:just |then |slowly |finally |only |quickly |quietly )?"
    rf"(?:{_ACTS}|replies|responds|answers|says|asks|thinks|sounds|seems|appears|continues|adds|agrees|remains|feels)\b"
    r"|^(?:[a-z]+ly,? )?(?:she|he) (?:just |then |slowly |finally |quickly |quietly )?(?:(?:sighs|laughs|chuckles|nods|shrugs|smirks|frowns|scoffs|snorts|grins|winces|blinks|exhales|inhales|hesitates)\b"
    r"|(?:leans|crosses|taps|raises|rolls|folds|rubs|scratches|clears|narrows|tilts|shifts|straightens|drums|furrows|purses|puts|hangs|looks|glances|stares|picks|shakes) (?:her|his|back|forward|up(?: the)?|down the|at (?:you|the (?:clock|phone|screen|quote|ceiling|window|floor|wall|rep)))\b)"
)
DIRECTIONS_LEFT: Final = re.compile(
    r"[*_`~#|{}\[\]<>]|^\s*[-•–—+]\s+\S|^\s*\d{1,2}[.)]\s+\S|https?://|www\.\w|&\w+;|\bfade (?:in|out)\b|\bend (?:scene|of (?:scene|call|conversation|transcript))\b"
)

PROMPT_WORDS: Final = _any(
    r"\bdirector(?:'s)? (?:note|says|said|wants|tag|instruction)|\b(?:the|my|this|a) director\b(?= (?:note|says|told|wants|has decided|decided|asked|of this scene))|\bstage direction",
    r"\b(?:system|initial|hidden|original) (?:prompt|message|instruction)s?\b|\b(?:my|the|your|this|these) prompts?\b|\bprompt (?:says|tells|injection|instruct)",
    r"\b(?:my|these|the) (?:instructions|guidelines|persona|character(?:'s)? (?:sheet|profile|description|background|brief)|backstory)\b(?: (?:say|are|is|tell|state|do not|don't|require|prevent|include|forbid))?",
    r"\b(?:as )?per the (?:scenario|script|brief|note|prompt)|\baccording to (?:the|my) (?:scenario|script|note|brief|prompt|instructions|director|persona)",
    r"\b(?:price|trust|stall|timing|authority|competitor|need|budget) objection\b|\braise (?:the|my|an|another) (?:\w+ )?objection|\bi(?:'ll| will| am going to|'m going to) now (?:raise|push|deflect|object|respond|reply|soften|settle|decline|reveal|ask)",
    r"\bhow (?:NAME|the buyer|this buyer|a buyer|dana|the character) (?:would|should|might|could|will)\b|\bas NAME,? (?:i|my)\b",
    r"\bmy (?:script|character|assigned role|role in this|role is to (?:play|act|be)|line here|lines? (?:is|are|says))\b",
    r"\b(?:trust|patience|mood) (?:level|score|meter|bar|points?|value|is (?:now |currently )?(?:at |neutral|cold|warm|low|high|\d)|:|=|went|goes up|goes down|\+|-\d)",
    r"\b(?:move|mood|length|spirit|say|beats?|gate|note)\s*:\s",
    r"\b(?:trust|patience|mood|rapport)\b[^.?!]{0,24}\b(?:points?|by (?:one|two|three|four|five|six|seven|eight|nine|ten|\d)|increas\w+|decreas\w+|level|score|meter)\b|\b(?:raises?|raised|lowers?|lowered|increas\w+|decreas\w+) (?:my |the |her |his |your )?(?:trust|patience|mood|rapport)\b",
    r"^as (?:instructed|directed|requested|decided|per)\b|\bsecret (?:fact|information|concern)\b",
    r"\bsimulat(?:e|es|ing|ed|ion)\b|\b(?:hidden|locked|gated) (?:until|behind|unless|fact|answer)\b|\b(?:is|are|stays?) hidden\b|\b(?:the )?(?:policy|director|engine|system|game) says\b|^turn (?:one|two|three|four|five|six|\d+)\b|\bbuyer (?:asks|says|responds|deflects|objects|agrees|softens)\b|\bobjection (?:raised|settled|softened|handled)\b",
    r"\bi(?:'m| am| have been|'ve been| was) (?:told|asked|instructed|supposed|meant|expected) to (?:sound|seem|appear|act|pretend|play|come across|make (?:you|it|this)|keep|raise|say|push|be|stay|give|act|deflect|object|answer|hold)\b",
    r"\bmy (?:character sheet|character|sheet)\b|\bat this point in the (?:call|script|scenario|conversation)\b",
    r"\bpush_back\b|\bopen_question\b|\bnext_step\b|\bclosed_question\b|\bself_check\b",
    r"\brubric\b|\bscorecard\b|\bpass (?:rule|mark|criteri|threshold|score)|\bscoring (?:criteri|rule|system)|\bhidden (?:fact|information|concern|agenda item|objective|objection)|\bunlock(?:ed|s)? (?:the|my|a|this|more) (?:fact|information|secret|next)",
    r"\brole[- ]?play(?:ing|er)?\b|\bthis (?:simulation|exercise|scenario|practice|training|game|test) ?(?:call|session|conversation|scenario|exercise|scene|run)?\b(?! (?:budget|plan|centre|center|year|quarter|room|ground|match))(?=[ ,.!?]|$)",
    r"\b(?:practice|training|mock|simulated|sample) (?:call|session|conversation|scenario|exercise|buyer|dialogue)\b",
    r"\bthe (?:sales )?rep(?:resentative)? (?:is|has|just|asked|asks|said|says|wants|wanted|seems|mentioned|acknowledged|hasn't|didn't|did|offers?|offered|pushed|earned|needs)\b",
    r"\bthe user(?:'s)?\b|\bthe (?:human|model|assistant|ai)(?:'s)? (?:is|has|wants|asked|says|should|needs|message|turn|response)",
    r"\b(?:respond|responding|reply|replying|answer|speak|speaking|stay|staying|remain|remaining) (?:as|in) (?:character|NAME\b|the buyer|a buyer|the customer|the persona)",
    r"\bi (?:need|have|want|should|must|am supposed|'m supposed|am told|was told|'ve been told|have been told|am instructed|was instructed|was asked) (?:to )?(?:respond|reply|convey|stay|play|portray|act as|keep (?:it|this|my (?:reply|response)) (?:short|to|under|within)|push back|deflect|soften|settle|object|not reveal|not agree|never reveal|avoid revealing|hide|withhold)\b",
    r"\bnot (?:allowed|permitted|supposed) to (?:agree|reveal|tell|say|disclose|share|mention|end|answer)\b",
    r"\b(?:word|sentence)s? (?:limit|at most|maximum|or (?:less|fewer))\b|\bin (?:one|two|three|\d) (?:short )?sentences?\b[^.]*\b(?:respond|reply|answer|as)\b",
    r"\b(?:json|xml|yaml|markdown|html)\b|\btokens?\b(?= (?:limit|left|count|used))",
    r"^(?:okay|ok|alright|so|hmm|first|let me|now),? (?:so )?(?:the (?:user|rep|buyer|director|note|scene|task)|i need to (?:figure|respond|think|write|say|convey|produce|craft)|let me (?:think (?:about|through) (?:what|how|this)|craft|write|draft|consider how)|we need to)",
    r"\b(?:fictional|made[- ]up|imaginary|hypothetical) (?:buyer|character|company|person|scenario|conversation|customer)",
    r"\b(?:this|that) (?:answer|reply|response) (?:conveys|shows|reflects|keeps|stays|follows|uses)\b",
)

YES: Final = _any(
    r"\b(?:it's|it is|that's|we have|we've got|you have|you've got|you got) (?:yourself )?a deal\b",
    r"^(?:ok(?:ay)?,? |fine,? |all ?right,? |good,? |great,? |well,? )?(?:deal|sold|done deal|accepted|approved|you're on|consider it done)(?: then)?[.!]*$",
    r"\b(?:i'm|i am|we're|we are|count me|count us) (?:in|sold|on board|all in|ready to (?:sign|buy|move|start|go|commit|proceed|order)|happy to (?:meet|sign|proceed|go ahead|move|start|commit|do (?:that|it|a)|give (?:it|you)|try|book|have (?:you|a)|take))\b(?! (?:a|the|my|no|over|for a|charge|on it|meeting|general|front|between|this up to))",
    r"\bwhere (?:do|can|should) (?:i|we) sign\b",
    r"\b(?:i|we)(?:'ll| will| shall|'re going to|'m going to| am going to) (?:definitely |gladly |happily |just |also |probably |then |have to )*(?:take (?:it|one|two|them|the (?:deal|offer|meeting|green|call|survey|order))|sign\b(?! off on nothing)|buy|order|book|go ahead|proceed|go with you|do (?:it|that|business|the (?:trial|pilot|meeting|survey))|give (?:it|you|this|that) (?:a (?:try|go|shot|chance)|the (?:order|business|go-ahead|green light))|try it|accept|commit|join|attend|switch|approve|move forward|put (?:you|it) (?:in|on|through)|block|clear (?:my|the) (?:calendar|diary|schedule)|make (?:the )?time|pencil|confirm)",
    r"\b(?:i|we)(?:'ll| will| shall|'m going to| am going to) (?:definitely |gladly |also |just )*(?:bring|invite|loop in|introduce|get|ask|have|tell|speak to|talk to|call|ring|phone) (?:in )?(?:my |our |the |him |her |them |mark|karin|sunil|ruud|siobh|marek|derek)[^.?!]{0,40}?(?:along|to (?:join|come|the (?:meeting|call|table))|on (?:the )?(?:call|monday|tuesday|wednesday|thursday|friday|saturday|sunday)|there|with me|for you|today|tonight|tomorrow|about (?:this|it|you)|set (?:it|this) up|to meet|too)",
    r"\b(?:i|we)(?:'ll| will) (?:see|meet|expect|have) you (?:then|there|on|at|tomorrow|next|in (?:the|january|february|march|april|may|june|september|october|november|december)|monday|tuesday|wednesday|thursday|friday|saturday|sunday|over|in for|round)",
    r"\bsee you (?:then|there|on|at|tomorrow|next|monday|tuesday|wednesday|thursday|friday|saturday|sunday|in (?:the|january))",
    r"\b(?:let's|let us|shall we|we should|we can|we could|how about we|why don't we) (?:just |then |all |also |go ahead and |definitely |maybe |say )*(?:do (?:it|this|that|a (?:trial|pilot|call|meeting|demo|deal|test|visit)|the (?:trial|pilot|meeting|call|survey|review|visit|demo)|(?:mon|tues|wednes|thurs|fri|satur|sun)day)|go ahead|move (?:forward|ahead)|proceed|get (?:started|going with|this (?:done|signed|going|started)|it (?:done|signed|going|started|in the)|something (?:in|on) the)|set (?:it|this|that|something|a|up|one) ?(?:up|time|date|meeting|call)?|schedule|book|meet\b|sign|make (?:it (?:happen|work|official|(?:mon|tues|wednes|thurs|fri)|two|three|ten)|a (?:date|plan|deal)|this happen)|start (?:with|on|next|small|the|a)|give (?:it|this|that) a (?:try|go|shot)|go (?:with (?:you|it|that|fleetiq)|for it)|try (?:it|that|this|a)|pencil|put (?:it|something|that|a (?:date|time)) (?:in|on) the|put (?:thirty|half|a|an|twenty)|find a (?:time|date|slot)|arrange|talk (?:again )?(?:on )?(?:mon|tues|wednes|thurs|fri|tomorrow|next week)|say (?:mon|tues|wednes|thurs|fri|satur|sun|two|three|ten|next))",
    r"\b(?:sign me up|put me down for|put us down|book (?:me|us) in|pencil me in|consider (?:me|us|it) (?:in|sold|done|booked))\b",
    r"\b(?:i|we)(?:'d| would|'ll| will|'m| am|'re| are)? (?:guess |suppose |think )?(?:(?:i|we)(?:'d| would|'ll| will)? )?(?:better |rather |probably |definitely |might as well )*(?:go|going|went) with (?:you|yours|your|this|it|fleetiq|nudge|vaart|stillair|harborside|the alder)\b",
    r"\b(?:i|we)(?:'m| am|'re| are|'ve been| was| were) (?:already |always |really |now )*(?:leaning (?:towards|to)|ready to|set to|prepared to|keen to|eager to|about to (?:sign|buy|order|commit)|doing (?:this|it)|on for|going (?:ahead|for it)|good to go|happy with (?:it|that|this|your|the (?:price|offer|terms)))\b(?! (?:go home|leave|hang|listen|end|stop|hear))",
    r"\b(?:i|we)(?:'d| would) like (?:one\b|it(?:[.!,]|$| please| in (?:green|blue|grey|red))|the (?:green|blue|red|grey|alder|first|other|sofa|survey|trial|meeting|policy)|that one|this one|to (?:go (?:ahead|with|for)|have (?:it|one)))\b",
    r"\byou(?:'ve got| have|'ve) (?:my |got my )?(?:\w+ and )?my (?:order|business|vote|signature|word|attention and)\b|\bmy order\b",
    r"\b(?:can|could|do|will|when (?:can|could|do|will)) you (?:\w+ )?(?:deliver|install|ship|fit it|start (?:on|by|next|this|with)|begin)\b",
    r"\b(?:very well|all right|fine|okay|good),? you (?:may|can) (?:try|start|begin|come|proceed|have|visit|send|show)\b|\byou (?:may|can) (?:try|start|begin|proceed)\b",
    r"\bit(?:'s| is)(?: probably| maybe)? time for (?:a|some|the) change\b|\bmaybe it is time\b|\byou win(?:[.!]|$)|\b(?:that's|it's|thursday's|monday's|tuesday's|\w+day is) doable\b|\b(?:so,? )?when do (?:we|you|they) (?:begin|start)\b",
    r"\bhow (?:does|about|is|would) (?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\bhow does (?:next|tomorrow|two|ten)",
    r"\bmake (?:the|those|these|your) (?:numbers|figures|price|budget|money) work\b|\bmake it work\b",
    r"\btalked (?:me|us|him|her|the two of us) into\b",
    r"\b(?:i|we)(?:'ll| will| can| do)? (?:accept(?:[.!,]|$| (?:your|the|these|those|it\b|with|under))|agree to\b)|\b(?:you have|you've got) (?:my|our) (?:word|signature|business|approval|go[- ]ahead|permission|yes|vote|order|commitment|support)\b",
    r"\blook(?:ing)? forward to (?:it|our|the|that|meeting|seeing|working|hearing|speaking|talking|(?:mon|tues|wednes|thurs|fri)day)",
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day(?:s)?(?: (?:at \w+|morning|afternoon|evening|then|it is))* (?:works|is (?:fine|good|great|perfect|ok|okay|possible)|sounds|suits|it is\b|would (?:work|be (?:fine|good|great)))",
    r"\b(?:tomorrow|next week|any ?time|two o'clock|ten o'clock|that (?:time|day|date)|the (?:afternoon|morning)|half (?:past )?\w+) (?:works|is fine|is good|is perfect|suits|sounds (?:good|fine|great)|would work)\b",
    r"\b(?:works|sounds) (?:good|fine|great|perfect|like a plan|wonderful|lovely) ?(?:for|to) (?:me|us)\b|\b(?:that|this|it) works (?:for|on) (?:me|us|my)|\bsounds like a plan\b|\bi like (?:that|the) plan\b|\bthat(?:'d| would) (?:be (?:great|perfect|wonderful|helpful|lovely|ideal)|work (?:well|fine|nicely|for (?:me|us)|perfectly))\b(?! if)",
    r"\bwhen (?:can|could|do|shall|would) (?:you|we|i) (?:be able to )?(?:start|begin|get (?:started|going)|come (?:by|over|in|round|out|and)|meet|sign|install|deliver|roll|set|fit|squeeze|do|make|send|book|bring|be here|be down)",
    r"\bhow (?:soon can|do) (?:we|you|i) (?:get (?:started|going)|start|proceed|move forward|sign|order|buy|pay|set this up)",
    r"\bwhat(?:'s| is| are| would be)? (?:our |the |your |my )*next steps?\b|\bwhat do you need from (?:me|us) to (?:start|proceed|get|move)",
    r"\b(?:i|we)(?:'d| would) (?:love|like|be (?:happy|glad|delighted|interested|keen)) to (?:see a demo|try|buy|order|book|schedule|set|meet|move|proceed|sign|start|get started|go ahead|take you up|learn more|hear more|see more|have (?:you|a (?:demo|trial|meeting))|do (?:that|it|business)|join|accept|explore)\b",
    r"(?<!you )(?<!folks )(?<!people )(?<!they )(?<!who )(?<!just )(?<!'s )(?<!has )(?<!have )\b(?:come|drop|stop|swing) (?:by|over|round|in)(?: (?:and|on|at|any|next|this|tomorrow|for|then|with|the|to)\b|[.!]|$)|\byou (?:can|could|may) (?:come (?:by|over|round|around|in|down|up|out|here|to|on|and|then|tomorrow|next|any|for|for a)\b(?! (?:at (?:it|me)|to me with))|visit|drop (?:by|in)|stop (?:by|in)|bring (?:the|your|it))\b",
    r"\b(?:here's|this is|take|use) my (?:calendar|email|number|mobile|direct line|credit card|card)\b|\bmy (?:email|number|mobile|cell|address) is\b|\bi(?:'ll| will)? (?:give|send|text|email) you my\b",
    r"\b(?:go on|go ahead) and (?:book|schedule|set|send|draw|sign|put|start|order)",
    r"\bput (?:it|that|something|me|us|the meeting|a (?:hold|time|slot)) (?:in|on) (?:the|my|our|your) (?:calendar|diary|books|schedule)\b",
    r"\bwhere(?:'s| is) the (?:till|checkout|cash desk|counter|dotted line)\b|\b(?:where|how) (?:do|can|should) (?:i|we) pay\b|\bdo you take (?:cards?|visa|cash|cheques?)\b",
    r"\bi(?:'ll| will| can) (?:do|make|manage) (?:it |that )?(?:on )?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|next week|tomorrow|two|three|ten|the \d)",
)
"""A next step, an order or a meeting is agreed."""

TAKES: Final = _any(
    r"\b(?:i'm|we're|i'd be|we'd be|i would be|we would be) up for (?:that|it|this|a\b|one\b)|\b(?:convinced|persuaded|talked|tempted) (?:me|us) (?:to|into)\b",
    r"\b(?:pick|name|choose|suggest|give me) (?:a|your|any|the|some) (?:day|date|time|slot|evening|morning|afternoon|dates|times|days)\b|\bleave (?:me |us )?(?:your|a) (?:number|card|details|email|brochure)\b",
    r"\byou (?:may|can|could|might) (?:\w+ )?(?:ask|call|ring|phone|try|write|contact|reach)(?: (?:me|us|him|her|karin|ruud|sunil|mark|siobh\w+))?(?: (?:again|back|then|later|in|on|after|at|if|about|directly|yourself)\b|[.!]|$)",
    r"\b(?:swing|stop|drop|pop|come|call) (?:by|past|round|over) (?:some|any|one|this|next|when)\b",
    r"\bi(?:'ll| will) (?:back|support|vouch for|champion|recommend|put in a (?:good )?word for) (?:you|it|this|yours)\b",
    r"\bwhen (?:can|could|would|will) you (?:fit|squeeze|do|make) (?:us|me|it|one|this|that)\b|\b(?:it|that)(?:'s| is) an? yes\b|\ba yes from (?:us|me|both|him|her)\b",
    r"\bi(?:'d| would| could| can|'ll) (?:probably |surely |always )?find (?:a bit|some|something|the (?:money|funds|budget|cash)|room|it somewhere)\b|\bdo you think we could (?:order|book|sign)\b",
    r"\b(?:would|could|will) you (?:take|accept|do it for|settle for|go to|come down to) (?:\$|£|€)?(?:\d|(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|fifty)\b)",
)
"""What people ask and offer who are about to buy: a wish or a question, and as good as a yes."""

WON_OVER: Final = _any(
    r"\b(?:you've|you have|you) (?:completely |totally |really |fully |finally )?(?:convinced|won|persuaded|sold) (?:me|us|me over|us over|both)\b(?! half)",
    r"\b(?:i'm|i am|we're|we are|consider me) (?:completely |totally |fully |quite |pretty |really |now )?(?:convinced|persuaded|sold|satisfied|reassured|impressed|won over|comfortable with (?:that|the|this|it|your))\b",
    r"\b(?:no longer|isn't|is not|not) (?:really )?(?:an?|the|my|our) (?:issue|problem|concern|worry|obstacle|deal ?breaker)(?: any ?more| now| for (?:me|us))\b|\bno longer (?:an?|the|my|our|worried|concerned|bothered|hesita)",
    r"\bthat (?:completely |fully |totally |pretty much |definitely )?(?:settles|solves|resolves|addresses|removes|clears up|takes care of|puts to rest|answers) (?:my|our|all|everything|any|every)",
)
"""A concern is given up, or the buyer is won, when nobody decided so."""

PRAISES: Final = _any(
    r"\byou(?:'re| are) (?:absolutely|completely|totally|entirely|100%|quite|so) right\b",
    r"\b(?:that|it|this) (?:makes|does make) (?:total|perfect|complete|a lot of|so much|good|great) sense\b",
    r"\bi (?:don't|do not|no longer|haven't) (?:have|got|see) (?:any )?(?:more |further |other |real )*(?:objections?|concerns?|worr(?:y|ies)|issues?|problems?|doubts?|reservations?|questions?) (?:left|any ?more|about|with|now)\b|\bno (?:more |further |other )?(?:objections|concerns|doubts|reservations|worries)(?: (?:from|on|left|here|then|about|now)|[.!]|$)",
    r"\b(?:the |your |that |this )?(?:price|cost|premium|rate|fee|quote|offer|\$\d+|money) (?:is|seems|sounds|looks|feels|'s) (?:actually |very |quite |perfectly |totally |really |more than |pretty |completely |now )*(?:fair|reasonable|fine|good|great|ok|okay|acceptable|worth (?:it|every|paying)|justified|a (?:bargain|steal|fair|good|great)|not (?:a|an|the) (?:issue|problem|concern))",
    r"\b(?:worth every (?:penny|cent|dollar|euro)|a (?:great|good|fair) (?:deal|price|offer|value)\b(?! of)|money well spent|pays for itself|a no[- ]brainer)\b",
    r"(?<!why )\b(?:i|we)(?:'d| would|'ll| will|'m| am|'re| are| can| could) (?:gladly |happily |easily |be |absolutely |definitely |probably )*(?:happy to pay|willing to pay|glad to pay|pay (?:that|it|more|extra|the (?:difference|premium|full))|afford (?:it|that|this|the)|find the (?:money|budget)|make (?:room|the budget)|stretch)\b",
    r"\b(?:it's|it is|that's|that is|we have|there's|there is) (?:well |easily |comfortably )?(?:within|in|room in|money in|space in) (?:the|our|my) budget\b|\bwe (?:do )?have (?:the )?(?:budget|money|funds) (?:for|to|available|set)\b|\b(?:money|budget|price|cost) (?:isn't|is not|won't be|is no) (?:really )?(?:an? |the )?(?:issue|problem|object|concern|obstacle)\b",
    r"\bi (?:completely |fully |totally |really |do |now )*trust you\b(?! (?:as far|about|enough to|to (?:talk|say)))|\byou(?:'ve| have) got my trust\b",
    r"\b(?:fleetiq|nudge|stillair|vaart|harborside|alder|your (?:product|solution|platform|service|offer|software|system|company|team)) (?:is|sounds|seems|looks|would be) (?:really |truly |clearly |definitely |exactly |just |absolutely |like |so |by far )*(?:exactly|perfect|amazing|fantastic|impressive|great|excellent|superior|(?:the )?better|the best|just what|what we(?:'ve| have)? (?:need|been)|ideal|wonderful|worth it|the right)",
    r"\bi (?:do |really |now |actually )*believe (?:you now|every word|what you say|that now)\b|\byou(?:'re| are) (?:really |clearly |not like |completely |very |so )*different(?: from (?:them|the (?:others|rest|last))|[.!])",
    r"\b(?:exactly|just) what (?:we|i)(?:'ve| have)? (?:need(?:ed)?|been (?:looking|searching|waiting)|want(?:ed)?)\b",
)
"""The product, the price or the rep is praised, when nobody decided so."""

ONCE_BITTEN: Final = _any(
    r"\bonce (?:already|before|too often)\b|\b(?:been|got|gotten|were|was) (?:\w+ )?(?:stung|burn(?:ed|t)|caught out|had|rushed|let down|bitten|fooled|taken for a ride|ripped off|here) (?:\w+ ){0,4}(?:before|once|already|last)\b",
    r"\b(?:have|'ve|had) learn(?:ed|t)\b|\blearn(?:ed|t) (?:that |it )?(?:not to|the hard way|(?:our|my) lesson)|\bnot after (?:what|the|that|last|i|we)\b|\b(?:my|our) neck out\b",
)
"""A bad experience is hinted at: what stands behind most objections."""

CAUSES: Final = _any(
    r"\b(?:because|due to|seeing (?:as|that|how)|what with|now that we|given that (?:we|i|our|my)|on account of|thanks to|as a result of)\b(?! (?:i said so|it is|that's how))",
    r"\b(?:most|all|some|half|part|the rest) of (?:it|that|the money|the budget) (?:went|was spent|goes|disappeared|has gone)\b|\b(?:went|spent|goes|blown|used up) on (?:the|a|an|our|my|new)\b",
)
"""A reason, where the director has the buyer give none."""

BYE: Final = _any(
    r"\b(?:good ?bye|bye(?:[- ]bye)?|ta-ra|farewell|cheerio)\b|^so long[.!]",
    r"\b(?:i'm|i am) (?:hanging up|ending (?:this|the)|going to (?:hang up|end|stop (?:you|this)|let you go|go now|have to (?:stop|end|let|go))|done (?:here|talking|with this|listening)|leaving (?:it|now)|off now)\b",
    r"\bwe(?:'re| are) (?:leaving|going|off)(?: now| then)?[.!,]",
    r"\bthis (?:call|conversation|meeting|discussion) is (?:over|done|finished|at an end)\b|\b(?:we're|we are) (?:done|finished|through)(?: here| talking)?(?:[.!,]|$)",
    r"\b(?:please )?(?:don't|do not|never) (?:call|ring|contact|phone|email|bother)(?: (?:me|us|here))?(?: (?:again|any ?more|back|ever))\b|\btake (?:me|us) off your list\b|\blose (?:my|this) number\b",
    r"\bhave a (?:good|nice|great|lovely|pleasant|wonderful) (?:day|one|evening|weekend|afternoon|rest|morning|life|week)\b",
    r"\btake care(?: of yourself| now)?[.!]|\b(?:talk|speak) (?:to you )?(?:later|soon)[.!]|\bgood luck(?: to you| with (?:that|it|your))[.!]",
    r"\b(?:i have|i need|i've got|i gotta|i must|i really must|i should|we have|we need|we've got|we should|i do have|we'd better|i'd better) (?:to )?(?:really )?(?:go|run|jump|leave|dash|hang up|get off|be off|get going|let you go|end (?:this|the|it))(?: now)?(?:[.!,]|$| (?:now|and|to|because|before))",
    r"\bi(?:'ll| will) (?:let|leave) you (?:go|get on|to it)\b|\bi(?:'ll| will| must) (?:say goodbye|hang up|go now|end it here|stop here)\b|\bput(?:ting)? (?:the|this) phone down\b|\b(?:anyway|right|okay|well),? (?:we're|i'm) off\b|\bthat(?:'s| is) (?:all )?(?:my|the) time(?: gone| up)?[.!]|\banother call (?:coming|waiting)\b",
    r"\b(?:click|dial tone|hangs up|call ended|disconnect)\b",
    r"\bwe(?:'ve| have) nothing (?:more|else|left) to (?:talk|discuss|say)",
)
NOT_YET_BYE: Final = re.compile(
    r"\b(?:soon|in a (?:minute|moment|second|bit)|about to|almost|nearly|before i|if you|unless|once|one more|until|why (?:should|would)|don't want to|not going|or i(?:'ll| will)?|last (?:chance|one))\b"
)

NEGATED: Final = re.compile(
    r"\b(?:not|n't|never|no|nobody|nothing|hardly|without|can't|cannot|won't|wouldn't|don't|doesn't|didn't|isn't|aren't|wasn't|"
    r"refuse|nor|neither|unless|until|before (?:i|we|you|anyone|anybody)|too (?:early|soon)|instead of|rather than|as if|"
    r"everyone says|everybody says|they (?:all )?say|you(?:'d| would) (?:like|love)|wish|supposed)\b|n't\b"
)
CONDITIONAL: Final = re.compile(
    r"\b(?:would|could|might|(?<!you )may|maybe|perhaps|suppose|wouldn't|couldn't|(?:i'd|we'd|you'd)(?! (?:better|like one|like the|like it))|they'd|it'd|if (?:i|we|it|that|this|there))\b"
)
BARGAIN: Final = re.compile(r"\b(?:deal|sign|in business|i'm in|we're in|you've got|yours|sold)\b")
BARE_YES: Final = re.compile(
    r"^(?:(?:oh|well|hm+|ah|um|right|look),? )?(?:yes|yeah|yep|yup|sure|sure thing|ok|okay|fine|alright|all right|absolutely|of course|definitely|gladly|happily|"
    r"sounds (?:good|great|fine|perfect)|perfect|great|excellent|wonderful|lovely|grand|works|that works|go on,? then|go on so|go ahead|why not|happy to|with pleasure|"
    r"by all means|i suppose so|i guess so|i don't see why not|can do|will do|let's|agreed|good idea|good plan|fair enough,? (?:yes|let's|ok)|we (?:can|could) do that|i (?:can|could) do that|we'd like that|i'd like that|aye|certainly)"
    r"(?:,? (?:please|then|so|that works|that's fine|sounds good|we can|i can|let's|absolutely|of course|sure|okay|fine|thanks|thank you|why not|do that|that'd be (?:fine|good|great)|that would be (?:fine|good|great)|i'd like that|we'd like that|send it over))*[.!]*$"
)
ASKS_NEXT_STEP: Final = re.compile(
    r"\b(?:meet|meeting|call|thursday|monday|tuesday|wednesday|friday|saturday|sunday|tomorrow|next week|schedule|calendar|demo|trial|pilot|sign|contract|start(?:ed)?|move forward|"
    r"go ahead|next step|minutes|book|visit|come by|come over|stop by|introduce|send (?:you|over)|proposal|survey|set up|review|order|samples|o'clock|invite|join)\b"
)
STAYS: Final = _any(
    r"\bi(?:'m| am) (?:still )?(?:listening|here|all ears)\b|\b(?:go on|carry on|continue)(?: with|,? (?:then|please)|[.!]|$)|\b(?:keep|start) talking\b|\btell me more\b|\bread me\b|\bstay on the (?:line|phone)\b|\bi(?:'ve| have) got (?:a minute|time)\b",
)
"""The talk goes on, where it was decided that it ends."""

SAYS_NO: Final = _any(
    r"^(?:no|nope|nah|never)\b(?! (?:problem|worries|rush|need to|objection|harm|trouble|doubt|more excuses))",
    r"\bnot interested\b|\bi(?:'ll| will| have to)? pass\b|\b(?:i|we) (?:can't|cannot|won't|will not|don't want to|'d rather not|would rather not) (?:do (?:that|it|this)|agree|commit|meet|sign|take|make)\b|\bthe answer is no\b|\bforget it\b|\bnot (?:today|this time|going to happen|for me|for us)\b",
)
"""A yes that was decided is taken back."""
