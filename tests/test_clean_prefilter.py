"""The prefilter never changes a result: it names every rule that matches, whatever the text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.clean.evidence import TextEvidence
from extractor.clean.literals import Requirements
from extractor.clean.prefilter import Prefilter
from extractor.rules import load_rules

RULES = load_rules()
FAST, SLOW = TextEvidence(RULES), TextEvidence(RULES)
SLOW.prefiltered = False
CORPUS = Path(__file__).parent.parent / "corpus" / "dev"
LINES = sorted(
    {line for path in CORPUS.glob("*.txt") for line in path.read_text(encoding="utf-8").splitlines() if line}
)
EXAMPLES = sorted({part for rule in RULES.layer("clean") for e in rule.examples for part in e.text.split("\n\n")})
WORDS = sorted({word for text in (*EXAMPLES, *LINES) for word in re.split(r"(\W+)", text) if word})


@pytest.mark.parametrize(
    ("pattern", "clauses"),
    [
        ("our news(?:room|paper)s", [[{"our newsrooms"}], [{"our newspapers"}]]),
        ("our (?:old |new )?press", [[{"our press", "our old press", "our new press"}]]),
        (r"\bours?\b", [[{"\bour\b", "\bours\b"}]]),
        (r"\b[€$]5\b|xx(?=\d)yy+", [[{"€5\b", "$5\b"}], [{"xxy"}]]),
        ("(?=.*giving)(?=.*money).", [[{"giving"}, {"money"}]]),
        ("(?<=before)(?!after)here", [[{"here"}]]),
        ("(?:donor|patron)?member", [[{"member"}]]),
        ("(?:donate|[0-9]+)", [[{"donate"}], []]),
        ("donate{2,3}|(?:give)*", [[{"donat"}, {"ee"}], []]),
        ("(?:Ask)+ [^.]{3,9}(?-i:Now)", [[{"ask"}, {"now"}]]),
    ],
)
def test_what_a_pattern_needs(pattern: str, clauses: list[list[set[str]]]) -> None:
    found = Requirements([], [])(pattern, re.I)
    assert [[set(clause) for clause in alternative] for alternative in found] == clauses


@pytest.mark.parametrize(
    ("pattern", "text", "may"),
    [
        (r"\bour\b", "Hours pass.", False),
        (r"\bour\b", "By our own hand", True),
        ("kelvin", "\u212aelvin", True),
        ("sign up", "ſign up", True),
        ("straße", "STRASSE", False),
        (r"\w+", "none", True),
        (r"\d+", "none", False),
        (r"in (?:May|\d{4})", "none", False),
        (r"[a-z]*|\d", "none", True),
        (r"\d+", "number 4", True),
    ],
)
def test_which_patterns_may_match(pattern: str, text: str, may: bool) -> None:
    assert Prefilter([re.compile(pattern, re.I)])(text) == ([0] if may else [])


def test_same_signs_with_and_without_it_over_the_corpus() -> None:
    for text in (*EXAMPLES, *LINES):
        assert FAST(text) == SLOW(text)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=60).map("".join).filter(str.strip))
def test_same_signs_with_and_without_it_over_shuffled_words(text: str) -> None:
    assert FAST(text.strip()) == SLOW(text.strip())


@pytest.mark.parametrize("lines", [LINES, [text for text in EXAMPLES if text]], ids=["corpus", "examples"])
def test_same_signs_when_the_whole_text_was_scanned(lines: list[str]) -> None:
    scan = FAST.scan("\n".join(lines))
    assert scan
    at = 0
    for line in lines:
        assert FAST(line, scan, at) == FAST(line)
        at += len(line) + 1
