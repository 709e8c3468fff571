"""Overlapping and crossing spans as nested pieces of text, each span on a lane of its own."""

from __future__ import annotations

import dataclasses
import heapq
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence

LANES = 8
# Characters that would change how the text around them is shown, or that HTML cannot hold.
_CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\ud800-\udfff]"
)


@dataclasses.dataclass(frozen=True, slots=True)
class Mark:
    """A span to show: ``key`` names it, ``css`` styles it, ``label`` stands before it."""

    start: int
    end: int
    key: str
    css: str = ""
    label: str = ""
    href: str = ""
    title: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text under the same marks: ``marks`` and their ``lanes``, from the top lane down.

    ``opens`` are the marks that begin here; ``control`` is the name of a character that is shown
    by its name, since it would disorder the text (``U+202E``).
    """

    start: int
    end: int
    text: str
    marks: tuple[tuple[int, Mark], ...]
    opens: tuple[Mark, ...]
    control: str | None = None


def lanes(marks: Iterable[Mark]) -> list[tuple[int, Mark]]:
    """Give each mark the lowest lane that is free where it stands; longer marks first.

    >>> [lane for lane, _ in lanes([Mark(0, 9, "a"), Mark(4, 12, "b"), Mark(10, 12, "c")])]
    [0, 1, 0]
    """
    placed: list[tuple[int, Mark]] = []
    busy: list[tuple[int, int]] = []
    free = list(range(LANES))
    for mark in sorted(marks, key=lambda m: (m.start, -m.end, m.key)):
        while busy and busy[0][0] <= mark.start:
            heapq.heappush(free, heapq.heappop(busy)[1])
        lane = heapq.heappop(free) if free else LANES - 1
        if lane < LANES - 1:
            heapq.heappush(busy, (mark.end, lane))
        placed.append((lane, mark))
    return placed


def segments(text: str, start: int, placed: Sequence[tuple[int, Mark]]) -> Iterator[Segment]:
    """Cut ``text``, which begins at offset ``start``, wherever a mark begins or ends.

    ``placed`` are marks with their lanes, in order of their start; they may reach beyond the text.
    """
    end = start + len(text)
    inside = [(lane, mark) for lane, mark in placed if mark.start < end and mark.end > start and mark.end > mark.start]
    edges = {start, end}
    for _, mark in inside:
        edges.update((max(mark.start, start), min(mark.end, end)))
    controls = {start + match.start(): match[0] for match in _CONTROL.finditer(text)}
    for place in controls:
        edges.update((place, place + 1))
    active: list[tuple[int, Mark]] = []
    upcoming = iter(inside)
    following = next(upcoming, None)
    ordered = sorted(edges)
    for left, right in itertools.pairwise(ordered):
        active = [(lane, mark) for lane, mark in active if mark.end > left]
        while following is not None and following[1].start <= left:
            active.append(following)
            following = next(upcoming, None)
        control = f"U+{ord(controls[left]):04X}" if left in controls else None
        yield Segment(
            left,
            right,
            "" if control else text[left - start : right - start],
            tuple(sorted(active, key=lambda item: (-item[0], item[1].key))),
            tuple(mark for _, mark in active if mark.start == left),
            control,
        )


def visible(text: str) -> str:
    """A text in which disordering characters are replaced by their names.

    >>> visible("a\\u202eb")
    'a⟦U+202E⟧b'
    """
    return _CONTROL.sub(lambda match: f"⟦U+{ord(match[0]):04X}⟧", text)
