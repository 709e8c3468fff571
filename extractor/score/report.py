"""Match the claims of a run with gold claims and count what is right."""

from __future__ import annotations

import collections
import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import orjson

from extractor.errors import OutputError, ScoreError
from extractor.score.article import ArticleScore
from extractor.stored import parts, rows

SLOTS = (
    "value",
    "modifier",
    "kind",
    "unit",
    "per",
    "statistic",
    "change",
    "event",
    "actor",
    "topic",
    "area",
    "time",
    "legal",
    "source",
    "compared_with",
    "part_of",
)
DOCUMENT = ("removed", "kept", "published", "title", "outlet", "dates", "legal_references")
_SUFFIX = ".gold.json"


@dataclasses.dataclass(frozen=True, slots=True)
class Tally:
    """How many were right of how many."""

    right: int = 0
    of: int = 0

    @property
    def share(self) -> float | None:
        """The right ones' share, null when there was nothing to compare."""
        return round(self.right / self.of, 4) if self.of else None


@dataclasses.dataclass(frozen=True, slots=True)
class Report:
    """The figures of a run: see ``as_json`` for what each is called."""

    articles: int
    articles_missing: int
    gold_claims: int
    predicted: int
    matched: int
    whole: int
    lost_by_cleaning: int
    slots: Mapping[str, Tally]
    document: Mapping[str, Tally]
    misses: tuple[str, ...]

    @property
    def precision(self) -> float:
        """Claims found that are in the gold, of all found (optional ones left out)."""
        return round(self.matched / max(1, self.predicted), 4)

    @property
    def recall(self) -> float:
        """Gold claims found, of all gold claims."""
        return round(self.matched / max(1, self.gold_claims), 4)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return round(2 * self.matched / max(1, self.predicted + self.gold_claims), 4)

    @property
    def whole_claims(self) -> float:
        """Gold claims found with every core slot right, of all gold claims."""
        return round(self.whole / max(1, self.gold_claims), 4)

    def as_json(self) -> dict[str, Any]:
        """The report as plain JSON types; a tally is ``[share, of]``."""
        return {
            "articles": self.articles,
            "articles_missing": self.articles_missing,
            "gold_claims": self.gold_claims,
            "precision": self.precision,
            "recall": self.recall,
            "f1": self.f1,
            "slots": {slot: [tally.share, tally.of] for slot, tally in self.slots.items()},
            "whole_claims": self.whole_claims,
            "lost_by_cleaning": self.lost_by_cleaning,
            **{name: [tally.share, tally.of] for name, tally in self.document.items() if tally.of},
        }


def score_folder(gold: Path, out: Path) -> Report:
    """Score the output folder ``out`` against every ``*.gold.json`` in the folder ``gold``.

    A gold file belongs to the article whose ``source.uri`` ends in its ``article``, or in its own
    name with ``.txt`` or ``.html``. Raises ScoreError naming the file that cannot be used.
    """
    return _report(*score_articles(gold, out))


def score_articles(gold: Path, out: Path) -> tuple[list[ArticleScore], list[str]]:
    """The score of each article of a gold folder, and the gold files whose article is missing."""
    files = sorted(gold.glob(f"*{_SUFFIX}"))
    if not files:
        raise ScoreError(f"{gold}: {f'holds no *{_SUFFIX} file' if gold.is_dir() else 'no such folder'}")
    articles: list[Any] = []
    claims: dict[str, list[Any]] = collections.defaultdict(list)
    try:
        for part in parts(out):
            articles += rows(part.articles)
            for claim in rows(part.claims):
                claims[claim["article_id"]].append(claim)
    except OutputError as error:
        raise ScoreError(f"{error}; is {out} the output of a run?") from None
    scores = []
    missing = []
    for file in files:
        wanted = _read_gold(file)
        article = _article_of(wanted, file, articles)
        if article is None:
            missing.append(f"{_stem(file)}: no article record")
        else:
            scores.append(ArticleScore(_stem(file), wanted, article, claims[article["id"]], SLOTS))
    return scores, missing


def _report(scores: Sequence[ArticleScore], missing: Sequence[str]) -> Report:
    return Report(
        articles=len(scores) + len(missing),
        articles_missing=len(missing),
        gold_claims=sum(len(score.gold["claims"]) for score in scores),
        predicted=sum(len(score.match) + len(score.extra) for score in scores),
        matched=sum(len(score.match) for score in scores),
        whole=sum(score.whole for score in scores),
        lost_by_cleaning=sum(place is None for score in scores for place in score.places),
        slots={slot: _sum(score.counts[slot] for score in scores) for slot in SLOTS},
        document={name: _sum(score.counts[name] for score in scores) for name in DOCUMENT},
        misses=(*missing, *(miss for score in scores for miss in score.misses)),
    )


def _sum(counts: Iterator[list[int]]) -> Tally:
    pairs = list(counts)
    return Tally(sum(right for right, _ in pairs), sum(of for _, of in pairs))


def _stem(file: Path) -> str:
    return file.name[: -len(_SUFFIX)]


def _article_of(gold: Mapping[str, Any], file: Path, articles: Sequence[Any]) -> Any:
    names = {gold.get("article", ""), f"{_stem(file)}.txt", f"{_stem(file)}.html"} - {""}
    return next((row for row in articles if row["source"]["uri"].endswith(tuple(names))), None)


def _read_gold(file: Path) -> dict[str, Any]:
    try:
        gold = orjson.loads(file.read_bytes())
    except (OSError, orjson.JSONDecodeError) as error:
        raise ScoreError(f"{file}: {error}") from None
    if not isinstance(gold, dict) or not isinstance(gold.get("claims"), list):
        raise ScoreError(f"{file}: claims: must be an array")
    return gold
