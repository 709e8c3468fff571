"""Numbers: what holds for any text: every digit and number word in one mention, spans exact, linear time."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

WORDS = """
1 12 1,234 234 3.5 3/4 0 -7 9-2 1990s 24/7 3rd G7 5G £5m $2.3 % km one twenty-first two hundred and million
a third half of dozens tens thousands twice threefold per week between to from more than or less , . ; ( )
soldiers years old 34-year-old Article No. a.m. up down rose ½ ² \u200b “ ” ’ — 🙂 é
"""
PIECES = st.sampled_from([*WORDS.split(), "\u00a0"])
WORD = re.compile(
    r"\d|\b(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|hundreds?|thousands?"
    r"|millions?|billions?|dozens?|half|thirds?|first|twice)\b",
    re.IGNORECASE,
)


def check(article):
    covered, last = bytearray(len(article.text)), 0
    for number in article.numbers:
        assert article.text[number.start : number.end] == number.text
        assert last <= number.start < number.end
        assert number.disposition != "claim" or number.quantity is not None
        last = number.end
        covered[number.start : number.end] = b"\1" * (number.end - number.start)
    for found in WORD.finditer(article.text):
        if found[0].isascii():
            assert all(covered[found.start() : found.end()]), (found[0], article.text)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PIECES, min_size=1, max_size=14), st.sampled_from([" ", "", "-"]))
def test_every_number_is_accounted_for(extractor, pieces, glue):
    text = glue.join(pieces) + "."
    check(extractor.extract("Words. " + text, language="en").article)


@pytest.mark.parametrize("piece", ["1 ", "of the ", "two ", "1,234 ", "between 1 and ", "$", "one in ", "more than "])
def test_time_is_linear(extractor, piece):
    def seconds(size):
        begun = time.process_time()
        check(extractor.extract(piece * size, language="en").article)
        return time.process_time() - begun

    seconds(100)
    assert seconds(240) < 16 * seconds(60) + 1


def test_the_same_text_gives_the_same_numbers(extractor):
    text = "Some 129 soldiers faced trial and 31 for fraud, up from 12% or $4m in two years."
    assert (
        extractor.extract(text, language="en").article.numbers == extractor.extract(text, language="en").article.numbers
    )
