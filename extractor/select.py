"""Choose which articles of the inputs a run takes: by date, by a sample, by number; the same each time."""

from __future__ import annotations

import collections
import dataclasses
import datetime
import hashlib
import heapq
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from extractor.clean.metadata import given_values
from extractor.errors import InputError
from extractor.records import CleanArticle, Failure, RawArticle

Published = Callable[[RawArticle], "str | None"]


@dataclasses.dataclass(frozen=True, slots=True)
class Selection:
    """Which articles are taken; the rest is counted and left out.

    ``since``: those published on that day or later; an article without a date is taken.
    ``share``: that share of them (0–1), chosen by a hash of the id, so that an article is in the
    sample or not whatever else is there, and a larger share holds every smaller one. ``number``:
    that many, those that the smallest shares would hold. ``limit``: the first so many of what is left.
    """

    since: datetime.date | None = None
    share: float | None = None
    number: int | None = None
    limit: int | None = None

    def as_json(self) -> dict[str, Any]:
        """The choices that were made, as plain JSON types."""
        chosen = {key: value for key, value in dataclasses.asdict(self).items() if value is not None}
        return {key: str(value) if key == "since" else value for key, value in chosen.items()}


EVERYTHING = Selection()


class Chosen:
    """Iterate over the articles that a selection takes; failures to read are passed on.

    ``skipped`` counts what was left out: ``before`` (published before ``since``), ``sample`` (not
    drawn). ``undated`` counts the articles that ``since`` took because they have no date, and
    ``stopped`` says that ``limit`` ended the reading before the inputs were at an end.
    """

    def __init__(
        self,
        articles: Iterable[RawArticle | Failure],
        selection: Selection,
        published: Published,
        last: float | None = None,
    ) -> None:
        """Take ``articles``; ``last`` is the last draw of a sample by number, from :func:`last_draw`."""
        self._articles = articles
        self._selection = selection
        self._published = published
        self._last = last
        self.skipped: collections.Counter[str] = collections.Counter()
        self.undated = 0
        self.stopped = False

    def __iter__(self) -> Iterator[RawArticle | Failure]:
        limit = self._selection.limit
        taken = 0
        for raw in self._articles:
            if isinstance(raw, Failure):
                yield raw
                continue
            reason = self._reason(raw)
            if reason is not None:
                self.skipped[reason] += 1
                continue
            if taken == limit:
                self.stopped = True
                return
            taken += 1
            yield raw

    def _reason(self, raw: RawArticle) -> str | None:
        """Why an article is left out; null when it is taken."""
        since, share = self._selection.since, self._selection.share
        if share is not None and draw(raw.id) >= share:
            return "sample"
        if self._last is not None and draw(raw.id) > self._last:
            return "sample"
        if since is not None:
            day = self._published(raw)
            if day is None:
                self.undated += 1
            elif day < since.isoformat():
                return "before"
        return None


def published_by(clean: Callable[[RawArticle], CleanArticle]) -> Published:
    """Finds the day an article was published: as the input says, else as a cleaner finds it in the page or text."""

    def published(raw: RawArticle) -> str | None:
        try:
            given = given_values(raw.given).get("published")
            found = given or clean(raw).published
        except Exception:  # the run itself will meet the same article, and record what is wrong with it
            return None
        return found.value if found else None

    return published


def draw(identity: str) -> float:
    """A number from 0 to 1 that depends on the id alone, spread evenly.

    >>> draw("a"), draw("b")
    (0.7913742705223816, 0.2427353910172533)
    """
    return int.from_bytes(hashlib.sha256(identity.encode("utf-8", "surrogatepass")).digest()[:8], "big") / 2**64


def last_draw(articles: Iterable[RawArticle | Failure], selection: Selection, published: Published) -> float | None:
    """The largest draw of a sample by number, found by a first reading; null without such a sample."""
    if selection.number is None:
        return None
    found: list[float] = []  # the smallest draws, negated: the heap's first is the largest
    for raw in articles:
        if isinstance(raw, Failure):
            continue
        place = -draw(raw.id)
        if len(found) == selection.number and place < found[0]:
            continue
        day = published(raw) if selection.since is not None else None
        if day is not None and selection.since is not None and day < selection.since.isoformat():
            continue
        if len(found) < selection.number:
            heapq.heappush(found, place)
        else:
            heapq.heapreplace(found, place)
    return -found[0] if found else None


def parse_sample(words: str) -> tuple[float | None, int | None]:
    """A share or a number from what a user writes; raises InputError.

    >>> parse_sample("5%"), parse_sample("0.05"), parse_sample("500")
    ((0.05, None), (0.05, None), (None, 500))
    """
    plain = words.strip()
    try:
        if plain.isascii() and plain.isdigit() and int(plain) > 0:
            return None, int(plain)
        share = float(plain[:-1]) / 100 if plain.endswith("%") else float(plain)
    except ValueError:
        share = 0.0
    if not 0 < share <= 1:
        raise InputError(f"{words!r}: must be a share (0.05, 5%) or a number of articles (500)")
    return share, None


def parse_since(words: str) -> datetime.date:
    """A day from what a user writes; raises InputError when it is no ISO date.

    >>> parse_since("2025-03-04")
    datetime.date(2025, 3, 4)
    """
    try:
        return datetime.datetime.strptime(words.strip(), "%Y-%m-%d").date()
    except ValueError:
        raise InputError(f"{words!r}: must be a day such as 2025-03-04") from None
