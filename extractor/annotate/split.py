"""Split text into sentences by a regular expression, with offsets, never across a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator

_ABBREVIATION = (
    r"(?:Mr|Mrs|Ms|Dr|Prof|Sr|Jr|St|Gen|Col|Lt|Sgt|Maj|Brig|Insp|Capt|Cmdr|Adm|Govs?|Sens?|Reps?|Del|Gens|Messrs|Rev|Hon"
    r"|Pres|Supt|Inc|Ltd|Co|Corp|Bros|Rs|Tk|[KTU]?[Ss]hs?|Gs"
    r"|vs|v|etc|No|Nos|Art|Arts|Cap|(?:under|by|per|see|[A-Z]{2,4}) arts?"
    r"|Sec|Secs|ss?|para|paras|pp|ch|cl|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
    r"|a\.m|p\.m|e\.g|i\.e|approx|est|dept|Mt|Ft|Ave|Blvd|(?:[A-Za-z]\.)+[A-Za-z]|[A-Z])"
)
_BREAK = re.compile(
    r"(?:\r?\n)+|(?<=[.!?…])[\"'”’)\]]*\s+(?=[\"'“‘(\[—–-]*\s?[A-Z0-9$€£¥₽₴])",
)
_ABBREVIATED = re.compile(r"(?:^|[\s(“\"'‘\[])" + _ABBREVIATION + r"\.$")
_SOFT_ENDING = re.compile(r"(?:[ap]\.m|U\.S|U\.K|U\.N|E\.U|D\.C|Inc|Ltd|Co|Corp|Jr|Sr|etc|Bros)\.$")
_SENTENCE_OPENER = re.compile(
    r"[\"'“‘(\[]*(?:The|A|An|In|On|At|It|He|She|They|We|But|And|That|This|These|Those|For|By|From|As|Of|Its|His|Her|Their|There)\b"
)
_ENUMERATOR = re.compile(r"(?:^|\s)\(?(?:\d{1,2}|[ivx]{1,4}|[a-zA-Z])[.)]$")
_LOOKBACK = 14
_LONGEST = 3000


def sentences(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Yield ``(start, end)`` of each sentence in ``text[start:end]``, white space trimmed.

    A stretch without a boundary is cut at a blank before 3,000 characters, so that hostile input
    cannot exhaust the parser.

    >>> list(sentences("It rose. Mr. Lee fell."))
    [(0, 8), (9, 22)]
    """
    end = len(text) if end is None else end
    begin = start
    for match in _BREAK.finditer(text, start, end):
        if "\n" not in match[0]:
            tail = text[max(begin, match.start() - _LOOKBACK) : match.start()]
            if _ABBREVIATED.search(tail):
                soft = _SOFT_ENDING.search(tail)
                if not (soft and _SENTENCE_OPENER.match(text, match.end())):
                    continue
            if _ENUMERATOR.search(text, begin, match.start()) and match.start() - begin < 6:
                continue
        closing = len(match[0]) - len(match[0].lstrip("\"'”’)]"))
        yield from _trimmed(text, begin, match.start() + closing)
        begin = match.end()
    yield from _trimmed(text, begin, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > _LONGEST:
        cut = max(text.rfind(" ", start + _LONGEST // 2, start + _LONGEST), start + _LONGEST // 2)
        yield from _trimmed(text, start, cut)
        start = cut
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        yield start, end
