"""Parses that have been read are freed at once, and wait for no search for cycles."""

from __future__ import annotations

from collections.abc import Iterable

from extractor.engine.tokens import Parse


def let_go(docs: Iterable[object]) -> None:
    """Forget the tokens of the fast engine's parses; what spaCy parsed needs nothing."""
    for doc in docs:
        if isinstance(doc, Parse):
            doc.let_go()
