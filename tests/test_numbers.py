"""Numbers: readings by construction, one row for each; defects met become rows."""

from __future__ import annotations

import pytest

from extractor.annotate.numbers.counting import Counting

READINGS = [
    # text, words of the mention, value (or bounds), modifier, kind, unit
    ("Courts convicted more than 4,600 soldiers.", "more than 4,600", 4600, "more_than", "count", "soldier"),
    ("No fewer than 62 homes burned.", "No fewer than 62", 62, "at_least", "count", "home"),
    ("It is punishable by up to 15 years in prison.", "up to 15 years", 15, "at_most", "duration", "year"),
    ("It took just under 3 hours to arrive.", "just under 3 hours", 3, "less_than", "duration", "hour"),
    ("Nearly two dozen homes burned.", "Nearly two dozen", 24, "nearly", "count", "home"),
    ("The fund holds $2.3 billion.", "$2.3 billion", 2_300_000_000, "exact", "money", "USD"),
    ("The gap is CZK 271.4 billion.", "CZK 271.4 billion", 271_400_000_000, "exact", "money", "CZK"),
    ("A ticket is HK$50.", "HK$50", 50, "exact", "money", "HKD"),
    ("They spent 200 crore rupees.", "200 crore rupees", 2_000_000_000, "exact", "money", "INR"),
    ("They moved 3.5m people.", "3.5m", 3_500_000, "exact", "count", "person"),
    ("The wall is 3.5 m long.", "3.5 m", 3.5, "exact", "measure", "meter"),
    ("They seized between 700 and 800 guns.", "between 700 and 800", (700, 800), "range", "count", "gun"),
    ("The gap is 33-35 billion dollars.", "33-35 billion dollars", (33e9, 35e9), "range", "money", "USD"),
    ("The course takes between seven to 10 years.", "between seven to 10 years", (7, 10), "range", "duration", "year"),
    ("Dozens of homes burned.", "Dozens", (24, 99), "vague", "count", "home"),
    ("A few hundred cases reach the courts.", "A few hundred", (200, 500), "vague", "count", "case"),
    ("Two-thirds of voters agreed.", "Two-thirds", 0.6667, "exact", "fraction", "voter"),
    ("One in five teachers left.", "One in five", 0.2, "exact", "ratio", "teacher"),
    ("Four out of ten trains were late.", "Four out of ten", 0.4, "exact", "ratio", "train"),
    ("Sales rose 12.5% in May.", "12.5%", 12.5, "exact", "percent", "%"),
    (
        "The rate fell by 1.9 percentage points.",
        "1.9 percentage points",
        1.9,
        "exact",
        "percentage_points",
        "percentage point",
    ),
    ("A 34-year-old nurse was held.", "34-year-old", 34, "exact", "age", "year"),
    ("They built 114 km of road.", "114 km", 114, "exact", "measure", "kilometer"),
    ("One and a half million people fled.", "One and a half million", 1_500_000, "exact", "count", "person"),
    ("None of the 14 detainees was charged.", "None", 0, "exact", "count", "detainee"),
    ("Output doubled in a year.", "doubled", 2, "exact", "multiple", None),
    ("They booked 1 234 rooms.", "1 234", 1234, "exact", "count", "room"),
    ("He got six years and three months.", "six years and three months", 6.25, "exact", "duration", "year"),
    ("The Vico fell by a third of a point.", "a third", 0.3333, "exact", "fraction", "point"),
    ("Egypt hosts 15,000 refugees, South Sudan 12,000 and Chad 7,000.", "7,000", 7000, "exact", "count", "refugee"),
    ("Over 4.5K Russian Soldiers Convicted of Desertion", "Over 4.5K", 4500, "more_than", "count", "soldier"),
    ("Clerks hand out permits at a rate of 700 each month.", "700", 700, "exact", "count", "permit"),
    ("It made 412 million kroner, up from 297 million in May.", "297 million", 297_000_000, "exact", "money", "NOK"),
    ("It made 412 million kroner ($39 million), up from 297 million.", "297 million", 297e6, "exact", "money", "NOK"),
    ("Police held 210 people over ten months, up from 130.", "130", 130, "exact", "count", "person"),
    ("Seven of the nine members agreed.", "Seven", 7, "exact", "count", "member"),
    ("Seven in nine schools lack a nurse.", "Seven in nine", 0.7778, "exact", "ratio", "school"),
    ("The port handled 14 cargoes.", "14", 14, "exact", "count", "cargo"),
    ("They searched 12 inboxes.", "12", 12, "exact", "count", "inbox"),
    ("The two new 737 Max jets flew.", "two", 2, "exact", "count", "jet"),
    ("It makes 224 kW / 300 PS of power.", "224 kW", 224, "exact", "measure", "kilowatt"),
    ("She put one hand behind her head.", "one", 1, "exact", "count", "hand"),
    ("The 1520 sq m centre is let.", "1520 sq m", 1520, "exact", "measure", "square meter"),
    ("The move is meant to last nine days.", "nine days", 9, "exact", "duration", "day"),
    ("Most of them are under 35.", "under 35", 35, "less_than", "age", "year"),
    ("Police logged 84 thefts. Only 12 were solved.", "Only 12", 12, "exact", "count", "theft"),
    ("Some 1,150 buses ran, or one in 13.", "one in 13", 0.0769, "exact", "ratio", "bus"),
    ("There were hundred hundred men.", "hundred", 100, "exact", "count", None),
    ("Two hundred two hundred came.", "Two hundred", 200, "exact", "count", None),
    ("It weighs more than 100 kilos (220 pounds).", "220 pounds", 220, "more_than", "measure", "pound-mass"),
    ("Guests paid 90 euros ($98 million) too much.", "$98 million", 98e6, "exact", "money", "USD"),
    ("It gives 40 hp / 30 kW.", "30 kW", 30, "exact", "measure", "kilowatt"),
    ("She won the race twice.", "twice", 2, "exact", "count", "time"),
    ("It costs twice as much.", "twice", 2, "exact", "multiple", None),
    ("A pie costs six pounds fifty.", "six pounds fifty", 6.5, "exact", "money", "GBP"),
    ("It takes six months to two years.", "six months to two years", (0.5, 2), "range", "duration", "year"),
    (
        "The jab is for those aged nine months to 14 years.",
        "aged nine months to 14 years",
        (0.75, 14),
        "range",
        "age",
        "year",
    ),
    (
        "It seats more than 30 and fewer than 40 people.",
        "more than 30 and fewer than 40",
        (30, 40),
        "range",
        "count",
        "person",
    ),
    ("Most suspects were between 18 and 30.", "between 18 and 30", (18, 30), "range", "age", "year"),
    ("They lowered the voting age from 18 to 16.", "16", 16, "exact", "age", "year"),
    ("Verdicts fell in Oslo (41) and at the court in Bergen (39).", "39", 39, "exact", "count", "verdict"),
    ("He was charged 12 million won ($8,600).", "12 million won", 12e6, "exact", "money", "KRW"),
    ("They freed up 2,000 crown court days.", "2,000", 2000, "exact", "count", "day"),
    ("Pay rose by 2 percent in May but fell by 1 in June.", "1", 1, "exact", "percent", "%"),
    ("The index closed at 16,369.03, up 58.06 points.", "16,369.03", 16369.03, "exact", "count", "point"),
    ("Shares rose 0.65 percent to end at 27,349.19.", "27,349.19", 27349.19, "exact", "count", None),
    ("The number of men doubled, from 40 to 84.", "84", 84, "exact", "count", "man"),
    ("Keys must be <= 30 bytes.", "<= 30 bytes", 30, "at_most", "measure", "byte"),
    ("Keys must be >  30 bytes.", ">  30 bytes", 30, "more_than", "measure", "byte"),
    ("They raised 6.8 million meticais for roofs.", "6.8 million meticais", 6_800_000, "exact", "money", "MZN"),
    ("A guard pays 250 afghanis a day.", "250 afghanis", 250, "exact", "money", "AFN"),
    ("The theft carries two to 14 years in prison.", "two to 14 years", (2, 14), "range", "duration", "year"),
    ("Rents will rise by 3 to 4 percent.", "3 to 4 percent", (3, 4), "range", "percent", "%"),
    ("Gold gained $12.40 to $1,950 an ounce.", "$12.40", 12.4, "exact", "money", "USD"),
    ("The bank lent 40 farmers money.", "40", 40, "exact", "count", "farmer"),
    ("They know what one room costs.", "one", 1, "exact", "count", "room"),
    ("The clerk said 1,204 fall under the decree.", "1,204", 1204, "exact", "count", None),
    ("Some 17 would-be buyers came.", "Some 17", 17, "approx", "count", "buyer"),
    ("“Between 700 and 900” cows drowned.", "Between 700 and 900", (700, 900), "range", "count", "cow"),
    ('They say "between 700 and 900" cows drowned.', "between 700 and 900", (700, 900), "range", "count", "cow"),
    ('It has a 27" screen.', '27"', 27, "exact", "measure", "inch"),
    ("The walk takes 10+ hours.", "10+ hours", 10, "at_least", "duration", "hour"),
    ("It burned 400-plus hectares.", "400-plus hectares", 400, "at_least", "measure", "hectare"),
    ("A stay costs 90 lari and a meal costs 12.", "12", 12, "exact", "money", "GEL"),
    ("A loaf was 3 lari in May. It now sells for 4.", "4", 4, "exact", "money", "GEL"),
    ("Theft carries six years; repeat thieves face 10.", "10", 10, "exact", "duration", "year"),
    ("Fees rose by 40 euros in May and by 15 in June.", "15", 15, "exact", "money", "EUR"),
    ("Buses ran late by 12 minutes on Monday and by 9 on Friday.", "9", 9, "exact", "duration", "minute"),
    (
        "They won 41% in May. It is down by two points.",
        "two points",
        2,
        "exact",
        "percentage_points",
        "percentage point",
    ),
    ("No one under 16 may enter.", "under 16", 16, "less_than", "age", "year"),
    ("The dead were aged 19 and 23.", "23", 23, "exact", "age", "year"),
    ("A woman of 63 spent a night there.", "63", 63, "exact", "age", "year"),
    ("He will be 35 by then.", "35", 35, "exact", "age", "year"),
    ("She asked for a couple dollars.", "a couple dollars", 2, "approx", "money", "USD"),
    ("Each home will get Kshs 2,000.", "Kshs 2,000", 2000, "exact", "money", "KES"),
    ("It needs 40 million convertible marks.", "40 million convertible marks", 40e6, "exact", "money", "BAM"),
    ("Karachi shops in Pakistan took 900 rupees.", "900 rupees", 900, "exact", "money", "PKR"),
    ("It costs 30,000 rubles ($330-$550).", "$330-$550", (330, 550), "range", "money", "USD"),
    ("It served 36 calls for every 100,000 residents.", "36 calls for every 100,000", 36, "exact", "count", "call"),
    ("She saw 140 of about 900 wards.", "140", 140, "exact", "count", "ward"),
    ("Boats with room for 25 carry goods.", "25", 25, "exact", "count", "person"),
    ("The plot was sold for 2.4m lei.", "2.4m lei", 2_400_000, "exact", "money", "RON"),
    ("He paid 21 billion tomans.", "21 billion tomans", 21e9, "exact", "money", "toman"),
    ("A farm in Egypt earns 900 pounds.", "900 pounds", 900, "exact", "money", "EGP"),
    ("The rupee slipped to 84.2 to the dollar.", "84.2", 84.2, "exact", "money", "INR"),
    ("A bear in Ohio was found to be 300 pounds.", "300 pounds", 300, "exact", "measure", "pound-mass"),
    ("A lawyer from Leeds in England owed 300 pounds to a man in Ohio.", "300 pounds", 300, "exact", "money", "GBP"),
    ("The service has six months to decide.", "six months", 6, "exact", "duration", "month"),
    ("They waited half an hour.", "half an hour", 0.5, "exact", "duration", "hour"),
    (
        "Rates rose a quarter of a percentage point.",
        "a quarter of a percentage point",
        0.25,
        "exact",
        "percentage_points",
        "percentage point",
    ),
    ("The youngest was a schoolboy of 16.", "16", 16, "exact", "age", "year"),
    ("She is a mother of three who works.", "three", 3, "exact", "count", "child"),
    ("They named housing (41%), health (29) and jobs (26).", "26", 26, "exact", "percent", "%"),
    ("Support fell from 41% to 37.", "37", 37, "exact", "percent", "%"),
    ("Divers work below 35 metres; the wreck lies at 61.", "61", 61, "exact", "measure", "meter"),
    ("A hip takes 352 days; for cataracts it is 286.", "286", 286, "exact", "duration", "day"),
    ("The fire burned 40 hectares, killing 12.", "12", 12, "exact", "count", "person"),
    ("Fines peaked early. Judges imposed 5,518 of them.", "5,518", 5518, "exact", "count", "fine"),
    ("It raided 40 shops. Some 12 were sentenced.", "Some 12", 12, "approx", "count", "person"),
    ("They need two million and three fifths.", "two million and three fifths", 2_600_000, "exact", "count", None),
]

DISPOSITIONS = [
    ("Families can also call 115.", "115", "identifier"),
    ("They called 412 witnesses.", "412", "claim"),
    ("The band plays with 070 Rill in May.", "070", "identifier"),
    ("They said 1 095 men left.", "1 095", "claim"),
    ("The mayor doubled down on the plan.", "doubled", "name"),
    ("Rents doubled in May.", "doubled", "claim"),
    ("She reached round two of the cup.", "two", "name"),
    ("In week 12 men fled.", "12", "claim"),
    ("Bus Crash Kills 12, Injures 40", "40", "claim"),
    ("FT: Barrow 2 Elmford Town 3", "3", "score"),
    ("By half past four the hall was full.", "four", "clock"),
    ("Shortly after eleven on Sunday night it rained.", "eleven", "clock"),
    ("The fraud article, 159, is old.", "159", "law"),
    ("The G7 met in Bari.", "7", "name"),
    ("A Boeing 737 landed.", "737", "name"),
    ("The league leaders won 3-1 at home.", "3", "score"),
    ("Boeing's own 787 Dreamliner flew with two new 737 Max jets.", "737", "name"),
    ("They saw Planet 9 citizen projects.", "9", "name"),
    ("He bought a baker's dozen of rolls.", "dozen", "name"),
    (f"There were {'9' * 400} men.", "9" * 400, "identifier"),
    ("The flat at 22 Ave Foch was sold.", "22", "identifier"),
    ("A man was shot in the 2400 block of Quarry Lane.", "2400", "identifier"),
    ("The risk was 12% (95% CI, 7% to 17%).", "95", "name"),
    ("They slipped towards the bottom three in May.", "three", "ordinal"),
    ("It was the first vote.", "first", "ordinal"),
    ("He scored in the 96th minute.", "96th", "ordinal"),
    ("One of them was hurt.", "One", "pronoun"),
    ("Prices rose over the past two years.", "two years", "duration"),
    ("He was charged under Article 337 of the Criminal Code.", "337", "law"),
    ("The raid came in March 2021.", "2021", "date"),
    ("The blast came at 11 a.m. on Sunday.", "11", "clock"),
    ("The shop is open 24/7.", "24", "name"),
]


def mention(extractor, text, words):
    numbers = extractor.extract(text).article.numbers
    return next((n for n in numbers if n.text == words), None), [n.text for n in numbers]


@pytest.mark.parametrize(("text", "words", "value", "modifier", "kind", "unit"), READINGS)
def test_a_number_is_read(extractor, text, words, value, modifier, kind, unit):
    found, all_words = mention(extractor, text, words)
    assert found is not None, all_words
    quantity = found.quantity
    assert found.disposition == "claim"
    assert (quantity.modifier, quantity.kind, quantity.unit) == (modifier, kind, unit)
    assert ((quantity.low, quantity.high) if isinstance(value, tuple) else quantity.value) == value


@pytest.mark.parametrize(("text", "words", "disposition"), DISPOSITIONS)
def test_a_number_that_is_no_claim(extractor, text, words, disposition):
    found, all_words = mention(extractor, text, words)
    assert found is not None, all_words
    assert found.disposition == disposition


@pytest.mark.parametrize(
    ("text", "slot", "value"),
    [
        ("Sales rose 12% in May.", "change", "up"),
        ("Sales rose to 5,000 in May.", "change", None),
        ("Women made up 31% of them.", "change", None),
        ("A 5% increase was agreed.", "change", "up"),
        ("They expect a drop of between 1% and 2% this year.", "change", "down"),
        ("Teachers got raises of 3 percent, fear not.", "change", "up"),
        ("Output fell by a third in May.", "change", "down"),
        ("Convictions double in a year.", "change", "up"),
        ("A 50-kg bag has come down in price.", "change", None),
        ("Output was 30,000 barrels a day less than in May.", "change", "down"),
        ("The index closed 21.4 points lower.", "change", "down"),
        ("They got an average of two years in prison.", "statistic", "average"),
        ("A record 5,000 people came.", "statistic", "maximum"),
        ("It carries a maximum sentence of three years.", "statistic", "maximum"),
    ],
)
def test_a_slot(extractor, text, slot, value):
    (found,) = [n for n in extractor.extract(text).article.numbers if n.disposition == "claim"]
    assert getattr(found.quantity, slot) == value


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("Judges hand down 100 sentences a week.", 1, "week"),
        ("The rate is 12.3 per 100,000 people.", 100000, "person"),
        ("They settle 38 cases every working day.", 1, "working day"),
        ("It saw 24 deaths per 1,000 live births.", 1000, "birth"),
        ("A room costs €71 a night and no more.", 1, "night"),
        ("Copies are 10 cents a page.", 1, "page"),
        ("Heat takes a million litres out of the lake every day.", 1, "day"),
        ("Each year roughly 100,000 children fall ill.", 1, "year"),
    ],
)
def test_a_rate(extractor, text, value, unit):
    (found,) = [n for n in extractor.extract(text).article.numbers if n.disposition == "claim"]
    assert (found.quantity.per.value, found.quantity.per.unit) == (value, unit)


def test_an_elliptical_number_takes_the_noun_of_its_neighbour(extractor):
    numbers = extractor.extract("The army lost 4,373 soldiers, compared to 527 in 2021.").article.numbers
    second = next(n for n in numbers if n.text == "527")
    assert (second.quantity.unit, second.counted.text, second.counted_inherited) == ("soldier", "soldiers", True)


def test_a_unit_of_the_sentence_before_has_its_evidence(extractor):
    result = extractor.extract(
        "Bo ran 9.91 seconds. Jo clocked 9.94 behind him. It earned $3 billion. Rivals made 1.2 billion."
    )
    lent = {
        n.text: (n.quantity.unit, n.counted and n.counted.text, n.counted_inherited) for n in result.article.numbers
    }
    assert lent["9.94"] == ("second", "9.91 seconds", True)
    assert lent["1.2 billion"] == ("USD", "$3 billion", True)
    slots = {claim.quantity.text: [i.text for i in claim.inherited if i.slot == "unit"] for claim in result.claims}
    assert slots["1.2 billion"] == ["$3 billion"]


def test_what_bounds_say(extractor):
    low = mention(extractor, "More than 40 men came.", "More than 40")[0].quantity
    about = mention(extractor, "About 40 men came.", "About 40")[0].quantity
    assert (low.low, low.high, about.low, about.high) == (40, None, None, None)


@pytest.mark.parametrize(
    "text",
    [
        "Download 5– … ½% 1/0",
        "two hundred " * 300,
        "5 " + "million " * 80,
        "999999^99 keys",
        f"{'9' * 400}e99 km",
        f"12 per {'9' * 400} people",
        "999 " * 150,
    ],
)
def test_a_number_too_large_costs_no_article(extractor, text):
    numbers = extractor.extract(text).article.numbers
    assert numbers
    assert all(n.disposition != "doubtful" for n in numbers)


def test_a_sentence_that_cannot_be_read_loses_no_number(extractor, monkeypatch):
    def fails(*_):
        raise IndexError

    monkeypatch.setattr(Counting, "__call__", fails)
    numbers = extractor.extract("Police held 12 men.").article.numbers
    assert [(n.text, n.disposition, n.quantity is not None) for n in numbers] == [("12", "doubtful", True)]


def test_a_word_of_parts_that_is_of_no_number_has_no_reading(extractor):
    result = extractor.extract("Pricing has been tough in recent quarters, the insurer said.")
    assert [(n.text, n.disposition, n.quantity) for n in result.article.numbers] == [("quarters", "ordinal", None)]
