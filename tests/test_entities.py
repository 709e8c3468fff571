"""Entities: names, their definitions, and the fullest mention of each."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st


def read(extractor, text):
    return extractor.extract(text).article.entities


CANONICAL = [
    ("Anna Weber left the city council on Monday. Weber had led it since 2019.", "Weber", "Anna Weber"),
    ("The Federal Statistics Service (FSS) moved. The FSS counted 200 people.", "FSS", "Federal Statistics Service"),
    ("The Bank of England raised rates again. The BoE expects growth.", "BoE", "Bank of England"),
    ("The European Union met. Leaders of the E.U. agreed on a budget.", "E.U.", "European Union"),
    ("Germany won the cup.", "Germany", "Germany"),
]


@pytest.mark.parametrize(("text", "mention", "canonical"), CANONICAL)
def test_canonical(extractor, text, mention, canonical):
    found = {entity.text: entity.canonical.text for entity in read(extractor, text)}
    assert found[mention] == canonical


TRIMMED = [
    ("He moved to the Netherlands in May.", "Netherlands"),
    ("Anna Weber’s house was sold.", "Anna Weber"),
    ("She lives in the U.S. with two dogs.", "U.S."),
]


@pytest.mark.parametrize(("text", "name"), TRIMMED)
def test_names_are_trimmed(extractor, text, name):
    assert name in [entity.text for entity in read(extractor, text)]


@pytest.mark.parametrize(
    "text", ["It rose 5% on Monday.", "In May 2024 three men paid $40.", "The first of them left at noon."]
)
def test_numbers_and_dates_are_no_entities(extractor, text):
    assert list(read(extractor, text)) == []


def test_a_name_is_found_where_the_recogniser_missed_it(extractor):
    text = (
        "Officers of Lakeside Council met Anna Weber in Berlin.\n\nweber Lakeside Council voted; then Anna Weber spoke."
    )
    assert [entity.text for entity in read(extractor, text)].count("Anna Weber") == 2


def test_two_people_of_one_surname_keep_apart(extractor):
    text = "Anna Weber met the mayor. Paul Weber did not. Weber spoke for an hour."
    last = [entity for entity in read(extractor, text) if entity.text == "Weber"]
    assert all(entity.canonical.text in ("Paul Weber", "Weber") for entity in last)


WORDS = st.sampled_from(
    ["Anna", "Weber", "(FSS)", "(", ")", "Bank of", "England", "the", "U.S.", "’s", "\n\n", "“", "é", "🙂", "."]
)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(WORDS, max_size=30))
def test_entities_hold_their_text_and_do_not_overlap(extractor, words):
    article = extractor.extract("Anna Weber left. " + " ".join(words), language="en").article
    end = 0
    for entity in article.entities:
        assert article.text[entity.start : entity.end] == entity.text
        assert entity.start >= end
        end = entity.end
        assert article.text[entity.canonical.start : entity.canonical.end] == entity.canonical.text
