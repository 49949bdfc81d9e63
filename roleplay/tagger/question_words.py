"""The words by which questions are told: lists that the finder and the forms read."""

from __future__ import annotations

from roleplay.tagger.text import word_set

WH = word_set(
    "what what's what're what'd what'll how how's how'd why why's when when's where where's where'd who who's who'd "
    "whose which whom"
)
AUX = word_set(
    "do does did is are was were can could would will should have has had may shall don't doesn't didn't "
    "isn't aren't wasn't weren't can't couldn't wouldn't won't shouldn't haven't hasn't ain't am might"
)
PRONOUN = word_set("you i we they he she it that this there your those these")
HAS_SUBJECT = PRONOUN | word_set(
    "you'd you'll you're you've i'd i'll i'm i've we'd we'll we're we've they'd they'll they're they've he's she's it's "
    "that's there's it'll it'd"
)
SUBJECT = PRONOUN | word_set(
    "the anyone anybody someone somebody anything something everything everyone everybody people any our "
    "their his her my all both either nobody none one some us things folks finance it's management"
)
# Words after which an inverted verb still opens a question.
DISCOURSE = word_set(
    "so and but or okay then well now just also still alright right sure yes yeah no hmm hm oh ah cool great "
    "thanks please anyway first second third because look lol haha fair perfect understood hello again guys "
    "sorry curious question really honestly actually maybe btw see nice good wow ouch mate sir madam "
    "today though too way here there else"
)
EMBEDDERS = word_set(
    "know knows knew understand see show shows explain explains about of on for to with hear tell tells me you "
    "us ask asked asking wonder sure matter matters depends idea figure find out learn that's is was be are "
    "exactly like than say said saying get into regardless from by at discuss decide decided check "
    "clear see remember forget understanding whatever no not in around over map mapped appreciate know's "
    "this's it's i'm guess imagine care given notice noticed mention mentioned hearing knowing seeing "
    "share outline unpack explore sense understood recap told means mean thinking wondering"
)
REQUEST_VERBS = word_set(
    "tell walk talk take describe explain share elaborate expand run help paint outline unpack say give fill "
    "clarify show bring list"
)
INDIRECT = (
    ("i'd", "love", "to"),
    ("i'd", "like", "to"),
    ("i", "would", "love", "to"),
    ("i", "would", "like", "to"),
    ("i'd", "be", "interested"),
    ("i", "would", "be", "interested"),
    ("i'd", "be", "curious"),
    ("i'm", "curious"),
    ("i", "am", "curious"),
    ("curious",),
    ("i", "wonder"),
    ("i'm", "wondering"),
    ("i", "was", "wondering"),
    ("wondering",),
    ("was", "wondering"),
    ("keen", "to"),
    ("i'm", "keen", "to"),
    ("i'm", "interested"),
    ("i", "am", "interested"),
    ("interested", "to"),
    ("interested", "in"),
    ("i'm", "trying", "to"),
    ("trying", "to"),
    ("i", "want", "to"),
    ("just", "want", "to"),
    ("i", "just", "want", "to"),
    ("it", "would", "help"),
    ("it'd", "help"),
    ("it", "would", "be", "good"),
    ("it", "would", "be", "helpful"),
    ("it", "would", "be", "useful"),
    ("would", "love", "to"),
    ("would", "like", "to"),
    ("love", "to"),
    ("would", "be", "good", "to"),
    ("would", "be", "great", "to"),
    ("it", "would", "be", "great"),
    ("would", "help", "me"),
    ("i'd", "want", "to"),
    ("i'd", "just", "like", "to"),
    ("i'm", "just", "wondering"),
    ("i'm", "just", "curious"),
    ("just", "curious"),
    ("just", "wondering"),
    ("i", "need", "to"),
    ("i'd", "be", "keen"),
    ("i'd", "be", "glad"),
    ("i'd", "be", "happy"),
    ("i'd", "value"),
    ("let", "me", "ask"),
    ("can", "i", "ask"),
    ("may", "i", "ask"),
    ("could", "i", "ask"),
    ("mind", "if", "i", "ask"),
    ("mind", "me", "asking"),
    ("not", "sure", "i", "understand"),
    ("i", "don't", "understand"),
    ("i'm", "not", "sure"),
)
LEARN = word_set(
    "hear know understand learn ask see get find hearing understanding learning knowing dig wondering curious "
    "wonder if whether what how why where who which picture make"
)
QUANTITY = word_set(
    "many much long often old big far soon large late quickly fast early frequently tall heavy high small "
    "likely close near confident happy satisfied"
)
SHORT_FACT = word_set(
    "time day date days number size percentage percent price rate name email version year month quarter system "
    "brand tool software supplier provider vendor address amount budget deadline company team department "
    "city country model zip postcode extension figure role title headcount volume target cost fee term "
    "platform crm erp language currency timezone phone mobile temperature age week hour portion share point stage serial revenue postcode vat length excess deductible mileage rent salary wage limit minimum maximum code dimensions "
    "measurements spec speed size model age ages names floor room height width weight voltage diameter capacity quantity ratio turnover score"
)
FACT_AFTER_S = SHORT_FACT - word_set("system team department target model software tool platform")
TAGS = word_set("right correct yeah huh eh innit true")
TELLERS = word_set("tell ask say explain describe walk talk share elaborate expand clarify outline unpack")
AFTER_RELATIVE = PRONOUN | word_set(
    "is means makes was would gives takes gets i'm we're it's they're he's will can keeps costs also"
)
SCENE = word_set("when if once after compared for of given while during since because with on in as")
CLEFT_VERBS = word_set(
    "matters happens happened counts helps helped works worked hurts makes made gets got bothers worries stands sets people most really"
)
# After a verb that opens a clause, these show that the subject was only left out ("will send it").
NO_SUBJECT = word_set(
    "be love like do send check get try call need say take have make see go let give work suggest prefer appreciate help "
    "come bring keep put ask talk sort look forward tell add find show never always not definitely also just still only "
    "probably good great fine okay bad nice cool perfect very so really too quite pretty hard true possible normal "
    "important included available in on at by to for from with as if when because up down out free new better cheaper "
    "more less much no one another about around over under all what how why mail email ring drop start use explain"
)
INDIRECT_BY_HEAD: dict[str, list[tuple[str, ...]]] = {}
for _phrase in INDIRECT:
    INDIRECT_BY_HEAD.setdefault(_phrase[0], []).append(_phrase)
FRAGMENTS: dict[str, frozenset[str]] = {
    "any": word_set(
        "chance idea thoughts questions reason luck interest concerns preference objections plans room particular other specific"
    ),
    "anything": word_set("else specific particular i we you holding missing about in coming that from off"),
    "anyone": word_set("else"),
    "mind": word_set("if me telling sharing walking"),
    "okay": word_set("if for with by"),
    "sound": word_set("good fair okay reasonable like alright right familiar"),
    "make": word_set("sense"),
    "makes": word_set("sense"),
    "care": word_set("to"),
    "ever": word_set("had tried thought looked considered been used seen wondered"),
    "still": word_set("happy using on with"),
    "got": word_set("time any # two five ten a"),
    "free": word_set("on thursday friday monday tuesday wednesday tomorrow next for"),
    "ready": word_set("to"),
    "you": word_set("guys sure okay mind free around ever got happy"),
    "cool": word_set("if with"),
    "like": word_set("what"),
    "such": word_set("as"),
    "in": word_set("what which"),
    "for": word_set("how what"),
    "by": word_set("how when what"),
    "at": word_set("what which"),
    "on": word_set("what which"),
    "to": word_set("what whom"),
    "with": word_set("what which whom"),
    "from": word_set("what which where"),
    "since": word_set("when"),
    "and": word_set("you yourself"),
    "want": word_set("me us to a it one that"),
    "need": word_set("me us anything a"),
    "fancy": word_set("a coming meeting"),
    "worth": word_set("a me us"),
}
# Fragments that are no statement even where the mark was left out.
SURE_FRAGMENTS = frozenset(
    [("any", x) for x in ("chance", "idea", "thoughts", "questions", "preference", "objections")]
    + [
        ("anything", "else"),
        ("anyone", "else"),
        ("mind", "if"),
        ("mind", "me"),
        ("mind", "telling"),
        ("mind", "sharing"),
    ]
    + [
        ("okay", "if"),
        ("okay", "for"),
        ("okay", "with"),
        ("sound", "good"),
        ("sound", "fair"),
        ("sound", "okay"),
    ]
    + [
        ("sound", "reasonable"),
        ("sound", "right"),
        ("sound", "familiar"),
        ("make", "sense"),
        ("care", "to"),
        ("cool", "if"),
    ]
    + [
        ("you", "mind"),
        ("you", "free"),
        ("like", "what"),
        ("free", "thursday"),
        ("free", "on"),
        ("ever", "thought"),
    ]
    + [
        ("ever", "considered"),
        ("ever", "had"),
        ("ever", "tried"),
        ("got", "time"),
        ("for", "how"),
        ("by", "when"),
        ("in", "what"),
    ]
    + [("want", x) for x in ("me", "us", "to", "a", "it", "one", "that")]
    + [("need", "me"), ("need", "us"), ("fancy", "a")]
    + [("anything", x) for x in ("i", "we", "you", "holding", "missing", "coming", "specific", "off")]
    + [("from", "where"), ("since", "when"), ("at", "what"), ("free", "tomorrow"), ("free", "next")]
)
NOT_TAGGED = word_set(
    "all that's you're is get it be do got the sounds are was that's alright just they're i'm done by me quite"
)
NO_CHOICE_HEADS = word_set(
    "i we you they it he she that's it's i'm i'll we'll we're you're they're either whether sooner if the there there's "
    "this a an my our just let let's don't can't maybe one when because"
)
OPEN_BARE = frozenset(
    [
        ("such", "as"),
        ("like", "what"),
        ("how", "so"),
        ("meaning",),
        ("because",),
        ("thoughts",),
        ("why",),
        ("how",),
        ("and",),
        ("what",),
    ]
)
DAYS = word_set(
    "monday tuesday wednesday thursday friday saturday sunday tomorrow week # morning afternoon noon today"
)
WHERE_OPEN = word_set(
    "see hurt hurts break breaks stuck struggle struggling stand leave wrong pinch lose losing feel come comes coming "
    "sit sits fall falls going goes heading trouble problems problem pain slow bottleneck leaving falling"
)
COMPARE = word_set("more most better best prefer rather first bigger biggest worse mainly mostly")
ANSWERS = word_set("because simple simply easy by")
RHETORICAL = (
    ("you", "know", "what"),
    ("guess", "what"),
    ("who", "knows"),
    ("who", "cares"),
    ("what's", "not", "to"),
    ("why", "not"),
    ("what", "can", "i", "say"),
    ("how", "cool", "is"),
    ("how", "hard", "can"),
    ("who", "doesn't"),
    ("who", "wouldn't"),
    ("what", "the", "hell"),
    ("what", "the"),
)
# "They'll do it if you tell them, or I will" names no options to choose from.
NO_CHOICE = (HAS_SUBJECT - word_set("you you're it it's there that")) | word_set(
    "either whether just if because them ask always never even"
)
NO_CHOICE_AFTER = word_set("ask else so whatever something not less more get call i we they even")
