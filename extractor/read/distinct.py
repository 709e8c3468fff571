"""Pass each article on once: the same row again is counted, another row of its id is a fault."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extractor.read.rows import fingerprint
from extractor.records import Failure, RawArticle


class Distinct:
    """Iterate over articles, dropping exact duplicates and refusing an id used twice.

    ``duplicates`` counts the rows that were dropped so far. An article with the id of an earlier
    one but other content gives a Failure that names both places.
    """

    def __init__(self, articles: Iterable[RawArticle | Failure]) -> None:
        self._articles = articles
        self._seen: dict[str, tuple[str, str]] = {}
        self.duplicates = 0

    def __iter__(self) -> Iterator[RawArticle | Failure]:
        for raw in self._articles:
            if isinstance(raw, Failure):
                yield raw
                continue
            mark = fingerprint(raw)
            place = raw.uri if raw.line is None else f"{raw.uri.removesuffix(f'#{raw.line}')} line {raw.line}"
            first = self._seen.get(raw.id)
            if first is None:
                self._seen[raw.id] = (mark, place)
                yield raw
            elif first[0] == mark:
                self.duplicates += 1
            else:
                reason = f"id: {raw.id!r} is used twice for different articles: {first[1]} and {place}"
                yield Failure("read", raw.uri.removesuffix(f"#{raw.line}"), raw.line, reason, "id", raw.id)
