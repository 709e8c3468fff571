"""Expressions and what they are joined into, before they are read."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from extractor.annotate.dates.grammar import Hit

_YEAR_WORDS = frozenset({"year"})
_HOLDERS = frozenset({"year", "year_spoken", "fiscal_year", "year_pair"})
_OPEN = frozenset(
    {"weekday", "day", "days", "month", "quarter", "half", "season", "first", "same", "definite", "feast", "unit_edge"}
)
_NO_POINTS = frozenset(
    {
        "duration",
        "duration_long",
        "duration_vague",
        "window",
        "step_window",
        "every",
        "adverb_set",
        "weekday_set",
        "comparison",
        "vague",
        "past",
        "future",
        "first",
        "clock",
        "nth",
    }
)
_LENGTHS = frozenset({"duration", "definite", "unit", "first"})


@dataclasses.dataclass(slots=True)
class Node:
    """An expression of a sentence; offsets count characters of the sentence.

    ``join`` is null for a single expression; else ``nest`` (left lies in right), ``range``,
    ``window`` (a length and where it ends or starts), ``time`` (a clock time and its day) or
    ``event``.
    """

    start: int
    end: int
    op: str
    groups: Mapping[str, str]
    yields: Mapping[str, object]
    rules: tuple[str, ...]
    text: str
    join: str | None = None
    left: Node | None = None
    right: Node | None = None
    side: str = "end"
    edge: str | None = None
    part: str | None = None
    mod: str | None = None
    approx: bool = False
    core: tuple[int, int] | None = None

    @classmethod
    def of(cls, hit: Hit, base: int, text: str) -> Node:
        """A node for one expression found at an offset."""
        start, end = base + hit.start, base + hit.end
        op = str(hit.rule.yields["op"])
        return cls(start, end, op, hit.groups, hit.rule.yields, (hit.rule.id,), text[start:end])

    def narrow(self, group: str, size: int) -> None:
        """Drop the first ``size`` characters, which turned out to be a preposition, and their group."""
        self.start, self.text = self.start + size, self.text[size:]
        self.groups = {key: value for key, value in self.groups.items() if key != group}

    def to_month(self, start: int, end: int) -> None:
        """Keep the month alone of what was read as a day: *May* of *May 30 ships*."""
        self.start, self.end, self.text = self.start + start, self.start + end, self.text[start:end]
        self.op, self.groups = "month", {"month": self.groups["month"]}

    @property
    def holder(self) -> bool:
        """Whether it can be the year of another: "2024", "last year", "a year earlier"."""
        if self.join or self.edge or self.part:
            return False
        if self.op in _HOLDERS:
            return True
        if self.op == "unit" and self.groups["unit"].lower() == "week":
            return True
        unit = (self.groups.get("unit") or self.groups.get("unit2") or "").lower()
        return self.op in ("unit", "offset", "ago", "step", "definite", "same") and unit in _YEAR_WORDS

    @property
    def open(self) -> bool:
        """Whether it lacks a year that a neighbour may give."""
        if self.join == "time" and self.right:
            return self.right.open
        if self.join or self.op not in _OPEN or self.groups.get("y") or (self.groups.get("rel") and self.op != "first"):
            return False
        return self.op != "definite" or self.groups["unit"].lower() in ("period", "quarter", "month")

    @property
    def length(self) -> bool:
        """Whether it names a length that a date can place: "the 12 months", "the week"."""
        return self.join is None and self.op in _LENGTHS

    @property
    def point(self) -> bool:
        """Whether it names a place on the calendar rather than a length or a set."""
        if self.join:
            return self.join in ("nest", "part", "time")
        return self.op not in _NO_POINTS

    def kind(self) -> str:
        """What a range without a preposition must share: the op and whether a year is written."""
        inner = self.left if self.join == "nest" and self.left else self
        return inner.op


def joined(
    kind: str, left: Node, right: Node, rule: str, text: str, start: int | None = None, side: str = "end"
) -> Node:
    """The node that two neighbours make."""
    begin = left.start if start is None else start
    return Node(
        begin,
        right.end,
        kind,
        {},
        {},
        (*left.rules, *right.rules, rule),
        text[begin : right.end],
        kind,
        left,
        right,
        side,
    )
