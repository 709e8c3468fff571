"""Chooses how sentences are parsed."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Protocol

from extractor.engine.stock import StockEngine
from extractor.errors import ModelError

if TYPE_CHECKING:
    from spacy.language import Language


class Engine(Protocol):
    """Parses texts into spaCy's spans, or what reads like them: tags, heads, labels and entities."""

    name: str

    def learn(self, texts: Iterable[str], /) -> None:
        """Make room for the words of a batch. To be called outside a memory zone."""

    def pipe(self, texts: Iterable[str], wanted: Iterable[bool] | None = None, /) -> Iterator[Any]:
        """Parse texts, each a sentence or a few, in order; those not ``wanted`` get words alone."""


def open_engine(nlp: Language, name: str = "auto", batch: int = 512) -> Engine:
    """The engine of a name: ``stock`` is spaCy itself, ``fast`` its network redone in NumPy.

    ``auto`` is the fast one where it knows the pipeline and parses a few built-in sentences as
    spaCy does, else spaCy with a warning. Raises ModelError when ``fast`` cannot be had.
    """
    stock = StockEngine(nlp, batch)
    if name == "stock":
        return stock
    from extractor.engine.compare import first_difference
    from extractor.engine.fast import FastEngine
    from extractor.engine.layout import LayoutError

    try:
        fast = FastEngine(nlp, batch)
        text = first_difference(fast.pipe, stock.pipe)
        fault = None if text is None else f"it does not parse {text!r} as spaCy does"
    except LayoutError as error:
        fault = str(error)
    if fault is None:
        return fast
    message = f"the fast engine cannot be used with this pipeline: {fault}"
    if name == "fast":
        raise ModelError(message)
    warnings.warn(f'{message}; spaCy itself parses (parser = "stock" in the settings says so)', stacklevel=2)
    return stock
