"""Claims: each row is a text with the figure in [[ ]] and the slots that it must have."""

from __future__ import annotations

import dataclasses
import re

import pytest

from extractor.pipeline import raw_text
from extractor.records import as_json
from extractor.write.encode import encode

EVENTS = [
    ("Courts convicted [[84]] men.", "convict"),
    ("Some [[84]] men were convicted in May.", "convict"),
    ("The conviction of [[84]] men drew protests.", "conviction"),
    ("The death toll is [[84]].", "be"),
    ("Police received complaints against [[84]] officers.", "receive"),
    ("The union lodged complaints against [[84]] officers.", "lodge"),
    ("The charge is rare, with [[84]] defendants being convicted of it in 2023.", "convict"),
    ("Over [[600]] Russian Soldiers Convicted of Desertion", "convict"),
    ("Another nine plants are due to follow.", "follow"),
    ("Another 129 soldiers faced trial, as well as [[31]] for fraud.", "face"),
    ("Courts heard 90 cases in 2023 compared to [[27]] in 2021.", "hear"),
    ("Ministers expect the deficit to reach [[$84 million]].", "reach"),
    ("Judges handed out [[84]] verdicts.", "hand"),
    ("The average ticket costs [[£612]].", "cost"),
]
ACTORS = [
    ("Military courts issued [[84]] verdicts.", "Military courts"),
    ("Some [[84]] verdicts were issued by military courts.", "military courts"),
    ("Some [[84]] verdicts were issued.", None),
    ("Egypt hosts 15,000 refugees, South Sudan 12,000 and Chad [[7,000]].", "Chad"),
    ("Judges issued 84 verdicts in May and [[90]] in June.", "Judges"),
    ("The fund, which supports [[84]] athletes, turned him down.", "fund"),
    ("By contrast, [[84]] men were tried.", None),
    ("NAIROBI, Oct 5 2025 - Police in Kenya have killed [[84]] protesters since June.", "Police"),
    ("ASTANA, Feb 3 - Courts in the north sentenced [[84]] people for theft.", "Courts"),
    ("Poland led the table with 84 cases, followed by Hungary ([[31]]) and Malta (12).", "Hungary"),
    ("Poland led the table with 84 cases, followed by Hungary (31) and Malta ([[12]]).", "Malta"),
    ("The output of the plant fell by [[84]] tonnes.", "output of the plant"),
]
TOPICS = [
    ("Courts convicted [[84]] men for desertion.", "desertion"),
    ("Courts convicted [[84]] men of fraud.", "fraud"),
    ("Another [[84]] men have been charged with theft.", "theft"),
    ("Another 129 soldiers faced trial for desertion, as well as [[31]] for fraud.", "fraud"),
    ("Absence was the most common charge, with [[84]] soldiers convicted.", "Absence"),
    ("Police opened [[84]] sedition cases.", "sedition"),
    ("Some [[84]] men were convicted of this crime.", None),
]
MODALITY = [
    ("Courts convicted [[84]] men.", "asserted"),
    ("Courts may convict [[84]] men.", "possible"),
    ("The plant will hire [[84]] workers.", "planned"),
    ("The plant plans to hire [[84]] workers.", "planned"),
    ("The union demanded [[84]] new jobs.", "demanded"),
    ("Police set fire to [[14]] homes.", "asserted"),
    ("Reporters called [[300]] voters.", "asserted"),
    ("The firm plans to close two plants and cut [[450]] jobs.", "planned"),
]
PERIODS = [
    ("In 2022 the court heard [[84]] cases.", ("2022-01-01", "2022-12-31")),
    ("The court heard 84 cases in 2022 and [[90]] in 2023.", ("2023-01-01", "2023-12-31")),
    ("The court heard [[84]] cases in 2022 and 90 in 2023.", ("2022-01-01", "2022-12-31")),
    ("Courts opened 526 cases for theft between 2022 and 2023 and [[51]] for fraud.", ("2022-01-01", "2023-12-31")),
    ("In 2022 the court heard 84 cases. Of these, [[12]] were dismissed.", ("2022-01-01", "2022-12-31")),
    ("The airline carried [[1.9 million]] passengers, more than in 2021.", None),
    ("The ministry said on 4 May 2022 that [[84]] people were hurt.", None),
    ("A thief got [[two years]] in prison. It was a record.", None),
    ("The bank, founded in 1997, cut [[300]] jobs.", None),
    ("Under the 2012 law, police opened [[300]] cases.", None),
    ("Turnout was low, the lowest since 1993, and [[300]] men were held.", None),
    ("In 2022 the court heard 84 cases. This prison holds [[300]] men.", None),
    ("On Monday a bomb killed 12 people.\n\nThe group was founded with [[30]] members.", None),
]
LAWS = [
    ("Courts heard [[84]] cases under Article 337 of the Russian Criminal Code.", ["337"]),
    (
        "Some 84 men were tried under Article 337 of the Russian Criminal Code. "
        "It carries a maximum sentence of [[ten years]].",
        ["337"],
    ),
    ("Courts heard 84 cases under Article 332 of the Russian Criminal Code and [[90]] under Article 337.", ["337"]),
    ("Courts heard 84 cases under Article 337 of the Russian Criminal Code.\n\nFarmers sold [[12]] cows.", []),
]
SOURCES = [
    ("The ministry said [[84]] people were hurt.", "ministry"),
    ("According to Agora, [[84]] people were hurt.", "Agora"),
    ("The ministry said 84 people were hurt. Of those, [[12]] were children.", "ministry"),
    ("The network said that 1,127 people were jailed. That is an average of [[six]] a day.", "network"),
    ("In a poll of 1,000 voters by Lanterna, [[46%]] backed her.", "Lanterna"),
    ("Rents fell [[4%]] in May, the bank said on Wednesday, a faster fall than expected.", "bank"),
    ("Some [[84]] people were hurt.", None),
]
RELATIONS = [
    ("Courts convicted 43 soldiers in 2023 compared to [[27]] in 2021.", "compared_with", "43"),
    ("Debt rose from 280 million euros to [[310 million euros]].", "compared_with", "280 million euros"),
    ("The office opened 600 cases, of which [[210]] reached a court.", "part_of", "600"),
    ("The office opened 600 cases last year. Out of these, [[210]] reached a court.", "part_of", "600"),
    ("The boat carried 62 men, [[eight]] of them under the age of 18.", "part_of", "62"),
    ("Police made 14 arrests: [[nine]] for theft and five for fraud.", "sums_to", "14"),
    ("[[Seven]] of the nine members voted for a cut.", "part_of", "nine"),
]


def claim_at(extractor, marked, published="2025-06-26"):
    """The claim at the marked figure, as JSON, and all claims of the text."""
    before, figure, after = re.split(r"\[\[|\]\]", marked) if "[[" in marked else ("", "", marked)
    result = extractor.extract(before + figure + after, published=published)
    claims = [as_json(claim) for claim in result.claims]
    if "[[" not in marked:
        return claims[0], claims
    start, end = len(before), len(before) + len(figure)
    shift = (before + figure + after).find(result.article.text[:20])
    found = [c for c in claims if c["quantity"]["start"] + shift < end and c["quantity"]["end"] + shift > start]
    assert found, f"no claim at {figure!r}: {[c['quantity']['text'] for c in claims]}"
    return found[0], claims


@pytest.mark.parametrize(("text", "lemma"), EVENTS)
def test_event(extractor, text, lemma):
    assert claim_at(extractor, text)[0]["event"]["lemma"] == lemma


@pytest.mark.parametrize(("text", "actor"), ACTORS)
def test_actor(extractor, text, actor):
    found = claim_at(extractor, text)[0]["actor"]
    assert (found and found["text"]) == actor


@pytest.mark.parametrize(("text", "topic"), TOPICS)
def test_topic(extractor, text, topic):
    found = claim_at(extractor, text)[0]["topic"]
    assert (found and found["text"]) == topic


@pytest.mark.parametrize(("text", "modality"), MODALITY)
def test_modality(extractor, text, modality):
    assert claim_at(extractor, text)[0]["event"]["modality"] == modality


@pytest.mark.parametrize(("text", "bounds"), PERIODS)
def test_period(extractor, text, bounds):
    time = claim_at(extractor, text)[0]["time"]
    assert (time and (time["from"], time["to"])) == bounds


@pytest.mark.parametrize(("text", "numbers"), LAWS)
def test_law(extractor, text, numbers):
    assert [ref["number"] for ref in claim_at(extractor, text)[0]["legal"]] == numbers


@pytest.mark.parametrize(("text", "source"), SOURCES)
def test_source(extractor, text, source):
    found = claim_at(extractor, text)[0]["attribution"]
    assert (found is None) if source is None else (source in found["source"]["text"])


@pytest.mark.parametrize(("text", "kind", "other"), RELATIONS)
def test_relation(extractor, text, kind, other):
    claim, claims = claim_at(extractor, text)
    by_id = {c["id"]: c["quantity"]["text"] for c in claims}
    assert [by_id[r["claim_id"]] for r in claim["relations"] if r["type"] == kind] == [other]


def test_inherited_slots_name_their_evidence(extractor):
    claim, _ = claim_at(extractor, "In 2022 the court heard 84 cases. Of these, [[12]] were dismissed.")
    slots = {item["slot"]: item["text"] for item in claim["inherited"]}
    assert slots["counted"] == "cases"
    assert slots["time"] == "2022"
    assert claim["quantity"]["unit"] == "case"


def test_negation(extractor):
    claim, _ = claim_at(extractor, "The court did not convict [[84]] men.")
    assert claim["event"]["negated"] is True


def test_ids_do_not_change_with_the_rest_of_the_text(extractor):
    sentence = "Courts convicted 84 men."
    alone = extractor.extract(sentence, uri="news/courts.txt").claims
    after = extractor.extract(f"It rained all day in the city.\n\n{sentence}", uri="other/courts.txt").claims
    assert [claim.id for claim in alone] == [claim.id for claim in after]


def test_ids_of_the_same_sentence_differ_between_articles(extractor):
    sentence = "Courts convicted 84 men."
    addresses = ("https://lantern.example/a/", "https://lantern.example/b/")
    ids = {extractor.extract(sentence, uri=uri).claims[0].id for uri in addresses}
    carried = {extractor.extract(sentence, id=name).claims[0].id for name in ("a", "b")}
    assert len(ids) == len(carried) == 2


def test_a_whole_is_no_part_of_its_part(extractor):
    claims = extractor.extract("Police held 40 men; nine of the 12 were freed.").claims
    assert all(relation.claim_id != claim.id for claim in claims for relation in claim.relations)


def test_ids_tell_equal_sentences_apart(extractor):
    result = extractor.extract(
        "Courts convicted 84 men and 84 women.\n\nCourts convicted 84 men and 84 women.", title="x"
    )
    ids = [claim.id for claim in result.claims]
    assert len(ids) == len(set(ids))


def test_the_headline_figure_is_restated(extractor):
    title = "Over 600 men convicted of fraud"
    body = "Courts in the city convicted more than 610 men of fraud in a year, the chief judge said on Monday."
    claims = extractor.extract(f"{title}\n\n{body}").claims
    assert [(r.type, r.claim_id) for r in claims[1].relations] == [("restates", claims[0].id)]


def test_table_cells_take_noun_and_period_from_the_header(extractor):
    rows = "<tr><th>Country</th><th>Applications, 2024</th></tr><tr><td>Syria</td><td>12,900</td></tr>"
    text = "<p>The office published the figures for all countries on Monday, as it does every year in spring.</p>"
    page = f"<html><body><article><h1>Asylum</h1>{text}<table>{rows}</table>{text}</article></body></html>"
    raw = dataclasses.replace(raw_text(page), text=None, html=page, media_type="text/html")
    (claim,) = [c for c in extractor.extract(raw).claims if c.quantity.value == 12900]
    assert claim.quantity.unit == "application"
    assert (claim.time.from_, claim.time.to) == ("2024-01-01", "2024-12-31")


@pytest.mark.parametrize(
    ("table", "value", "kind", "unit", "year"),
    [
        (
            "<tr><th>EUR million</th><th>2023</th></tr><tr><td>Net profit</td><td>12.5</td></tr>",
            12.5e6,
            "money",
            "EUR",
            2023,
        ),
        ("<tr><th>Item</th><th>R$ bn, 2023</th></tr><tr><td>Sales</td><td>4.1</td></tr>", 4.1e9, "money", "BRL", 2023),
        (
            "<caption>Spending (in thousands of euros)</caption><tr><th>Town</th><th>2023</th></tr>"
            "<tr><td>Orle</td><td>71</td></tr>",
            71_000,
            "money",
            "EUR",
            2023,
        ),
        (
            "<caption>Deaths by river, 2021</caption><tr><th>River</th><th>Deaths</th></tr>"
            "<tr><td>Orle</td><td>12</td></tr>",
            12,
            "count",
            "death",
            2021,
        ),
        (
            "<caption>Deaths by river</caption><tr><th>River</th><th>2023</th></tr><tr><td>Orle</td><td>12</td></tr>",
            12,
            "count",
            "death",
            2023,
        ),
        ("<tr><th>Item</th><th>2023</th></tr><tr><td>Arrests</td><td>12</td></tr>", 12, "count", "arrest", 2023),
        ("<tr><th>Item</th><th>2023</th></tr><tr><td>Share, %</td><td>12</td></tr>", 12, "percent", "%", 2023),
        ("<tr><th>Year</th><th>Arrests</th></tr><tr><td>2023</td><td>12</td></tr>", 12, "count", "arrest", 2023),
        (
            "<tr><th>Town</th><th>People (thousands)</th></tr><tr><td>Orle</td><td>12</td></tr>",
            12_000,
            "count",
            "person",
            None,
        ),
    ],
)
def test_headings_of_a_table_say_what_its_figures_are(extractor, table, value, kind, unit, year):
    text = "<p>The office published the figures for all of the region, as it does every year in spring.</p>"
    title = "<h1>The rivers of Orle rise again</h1>"
    page = f"<html><body><article>{title}{text}<table>{table}</table>{text}</article></body></html>"
    raw = dataclasses.replace(raw_text(page), text=None, html=page, media_type="text/html")
    (claim,) = extractor.extract(raw).claims
    assert (claim.quantity.value, claim.quantity.kind, claim.quantity.unit) == (value, kind, unit)
    assert (claim.time and claim.time.from_) == (f"{year}-01-01" if year else None)


@pytest.mark.parametrize(
    ("caption", "first", "last"),
    [
        ("Fires, January to August", ("2023-01-01", "2023-08-31"), ("2024-01-01", "2024-08-31")),
        ("Fires in January-February 2024", ("2023-01-01", "2023-02-28"), ("2024-01-01", "2024-02-29")),
        ("Fires by district", ("2023-01-01", "2023-12-31"), ("2024-01-01", "2024-12-31")),
        ("Fires, 2023 and 2024", ("2023-01-01", "2023-12-31"), ("2024-01-01", "2024-12-31")),
    ],
)
def test_the_months_of_a_caption_in_the_years_of_the_columns(extractor, caption, first, last):
    text = "<p>The office published the figures for all of the region, as it does every year in spring.</p>"
    table = f"<table><caption>{caption}</caption><tr><th>District</th><th>2023</th><th>2024</th></tr>"
    raw = raw_text(text + table + "<tr><td>Orle</td><td>412</td><td>388</td></tr></table>", published="2024-09-18")
    raw = dataclasses.replace(raw, text=None, html=raw.text, media_type="text/html")
    result = extractor.extract(raw)
    found = {c.quantity.value: (c.time.from_, c.time.to) for c in result.claims if c.time}
    assert (found[412], found[388]) == (first, last)
    assert encode(result).failed is None


@pytest.mark.parametrize(
    "text",
    [
        "POLICE: arrested 12 men",
        "PARIS: detained 12 in a raid.",
        "They list Fraud, Article 12 of the Criminal Code; Theft, Article 13 of the Criminal Code, 84 times.",
    ],
)
def test_what_stands_right_behind_a_label_costs_no_article(extractor, text):
    assert len(extractor.extract(raw_text(text)).claims) == 1


NO_TOPICS = [
    "They arrested 12 men who lived in Turin.",
    "The opposition admitted 84 members to the party.",
    "Malaria is a worry in Norland. The army killed 40 people in a raid.",
]


@pytest.mark.parametrize("text", NO_TOPICS)
def test_what_is_no_topic(extractor, text):
    assert [claim.topic for claim in extractor.extract(raw_text(text)).claims] == [None]
