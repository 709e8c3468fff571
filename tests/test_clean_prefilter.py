"""The prefilter never changes a result: it names every rule that matches, whatever the text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.clean.evidence import TextEvidence
from extractor.clean.folded import beyond_ascii, is_odd
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
    ("pattern", "clauses", "letters"),
    [
        ("our news(?:room|paper)s", {"our newsrooms", "our newspapers"}, ""),
        ("our (?:old |new )?press", {"our press", "our old press", "our new press"}, ""),
        (r"\bours?\b", {" our ", " ours "}, ""),
        (r"^\W*donate\W*$", {" donate "}, ""),
        (r"[.!?]\s*(?:get|got)\b", {" get ", " got "}, ""),
        (r"\b[€$]5\b", {" 0 "}, "€$"),
        (r"xx(?=\d)yy+", {"xxyy"}, ""),
        ("(?=.*giving)(?=.*money).", {"giving"}, ""),
        ("(?<=before)(?!after)here", {"here"}, ""),
        ("(?:donor|patron)?member", {"member"}, ""),
        ("(?:Ask)+ [^.]{3,9}(?-i:Now)", {"ask "}, ""),
        (r"\d{1,2} min", {"0 min"}, ""),
        (r"(?:e-?mail|text) \w+", {"e mail ", "email ", "text "}, ""),
        ("café", {"caf "}, "éÉ"),
        (r"\w+@\w+", set(), "@"),
    ],
)
def test_what_a_pattern_needs(pattern: str, clauses: set[str], letters: str) -> None:
    (need,) = Requirements(lambda piece: 0.01 / len(piece))(pattern, re.I)
    assert need.letters == set(letters)
    assert (need.clauses or [set()])[0] == clauses


@pytest.mark.parametrize(
    ("pattern", "text", "may"),
    [
        (r"\bour\b", "Hours pass.", False),
        (r"\bour\b", "By our own hand", True),
        ("kelvin", "\u212aelvin", True),
        ("sign up", "ſign up", True),
        ("xſy", "XSY", True),
        ("straße", "STRASSE", False),
        (r"\w+", "none", True),
        (r"\d+", "none", False),
        (r"in (?:May|\d{4})", "none", False),
        (r"in (?:May|\d{4})", "in \u0661\u0661\u0661\u0661", True),
        (r"\bour\b", "Ôour", True),
        (r"@\w+", "none", False),
        (r"@\w+", "@none", True),
        ("помогите", "Hilfe", False),
        ("помогите", "ПОМОГИТЕ", True),
        ("(?:)", "none", True),
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
    lines = [line for line in lines if not is_odd(beyond_ascii(line))]
    scan = FAST.scan("\n".join(lines))
    assert scan
    at = 0
    for line in lines:
        assert FAST(line, scan, at) == FAST(line)
        at += len(line) + 1


PIECES = ("ask", "Our", "news", "ſ", "é", "9", "10", "$", "@", "—", " ", "-", "a", "_", "ß", "x")
ATOMS = st.sampled_from(
    (*map(re.escape, PIECES), "[abc]", "[A-Z]", "[^a]", "[$@]", r"\d", r"\w", r"\W", r"\s", r"\b", r"\B", "^", "$", ".")
)


def _grown(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    several = st.lists(inner, min_size=1, max_size=4)
    return st.one_of(
        several.map("".join),
        several.map(lambda parts: f"(?:{'|'.join(parts)})"),
        st.tuples(inner, st.sampled_from(("?", "*", "+", "{2}", "{1,3}", "{0,7}", "+?"))).map(
            lambda t: f"(?:{t[0]}){t[1]}"
        ),
        inner.map(lambda part: f"(?={part})"),
        inner.map(lambda part: f"(?!{part})"),
        inner.map(lambda part: f"(?-i:{part})"),
    )


@settings(max_examples=1_000, deadline=None)
@given(
    st.recursive(ATOMS, _grown, max_leaves=12),
    st.lists(st.sampled_from((*PIECES, "OUR", "K", "\u0663", "\n", "b", "news ")), min_size=1, max_size=12).map(
        "".join
    ),
    st.sampled_from((0, re.I)),
)
def test_a_pattern_that_matches_is_named(pattern: str, text: str, flags: int) -> None:
    compiled = re.compile(pattern, flags)
    assert Prefilter([compiled], often=30.0)(text) == [0] or not compiled.search(text)
    assert Prefilter([compiled], often=0.1)(text) == [0] or not compiled.search(text)
