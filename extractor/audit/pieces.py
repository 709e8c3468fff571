"""Cut an article into the pieces in which it is shown, so that a million characters open at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

_LONGEST = 3_000


class Piece(NamedTuple):
    """A row of the table ``piece``; ``opens`` says that a paragraph begins here."""

    start: int | None
    text: str
    role: str | None
    opens: bool
    reason: str | None
    rule: str | None


def cut(article: Mapping[str, Any]) -> Iterator[Piece]:
    """Yield the pieces of an article in order: kept text, and removals with their reason.

    Blank lines between paragraphs are no pieces; characters removed inside a paragraph neither.
    """
    text = article["text"]
    last = None
    for block in article["blocks"]:
        removed = block["removed"]
        if removed is not None:
            if removed["reason"] != "empty":
                yield from _stretches(removed["text"], None, "removed", removed["reason"], removed["rule"], True)
            continue
        doubt = block["doubt"] or {"reason": None, "rule": None}
        opens = block["start"] != last
        last = block["end"]
        kept = text[block["start"] : block["end"]]
        yield from _stretches(kept, block["start"], block["role"], doubt["reason"], doubt["rule"], opens)


def _stretches(
    text: str, start: int | None, role: str | None, reason: str | None, rule: str | None, opens: bool
) -> Iterator[Piece]:
    begin = 0
    while begin < len(text):
        end = begin + _LONGEST
        if end < len(text):
            blank = text.rfind(" ", begin + _LONGEST // 2, end)
            end = blank + 1 if blank > 0 else end
        stretch = text[begin:end]
        yield Piece(None if start is None else start + begin, stretch, role, opens and begin == 0, reason, rule)
        begin = end
