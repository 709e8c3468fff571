"""The Python API: articles in, typed records out."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from extractor.errors import InputError
from extractor.pipeline import Extractor, check_given, load, raw_text
from extractor.read.rows import FieldError, from_row
from extractor.records import Extraction, Failure, RawArticle
from extractor.settings import Settings

__all__ = ["extract", "extract_many", "load"]

Input = RawArticle | Mapping[str, Any] | str


def extract(article: Input, *, html: bool = False, settings: Settings | None = None, **given: str | None) -> Extraction:
    """Extract the claims of one article.

    ``article`` is a text (a page with ``html=True``), a row as in a JSON Lines input
    (``{"text": …, "published": …}``), or a RawArticle. Keywords give metadata: ``title``,
    ``published`` (ISO date; without it relative dates stay unresolved), ``outlet``, ``language``,
    ``id``, ``uri``; null is as good as absent. The model is loaded on the first call and kept.

    Raises InputError when the article cannot be used, TypeError for an unknown keyword.

    >>> import extractor
    >>> result = extractor.extract("Courts convicted 12 men of fraud in 2023.")  # doctest: +SKIP
    >>> [claim.quantity.value for claim in result.claims]                        # doctest: +SKIP
    [12]
    """
    chosen = settings or Settings()
    raw = as_raw(article, html=html, number=1, limit=chosen.max_characters, **given)
    return _loaded(chosen).extract(raw)


def extract_many(articles: Iterable[Input], *, settings: Settings | None = None) -> Iterator[Extraction | Failure]:
    """Extract many articles, lazily and in order; one that cannot be used gives a Failure.

    Faster than calling :func:`extract` in a loop: sentences of many articles are parsed together.
    """
    chosen = settings or Settings()
    return _loaded(chosen).extract_many(_raws(articles, chosen.max_characters))


def as_raw(article: Input, *, number: int, limit: int, html: bool = False, **given: str | None) -> RawArticle:
    """Wrap any accepted input in a RawArticle; ``number`` names it in messages.

    Raises InputError when it cannot be used or is longer than ``limit`` characters, TypeError for
    a keyword that is none.
    """
    if html and not isinstance(article, str):
        raise TypeError("html: only a string can be declared a page; a row says so by its field html")
    if isinstance(article, RawArticle):
        raw = _with(article, check_given(given))
    elif isinstance(article, Mapping):
        return from_row({**article, **check_given(given)}, uri=f"row#{number}", line=number, limit=limit)
    elif isinstance(article, str):
        raw = raw_text(article, **given)
        if html:
            raw = dataclasses.replace(raw, text=None, html=article, media_type="text/html")
    else:
        raise InputError(f"an article is a text, a mapping or a RawArticle, not {type(article).__name__}")
    length = len(raw.text if raw.text is not None else raw.html or "")
    if length > limit:
        raise InputError(f"too long: {length:,} characters, at most {limit:,} are accepted")
    return raw


def _with(raw: RawArticle, given: Mapping[str, str]) -> RawArticle:
    """An article with metadata of the caller's in place of its own."""
    metadata = {key: value for key, value in given.items() if key not in ("id", "uri")}
    return dataclasses.replace(
        raw, id=given.get("id", raw.id), uri=given.get("uri", raw.uri), given={**raw.given, **metadata}
    )


def _raws(articles: Iterable[Input], limit: int) -> Iterator[RawArticle | Failure]:
    for number, article in enumerate(articles, 1):
        yield _raw_or_failure(article, number, limit)


def _raw_or_failure(article: Input, number: int, limit: int) -> RawArticle | Failure:
    try:
        return as_raw(article, number=number, limit=limit)
    except FieldError as error:
        return Failure("read", f"row#{number}", number, f"{error.field}: {error}", error.field)
    except InputError as error:
        return Failure("read", f"row#{number}", number, str(error))


@lru_cache(maxsize=2)
def _loaded(settings: Settings) -> Extractor:
    return load(settings)
