"""The extraction of a very long article: its windows stand packed, and are unpacked one at a time."""

from __future__ import annotations

import dataclasses
import itertools
import pickle
import zlib
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from extractor.records import Article, Claim, Extraction, NumberMention, digest

LAYERS = ("numbers", "dates", "legal_references", "attributions", "entities", "places")
_LEVEL = 1


class Found(NamedTuple):
    """What is found in a window: its last character, its mentions in the order of ``LAYERS``, its claims."""

    end: int
    layers: tuple[Sequence[Any], ...]
    claims: Sequence[Claim]


class Packed(NamedTuple):
    """A window as bytes, a thirtieth of what its records take."""

    end: int
    data: bytes


def pack(found: Found) -> Packed:
    """Put a window away."""
    return Packed(found.end, zlib.compress(pickle.dumps((found.layers, found.claims), pickle.HIGHEST_PROTOCOL), _LEVEL))


class Window(NamedTuple):
    """A stretch of the article's text, the article with the mentions there alone and no blocks, and the claims."""

    start: int
    end: int
    article: Article
    claims: tuple[Claim, ...]


class LongExtraction(Extraction):
    """As every extraction, but what it holds is bytes: its records are made when they are asked for.

    ``head`` is the article without its mentions. :meth:`windows` is the way to read it that takes little memory.
    """

    __slots__ = ("_windows", "head")
    head: Article
    _windows: tuple[Packed, ...]

    def __init__(self, head: Article, windows: Sequence[Packed]) -> None:
        object.__setattr__(self, "head", head)
        object.__setattr__(self, "_windows", tuple(windows))

    def __reduce__(self) -> tuple[Any, ...]:
        return Extraction, (self.article, self.claims)

    @property
    def article(self) -> Article:
        """The whole record."""
        parts = [window.article for window in self.windows()]
        layers: dict[str, Any] = {
            name: tuple(itertools.chain.from_iterable(getattr(p, name) for p in parts)) for name in LAYERS
        }
        return dataclasses.replace(self.head, **layers)

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The claims of all windows."""
        return tuple(claim for window in self.windows() for claim in window.claims)

    def windows(self) -> Iterator[Window]:
        """Each window in order, with ids that no other has; the last one reaches to the end of the text."""
        used: set[str] = set()
        start = 0
        for number, (end, data) in enumerate(self._windows, 1):
            layers, claims = pickle.loads(zlib.decompress(data))
            new = {claim.id: _unused(claim.id, used) for claim in claims}
            used.update(new.values())
            mentions: dict[str, Any] = dict(zip(LAYERS, map(tuple, layers), strict=True))
            mentions["numbers"] = tuple(_numbered(mention, new) for mention in mentions["numbers"])
            stop = end if number < len(self._windows) else len(self.head.text)
            article = dataclasses.replace(self.head, blocks=(), **mentions)
            yield Window(start, stop, article, tuple(_renamed(claim, new) for claim in claims))
            start = stop


def _unused(claim_id: str, used: set[str]) -> str:
    """An id that no earlier window gave to an equal number in an equal sentence."""
    new, count = claim_id, 1
    while new in used:
        count += 1
        new = digest(claim_id, str(count))
    return new


def _renamed(claim: Claim, new: dict[str, str]) -> Claim:
    names = {claim.id, *(relation.claim_id for relation in claim.relations)}
    if all(new.get(name, name) == name for name in names):
        return claim
    relations = tuple(dataclasses.replace(r, claim_id=new.get(r.claim_id, r.claim_id)) for r in claim.relations)
    return dataclasses.replace(claim, id=new[claim.id], relations=relations)


def _numbered(number: NumberMention, new: dict[str, str]) -> NumberMention:
    if number.claim_id is None or new.get(number.claim_id, number.claim_id) == number.claim_id:
        return number
    return dataclasses.replace(number, claim_id=new[number.claim_id])
