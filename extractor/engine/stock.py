"""The stock engine: spaCy's own components, with the faster of its two matrix libraries."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from extractor.engine.unread import LABEL, TAG, with_wishes
from extractor.engine.words import CommonWords

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span


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

    def pipe(self, texts: Iterable[str], wanted: Iterable[bool] | None = None) -> Iterator[Span]:
        """Parse texts, each a sentence or a few, in order; those not ``wanted`` get words alone."""
        if wanted is None:
            yield from (doc[:] for doc in self._nlp.pipe(texts, batch_size=self._batch))
            return
        stream = with_wishes(texts, wanted)
        while batch := list(itertools.islice(stream, self._batch)):
            parsed = self._nlp.pipe([text for text, wish in batch if wish], batch_size=self._batch)
            for text, wish in batch:
                doc = next(parsed) if wish else _unread(self._nlp.make_doc(text))
                yield doc[:]


def _unread(doc: Doc) -> Doc:
    """Make every token its own head, with a tag and a label that say nothing."""
    import numpy as np

    strings = doc.vocab.strings
    values: Any = np.zeros((len(doc), 3), np.uint64)
    values[:, 1:] = strings[TAG], strings[LABEL]
    return doc.from_array(["HEAD", "TAG", "DEP"], values)


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
