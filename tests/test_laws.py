"""The laws layer: what is cited, of which instrument, in which country."""

from __future__ import annotations

import pytest


def references(extractor, text):
    return extractor.extract(text).article.legal_references


def cited(extractor, text):
    return [(r.number, tuple(p.value for p in r.path)) for r in references(extractor, text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Articles 112, 117 and 118 of the Criminal Code were used.", [("112", ()), ("117", ()), ("118", ())]),
        (
            "It broke Articles 14(1)(b), 15 and 19 of Regulation (EU) 2031/77.",
            [("14", ("1", "b")), ("15", ()), ("19", ())],
        ),
        ("Part 3 of Article 107.3 of the Criminal Code was used.", [("107.3", ("3",))]),
        ("She was held under Section 295-C of the Pakistan Penal Code.", [("295-C", ())]),
        ("Articles 337 (AWOL) and 338 (desertion) of the Criminal Code were used.", [("337", ()), ("338", ())]),
        ("Courts heard them under art. 144 of the Criminal Code.", [("144", ())]),
        ("Nine were tried under Article 174 (hate) of the Penal Code, two under 45 (bans).", [("174", ()), ("45", ())]),
        ("Article 331, on lies, was used against 84 men.", [("331", ())]),
        ("Nine were charged under Section 233 of the CMA.", [("233", ())]),
        ("He was tried under Criminal Code Article 181, Part 2.", [("181", ("2",))]),
        (
            "Judges cited Articles 4, 7 § 1 and 9 of the European Convention on Human Rights.",
            [("4", ()), ("7", ("1",)), ("9", ())],
        ),
        ("They were charged under Article 214/2 of the Turkish Penal Code.", [("214", ("2",))]),
        ("She was held under sections 5 to 7 of the Ports Act 1998.", [("5", ()), ("6", ()), ("7", ())]),
        ("Charges under Articles 218-220 of the Penal Code followed.", [("218", ()), ("219", ()), ("220", ())]),
        ("Charges under Art. 161-1 of the Penal Code followed.", [("161-1", ())]),
        ("Convicted under Article 316-bis of the Italian Penal Code, he left.", [("316-bis", ())]),
        ("It rests on Article 6(1)(a) to (c) of the GDPR.", [("6", ("1", "a")), ("6", ("1", "b")), ("6", ("1", "c"))]),
        ("It rests on Articles 5(1)(a) and (c) of the GDPR.", [("5", ("1", "a")), ("5", ("1", "c"))]),
        (
            "Under Articles 180.3 and 107.3 (parts 1 and 2) of the Criminal Code 9 were held.",
            [("180.3", ()), ("107.3", ("1",)), ("107.3", ("2",))],
        ),
        ("He admitted two counts under 21 U.S.C. § 846(b)(1).", [("846", ("b", "1"))]),
        ("Agents used 42 U.S.C. §§ 1981 and 1985.", [("1981", ()), ("1985", ())]),
        ("She was indicted under Title 21, Section 846 of the U.S. Code.", [("846", ())]),
        ("Article I, Section 8 of the U.S. Constitution lists 18 powers.", [("I", ("8",))]),
        ("Lawyers invoked the Fourth Amendment.", [("4", ())]),
        ("The first part of Article 180.3 of the Criminal Code was used.", [("180.3", ("1",))]),
        ("He was fined under § 130a StGB.", [("130a", ())]),
        ("Courts used TCK 301 against 12 men.", [("301", ())]),
        ("Some 40 were stopped under s.43 of the Terrorism Act 2000.", [("43", ())]),
        ("Some 40 were stopped under s 43B of the Terrorism Act 2000.", [("43B", ())]),
        ("Some 40 were stopped under the Terrorism Act 2000, s43.", [("43", ())]),
        ("Section 377C was repealed in 2022, after 12 convictions.", [("377C", ())]),
        ("Section 5 of the Ports Act 1998 is old. Section 5 was used 40 times.", [("5", ()), ("5", ())]),
        ("Articles 437, 438 and 432 account for most verdicts.", [("437", ()), ("438", ()), ("432", ())]),
    ],
)
def test_numbers_and_paths(extractor, text, expected):
    assert cited(extractor, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "ARTICLE 19, a rights group, counted 300 cases.",
        "Article 36 said 300 shells were fired.",
        "The article 12,000 readers shared is gone.",
        "The firm filed for Chapter 11 with debts of $40m.",
        "Fans in Section 114 of the stadium threw 30 flares.",
        "Under Section 8, 2 million families get housing vouchers.",
        "The Title 42 policy was used 2 million times.",
        "Paragraph 4 of the letter names 12 men.",
        "In Chapter 7 of her memoir she meets 40 nurses.",
        "Rule 2 of the kitchen: wash all 10 knives.",
        "Article",
        "The trial was moved to courtroom 107.3 hours before the 12th session.",
        "Clause 7 of its contract lets 40 players go.",
        "The Second Amendment Foundation has 40 lawyers.",
        "Under the Criminal Code 12 people were jailed.",
        "The women's 100 metres and the S 500 drew 30 buyers.",
        "Fans in Section 4B threw 30 flares.",
        "Section 12 was closed after 40 fans were arrested.",
    ],
)
def test_what_is_no_law(extractor, text):
    assert references(extractor, text) == ()


@pytest.mark.parametrize(
    ("text", "instrument", "identifier", "jurisdiction", "resolution"),
    [
        ("He broke section 5 of the Port Order Act 2019.", "Port Order Act 2019", None, None, "explicit"),
        # a place in brackets before the year is in the name, a month behind it is not
        (
            "He broke section 5 of the Port Act (Scotland) 2019.",
            "Port Act (Scotland) 2019",
            "gb/port-act-2019",
            "GB",
            "explicit",
        ),
        ("He broke Article 5 of the Code of Port Offences in May.", "Code of Port Offences", None, None, "explicit"),
        ("Article 5 of the so-called Orle law was used.", "Orle law", None, None, "explicit"),
        (
            "Under Article 5 of the Turkish Penal Code (TCK) 9 were held.",
            "Turkish Penal Code",
            "tr/5237",
            "TR",
            "explicit",
        ),
        (
            "Under Article 5 of Kazakhstan’s Criminal Code 9 were held.",
            "Criminal Code",
            "kz/criminal-code",
            "KZ",
            "explicit",
        ),
        (
            "Kazakhstan jailed 9 under Article 5 of its Criminal Code.",
            "Criminal Code",
            "kz/criminal-code",
            "KZ",
            "document",
        ),
        (
            "Courts in Belarus used Article 5 of the Criminal Code.",
            "Criminal Code",
            "by/criminal-code",
            "BY",
            "document",
        ),
        ("Judges used Article 5 of the Criminal Code.", "Criminal Code", None, None, "explicit"),
        (
            "It broke Article 9 of Directive 2011/83/EU.",
            "Directive 2011/83/EU",
            "eu/celex/32011L0083",
            "EU",
            "explicit",
        ),
        (
            "Section 7 of the Protection of Wild Birds Act 2019 bans 12 traps.",
            "Protection of Wild Birds Act 2019",
            None,
            None,
            "explicit",
        ),
        (
            "Section 3 of the Human Rights Act 1998 was cited.",
            "Human Rights Act 1998",
            "gb/ukpga/1998/42",
            "GB",
            "explicit",
        ),
        (
            "Egypt’s Law No. 94 of 2015, Article 35, sets 9 fines.",
            "Law No. 94 of 2015",
            "eg/law-no-94-of-2015",
            "EG",
            "explicit",
        ),
        (
            "Under section 5 of the Official Secrets Act 9 were held in Singapore.",
            "Official Secrets Act",
            "sg/official-secrets-act",
            "SG",
            "document",
        ),
        ("Article 99 of the UN Charter was invoked.", "UN Charter", "int/un-charter", "INT", "explicit"),
        ("A NATO state may invoke Article 5.", "North Atlantic Treaty", "int/north-atlantic-treaty", "INT", "document"),
        ("He was tried under 21 U.S.C. § 846.", "21 U.S.C.", "us/usc/21", "US", "explicit"),
        ("Nine were held under Article 12.", None, None, None, "none"),
        # a noun of courts inside a name; what a section is the law of; an abbreviated section
        ("He broke section 8 of the Contempt of Courts Act.", "Contempt of Courts Act", None, None, "explicit"),
        ("A wait for a section 18 offence takes 800 days.", None, None, None, "none"),
        ("Section 18 carries life.", None, None, None, "none"),
        (
            "He was fined under s. 127 of the Communications Act 2003.",
            "Communications Act 2003",
            "gb/ukpga/2003/21",
            "GB",
            "explicit",
        ),
    ],
)
def test_instrument_and_jurisdiction(extractor, text, instrument, identifier, jurisdiction, resolution):
    (found,) = references(extractor, text)
    name = found.instrument and (found.instrument.text, found.instrument.id)
    assert name == (instrument and (instrument, identifier))
    assert (found.jurisdiction, found.resolution) == (jurisdiction, resolution)


def test_the_instrument_is_carried_with_its_place(extractor):
    text = (
        "Most cases fall under Article 137 of the Polish Penal Code, which deals with insult.\n\n"
        "A further 40 involve Article 132 for disobeying an order, "
        "and 12 men were charged with desertion under Article 138."
    )
    first, second, third = references(extractor, text)
    assert [r.resolution for r in (first, second, third)] == ["explicit", "document", "document"]
    assert {r.jurisdiction for r in (first, second, third)} == {"PL"}
    assert second.instrument == first.instrument
    assert text[second.instrument.start : second.instrument.end] == "Polish Penal Code"
    assert [r.offence.text for r in (first, second, third)] == ["insult", "disobeying an order", "desertion"]


def test_a_step_of_the_article_cited_last(extractor):
    text = (
        "Nine were tried under Article 337 of the Russian Criminal Code. Under part 5 of that article they face "
        "10 years."
    )
    first, step = references(extractor, text)
    assert (step.text, step.number, step.eid) == ("part 5 of that article", "337", "art_337__para_5")
    assert (step.instrument, step.jurisdiction, step.resolution) == (first.instrument, "RU", "document")


def test_the_country_that_a_relative_clause_is_told_of(extractor):
    text = (
        "Nine were tried under Article 5 of the Criminal Code of Germany. Others left for Poland, where Article 256 "
        "of the Criminal Code bans it."
    )
    assert [found.jurisdiction for found in references(extractor, text)] == ["DE", "PL"]


NEAREST = [
    ("Kenya charged nine men under Section 4 of the Prevention of Terrorism Act. Kenya is in uproar.", "KE"),
    ("Sri Lanka held nine men under Section 4 of the Prevention of Terrorism Act.", "LK"),
    ("Nine breaches of Article 3 of the Convention were found.", "INT"),
    ("Iran and Turkey closed a road each.\n\nIn Armenia police fined 40 men under Article 12 of the Road Act.", "AM"),
    ("In Armenia, 40 men were fined under Article 12 of the Road Act. Iran, Turkey and Iran again objected.", "AM"),
    ("Iran and Turkey closed a road each.\n\nPolice fined 40 men under Article 12 of the Road Act.", None),
]


@pytest.mark.parametrize(("text", "country"), NEAREST)
def test_the_country_named_nearest(extractor, text, country):
    assert [reference.jurisdiction for reference in references(extractor, text)] == [country]


def test_a_list_of_articles_goes_on_before_a_preposition(extractor):
    found = references(extractor, "Russian courts used Articles 205.2 and 207.3 in 40 cases.")
    assert [reference.number for reference in found] == ["205.2", "207.3"]


def test_same_code_and_shared_instrument(extractor):
    text = (
        "Nine were held under Article 6 of Iran’s Islamic Penal Code, and five under Articles 7 and 8 of the same code."
    )
    found = references(extractor, text)
    assert [(r.number, r.instrument.text, r.jurisdiction) for r in found] == [
        (n, "Islamic Penal Code", "IR") for n in ("6", "7", "8")
    ]
    shared = references(
        extractor, "They opened 9 cases under Article 7 (theft) and 4 under Article 8 of the Criminal Code of Ukraine."
    )
    assert [(r.number, r.instrument.id) for r in shared] == [("7", "ua/criminal-code"), ("8", "ua/criminal-code")]


def test_an_earlier_citation_with_the_same_number_wins(extractor):
    text = "He broke 18 U.S.C. § 924. She broke 21 U.S.C. § 841. Then § 924 was used 40 times."
    assert references(extractor, text)[-1].instrument.id == "us/usc/18"


def test_two_countries(extractor):
    text = (
        "Belarus jailed 40 people in Minsk.\n\nThey were convicted under Article 342 of the Criminal Code.\n\n"
        "Kazakhstan tried 9 people under Article 274 of that country’s Criminal Code "
        "and 3 under Article 488 of the Code of Administrative Offences."
    )
    assert [r.jurisdiction for r in references(extractor, text)] == ["BY", "KZ", "KZ"]


@pytest.mark.parametrize(
    ("text", "eid"),
    [
        ("Part 3 of Article 107.3 of the Russian Criminal Code was used.", "art_107.3__para_3"),
        ("Section 10(b) of the Securities Exchange Act was used.", "sec_10__subsec_b"),
        ("Article 74(2) of Kazakhstan’s Criminal Code was used.", "art_74__para_2"),
    ],
)
def test_eid(extractor, text, eid):
    assert [r.eid for r in references(extractor, text)] == [eid]


def test_units_of_steps_follow_the_country(extractor):
    (kazakh,) = references(extractor, "Nine were held under Article 74(2) of Kazakhstan’s Criminal Code.")
    (european,) = references(extractor, "Nine were fined under Article 74(2) of the GDPR.")
    assert (kazakh.path[0].unit, european.path[0].unit) == ("part", "paragraph")


def test_a_gloss_belongs_to_its_number(extractor):
    text = "Nine were tried under Articles 50 (propaganda) and 61 (conspiracy) of the Islamic Penal Code."
    assert [(r.number, r.offence and r.offence.text) for r in references(extractor, text)] == [
        ("50", None),
        ("61", "conspiracy"),
    ]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Article 337 of the Criminal Code is mild. Article 338 presupposes that the man never came.", ["337", "338"]),
        ("Article 337 of the Criminal Code is mild. Under Article 338 courts convicted nine men.", ["337", "338"]),
        ("Article 337 of the Criminal Code is mild. The group Article 19 readers know is older.", ["337"]),
    ],
)
def test_a_word_behind_an_article_is_not_what_it_counts(extractor, text, numbers):
    assert [reference.number for reference in references(extractor, text)] == numbers


def test_programmes_and_distant_families(extractor):
    assert references(extractor, "Under Section 8, 2 million tenants get rent vouchers.") == ()
    text = "Judges upheld Article 370(3) and voided Section 6A of the Citizenship Act, 1955."
    assert [r.instrument and r.instrument.text for r in references(extractor, text)] == [None, "Citizenship Act, 1955"]


@pytest.mark.parametrize(
    ("text", "offence"),
    [
        ("Bribery (Article 290 of the Criminal Code) led to 84 verdicts.", "Bribery"),
        ("Treason proper – Article 275 of the Criminal Code – was cited 84 times.", "Treason"),
        ("Espionage, which is dealt with by Article 276 of the Criminal Code, is rare.", "Espionage"),
        ("Courts passed 84 verdicts for false reporting, covered by Article 7 of the Penal Code.", "false reporting"),
        ("Hiding migrants, a violation of 8 U.S.C. § 1324, put 84 men in court.", "Hiding migrants"),
        ("Nine were fined for drug possession, Article 228, on Monday.", "drug possession"),
        (
            "“Gross insult to the flag”, Article 342 of the Criminal Code, led to 84 verdicts.",
            "Gross insult to the flag",
        ),
        (
            "Repeat “mocking” of the flag (Article 280.3 of the Penal Code) led to 84 verdicts.",
            "Repeat “mocking” of the flag",
        ),
        ("Of these 84 fell under Article 337 of the Criminal Code: leaving one's unit.", "leaving one's unit"),
        ("Nine were fined under Article 174 of the Penal Code, the clause on blocking a road.", "blocking a road"),
        ("Nine were jailed under Article 141 of the Penal Code, the femicide clause.", "femicide"),
        ("Spreading lies, added to the Penal Code in 2022 as Article 217/A, led to 84 trials.", "Spreading lies"),
        ("Nine were tried under Article 12 of the Penal Code: the judge was late.", None),
        ("Nine were jailed under Article 141 of the Penal Code, the robbery suspects.", "robbery"),
        ("Nine were tried under Article 12 of the Penal Code, leaving one behind.", None),
        ("The duty, laid down in Article 5 of the Penal Code, binds 84 firms.", None),
        ("Arson, laid down in Article 5 of the Penal Code, led to 84 trials.", "Arson"),
        ("Nine suits were filed under Article 174 of the Penal Code against officials.", None),
        ("The charge, Article 342 of the Criminal Code, led to 84 verdicts.", None),
        ("Judges, under Article 14 of the Penal Code, fined 84 men.", None),
        ("In May, Article 14 of the Penal Code was used 84 times.", None),
        ("Article 352 of the Criminal Code, which punishes surrender with up to ten years, is old.", "surrender"),
        ("Article 339 of the Criminal Code, which punishes those who feign illness, is old.", "feign illness"),
        ("Article 341 of the Criminal Code, which provides for fines of up to 50,000 rubles, is old.", None),
    ],
)
def test_offence_beside_its_provision(extractor, text, offence):
    (reference,) = references(extractor, text)
    assert (reference.offence and reference.offence.text) == offence
