"""Invariants of the laws and places layers on any text, and the catalogue's integrity."""

from __future__ import annotations

import itertools
import re
import time

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractor.annotate.laws.numerals import Style, read_items, roman_value
from extractor.annotate.laws.pinpoint import PinpointFinder
from extractor.rules import load_rules

WORDS = """Article Articles § §§ Part of the and , to 5 337 34(1)(b) II ( ) “b” Section 18 U.S.C. Criminal Code
Russia’s same Act 2019 . first part"""
PIECES = st.sampled_from(WORDS.split())
TEXTS = st.lists(PIECES, max_size=30).map(" ".join)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS)
def test_spans_match_their_text(extractor, text):
    article = extractor.extract(text or "x").article
    for found in (*article.legal_references, *article.places):
        assert article.text[found.start : found.end] == found.text
    for found in article.legal_references:
        for span in (found.offence, found.instrument):
            if span is not None and span.start is not None:
                assert article.text[span.start : span.end] == span.text
        assert found.number
        assert found.eid
    starts = [r.start for r in article.legal_references]
    assert starts == sorted(starts)


@given(text=st.text(alphabet="0123456789 ,.-()/§IVXabandorto–", max_size=60))
def test_items_lie_in_the_text_in_order(text):
    items = read_items(text, 0, Style(roman=True, letters=True, plural=True))
    assert all(0 <= item.start < item.end <= len(text) for item in items)
    assert all(before.start <= after.start for before, after in itertools.pairwise(items))


def test_hostile_input_is_linear():
    finder = PinpointFinder(load_rules())
    for text in ("Article 1 " * 30_000, "of the " * 40_000, "Articles " + "1, " * 60_000, "(1)" * 60_000):
        begin = time.process_time()
        finder(text)
        assert time.process_time() - begin < 15


def test_roman():
    assert [roman_value(n) for n in ("IX", "VII", "XIV", "x", "")] == [9, 7, 14, None, None]


def test_catalogue():
    rules = load_rules()
    rows = [
        row for file in rules.tables if file.startswith("laws_instruments") for row in rules.tables[file]["instrument"]
    ]
    codes = {
        code
        for row in rows
        for code in ([row["jurisdiction"]] if isinstance(row["jurisdiction"], str) else row["jurisdiction"])
    }
    assert len(rows) >= 150
    assert len(codes) >= 40
    assert all(row["source"] and row["names"] and row["type"] for row in rows)
    assert all(re.fullmatch(r"[A-Z]{2}|INT", code) for code in codes)
    ids = [row["id"] for row in rows if row["id"]]
    assert len(ids) == len(set(ids))


def test_country_codes_are_iso():
    rules = load_rules()
    known = set(rules.table("places_countries", "countries"))
    for file, table in (("places_regions", "regions"), ("places_institutions", "institutions")):
        assert set(rules.table(file, table)) <= known
