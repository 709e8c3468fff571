"""What stands between two paragraphs and belongs to neither: another article's headline, a framed advertisement."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.clean.candidate import Candidate, Sign
from extractor.clean.shape import is_headline, is_prose

_FEWEST, _MOST = 5, 18  # words of a headline
_HEADED = 1  # lines without a full stop: an article with more of them is set in sections, or tells the news of a day
_FIGURE = re.compile(r"\d")
_OWN = re.compile(r"[^.!?:]{1,30}: |[\"“‘'«].*[\"”’'»]$|(?i:table|figure|chart|part|day|week|step|article)\b|\d+[.)]")
_WORD = re.compile(r"[^\W\d_]{4,}")
_STEM = 4
_PLAIN = frozenset(
    {"with", "from", "afte", "over", "more", "than", "that", "this", "will", "have", "been", "into", "abou"}
)
_AD = re.compile(r"\W*(?:advertisements?|advertising|ad|advert|sponsored)\W*$", re.I)
_RESUMES = re.compile(
    r"\W*(?:(?:article|story|text|content|reading) (?:continues|goes on|resumes)\b.{0,40}|keep reading\b.{0,30})$", re.I
)
_FRAME = 4  # blocks between the two labels of an advertisement
_TOLD = re.compile(r"\b(?:said|says|told|according to|announced)\b")


def drop_headlines(candidates: Sequence[Candidate], sign: Sign) -> None:
    """Remove, in place, the headline of another article that stands alone between two paragraphs of a text.

    It has a figure, capitals and no full stop, and shares no word with the rest of the article, as a subheading
    would. A text set in sections, with more such lines than one, keeps them all.
    """
    kept = [block for block in candidates if block.kept]
    lone = [
        index
        for index in range(1, len(kept) - 1)
        if is_headline(kept[index].text) and _is_told(kept[index - 1]) and _is_told(kept[index + 1])
    ]
    if not lone or len(lone) > _HEADED:
        return
    for index in lone:
        block = kept[index]
        if (
            block.role == "paragraph"
            and _FIGURE.search(block.text)
            and _capitals(block.text)
            and _FEWEST <= len(block.text.split()) <= _MOST
            and block.text[-1] != "?"
            and not _OWN.match(block.text)
            and not _is_met(block, kept)
        ):
            block.remove(sign)


def drop_framed(candidates: Sequence[Candidate], sign: Sign) -> None:
    """Remove, in place, what stands between the label of an advertisement and the line that the article goes on."""
    labels = [index for index, block in enumerate(candidates) if not block.kept and _AD.match(block.text)]
    for label in labels:
        frame = candidates[label + 1 : label + 2 + _FRAME]
        end = next((i for i, block in enumerate(frame) if not block.kept and _RESUMES.match(block.text)), 0)
        if not any(_TOLD.search(block.text) or block.role == "title" for block in frame[:end]):
            for block in frame[:end]:
                if block.kept:
                    block.remove(sign)


def _is_told(block: Candidate) -> bool:
    return block.role == "paragraph" and is_prose(block.text)


def _capitals(text: str) -> bool:
    """Whether nearly every longer word begins with a capital, as in headlines of many papers."""
    words = _WORD.findall(text)
    return len(words) >= _FEWEST - 1 and sum(word[0].isupper() for word in words) >= len(words) - 1


def _is_met(block: Candidate, others: Sequence[Candidate]) -> bool:
    """Whether a word of a block is met in another."""
    stems = _stems(block.text)
    return any(other is not block and stems & _stems(other.text) for other in others)


def _stems(text: str) -> set[str]:
    return {word[:_STEM] for word in _WORD.findall(text.lower())} - _PLAIN
