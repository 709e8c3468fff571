"""A pattern behind a test of a text's last characters finds what it finds by itself."""

from __future__ import annotations

import functools
import gc
import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.annotate.ending import Ending, last_characters
from extractor.annotate.numbers import NumberAnnotator
from extractor.rules import load_rules
from tests.conftest import CORPUS

PATTERNS = [
    r"\b(?:up|down)(?:\s(?:by|some|a))?\s\Z",
    r"(?:,?\s(?:or|or about)\s|\s?\(|,\sor\sby\s)\Z",
    r"(?:of|by)\s(?:an?\s)?$",
    r"[-–~]\s?\Z|[k-m]{2,}\Z|k\Z",
    r"(?:a|bc){0,2}d{2,}\Z",
    r"(?:a?b?){1,5}\Z",
    r"(?:(?<=x)y|z(?!a))\Z",
    r"s(?:[abc]|[^d])\Z",
    r"(a|b)\1?c?\Z",
    r"[\d.]+?\.?\Z",
    r"ſ\Z|İ\Z",
    r"a+",
    r"(?:a\Z|b)",
    r"(?m:a$)",
    r"\Z",
]
LETTERS = string.ascii_letters + " \n\t\x1f,.(-–0kKſİ"


@functools.cache
def texts(plain):
    return st.one_of(st.text(LETTERS, max_size=12), st.from_regex(plain).map(lambda text: text.rstrip("\n")))


@pytest.mark.parametrize("pattern", PATTERNS)
@given(data=st.data(), flags=st.sampled_from([0, re.I, re.M, re.S | re.I]))
def test_any_text(pattern, data, flags):
    plain = re.compile(pattern, flags)
    text = data.draw(texts(plain))
    found, wanted = Ending(plain).search(text), plain.search(text)
    assert (found and found.span()) == (wanted and wanted.span())


@pytest.mark.parametrize(
    ("pattern", "ends"),
    [
        (r"(?:up|no more)\s\Z", ["re ", "up "]),
        (r"\bby\s(?:\w+\s)?\Z", [" ", "by "]),
        (r"[12]-?\Z", ["1", "1-", "2", "2-"]),
        (r"–\Z", []),
        (r"up\s", None),
        (r"(?:up)?\Z", None),
        (r"\w\Z", None),
        (r"(?:[a-p][a-p][a-p]|x)\Z", None),
    ],
)
def test_what_a_match_may_end_with(pattern, ends):
    found = last_characters(pattern)
    assert (found if found is None else sorted(found)) == ends


def test_those_of_the_numbers_on_the_words_before_each_word_of_the_corpus():
    annotator = NumberAnnotator(load_rules())
    endings = [thing for thing in gc.get_objects() if isinstance(thing, Ending)]
    assert annotator.modifiers.prefix in endings
    windows = set()
    for path in sorted(CORPUS.glob("*.txt"))[:2]:
        text = path.read_text(encoding="utf-8")
        windows |= {text[max(0, m.end() - 48) : m.end()] for m in re.finditer(r"[^ ]+(?: |-|\Z)", text)}
    assert len(windows) > 500
    found = 0
    for one in endings:
        for window in windows:
            match = one.pattern.search(window)
            found += match is not None
            assert (one.search(window) is None) == (match is None), (one.pattern.pattern, window)
    assert found > 100
