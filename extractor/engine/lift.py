"""Arcs that cross: the parser marks them in their labels, and they are moved to where they belong."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.engine.edges import edges

MARK = "||"


def lift(heads: list[int], labels: list[str], blank: Sequence[bool]) -> None:
    """Reattach, in place, the tokens whose label is ``X||Y``: below the head, to the first that is a ``Y``.

    As spaCy's ``deprojectivize`` does, which looks for children between the edges that the tree had
    before.
    """
    left, right = edges(heads)

    def children(head: int) -> list[int]:
        return [child for child in range(left[head], right[head] + 1) if child != head and heads[child] == head]

    def found(token: int, label: str) -> int:
        level = [heads[token]]
        while level:
            below: list[int] = []
            for node in level:
                for child in children(node):
                    if blank[child] or child == token:
                        continue
                    if labels[child] == label:
                        return child
                    below.append(child)
            level = below
        return heads[token]

    for token, label in enumerate(labels):
        if MARK in label:
            own, _, wanted = label.partition(MARK)
            heads[token] = found(token, wanted)
            labels[token] = own
