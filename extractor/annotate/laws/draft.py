"""A citation on its way to records."""

from __future__ import annotations

import dataclasses
from typing import Literal

from extractor.annotate.analysis import Sentence
from extractor.annotate.laws.instruments import Named
from extractor.records import Instrument

Path = tuple[tuple[str, str], ...]


@dataclasses.dataclass(slots=True)
class Draft:
    """A citation on its way to records; offsets are the article's."""

    sentence: Sentence
    start: int
    end: int
    unit: str
    strength: str
    provisions: tuple[tuple[str, Path], ...]
    bracketed: tuple[bool, ...]
    rules: list[str]
    named: Named | None = None
    named_in: Sentence | None = None
    gloss: tuple[int, int] | None = None
    shared: bool = False
    foreign: bool = False
    title: str | None = None
    tail: int = 0


@dataclasses.dataclass(frozen=True, slots=True)
class Resolved:
    """The instrument and jurisdiction of a draft, how they were found and by which rules."""

    instrument: Instrument | None
    jurisdiction: str | None
    resolution: Literal["explicit", "document", "none"]
    rules: tuple[str, ...] = ()


def named_steps(names: list[str] | None, steps: tuple[str, ...]) -> Path:
    """Name the steps in brackets below a provision, by the words of its unit."""
    words = names or ["paragraph", "subparagraph", "point", "subpoint"]
    return tuple((words[min(i, len(words) - 1)], step) for i, step in enumerate(steps))
