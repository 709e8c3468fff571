"""Headlines in capitals are read as sentences: which words are lowered, and what that gives."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.annotate.headline import sentence_case

BODY = "In May courts in Orleburg tried 40 men. “The channel is closed,” said Anna March, whom soldiers know."


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Courts Convict 40 Soldiers in Orleburg", "Courts convict 40 soldiers in Orleburg"),
        ("Nearly 9,000 Migrants Cross Channel, Says March", "Nearly 9,000 migrants cross channel, says March"),
        ("Courts convict 40 soldiers in Orleburg", "Courts convict 40 soldiers in Orleburg"),
        ("Courts Convict 40 Soldiers in June", "Courts convict 40 soldiers in June"),
        ("AWOL Cases Double After War", "AWOL cases double after war"),
        ("COURTS CONVICT SOLDIERS", "COURTS CONVICT SOLDIERS"),
        ("Orleburg", "Orleburg"),
    ],
)
def test_names_keep_their_capitals(title, expected):
    assert sentence_case(title, BODY) == expected


@given(st.text(max_size=80), st.text(max_size=80))
def test_nothing_but_case_changes(title, body):
    cased = sentence_case(title, body)
    assert len(cased) == len(title)
    assert cased.lower() == title.lower()


@pytest.mark.parametrize(
    ("title", "unit"),
    [
        ("Nearly 9,000 Migrants Cross Channel in June", "migrant"),
        ("Road Deaths Down 12% to 1,340", "death"),
        ("Verdicts for Desertion Reach Record 1,500", "verdict"),
        ("Court Jails 14 for Treason", "person"),
    ],
)
def test_what_a_headline_counts(extractor, title, unit):
    body = (
        "The ministry said on Monday that the channel and the roads of the country were closed, for a court saw to it."
    )
    claims = extractor.extract(f"{title}\n\n{body}").claims
    assert unit in [claim.quantity.unit for claim in claims]


def test_entities_of_a_headline_are_its_own_words(extractor):
    title = "Anna March Tells Orleburg Court of 14 Soldiers"
    article = extractor.extract(f"{title}\n\n{BODY}").article
    assert all(article.text[entity.start : entity.end] == entity.text for entity in article.entities)
