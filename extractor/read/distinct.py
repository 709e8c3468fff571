"""Pass each article on once: the same row again is recorded, another row of its id is a fault."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator

from extractor.read.rows import fingerprint
from extractor.records import Duplicate, Failure, RawArticle
from extractor.seen import Seen


class Distinct:
    """Iterate over articles, passing over exact duplicates and refusing an id used twice.

    ``duplicates`` counts the rows that were passed over so far; ``on_duplicate`` is told each of
    them with the place of its first. An article with the id of an earlier one but other content
    gives a Failure that names both places. Memory does not grow with the number of articles.
    """

    def __init__(
        self,
        articles: Iterable[RawArticle | Failure],
        on_duplicate: Callable[[Duplicate], None] = lambda _: None,
    ) -> None:
        self._articles = articles
        self._on_duplicate = on_duplicate
        self._seen = Seen()
        self.duplicates = 0

    def __iter__(self) -> Iterator[RawArticle | Failure]:
        for raw in self._articles:
            if isinstance(raw, Failure):
                yield raw
                continue
            mark = fingerprint(raw)
            held = self._seen.first(raw.id, json.dumps((mark, raw.uri, raw.line)))
            if held is None:
                yield raw
                continue
            first_mark, uri, line = json.loads(held)
            if first_mark == mark:
                self.duplicates += 1
                self._on_duplicate(Duplicate("exact", raw.id, raw.uri, raw.line, raw.id, uri, line, 1.0))
            else:
                reason = f"id: {raw.id!r} is used twice for different articles: {_place(uri, line)} and "
                reason += _place(raw.uri, raw.line)
                yield Failure("read", raw.uri.removesuffix(f"#{raw.line}"), raw.line, reason, "id", raw.id)


def _place(uri: str, line: int | None) -> str:
    return uri if line is None else f"{uri.removesuffix(f'#{line}')} line {line}"
