"""Find the stretches of a sentence that may hold dates, so that no grammar runs elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.annotate.dates.lexicon import Lexicon

_TOKEN = re.compile(r"\d+(?:[.,:/-]\d+)*(?:(?:st|nd|rd|th|s|[ap]m)\b)?|[^\W\d_]\w*(?:-\w+)*")
_SUFFIX = re.compile(r"(?<=\d)[a-z]+\Z")
_NUMBERED = re.compile(r"(?:fy|q|h)\d{1,4}\Z")
_YEARLIKE = re.compile(
    r"(?:1[1-9]|20)\d\d(?:[-/]\d{1,4}(?:-\d\d)?)?\Z|\d{1,2}[./]\d{1,2}[./]\d{2,4}\Z|\d{1,2}:\d\d(?::\d\d)?\Z"
)
_SMALL = re.compile(r"\d{1,3}(?:[./-]\d{1,3})?\Z")
_BLANKS = frozenset(" -–—,./'’")
_LONGEST = 200
_MOST_KINDS, _LONGEST_WORD = 50_000, 40


def regions(plain: str, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """Yield ``(start, end)`` of each run of date words that holds a trigger.

    One pass; a run is cut at 200 characters, so that what reads it is linear in the text.
    """
    kinds = lexicon.kinds
    if lexicon.untriggered.issuperset(_TOKEN.findall(plain)):
        return
    start = end = -1
    hot = False
    for match in _TOKEN.finditer(plain):
        kind = kinds.get(match[0])
        if kind is None:
            kind = _learn(match[0], lexicon)
        known, trigger = kind
        if not known and start < 0:
            continue
        at = match.start()
        joined = start >= 0 and at - end <= 3 and at - start < _LONGEST and _BLANKS.issuperset(plain[end:at])
        if known and joined:
            end, hot = match.end(), hot or trigger
            continue
        if hot:
            yield start, min(end + 1, len(plain))
        start, end, hot = (at, match.end(), trigger) if known else (-1, -1, False)
    if hot:
        yield start, min(end + 1, len(plain))


def _learn(word: str, lexicon: Lexicon) -> tuple[bool, bool]:
    """Remember of a word whether it may stand in a date and whether it is a trigger."""
    kind = _kind(word, lexicon)
    if len(word) <= _LONGEST_WORD:
        if len(lexicon.kinds) >= _MOST_KINDS:
            lexicon.kinds.clear()
            lexicon.untriggered.clear()
        lexicon.kinds[word] = kind
        if not kind[1]:
            lexicon.untriggered.add(word)
    return kind


def _kind(said: str, lexicon: Lexicon) -> tuple[bool, bool]:
    words, triggers = lexicon.words, lexicon.triggers
    if said[0].isdigit():
        bare = _SUFFIX.sub("", said)
        trigger = bool(_YEARLIKE.match(bare)) or said.endswith(("0s", "am", "pm", "th", "st", "nd", "rd"))
        return trigger or bool(_SMALL.match(bare)), trigger
    capital = said[0].isupper()
    word = said.lower()
    trigger = word in triggers or (capital and word in lexicon.names)
    known = trigger or word in words
    if not known and "-" in word:
        pieces = word.split("-")
        capital = capital or any(piece[:1].isupper() for piece in said.split("-"))
        known = any(piece in words for piece in pieces)
        trigger = any(
            piece in triggers or bool(_YEARLIKE.match(piece)) or (capital and piece in lexicon.names)
            for piece in pieces
        )
        known = known or trigger
    elif not known:
        known = trigger = bool(_NUMBERED.match(word))
    return known, trigger
