"""What is shipped of the patterns' requirements is what reading them gives, and nothing depends on it."""

from __future__ import annotations

import itertools
import re

import pytest

from extractor.clean import prefilter, required
from extractor.clean.literals import Requirements
from extractor.clean.prefilter import Rates
from extractor.rules import load_rules

WORDS = frozenset({"media"}), frozenset({"our", "the"})


@pytest.fixture
def asked(monkeypatch, tmp_path):
    """The functions that read and ship, with a file of their own."""
    monkeypatch.setattr(required, "FILE", tmp_path / "required.json")
    for cached in (required._file, prefilter.required):
        cached.cache_clear()
    yield prefilter.required
    for cached in (required._file, prefilter.required):
        cached.cache_clear()


def patterns():
    rules = (rule for rule in load_rules() if rule.layer == "clean" and isinstance(rule.pattern, str))
    return [(rule.regex().pattern, rule.regex().flags & ~re.UNICODE) for rule in itertools.islice(rules, 0, None, 9)]


def test_what_is_shipped_is_what_was_read(asked, monkeypatch):
    read = {words: Requirements(Rates(*WORDS))(*words) for words in patterns()}
    required.write({required.key_of(*words, *WORDS): needs for words, needs in read.items()})
    monkeypatch.setattr(prefilter, "_reader", lambda *_: pytest.fail("a pattern was read again"))
    assert {words: asked(*words, *WORDS) for words in read} == read
    assert len(read) > 3


@pytest.mark.parametrize("data", [None, b"", b"{", b"\xff"])
def test_without_the_file_patterns_are_read(asked, data):
    if data is not None:
        required.FILE.write_bytes(data)
    (need,) = asked("our newsroom", 2, *WORDS)
    assert need.clauses == [frozenset({"our newsroom"})]


def test_other_words_are_another_key():
    assert required.key_of("a", 2, *WORDS) != required.key_of("a", 2, *WORDS[::-1])
    assert required.key_of("a", 2, *WORDS) == required.key_of("a", 2, *WORDS)
