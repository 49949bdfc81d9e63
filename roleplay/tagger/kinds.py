"""Kinds of words: so that ``ghastly`` tells the model what ``awful`` did, though it never met it."""

from __future__ import annotations

_LISTS = {
    "bad": """awful terrible horrible dreadful nasty rough tough hard painful annoying frustrating stressful exhausting grim
        brutal ghastly miserable rotten lousy ugly tiring tedious maddening infuriating scary frightening worrying upsetting
        unfair harsh heavy messy chaotic embarrassing humiliating disheartening depressing difficult tricky bitter cruel
        sore unpleasant uncomfortable awkward disappointing draining overwhelming nightmare mess disaster chaos hell
        headache pain blow shame pity hassle burden nuisance grief tight bad worse worst""",
    "feel": """feel feeling felt worried worry worries afraid scared nervous anxious angry furious upset sad tired fed sick
        frustrated annoyed stressed exhausted proud happy relieved torn stuck lonely guilty ashamed hurt hurts hopeful
        hopeless keen wary cautious skeptical sceptical hesitant reluctant unsure uneasy comfortable uncomfortable
        disappointed betrayed burned burnt stung livid cross mad confident""",
    "grant": """fair fine right true valid reasonable understandable sensible legitimate correct agreed granted wise justified
        rightly fairly touche honest honesty straight frank blunt open clear sense point reason naturally""",
    "sorry": "sorry apologies apologize apologise apology fault bad forgive regret blame mistake ashamed",
    "shrug": """nonsense rubbish ridiculous silly crazy excuse excuses exaggerating overthinking overreacting paranoid wrong
        mistaken incorrect myth irrelevant pointless nitpicking petty whatever pff pfft meh absurd laughable naive stubborn
        impossible exaggeration overrated picky negative pessimistic""",
    "less": "just only simply merely little tiny small barely hardly pocket peanuts nothing easy easily quick quickly",
    "all": "everyone everybody nobody always never all every none anyone anybody nowhere everything forever impossible whole",
    "insult": """junk crap garbage rubbish trash joke cowboys amateurs clowns liars crooks thieves scammers scam sharks shady
        dodgy sketchy dinosaur dinosaurs outdated ancient useless pathetic incompetent clueless hopeless overpriced toy fraud
        con sinking bankrupt bust shambles rip ripped lie lies lied cheat cheats sloppy lazy careless flimsy tacky knockoff
        prehistoric laughing""",
    "swear": "fuck fucking shit bitch asshole bastard idiot moron stupid dick twat loser dumb piss bloody bollocks arse wtf stfu",
    "machine": """ai bot chatbot prompt instructions system simulation software game score grade points grader rubric evaluator
        transcript roleplay exercise training llm model gpt override json character buyer rep skill criteria assistant""",
    "price": """price prices priced cost costs costing fee fees rate rates charge charges quote quoted invoice bill bills
        money budget cheap cheaper cheapest expensive dear dearer euro euros dollar dollars pound pounds quid bucks grand
        cents pence deposit rent salary premium tariff percent % $ £ €""",
    "cut": """discount off free waive waived knock shave drop drops reduce reduced lower match beat throw gift bonus
        complimentary gratis half special deal sweeten promo voucher credit refund extra""",
    "if": "if provided unless condition exchange return commit commitment sign upfront prepay annual contract term",
    "hurry": """today tonight now midnight deadline ends expires expire last final left remaining hurry quick quickly rush soon
        late limited immediately asap gone slots slot spots closing stock before until already tomorrow regret miss""",
    "meet": """meet meeting call chat demo visit appointment session workshop zoom teams lunch coffee viewing survey walkthrough
        pilot trial test tour calendar diary invite slot introduce introduction intro schedule book reserve pencil follow
        followup showroom hop site""",
    "send": "send sends sending mail email forward write draft prepare share drop copy print attach post ring call text whatsapp",
    "when": """monday tuesday wednesday thursday friday saturday sunday tomorrow tonight morning afternoon noon evening
        week weeks month months january february march april may june july august september october november december
        o'clock pm am spring summer autumn winter fortnight quarter""",
    "span": "minute minutes hour hours day days week weeks month months year years second seconds quarter",
    "role": """boss manager director cfo ceo cto owner partner wife husband accountant lawyer procurement purchasing finance
        board team colleague engineer supervisor chief head principal president son daughter mother father mum mom dad
        foreman union legal it staff crew drivers nurses teachers operators reps people guys""",
    "thing": """platform system software app dashboard tool product solution service services features feature module modules
        integration integrations package plan plans version range series machine machines engine sensor panel battery
        warranty cover coverage policy support helpline portal tracking reporting analytics automation cloud api training
        onboarding installation delivery membership course programme program mattress sofa""",
    "boast": """leading leader best number one award awards winning innovative cutting edge premium world class unique
        revolutionary state art seamless robust scalable flexible trusted reliable excellent amazing great fantastic modern
        advanced powerful intelligent smart complete certified professional experienced quality unbeatable perfect huge
        loads tons thousands millions""",
    "does": """offer offers provide provides include includes cover covers run runs make makes build builds deliver delivers
        handle handles support supports connect connects integrate integrates track tracks manage automate automates
        install installs comes come specialise specialize sell sells ship ships host hosts sync syncs lets allow allows""",
    "solve": """save saves saved fix fixes solve solves stop stops stopped avoid avoids prevent prevents catch catches caught
        cut cuts warn warns help helps means mean takes gets gives frees instead without never longer anymore so""",
    "case": """customer customers client clients reference references study studies report survey research test tested trial
        measured audited certificate review reviews testimonial data proof evidence figures results guarantee guaranteed
        neighbour neighbours users average record example similar same went moved switched used""",
    "risk": """risk risks cost lose losing lost loss downtime fine fines penalty return roi payback value worth investment
        total lifetime longer long run compare compared against versus difference years hidden real actual bigger
        picture save spend paying""",
    "leave": """fit match right leave step away stop stay stick bother waste push chase pressure elsewhere better without need
        overkill walk alone off close file list honest honestly relevant""",
    "greet": """hello morning afternoon evening thanks thank cheers welcome pleasure nice lovely bye weekend holiday christmas
        easter birthday weather rain sunny football match kids family coffee haha lol hahaha hehe congrats congratulations
        enjoy luck meet""",
    "plan": """calling call ringing reason about agenda cover questions minutes ask start begin first today plan purpose
        introduce behalf regarding concerning wanted thought touch catch quick briefly record""",
    "hurtverb": """break breaks broke broken fail fails failed crash crashes crashed leak leaks lose loses lost miss missed
        waste wasted slip slipped delay delayed quit leave left leaving walk walked drop dropped stuck wait waiting chase
        chasing stop stopped overrun slow""",
    "know": "know understand hear heard see get got appreciate imagine realize realise recognise recognize relate respect believe",
    "contrast": "but though although however still yet anyway anyways regardless nevertheless except while whereas",
    "must": "must should need have got ought shouldn't can't cannot won't don't stop never better",
}

KINDS: dict[str, tuple[str, ...]] = {}
for _kind, _words in _LISTS.items():
    for _word in _words.split():
        KINDS[_word] = (*KINDS.get(_word, ()), "@" + _kind)
