"""Cheap tests before costly patterns: they may spare a pattern a text, but never a match."""

from __future__ import annotations

import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.annotate.analysis import _SAME_WIDTH, plain
from extractor.annotate.attributions.quotes import _MARK
from extractor.annotate.dates.grammar import Grammar
from extractor.annotate.dates.openings import openings
from extractor.annotate.screen import presence, screen
from extractor.claims.screen import may, screened
from extractor.rules import load_rules

_FAST, _SLOW = Grammar(load_rules()), Grammar(load_rules())
_SLOW._by_letter = {}
_WORDS = "the last two weeks of May 2024 ’20s Q3 a year ago İ ſince next Sept. 5 may K"
_MARKS = re.compile(r"[“”„«»\"]|''|``|(?<![\w'’.,!?])[‘'](?=\w)|(?<=[.,!?…])[’'](?=[\s)\]—–-]|$)")


@pytest.mark.parametrize(
    ("pattern", "flags", "found"),
    [
        (r"(?:the )?(?:May|June)", re.I, "jmt"),
        (r"\d+ days", 0, string.digits),
        (r"[a-c]x|-?\d", 0, "abc-" + string.digits),
        (r"(?=M)\bMay", 0, "m"),
        (r"\w+ ago", 0, None),
        (r"(?:the )?", 0, None),
        (r"[^x]y", 0, None),
        (r".y", 0, None),
        (r"(?:\w|a)b", 0, None),
    ],
)
def test_openings(pattern, flags, found):
    assert openings(pattern, flags) == (None if found is None else frozenset(found))


@given(
    st.lists(
        st.sampled_from(_WORDS.split()),
        max_size=8,
    )
)
def test_rules_passed_over_by_their_first_letter_match_nothing(words):
    region = " ".join(words)
    assert [(hit.start, hit.end, hit.rule.id) for hit in _FAST.read(region)] == [
        (hit.start, hit.end, hit.rule.id) for hit in _SLOW.read(region)
    ]


@given(st.text("ab1 .,!?…'’‘`\"“”„«»()-—\n", max_size=20), st.integers(0, 4), st.integers(0, 20))
def test_quotation_marks_are_those_of_the_plain_pattern(text, start, end):
    assert [mark.span() for mark in _MARK.finditer(text, start, end)] == [
        mark.span() for mark in _MARKS.finditer(text, start, end)
    ]


@pytest.mark.parametrize(
    ("text", "may"),
    [
        ("According to Lee, prices rose.", True),
        ("Prices rose.", False),
        ("ACCORDıNG TO", True),
        ("acſording to", True),
    ],
)
def test_a_screen_lets_through_what_holds_a_word(text, may):
    assert screen([re.compile(r"\baccording to\b", re.I)])(text) is may


def test_a_screen_of_a_pattern_without_words_lets_all_through():
    assert screen([re.compile(r"\w+ to\b"), re.compile(r"\S+")])("x")
    assert not screen([])("x")


_RULES = load_rules()
_CLAIM_PATTERNS = [rule.regex() for rule in _RULES if rule.layer == "claims" and isinstance(rule.pattern, str)]
_CLAIM_TEXTS = [
    text.text for rule in _RULES if rule.layer == "claims" for text in (*rule.examples, *rule.counterexamples)
]


@given(st.sampled_from(_CLAIM_PATTERNS), st.sampled_from(_CLAIM_TEXTS), st.integers(0, 80), st.integers(0, 160))
def test_a_screened_pattern_finds_what_the_pattern_finds(pattern, text, start, end):
    text = text[start:end] or text
    found, plain = screened(pattern).search(text), pattern.search(text)
    assert (found and found.span()) == (plain and plain.span())
    assert may(screened(pattern), text) or plain is None


_LAW_WORDS = _RULES.tables["laws_words"]["trigger"]["pattern"]
_LAW_TEXTS = [
    "Article 12",
    "art. (b)",
    "§",
    "U.S.C.",
    "sect\u0131on 5",
    "\u017f. 4",
    "law 5",
    "FZ 7",
    "s7",
    "parts",
    "amendment",
]


@given(st.lists(st.sampled_from([*_LAW_TEXTS, " ", ".", "x", "5"]), max_size=5).map("".join))
def test_a_pattern_is_present_where_one_of_its_alternatives_is(text):
    assert presence(_LAW_WORDS, re.I)(text) is (re.search(_LAW_WORDS, text, re.I) is not None)


@given(st.text(st.sampled_from([*map(chr, _SAME_WIDTH), "a", "é", " ", "\u4e00"])))
def test_a_plain_text_has_no_exotic_blank_nor_hyphen(text):
    assert plain(text) == text.translate(_SAME_WIDTH)
