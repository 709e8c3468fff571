"""Names that the text joins to a noun: *the site Elm Files* is *the site*, *the Elm survey* is *the survey*."""

from __future__ import annotations

import re
from functools import lru_cache

from extractor.records import Span

_FAR = 1500
_ARTICLES = frozenset({"The", "A", "An", "That", "This"})


def called(word: str, text: str, offset: int) -> Span | None:
    """The name that the text last put right behind a noun, before an offset."""
    found = list(_behind(word).finditer(text, max(0, offset - _FAR), offset))
    return Span(found[-1].start(1), found[-1].end(1), found[-1][1]) if found else None


def titled(word: str, text: str, offset: int) -> Span | None:
    """The last mention of a document under its name, before an offset."""
    found = list(_named(word).finditer(text, max(0, offset - _FAR), offset))
    if not found:
        return None
    match = found[-1]
    first = match[0].split(" ", 1)[0]
    start = match.start() + (len(first) + 1 if first in _ARTICLES else 0)
    return Span(start, match.end(), text[start : match.end()])


@lru_cache(maxsize=256)
def _named(word: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w’'.-])(?:(?:(?:[A-Z]\.)+|[A-Z][\w’'&-]*)\s(?:of\s)?){{1,5}}{re.escape(word)}\b")


@lru_cache(maxsize=256)
def _behind(word: str) -> re.Pattern[str]:
    return re.compile(rf"\b{re.escape(word)} ([A-Z][\w’'&-]*(?: (?:of |for |the )?[A-Z][\w’'&-]*){{0,4}})")
