"""Count what outlets print again and again."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from pathlib import Path

from extractor.errors import ExtractorError, OutputError
from extractor.read import Distinct, read
from extractor.records import CleanArticle, Failure, RawArticle
from extractor.rules import load_rules
from extractor.settings import Settings


def learn(
    inputs: Iterable[str | Path],
    store: Path,
    settings: Settings | None = None,
    *,
    on_failure: Callable[[Failure], None] = lambda _: None,
) -> int:
    """Count the blocks of articles by outlet in the file ``store``; return how many were new to it.

    A run with ``Settings(repeats=…)`` then removes what an outlet prints again and again. Articles
    that the file knows are passed over, so it may be fed day by day. Raises OutputError when ``store``
    cannot be opened or written.
    """
    from extractor.clean import Cleaner, learn_repeats

    settings = settings or Settings()
    clean = Cleaner(load_rules(folder=Path(settings.rules) if settings.rules else None))

    def cleaned(raw: RawArticle | Failure) -> CleanArticle | None:
        if isinstance(raw, Failure):
            on_failure(raw)
            return None
        try:
            return clean(raw)
        except ExtractorError as error:
            on_failure(Failure("clean", raw.uri, raw.line, str(error), article_id=raw.id))
            return None

    articles = map(cleaned, Distinct(read(inputs, limit=settings.max_characters)))
    try:
        return learn_repeats((article for article in articles if article is not None), store)
    except sqlite3.Error as error:
        raise OutputError(f"{store}: no file of repeats can be kept here: {error}") from None
