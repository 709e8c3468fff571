"""Invariants of the dates layer, on texts put together from date phrases and noise."""

from __future__ import annotations

import datetime
import time

import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractor.annotate.dates import DateAnnotator, calendar
from extractor.annotate.dates.grammar import Grammar
from extractor.annotate.dates.lexer import regions
from extractor.annotate.dates.lexicon import Lexicon
from extractor.rules import load_rules

from .dates_case import Dates

PHRASES = [
    "since {p}", "by the end of {p}", "in {p}", "until {p}", "between {p} and {q}", "from {p} to {q}", "before {p}",
    "after {p}", "in early {p}", "as of {p}", "a year earlier", "the year before", "over the same period",
    "in the preceding five years", "two weeks later", "that month", "in the 12 months to {p}", "so far this year",
    "in the year to {p}", "in the same period last year", "three weeks ago", "over the past two years", "in mid-{p}",
    "on Thursday", "last month", "in the first five months of {p}",
]  # fmt: skip
POINTS = [
    "2021", "2024", "May 2024", "May", "March 3, 2025", "24 February 2022", "the third quarter of 2023",
    "spring 2025", "last year", "June 30", "the 1990s", "2023-24", "Q1 2020", "February 29",
    "the second half of 2024",
]  # fmt: skip
DAYS = st.dates(datetime.date(1990, 1, 1), datetime.date(2035, 12, 31))

phrases = st.builds(
    lambda phrase, p, q: phrase.format(p=p, q=q),
    st.sampled_from(PHRASES),
    st.sampled_from(POINTS),
    st.sampled_from(POINTS),
)
texts = st.lists(phrases, min_size=1, max_size=4).map(
    lambda ps: ". ".join(f"Courts heard {len(p)} cases {p}" for p in ps) + "."
)
relaxed = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def dates(extractor):
    return Dates(extractor.nlp, DateAnnotator(extractor.rules))


@relaxed
@given(text=texts, day=st.none() | DAYS)
def test_spans_order_and_bounds(dates, text, day):
    found = dates(text, day.isoformat() if day else None)
    assert [m.start for m in found] == sorted(m.start for m in found)
    for m in found:
        assert text[m.start : m.end] == m.text
        assert all(text[p.start : p.end] == p.text for p in m.parts)
        assert not (m.from_ and m.to) or m.from_ <= m.to, m
        assert m.rules


@relaxed
@given(text=texts, day=DAYS)
def test_edtf_agrees_with_bounds(dates, text, day):
    edtf = pytest.importorskip("edtf")

    def iso(value):
        return None if isinstance(value, float) else datetime.date(*value[:3]).isoformat()

    for m in dates(text, day.isoformat()):
        if m.edtf is None:
            assert m.from_ is None
            assert m.to is None
            continue
        parsed = edtf.parse_edtf(m.edtf)
        assert iso(parsed.lower_strict()) == m.from_ or m.from_ is None, m
        assert iso(parsed.upper_strict()) == m.to or m.to is None, m


EXPLICIT = "Courts heard 4 cases in May 2024, 7 on March 3, 2025, 9 in 2021, 3 in Q3 2023 and 2 in the 1990s."
RELATIVE = "Courts heard 4 cases yesterday, 3 over the past two weeks and 9 over the past five years."


@relaxed
@given(day=DAYS)
def test_a_day_moves_relative_dates_and_no_explicit_one(dates, day):
    after = day + datetime.timedelta(days=1)

    def bounds(text, published):
        return [(m.from_, m.to) for m in dates(text, published.isoformat())]

    assert bounds(EXPLICIT, day) == bounds(EXPLICIT, after)
    one, two = bounds(RELATIVE, day), bounds(RELATIVE, after)
    assert len(one) == 3
    assert all(a != b for a, b in zip(one, two, strict=True))


@relaxed
@given(text=texts)
def test_same_input_same_mentions(dates, text):
    assert dates(text, "2025-06-10") == dates(text, "2025-06-10")


@given(day=DAYS, count=st.integers(-400, 400), unit=st.sampled_from(["day", "week", "month", "quarter", "year"]))
def test_a_shift_keeps_the_granularity(day, count, unit):
    for grain in ("day", "week", "month", "quarter", "half", "year"):
        moved = calendar.shift(calendar.containing(day, grain), count, unit)
        assert moved.grain == grain
        assert moved.first <= moved.last


@pytest.mark.parametrize(
    "unit",
    [
        "1 ",
        "of the ",
        "2020 ",
        "the ",
        "May ",
        "12 ",
        "two ",
        "last year ",
        "1/1/1",
        "in the first ",
        "1 to 2 to ",
        "Q",
        "a-b-",
        "ago ",
    ],
)
def test_hostile_text_is_linear(unit):
    rules = load_rules()
    lexicon, grammar = Lexicon(rules), Grammar(rules)

    def seconds(size):
        text = (unit * (size // len(unit) + 1))[:size]
        begun = time.process_time()
        for begin in range(0, size, 3000):
            piece = text[begin : begin + 3000]
            for start, end in regions(piece, lexicon):
                grammar.read.__wrapped__(piece[start:end])
        return time.process_time() - begun

    small = seconds(15_000)
    assert seconds(60_000) < 12 * small + 0.25


def test_hostile_token_is_linear():
    lexicon = Lexicon(load_rules())
    for text in ("1" * 1_000_000, "1." * 500_000, "a-" * 500_000, "of the " * 140_000, "1 " * 500_000):
        begun = time.process_time()
        list(regions(text, lexicon))
        assert time.process_time() - begun < 5


@pytest.mark.parametrize(
    "unit",
    [
        "1 1 1 1 ",
        "of the of the ",
        "2020 and ",
        "May to ",
        "last year ",
        "the end of the ",
        "between 2020 and ",
        "since then ",
    ],
)
def test_the_whole_layer_is_linear_on_hostile_text(extractor, unit):
    blank = spacy.blank("en")
    rules = extractor.rules

    def seconds(size):
        case = Dates(blank, DateAnnotator(rules))
        case._parsed = {}
        text = (unit * (size // len(unit) + 1))[:size].strip()
        case(text, "2025-06-10")
        case.annotator = DateAnnotator(rules)
        begun = time.process_time()
        case(text, "2025-06-10")
        return time.process_time() - begun

    small = seconds(8_000)
    assert seconds(32_000) < 12 * small + 0.25


BLANK = spacy.blank("en")
WORDS = [
    *sorted(Lexicon(load_rules()).words),
    "2024",
    "24",
    "May",
    "1999-2004",
    "'90s",
    "Q3",
    "12:30",
    "3rd",
    "Monday",
    "war",
    "-",
    ",",
]


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=14), day=st.none() | st.dates())
def test_any_heap_of_date_words_is_read_without_fault(dates, words, day):
    text = " ".join(words)
    for m in Dates(BLANK, dates.annotator)(text, day.isoformat() if day else None):
        assert text[m.start : m.end] == m.text
        assert not (m.from_ and m.to) or m.from_ <= m.to
