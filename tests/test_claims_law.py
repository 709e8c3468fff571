"""Which provisions each figure falls under."""

from __future__ import annotations

import pytest


def laws(extractor, text):
    """The provisions' numbers of each claim, by the text of its number."""
    claims = extractor.extract(text, published="2025-03-01").claims
    return [(claim.quantity.text, [reference.number for reference in claim.legal]) for claim in claims]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # one citation, one clause
        ("Courts heard 84 cases under Article 337 of the Criminal Code.", [("84", ["337"])]),
        ("Under Article 337 of the Criminal Code, 84 men were jailed.", [("84", ["337"])]),
        (
            "Under Article 337 of the Criminal Code 84 men were jailed and 12 women were fined.",
            [("84", ["337"]), ("12", ["337"])],
        ),
        # what is announced before the first provision is of none of them
        (
            "Two offences lead: theft, set out in Article 7 of the Criminal Code, with 88 cases, and arson, Article 6, "
            "with 41.",
            [("Two", []), ("88", ["7"]), ("41", ["6"])],
        ),
        # "it" is the provision of the sentence before, and nothing from further back
        (
            "Article 86 of the Penal Code bans leaks. Last year it was invoked 84 times.",
            [("84", ["86"])],
        ),
        ("Article 86 of the Penal Code bans leaks. Under it 84 men were tried.", [("84", ["86"])]),
        ("Article 86 of the Penal Code bans leaks. The van is new. It was used 84 times.", [("84", [])]),
        # what a paragraph goes on to tell is told of the provision that opened it
        (
            "Leaks are in the news. Article 86 of the Penal Code bans them. A spokesman was glad. Courts tried 84 men "
            "in May, of whom 12 were acquitted, and 31 in June.",
            [("84", ["86"]), ("12", ["86"]), ("31", ["86"])],
        ),
        (
            "Article 86 of the Penal Code bans leaks. Poland has had such a law for decades and jailed 84 men.",
            [("84", [])],
        ),
        ("Article 86 of the Penal Code bans leaks. He wrote to the 84 people who live there.", [("84", [])]),
        ("Article 86 of the Penal Code bans leaks. In May 84 people were charged with stalking.", [("84", [])]),
        ("Article 86 of the Penal Code bans leaks. The year before, it had been used 84 times.", [("84", ["86"])]),
        ("Article 86 of the Penal Code bans leaks. The budget grew to $84 million.", [("$84 million", [])]),
        ("Article 86 of the Penal Code bans leaks. The town has 84 schools.", [("84", [])]),
        # not across clauses of their own
        (
            "The median term was nine months, but 58 men got more than ten years, and a guard was "
            "convicted under Article 80 of the Criminal Code.",
            [("nine months", []), ("58", []), ("more than ten years", [])],
        ),
        (
            "Volunteers were detained six times; two of them were fined under Article 20 of the Criminal Code.",
            [("six", []), ("two", ["20"])],
        ),
        (
            "Police recorded 611 cases, of which 204 were charges of theft under Article 5 of the Criminal Code.",
            [("611", []), ("204", ["5"])],
        ),
        (
            "Officers made 14 arrests: five for trespass under section 4 of the Ports Act 1998.",
            [("14", []), ("five", ["4"])],
        ),
        # by order
        ("Articles 337 and 338 of the Criminal Code led to 84 and 12 verdicts.", [("84", ["337"]), ("12", ["338"])]),
        (
            "Courts heard 84 cases under Article 280.3(1) and 12 under 280.3(2) of the Criminal Code.",
            [("84", ["280.3"]), ("12", ["280.3"])],
        ),
        (
            "Nine men were tried under Article 337 of the Criminal Code. The same article was used against 84 clerks.",
            [("Nine", ["337"]), ("84", ["337"])],
        ),
        # what is no provision and no pointer to one
        (
            "Under article 12 of the law 14 men were tried, and nine under 18 (minors).",
            [("14", ["12"]), ("nine", ["12"]), ("under 18", ["12"])],
        ),
        (
            "Article 86 of the Penal Code bans leaks. The paper wrote about 12 men. The same article said 40 men fled.",
            [("about 12", []), ("40", [])],
        ),
        ("Article 86 of the Penal Code bans leaks. Farmers use the provision 12 times.", [("12", [])]),
        (
            "Some 940 of the fines, or 71 percent, were imposed under Article 174 of the Criminal Code; the remaining "
            "390 under Article 166.",
            [("Some 940", ["174"]), ("71 percent", ["174"]), ("390", ["166"])],
        ),
        (
            "Courts heard 6,904 and 391 cases under Articles 337 and 338 of the Criminal Code respectively.",
            [("6,904", ["337"]), ("391", ["338"])],
        ),
        (
            "Some 14 men were convicted under Article 85 of the Code of Arms and 61 under Article 86, against 182 and "
            "503, respectively, in 2012.",
            [("Some 14", ["85"]), ("61", ["86"]), ("182", ["85"]), ("503", ["86"])],
        ),
        (
            "Article 368 of the Criminal Code led to 286 verdicts, and Article 369 to 31.",
            [("286", ["368"]), ("31", ["369"])],
        ),
        (
            "Courts heard cases under Articles 337 and 338 of the Criminal Code; the latter carries up to 15 years.",
            [("up to 15 years", ["338"])],
        ),
        (
            "Some 52 men were jailed under Article 228 of the Penal Code, and 17 of theft under Article 158.",
            [("Some 52", ["228"]), ("17", ["158"])],
        ),
        # from sentences before
        (
            "Courts cited Articles 337 and 338 of the Criminal Code. The former carries up to five years.",
            [("up to five years", ["337"])],
        ),
        (
            "Article 86 of the Penal Code bans leaks. It dates from the last century. Of the 312 people tried under "
            "the clause, 219 were acquitted.",
            [("312", ["86"]), ("219", ["86"])],
        ),
        (
            "Courts tried 312 people under Article 86 of the Penal Code. Of them, 219 were acquitted. It rained for "
            "12 days.",
            [("312", ["86"]), ("219", ["86"]), ("12 days", [])],
        ),
        (
            "Articles 407 and 408 of the Criminal Code ban absence. Courts received 7,205 indictments under those "
            "articles.",
            [("7,205", ["407", "408"])],
        ),
        # nothing points back
        ("Article 86 of the Penal Code bans leaks. The town has 3,100 homes.", [("3,100", [])]),
        # a list whose last item cites nothing; figures that go on with those before
        (
            "Bribery (Article 290 of the Criminal Code) accounts for 842 cases, theft (Article 158) for 596, and "
            "arson for 84.",
            [("842", ["290"]), ("596", ["158"]), ("84", [])],
        ),
        (
            "Police have questioned 1,900 people under Article 299 of the Penal Code, and at least 500 have been "
            "convicted, including 41 minors.",
            [("1,900", ["299"]), ("at least 500", ["299"]), ("41", ["299"])],
        ),
        (
            "Some 212 people were charged under Article 217/A of the Penal Code, while 90 others were fined.",
            [("Some 212", ["217/A"]), ("90", [])],
        ),
        (
            "Article 111 of the Criminal Code punishes treason. Article 112 covers aid to the enemy. The office is "
            "old. The two articles have brought 702 and 388 convictions respectively, and 12 traitors are dead.",
            [("two", []), ("702", ["111"]), ("388", ["112"]), ("12", [])],
        ),
        # members of a list with a matter of their own
        (
            "Courts found 84 men guilty of treason under Article 275 of the Criminal Code, 12 of theft and nine of "
            "fraud.",
            [("84", ["275"]), ("12", []), ("nine", [])],
        ),
        (
            "Courts jailed 84 men for bribery under Article 354 of the Penal Code, and 12 for theft; arson accounted "
            "for nine.",
            [("84", ["354"]), ("12", []), ("nine", [])],
        ),
        # pointing back
        (
            "Courts heard 84 cases under Article 337 of the Criminal Code. Judges are slow. In May 219 such cases were "
            "open.",
            [("84", ["337"]), ("219", ["337"])],
        ),
        (
            "The count covers trials under Article 337 of the Criminal Code. Samara leads with 84 cases.",
            [("84", ["337"])],
        ),
        (
            "He was tried under Article 86 of the Penal Code. He denies the charge, which carries ten years.",
            [("ten years", ["86"])],
        ),
    ],
)
def test_the_provisions_of_each_figure(extractor, text, expected):
    assert laws(extractor, text) == expected


def test_a_carried_provision_names_its_evidence(extractor):
    text = "Courts tried 312 people under Article 86 of the Penal Code. Of them, 219 were acquitted."
    claim = extractor.extract(text).claims[1]
    (found,) = [slot for slot in claim.inherited if slot.slot == "legal"]
    assert text[found.start : found.end] == found.text == "Article 86 of the Penal Code"


def test_a_list_of_thousands_of_figures_is_read_in_linear_steps(extractor):
    text = "Courts heard " + ", ".join(f"{n} cases" for n in range(100, 400)) + " under Article 5 of the Criminal Code."
    assert len(extractor.extract(text).claims) == 300
