"""A run: read, extract, check and write every input, and sum up what came of it."""

from __future__ import annotations

import collections
import dataclasses
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import IO, Any

from extractor.clean import Cleaner, learn_repeats
from extractor.errors import ExtractorError, OutputError
from extractor.pipeline import load
from extractor.read import Distinct, read
from extractor.records import CleanArticle, Failure, RawArticle
from extractor.rules import load_rules
from extractor.settings import Settings
from extractor.write import FORMATS, Output, refuse_inputs

_SAMPLES = 5
_FULL = 6
_SLOTS = ("counted", "event", "actor", "topic", "area", "time", "attribution")


@dataclasses.dataclass
class Summary:
    """What came of a run: the figures that are shown at its end, and a few of its claims."""

    articles: int = 0
    duplicates: int = 0
    removed: collections.Counter[str] = dataclasses.field(default_factory=collections.Counter)
    numbers: collections.Counter[str] = dataclasses.field(default_factory=collections.Counter)
    claims: collections.Counter[str] = dataclasses.field(default_factory=collections.Counter)
    failures: collections.Counter[str] = dataclasses.field(default_factory=collections.Counter)
    samples: list[tuple[float, dict[str, Any]]] = dataclasses.field(default_factory=list)

    def add(self, article: dict[str, Any], claims: Sequence[dict[str, Any]]) -> None:
        """Count an article that was written."""
        self.articles += 1
        for block in article["blocks"]:
            if block["removed"] is not None:
                self.removed[block["removed"]["reason"]] += block["source_end"] - block["source_start"]
        self.numbers.update(number["disposition"] for number in article["numbers"])
        self.claims.update(claim["quantity"]["kind"] for claim in claims)
        if claims:
            self._keep_sample(max(claims, key=_worth_showing))

    def _keep_sample(self, claim: dict[str, Any]) -> None:
        self.samples.append((_worth_showing(claim), claim))
        self.samples.sort(key=lambda sample: -sample[0])
        del self.samples[_SAMPLES:]


def run(
    inputs: Iterable[str | Path],
    out: Path,
    settings: Settings | None = None,
    *,
    formats: Sequence[str] = FORMATS,
    stdin: IO[bytes] | None = None,
    stdin_format: str = "auto",
    on_article: Callable[[str], None] = lambda _: None,
    on_failure: Callable[[Failure], None] = lambda _: None,
) -> Summary:
    """Extract the inputs into the folder ``out`` and return the figures of the run.

    ``on_article`` is told the address of each article when it is done, ``on_failure`` each
    failure. Raises OutputError, ModelError or RuleError and then
    leaves the folder as it was.
    """
    settings = settings or Settings()
    inputs = list(inputs)
    refuse_inputs(out, inputs)
    extractor = load(settings)
    articles = Distinct(read(inputs, limit=settings.max_characters, stdin=stdin, stdin_format=stdin_format))
    summary = Summary()
    with Output(out, formats) as output:
        for result in extractor.extract_many(articles):
            written = output.add(result)
            if isinstance(written, Failure):
                summary.failures[written.stage] += 1
                on_failure(written)
            else:
                summary.add(written.article, written.claims)
                on_article(written.article["source"]["uri"])
    summary.duplicates = articles.duplicates
    return summary


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


def _worth_showing(claim: dict[str, Any]) -> float:
    """How well a claim shows what claims are: one that is sure, and full enough."""
    filled = sum(bool(claim[slot]) for slot in _SLOTS) + bool(claim["legal"])
    return float(claim["confidence"]) + 0.1 * min(filled, _FULL)
