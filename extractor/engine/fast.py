"""The fast engine: one set of matrix products for the sentences of many articles."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from spacy.pipeline._parser_internals.nonproj import deprojectivize

from extractor.engine.arcs import ArcDecoder, Ints
from extractor.engine.encode import Encoder
from extractor.engine.layout import Keys, Layout, read_layout
from extractor.engine.names import Flags, NameDecoder

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_SHARED, _NAMES = 0, 1
_OUTSIDE, _INSIDE, _BEGIN = 2, 1, 3
_GRAMMAR: list[int | str] = ["TAG", "HEAD", "DEP"]
_ENTITIES: list[int | str] = ["ENT_IOB", "ENT_TYPE"]


class FastEngine:
    """Tagger, parser and entity recogniser of a small English pipeline, redone in NumPy.

    Raises LayoutError for a pipeline that is laid out otherwise.
    """

    name = "fast"

    def __init__(self, nlp: Language, batch: int = 256) -> None:
        layout = read_layout(nlp)
        self._make_doc = nlp.make_doc
        self._batch = batch
        self._encoder = Encoder((layout.shared, layout.names))
        self._blank = self._encoder.columns.index("IS_SPACE")
        self._tagger = layout.tagger
        self._arcs = ArcDecoder(layout.parser)
        self._names = NameDecoder(layout.recogniser)
        self._tags, self._labels, self._kinds = _identifiers(nlp, layout, self._arcs.labels, self._names.labels)
        self._decorated = np.array(["||" in label for label in self._arcs.labels] + [False])

    def pipe(self, texts: Iterable[str]) -> Iterator[Doc]:
        """Parse texts, each a sentence or a few, in order."""
        stream = iter(texts)
        while batch := list(itertools.islice(stream, self._batch)):
            # Sentences of like length end together, and so do the decoder's steps.
            docs = [self._make_doc(text) for text in batch]
            self._annotate([doc for doc in docs if len(doc)])
            yield from docs

    def _annotate(self, docs: Sequence[Doc]) -> None:
        if not docs:
            return
        lengths = [len(doc) for doc in docs]
        attributes: Keys = np.concatenate([doc.to_array(self._encoder.columns) for doc in docs])
        words = self._encoder.words(attributes)
        vectors = self._encoder(words, lengths, _SHARED)
        heads, classes = self._arcs(vectors, lengths)
        filled = np.empty((len(words), len(_GRAMMAR) + len(_ENTITIES)), np.uint64)
        filled[:, 0] = self._tags[(vectors @ self._tagger.weights + self._tagger.bias).argmax(axis=1)]
        filled[:, 1] = (heads - np.arange(len(heads))).view(np.uint64)
        filled[:, 2] = self._labels[classes]
        ends = np.cumsum(lengths)
        closing = np.zeros(len(words), bool)
        closing[ends - 1] = True
        parsed = self._set_unusual(docs, ends, filled, classes, closing)
        entities = self._names(self._encoder(words, lengths, _NAMES), closing, attributes[:, self._blank].astype(bool))
        self._fill_entities(filled, entities)
        for number, (doc, end) in enumerate(zip(docs, ends.tolist(), strict=True)):
            rows: Any = filled[end - len(doc) : end]
            if number in parsed:
                doc.from_array(_ENTITIES, rows[:, len(_GRAMMAR) :])
            else:
                doc.from_array([*_GRAMMAR, *_ENTITIES], rows)

    def _set_unusual(self, docs: Sequence[Doc], ends: Ints, filled: Keys, classes: Ints, closing: Flags) -> set[int]:
        """Give their parse to the texts with arcs that cross or with several roots; mark where those part.

        spaCy lifts crossing arcs and finds the bounds of sentences; most texts need neither.
        """
        bounds = np.concatenate(([0], ends[:-1]))
        roots = np.add.reduceat(filled[:, 1] == 0, bounds, dtype=np.int64)
        lifted = np.add.reduceat(self._decorated[classes], bounds, dtype=np.int64) > 0
        unusual = np.flatnonzero(lifted | (roots > 1)).tolist()
        for number in unusual:
            start = int(bounds[number])
            doc: Any = docs[number]
            doc.from_array(_GRAMMAR, filled[start : start + len(doc), : len(_GRAMMAR)])
            if lifted[number]:
                deprojectivize(doc)
            if roots[number] > 1:
                starts = np.flatnonzero(doc.to_array(["SENT_START"]) == 1)
                closing[start + starts[starts > 0] - 1] = True
        return set(unusual)

    def _fill_entities(self, filled: Keys, entities: Sequence[tuple[int, int, int]]) -> None:
        iob, kind = filled[:, len(_GRAMMAR)], filled[:, len(_GRAMMAR) + 1]
        iob[:] = _OUTSIDE
        kind[:] = 0
        for start, end, label in entities:
            iob[start:end] = _INSIDE
            iob[start] = _BEGIN
            kind[start:end] = self._kinds[label]


def _identifiers(nlp: Language, layout: Layout, labels: Sequence[str], kinds: Sequence[str]) -> tuple[Keys, Keys, Keys]:
    """spaCy's numbers for tags, arc labels (the last is a root's) and entity labels."""
    strings = nlp.vocab.strings
    return (
        np.array([strings[tag] for tag in layout.tags], np.uint64),
        np.array([strings[label] if label else 0 for label in labels] + [strings["ROOT"]], np.uint64),
        np.array([strings[kind] for kind in kinds], np.uint64),
    )
