"""Lists of figures beside lists of what they are for: *300 and 400 men in 2021 and 2022 respectively*."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol, TypeVar

from extractor.claims.draft import Draft

if TYPE_CHECKING:
    from extractor.annotate.analysis import Sentence

_WORD = re.compile(r"\brespectively\b", re.IGNORECASE)
_GAP = re.compile(r"[\s,]*(?:and |& )?(?:(?:in|on|by|for|from|of|the) ){0,2}", re.IGNORECASE)
_FIGURES = re.compile(r"(?:[ -][\w%-]+){0,3}[\s,]*(?:and |& )?(?:(?:in|by|to|of|the|a) ){0,2}", re.IGNORECASE)
_LONGEST = 12


class _Placed(Protocol):
    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


Mention = TypeVar("Mention", bound=_Placed)


def runs(sentence: Sentence, mentions: Sequence[Mention], gap: re.Pattern[str] = _GAP) -> list[list[Mention]]:
    """The mentions of a sentence, those that one list names together: parted by a comma or *and* alone."""
    found: list[list[Mention]] = []
    for mention in mentions:
        between = sentence.plain[found[-1][-1].end - sentence.start : mention.start - sentence.start] if found else ""
        if found and len(found[-1]) < _LONGEST and gap.fullmatch(between):
            found[-1].append(mention)
        else:
            found.append([mention])
    return found


def figure_runs(sentence: Sentence, drafts: Sequence[Draft]) -> list[list[Draft]]:
    """The figures of a sentence by lists, the nouns between them leapt over: *80 men, 30 women and 12 children*."""
    return runs(sentence, drafts, _FIGURES)


def paired(sentence: Sentence, drafts: Sequence[Draft], mentions: Sequence[Mention]) -> list[tuple[Draft, Mention]]:
    """Each figure with its counterpart where *respectively* joins two lists of one length."""
    word = _WORD.search(sentence.plain) if len(mentions) > 1 and len(drafts) > 1 else None
    if word is None:
        return []
    at = sentence.start + word.start()
    lists = sorted(runs(sentence, mentions), key=lambda run: abs(run[-1].end - at))
    for others in lists:
        figures = [run for run in figure_runs(sentence, drafts) if len(run) == len(others) >= 2]
        if figures:
            nearest = min(figures, key=lambda run: abs(run[-1].end - at))
            return list(zip(nearest, others, strict=True))
    return []
