"""The places layer: which words place a figure, in which country."""

from __future__ import annotations

import pytest

from extractor.annotate.analysis import Analysis
from extractor.annotate.places import dominant_country
from extractor.pipeline import raw_text
from extractor.records import CleanArticle, PlaceMention


def places(extractor, text):
    return [(p.text, p.code) for p in extractor.extract(text).article.places]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Courts in Moldova heard 40 cases.", [("Moldova", "MD")]),
        ("Over 20,000 Latvians and Russia’s courts agree.", [("Latvians", "LV"), ("Russia", "RU")]),
        ("Police in Kharkiv and Bavaria made 40 arrests.", [("Kharkiv", "UA"), ("Bavaria", "DE")]),
        ("The Bundestag and the Kremlin passed 40 laws.", [("Bundestag", "DE"), ("Kremlin", "RU")]),
        ("ANKARA — Prosecutors opened 300 cases.", [("ANKARA", "TR")]),
        ("St. Petersburg’s courts jailed 20 men.", [("St. Petersburg", "RU")]),
        ("North Korean and South Korean troops met.", [("North Korean", "KP"), ("South Korean", "KR")]),
        ("In Clarion, Mich., 300 pupils left.", [("Mich.", "US")]),
        ("A fire in Paris, Texas, killed 4 people.", [("Paris", "US"), ("Texas", "US")]),
        ("British Columbia lost 40 homes.", [("British Columbia", "CA")]),
        ("The Kursk Garrison Court heard 40 cases.", [("Kursk", "RU")]),
        ("A fire in Oldham County killed 4 people.", []),
        ("New South Wales has 40 prisons.", [("New South Wales", "AU")]),
    ],
)
def test_places(extractor, text, expected):
    assert places(extractor, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Jordan Smith scored 14 points.",
        "The Moscow Times counted 40 cases.",
        "They play Russian roulette with 40 lives.",
        "He spoke Russian to 40 guests.",
        "A turkey costs 20 euros.",
        "British Airways cut 40 flights.",
        "Tankers crossed the Indian Ocean in 40 days.",
        "The Russian-language paper has 40 readers.",
        "Give us 40 days.",
        "Some 40 pupils passed English, and 30 failed mathematics.",
        "The pass rate in English A came to 76 per cent.",
    ],
)
def test_names_that_place_nothing(extractor, text):
    assert places(extractor, text) == []


@pytest.mark.parametrize(
    "text", ["Police held 40 Irish.", "The French lost 40 men.", "Judges in 40 English, Scottish and Welsh towns."]
)
def test_people_and_their_towns_are_no_tongue(extractor, text):
    assert places(extractor, text)


def test_georgia_among_american_states(extractor):
    assert ("Georgia", "US") in places(extractor, "Voters in Ohio, Michigan and Georgia cast 4 million ballots.")
    assert ("Georgia", "GE") in places(extractor, "Protesters in Tbilisi, the capital of Georgia, were fined.")


def mention(start, code, text="x"):
    return PlaceMention(start, start + 1, text, code, "country")


def analysis():
    return Analysis(CleanArticle(raw_text(""), "", ()), [])


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        ([], None),
        (["RU"], "RU"),
        (["RU", "RU", "UA"], "RU"),
        (["RU", "UA"], None),
        (["RU", "RU", "UA", "DE", "FR"], None),
    ],
)
def test_dominant_country(codes, expected):
    found = dominant_country([mention(100 + i, code) for i, code in enumerate(codes)], analysis())
    assert (found and found[0]) == expected
