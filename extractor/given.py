"""Articles that come as a text with keywords."""

from __future__ import annotations

import re
from collections.abc import Mapping

from extractor.errors import InputError
from extractor.records import RawArticle, digest

_KEYWORDS = ("title", "published", "outlet", "language", "id", "uri")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def raw_text(text: str, **keywords: str | None) -> RawArticle:
    """Wrap a text in a RawArticle; ``id`` and ``uri`` may be among the keywords, null is as good as absent.

    Raises InputError when the text is not Unicode: half of a surrogate pair stands alone in it.
    """
    if not text.isascii() and _LONE_SURROGATE.search(text):
        raise InputError("text: not Unicode: half of a surrogate pair stands alone")
    given = check_given(keywords)
    data = text.encode("utf-8", "surrogatepass")
    article_id = given.pop("id", None) or digest(text)
    uri = given.pop("uri", "text")
    return RawArticle(article_id, uri, "text/plain", digest(text, size=64), len(data), text=text, given=given)


def check_given(keywords: Mapping[str, str | None]) -> dict[str, str]:
    """Return the metadata that came as keywords, without what is null.

    Raises TypeError naming a keyword that is none, InputError for a value that is no string.
    """
    given: dict[str, str] = {}
    for key, value in keywords.items():
        if key not in _KEYWORDS:
            raise TypeError(f"{key}: unknown keyword; known: {', '.join(_KEYWORDS)}")
        if value is None:
            continue
        if not isinstance(value, str):
            raise InputError(f"{key}: must be a string, is {type(value).__name__}")
        if not value.isascii() and _LONE_SURROGATE.search(value):
            raise InputError(f"{key}: not Unicode: half of a surrogate pair stands alone")
        given[key] = value
    return given
