"""The stock engine: spaCy's own components, with the faster of its two matrix libraries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from extractor.engine.words import CommonWords

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Span


class StockEngine:
    """Parses with ``Language.pipe``; anything with such a method may stand in for the pipeline."""

    name = "stock"

    def __init__(self, nlp: Language, batch: int = 256) -> None:
        self._nlp = nlp
        self._batch = batch
        self._common = CommonWords(nlp) if hasattr(nlp, "tokenizer") else None

    def learn(self, texts: Iterable[str]) -> None:
        """Make room for the words of a batch. To be called outside a memory zone."""
        if self._common is not None:
            self._common.learn(texts)

    def pipe(self, texts: Iterable[str]) -> Iterator[Span]:
        """Parse texts, each a sentence or a few, in order."""
        return (doc[:] for doc in self._nlp.pipe(texts, batch_size=self._batch))


def use_numpy_products(nlp: Language) -> None:
    """Have NumPy's library multiply the matrices of a pipeline instead of the blis wheel.

    The wheel picks a kernel for any processor on those that are newer than it.
    """
    from thinc.api import NumpyOps

    ops = NumpyOps(use_blis=False)
    for _, pipe in nlp.pipeline:
        model: Any = getattr(pipe, "model", None)
        for layer in model.walk() if hasattr(model, "walk") else ():
            if type(layer.ops) is NumpyOps:
                layer.ops = ops
