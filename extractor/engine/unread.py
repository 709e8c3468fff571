"""What the tokens of a text say that is not parsed."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator

TAG = "XX"  # what the Penn Treebank calls a word of unknown class
LABEL = "dep"


def with_wishes(texts: Iterable[str], wanted: Iterable[bool] | None) -> Iterator[tuple[str, bool]]:
    """Each text with whether it is to be parsed; all are when nothing is said."""
    return zip(texts, itertools.repeat(True) if wanted is None else wanted, strict=False)
