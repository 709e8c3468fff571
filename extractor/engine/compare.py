"""A few sentences on which two engines must agree before the fast one is used."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

# Short and long, of several sentences, fragments, blanks, crossing arcs, every kind of entity.
SENTENCES = (
    "Courts convicted 4,600 soldiers of desertion between January 2023 and May 2025, the Mediapool project said.",
    "No.",
    "   ",
    "5%",
    "“It’s more than $2.3 billion,” she said – “twice what we’d been told.”",
    "It rose 12.5% to 1,234 in the third quarter. That was the most since 2009! Why?",
    "A hearing is scheduled on the issue today, at which Ms Okafor, Mr Lindqvist and 31 others will speak.",
    "Under Part 3 of Article 207.3 of the Criminal Code, he faces up to 15 years in prison.",
    "What did the minister of health say the hospitals of Northern Ireland had bought the masks for?",
    "Headline:\nRiver Plate 2\u20131 Boca Juniors;  Buenos Aires, Sunday, 8 p.m.",
    "Of the 1,204 people who were surveyed by Ipsos last week, two-thirds (67 per cent) said that, whatever "
    "the government did, they would not move to Lyon, Marseille or the Loire Valley before the Olympic Games.",
    "Three of them spoke Arabic; the Boeing 737 landed 40 miles off, and the first \u2018Hamlet\u2019 ran for 3 hours.",
)


def first_difference(one: Callable[..., Iterable[Any]], other: Callable[..., Iterable[Any]]) -> str | None:
    """The first of the built-in sentences that two engines' ``pipe`` parse otherwise, null for none."""
    for text, left, right in zip(SENTENCES, one(SENTENCES), other(SENTENCES), strict=True):
        if read_off(left) != read_off(right):
            return text
    return None


def read_off(parse: Any) -> tuple[list[Any], list[Any]]:
    """All that an engine says of a text: of its tokens, and of its entities."""
    tokens = [
        (t.text, t.idx, t.whitespace_, t.tag_, t.head.i, t.dep_, t.ent_type_, t.left_edge.i, t.right_edge.i)
        for t in parse
    ]
    return tokens, [(name.start_char, name.end_char, name.label_) for name in parse.ents]
