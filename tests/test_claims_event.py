"""Events and actors: each row is a text with the figure in [[ ]], the lemma of its predicate, and who acts."""

from __future__ import annotations

import re

import pytest

ROWS = [
    ("The bridge was [[40 per cent]] finished in May.", "finish", "bridge"),
    (
        "The Elm fire, which burned the ridge and is [[60 per cent]] contained, has crossed the road.",
        "contain",
        "Elm fire",
    ),
    ("Copper was last trading at [[$8,880]] a tonne.", "trade", "Copper"),
    ("The Kospi opened lower, but was last trading up [[about 1%]].", "trade", "Kospi"),
    ("The total was [[40 per cent]] of the harvest.", "be", "total"),
    ("Rice is the last crop at [[$880]] a tonne.", "be", "Rice"),
    # active and passive
    ("Courts convicted [[84]] men.", "convict", "Courts"),
    # words that a parser reads as another clause's
    ("Around [[half]] of those who left signed contracts with the ministry.", "sign", None),
    ("The town has dismissed [[65]] and at least 35 resigned.", "dismiss", "town"),
    ("Contract soldiers make up 62 percent, mobilised men [[31 percent]].", "make", "mobilised men"),
    ("[[Nearly half]] of the verdicts, 52, rest on Article 226 of the Criminal Code.", "rest", None),
    ("One in six spends [[more than half]] of it.", "spend", None),
    ("Altogether the fines amount to [[18.6 million lari]].", "amount", "fines"),
    ("The dead numbered 12 and the missing numbered [[40]].", "number", None),
    ("The division saw its profit [[more than halve]] between the two periods.", "halve", None),
    ("A double room costs [[84 euros]].", "cost", "double room"),
    ("The price of a ticket is [[double]].", "be", "price of a ticket"),
    ("The team won the [[double]] in May.", "win", "team"),
    ("A tin of the best tea fetched [[$12]] in May.", "fetch", None),
    ("The figure is [[double]] the 84 of last year.", "be", "figure"),
    ('Ruiz noted that "[[one]] entity can unreasonably prolong rate filings".', "prolong", None),
    ("They rent [[84]] flats.", "rent", "They"),
    ("Some [[84]] men were convicted.", "convict", None),
    ("Some [[84]] men were convicted by military courts.", "convict", "military courts"),
    ("Some [[84]] men have been convicted.", "convict", None),
    ("Police in the capital arrested [[84]] men.", "arrest", "Police"),
    ("Rain killed [[84]] people.", "kill", "Rain"),
    ("Rain, which began on Monday, killed [[84]] people.", "kill", "Rain"),
    ("The storm left [[84]] people dead.", "leave", "storm"),
    # a participle behind a number without a noun; what governs nothing
    ("The trial ended with 12 convicted and [[84]] acquitted.", "acquit", None),
    ("The chief left following the departures of [[84]] clerks.", "departure", None),
    ("She lost Florida to Steel by [[84]] votes.", "lose", "She"),
    ("Some [[84%]] of hours worked nationally are done at home.", "do", None),
    ("A survey of [[84]] adults was ordered.", "survey", None),
    ("They put the number of men tried between 2018 and 2022 for spying at [[84]].", "put", "They"),
    ("Turnout slumps to [[84%]].", "slump", "Turnout"),
    ("Another [[84]] were closed.", "close", None),
    ("[[Seventeen]] got suspended terms.", "get", None),
    ("[[One case in nine]] ends in a conviction.", "end", None),
    ("[[A third]] of them back the plan.", "back", None),
    # gerunds: whose deed they tell
    ("After finding [[84]] graves, police called for help.", "find", "police"),
    ("He was convicted of killing [[84]] men.", "kill", "He"),
    ("The mayor accused Ann Lee of hiding [[84]] files.", "hide", "Ann Lee"),
    ("Police fined the firm for dumping [[84 tonnes]].", "dump", "firm"),
    # two nouns of one subject; what there is
    ("Some [[84]] adults and at least 30 children fled the town.", "flee", None),
    ("War is common, and there were [[84]] men in the camp.", "be", None),
    # a phrase cuts no word that hyphens join
    ("Drink-driving, under section 5, brought [[84]] cases.", "bring", "Drink-driving"),
    ("Well-wishers who had read of it sent [[84]] parcels.", "send", "Well-wishers"),
    ("The number of arrests rose to [[84]].", "rise", "number of arrests"),
    ("The firm's output fell by [[84 tonnes]].", "fall", "firm's output"),
    # copula and existence
    ("The death toll is [[84]].", "be", "death toll"),
    ("There were [[84]] arrests.", "be", None),
    ("The queue is [[84 days]] long.", "be", "queue"),
    # light verbs
    ("Some [[84]] men faced trial.", "face", None),
    ("The union lodged [[84]] complaints.", "lodge", "union"),
    ("Judges handed down [[84]] sentences.", "hand", "Judges"),
    ("Police carried out [[84]] raids.", "carry", "Police"),
    ("Border guards reported [[9,640]] arrests.", "report", "Border guards"),
    # nouns of action
    ("The conviction of [[84]] men drew protests.", "conviction", None),
    ("The arrest of [[84]] men drew protests.", "arrest", None),
    ("After the murder of [[84]] men, the king fled.", "murder", None),
    # clauses
    ("The fund, which supports [[84]] athletes, was closed.", "support", "fund"),
    ("An economist at Banco Azul, who cut [[84]] jobs, resigned.", "cut", "economist"),
    ("The men who robbed [[84]] banks were caught.", "rob", "men"),
    ("The state must absorb the [[600]] people who enter the market.", "enter", None),
    ("The charge is rare, with [[84]] defendants being convicted of it in 2023.", "convict", None),
    ("The court wants to try [[84]] men.", "try", "court"),
    ("The firm plans to close two plants and cut [[450]] jobs.", "cut", "firm"),
    ("The party will need [[two]] partners to govern.", "need", "party"),
    ("Ministers expect the deficit to reach [[$84 million]].", "reach", "deficit"),
    ("He said that the firm had lost [[84]] jobs.", "lose", "firm"),
    ("Police freed 12 men and arrested [[84]].", "arrest", "Police"),
    # whose verb it is: infinitives, coordination, appositions to a place
    ("The concert is expected to raise [[$84,000]].", "raise", "concert"),
    ("The province has been ordered to compensate [[84]] families.", "compensate", "province"),
    ("The vote is meant to last two days and cost [[$84 million]].", "cost", "vote"),
    ("The mine was closed in May and has [[84]] men on its books.", "have", "mine"),
    ("The study covers 19 of the 24 districts and draws on [[131]] interviews.", "draw", "study"),
    ("The club, which is due to receive [[$84 million]], denied it.", "receive", "club"),
    ("Drivers from the depot have been able to save [[84 litres]].", "save", "Drivers"),
    ("Ferrum announced a plan to cut [[450]] jobs.", "cut", "Ferrum"),
    ("Ferrum’s plan to cut [[450]] jobs was leaked.", "cut", "Ferrum"),
    ("In Nyeri, a concert on Sunday raised [[$84,000]] for the school.", "raise", "concert"),
    ("A march by 85 nurses brought in [[$62,000]], and the bank gave as much.", "bring", "march"),
    ("The judge jailed the clerk, with the coast road carrying [[84]] trucks.", "carry", "coast road"),
    ("Rescuers met boats carrying [[84]] men.", "carry", "boats"),
    ("He was a man given [[12 years]] for theft.", "give", None),
    # people named by an adjective or a participle
    ("The accused paid [[$84]] each.", "pay", "accused"),
    ("Prosecutors demanded prison for [[104]] of the accused.", "demand", "Prosecutors"),
    ("The deadliest of them killed [[84]] people.", "kill", "deadliest of them"),
    ("Net rose to [[$94.2 million]].", "rise", "Net"),
    # nouns of action and whose they are
    ("Gulf Ferries had an operating loss of [[$30 million]].", "loss", "Gulf Ferries"),
    ("The bank's purchase of [[84]] vans was stopped.", "purchase", "bank"),
    ("The purchase of [[84]] vans by the bank was stopped.", "purchase", "bank"),
    ("Last year's loss of [[$30 million]] was small.", "loss", None),
    # what is somebody's
    ("Silva leads the race, 47% to Moreau's [[41%]].", "lead", "Moreau"),
    ("Silva won 47%, against last year's [[41%]].", "win", "Silva"),
    ("Silva presented the bank's [[five-year]] plan.", "present", "Silva"),
    # labels, bases
    ("Tigers: 7-3, averaging [[92.6]] points.", "average", "Tigers"),
    ("About 46% are farmers, up from [[43%]].", "be", None),
    ("Of the [[84]] voters on the roll, 46% are farmers.", "be", None),
    # verbs that look like nouns
    ("A fixed mortgage costs [[5.48%]] on average.", "cost", "fixed mortgage"),
    ("Turnout sinks to [[74 percent]]", "sink", "Turnout"),
    ("Of the men, 93 percent applied and [[131]], or about half, got a place.", "get", None),
    ("Only [[one in eight]] favoured a vote.", "favour", None),
    # a set and what defines it
    ("That was less than half of the [[13,900]] tried in 2021.", "try", None),
    ("Men filed 9,650 of the [[11,203]] complaints registered in May.", "register", None),
    ("The ministry has banned [[38]] of those arrested.", "ban", "ministry"),
    ("Only two of the [[54]] trials set for May were held.", "set", None),
    ("Only [[two]] of the 54 trials set for May were held.", "hold", None),
    ("One of the [[two]] that carry the road is down.", "carry", None),
    # members of what is counted
    ("Some 19,500 people have been convicted, including [[412]] minors.", "convict", None),
    ("Twelve clerks, including [[three]] women, were jailed.", "jail", None),
    # shares in apposition, openings of clauses
    ("The courts heard of 96 clerks, and 84, or [[9%]], were freed.", "free", None),
    ("Of the men found guilty, [[84]] – 37 per cent – walked out.", "walk", None),
    ("Of the men found guilty, 84 – [[37 per cent]] – walked out.", "walk", None),
    ("The study explains why [[one in four]] victims withdraw.", "withdraw", None),
    ("Rents doubled, meaning [[one in seven]] tenants left.", "leave", None),
    ("Owners say [[six]] of the plants may close.", "close", None),
    # what is expected, believed, due
    ("More than [[4,000]] people are expected to receive notice.", "receive", None),
    ("Some [[84]] men are believed to have died.", "die", None),
    # the end of a period, a figure behind it
    ("Sales increased in the quarter ended Sept. 30 to [[$747.8 million]].", "increase", "Sales"),
    # a clause of its own, and a base without one
    ("The court took in 612 cases, against 388 in May; in Orsk the figure went from [[205]] to 347.", "go", "figure"),
    ("Courts jailed 84 men in 2024, the union said, as against [[36]] in 2023.", "jail", "Courts"),
    # shares that are held
    ("The bank took control of [[30%]]-owned Ferrum Ltd.", "own", None),
    ("The firm, [[98.6%]]-owned by Karl Brandt and his wife, sold the plant.", "own", "Karl Brandt"),
    ("About [[80%]] owned two cars.", "own", None),
    # lists whose members the parser hangs below one another
    ("The hotel hired five cooks to run the lunch bar of the pool house and [[four]] cooks to bake.", "hire", "hotel"),
    ("Turnout fell 12 points among those who own a flat and [[four points]] among the rest.", "fall", "Turnout"),
    ("Police cited ice in 38% of crashes, the state of the road in [[a fifth]].", "cite", "Police"),
    ("The ministry confirmed 96 cases and [[three]] deaths.", "confirm", "ministry"),
    ("After a [[two-hour]] meeting Silva left.", "meeting", None),
    # polls: shares with a verb that is also a noun, shares in apposition, adverbs
    ("Of the voters who back Silva, [[29%]] view the mayor unfavorably.", "view", None),
    ("Today, [[fewer than half]], 45%, still do, the poll found.", "do", None),
    ("Some [[84]] now live abroad.", "live", None),
    ("Firms predate the [[10%]] duty that the state has levied since May.", "levy", "state"),
    # agents of figures that share a verb; finite verbs of their own
    ("Four soldiers were killed by mines and [[two]] by gunfire.", "kill", "gunfire"),
    (
        "Turnout fell 12 points among those who own a flat, 10 points among nuns and [[four points]] among men.",
        "fall",
        "Turnout",
    ),
    ("QUEZON CITY, Philippines—Police arrested [[84]] men.", "arrest", "Police"),
    # participles behind the noun
    ("Of the [[2,400]] appeals lodged, judges upheld 61 and sent 12 back.", "lodge", None),
    ("[[Four]] of those convicted received suspended sentences, three were fined.", "receive", None),
    # names with a number
    (
        "Article 205 accounted for 240 convictions, Article 280 for [[190]] and Article 281 for 77.",
        "account",
        "Article 280",
    ),
    # whose the other share is
    ("Rossi had 51.3% of the vote to [[48.7%]] for Anna Bianchi.", "have", "Anna Bianchi"),
    ("Rossi cut the tax from 51.3% to [[48.7%]] for farmers.", "cut", "Rossi"),
    # a subject that the figure tells of, and one that it is
    ("Mortgage rates above [[7%]] are hurting builders.", "hurt", "Mortgage rates"),
    ("A total of [[$84 million]] vanished.", "vanish", None),
    ("An average of [[84%]] of voters came.", "come", None),
    # gaps
    ("Egypt hosts 15,000 refugees, South Sudan 12,000 and Chad [[7,000]].", "host", "Chad"),
    ("The army accounted for 489 trials, the navy for [[171]] and the guard for 148.", "account", "navy"),
    ("Judges issued 84 verdicts in May and [[90]] in June.", "issue", "Judges"),
    ("Men earned $6,000, women [[$5,000]].", "earn", "women"),
    (
        "Officers charged 64 men with fraud, compared with 28 in 2023. Of the 64, [[42]] live abroad.",
        "live",
        None,
    ),
    # headlines
    ("Bus strike: [[58]] arrested in a month\n\nThe strike went on.", "arrest", None),
    ("Over [[600]] Russian Soldiers Convicted of Desertion", "convict", None),
    ("[[84]] Miners Killed in Blast", "kill", None),
    ("Blast kills [[84]] miners", "kill", "Blast"),
    # penalties
    ("The law punishes theft with a fine of [[$300]].", "punish", "law"),
    ("Workers face imprisonment of [[up to one month]].", "face", "Workers"),
    # no figure acts
    ("Some 40 people lost [[$300]].", "lose", "Some 40 people"),
    ("The rest, 40, lost [[$300]].", "lose", "rest"),
    # what is still to come, what a record shows, what stands behind "at", a clause of the figure's own
    ("Nine of the [[84]] clubs are going to report a loss.", "report", None),
    ("Some [[84]] men have yet to pay.", "pay", None),
    ("It shows [[84]] people sentenced under the law.", "sentence", None),
    ("The guild put the number of cases known to it at [[84]].", "put", "guild"),
    ("The court closed 912 cases, fewer than the [[984]] it received.", "receive", "it"),
    ("The plan needs $62 million, [[18 percent]] of which donors have promised.", "promise", "donors"),
    ("The court disposed of [[84]] cases.", "dispose", "court"),
    ("Acquittals number [[two]], both of them overturned on appeal.", "number", "Acquittals"),
    ("Of [[84]] firms surveyed by the guild, 61 percent had shrunk.", "survey", "guild"),
    # who is told to do it; who there is; the nearer of two subjects; none for a pointing word, a date, another's agent
    ("The court ordered Moscow to pay [[10,000 euros]].", "pay", "Moscow"),
    ("The ministry told regions to hire [[84]] teachers.", "hire", "regions"),
    ("There were [[84]] arrests by police.", "be", "police"),
    ("The figure was 96. That is [[84]] more than in October.", "be", None),
    ("In 2021 the list grew by 112 names, and last year by [[84]].", "grow", "list"),
    ("Some [[84]] people were sentenced, 12 by military courts.", "sentence", None),
    ("Some 84 people were sentenced, [[12]] by military courts.", "sentence", "military courts"),
    ("Kyiv, June 3 - Ukraine lost [[84]] men.", "lose", "Ukraine"),
    ("TUNIS, May 4, 2025 - Federal judges sentenced [[84]] men.", "sentence", "Federal judges"),
    ("The operating margin widened by [[2.8 percentage points]].", "widen", "operating margin"),
    # a verb read as the modifier of its own object; what defines the base of a multiple
    ("Some 96 soldiers deserted. Another [[84]] faced charges of going absent without leave.", "face", None),
    ("That is almost twice the [[84]] verdicts issued a year earlier.", "issue", None),
    ("Asylum was granted to 96 people and protection to [[84]].", "grant", None),
]
MODALITY = [
    ("The firm has yet to close [[84]] shops.", "asserted", True),
    ("The decree, No. 54, fined [[84]] men.", "asserted", False),
    ("The plan, backed by a loan of [[84]] pounds, will go on.", "asserted", False),
    ("The plan to close [[84]] shops was dropped.", "planned", False),
    ("Courts convicted [[84]] men.", "asserted", False),
    ("Courts did not convict [[84]] men.", "asserted", True),
    ("Courts failed to convict [[84]] men.", "asserted", True),
    ("Courts never convicted [[84]] men.", "asserted", True),
    ("None of the [[84]] men was convicted.", "asserted", True),
    ("Courts may convict [[84]] men.", "possible", False),
    ("Courts could convict [[84]] men.", "possible", False),
    ("Courts would convict [[84]] men.", "conditional", False),
    ("If courts convict [[84]] men, riots follow.", "conditional", False),
    ("The plant will hire [[84]] workers.", "planned", False),
    ("The plant plans to hire [[84]] workers.", "planned", False),
    ("The plant is to hire [[84]] workers.", "planned", False),
    ("The plant is expected to hire [[84]] workers.", "planned", False),
    ("Some [[84]] bridges are to be built.", "planned", False),
    ("The union demanded [[84]] new jobs.", "demanded", False),
    ("The plant should hire [[84]] workers.", "demanded", False),
    ("The plant was ordered to hire [[84]] workers.", "demanded", False),
    ("Police set fire to [[14]] homes.", "asserted", False),
    ("The team set a record of [[12]] sales.", "asserted", False),
    ("Rockets targeted [[12]] sites.", "asserted", False),
    ("The army ordered [[500]] tanks.", "asserted", False),
    ("The flood threatens [[84]] homes.", "asserted", False),
]


def claim(extractor, text):
    """The claim at the marked figure."""
    before, figure, after = re.split(r"\[\[|\]\]", text)
    claims = extractor.extract(before + figure + after, published="2025-06-26").claims
    start, end = len(before), len(before) + len(figure)
    found = [c for c in claims if c.quantity.start < end and c.quantity.end > start]
    assert found, f"no claim at {figure!r}: {[c.quantity.text for c in claims]}"
    return found[0]


@pytest.mark.parametrize(("text", "event", "actor"), ROWS)
def test_event_and_actor(extractor, text, event, actor):
    found = claim(extractor, text)
    assert found.event is not None
    assert found.event.lemma == event, found.event.lemma
    assert (found.actor and found.actor.text) == actor, found.actor and found.actor.text


@pytest.mark.parametrize(("text", "modality", "negated"), MODALITY)
def test_modality_and_negation(extractor, text, modality, negated):
    event = claim(extractor, text).event
    assert event is not None
    assert (event.modality, event.negated) == (modality, negated), (event.lemma, event.modality, event.negated)
