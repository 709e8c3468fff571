"""The fast engine: one set of matrix products for the sentences of many articles."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from extractor.engine.arcs import ArcDecoder, Ints
from extractor.engine.encode import encode
from extractor.engine.layout import Floats, read_layout
from extractor.engine.lexicon import KEYS, Lexicon, Rows
from extractor.engine.lift import MARK, lift
from extractor.engine.names import Flags, NameDecoder
from extractor.engine.tokens import Name, Parse, Token, edges, sentence_starts
from extractor.engine.words import CommonWords

if TYPE_CHECKING:
    from spacy.language import Language

_MOST_CHARACTERS = 80_000  # a batch: the decoder takes 4 KB a token


class FastEngine:
    """Tagger, parser and entity recogniser of a small English pipeline, redone in NumPy.

    Raises LayoutError for a pipeline that is laid out otherwise.
    """

    name = "fast"

    def __init__(self, nlp: Language, batch: int = 512) -> None:
        self._layout = read_layout(nlp)
        self._make_doc = nlp.make_doc
        self._vocab = nlp.vocab
        self._common = CommonWords(nlp)
        self._batch = batch
        self._lexicon = Lexicon(nlp.vocab, (self._layout.shared, self._layout.names))
        self._arcs = ArcDecoder(self._layout.parser)
        self._names = NameDecoder(self._layout.recogniser)
        self._labels = [*self._arcs.labels, "ROOT"]  # a token without an arc has class -1
        self._crossing = np.array([MARK in label for label in self._labels])

    def learn(self, texts: Iterable[str]) -> None:
        """Make room for the words of a batch. To be called outside a memory zone."""
        self._common.learn(texts)

    def pipe(self, texts: Iterable[str]) -> Iterator[Parse]:
        """Parse texts, each a sentence or a few, in order."""
        batch: list[str] = []
        room = _MOST_CHARACTERS
        for text in texts:
            if batch and (len(text) > room or len(batch) >= self._batch):
                yield from self._parse(batch)
                batch, room = [], _MOST_CHARACTERS
            batch.append(text)
            room -= len(text)
        if batch:
            yield from self._parse(batch)

    def _parse(self, texts: Sequence[str]) -> list[Parse]:
        docs = [self._make_doc(text) for text in texts]
        lengths = [len(doc) for doc in docs]
        if not any(lengths):
            return [Parse(self._vocab, text, []) for text in texts]
        rows = self._lexicon.rows(np.concatenate([doc.to_array(KEYS) for doc in docs]))
        bounds = np.concatenate(([0], np.cumsum(lengths)))
        closing = np.zeros(len(rows), bool)
        closing[bounds[1:] - 1] = True
        words, width = self._lexicon.vectors, self._layout.shared.width
        vectors = encode(self._layout.shared.windows, words[:, :width], rows, lengths)
        heads, labels = self._grammar(vectors, rows, bounds, closing)
        tags = self._tags(vectors)
        vectors = encode(self._layout.names.windows, words[:, width:], rows, lengths)
        names = self._names(vectors, closing, self._lexicon.blank[rows])
        return self._assemble(texts, rows, bounds, (heads, tags, labels), names)

    def _tags(self, vectors: Floats) -> list[str]:
        model, tags = self._layout.tagger, self._layout.tags
        return [tags[best] for best in (vectors @ model.weights + model.bias).argmax(axis=1).tolist()]

    def _grammar(self, vectors: Floats, rows: Rows, bounds: Ints, closing: Flags) -> tuple[list[int], list[str]]:
        """The head of each token, counted from its text's first, and the label; marks where sentences end."""
        lengths = np.diff(bounds)
        places, classes = self._arcs(vectors, lengths.tolist())
        heads = (places - np.repeat(bounds[:-1], lengths)).tolist()
        labels = [self._labels[best] for best in classes.tolist()]
        used = np.flatnonzero(lengths)  # an empty text has no slice of its own to add up
        first = bounds[used]
        roots = np.add.reduceat(places == np.arange(len(rows)), first, dtype=np.int64)
        crossing = np.add.reduceat(self._crossing[classes], first, dtype=np.int64)
        for number in used[(roots > 1) | (crossing > 0)].tolist():
            start, end = int(bounds[number]), int(bounds[number + 1])
            own, named = heads[start:end], labels[start:end]
            lift(own, named, self._lexicon.blank[rows[start:end]].tolist())
            heads[start:end], labels[start:end] = own, named
            begins = sentence_starts(own, edges(own)[0])
            closing[[start + begin - 1 for begin in begins if begin > 0]] = True
        return heads, labels

    def _assemble(
        self,
        texts: Sequence[str],
        rows: Rows,
        bounds: Ints,
        grammar: tuple[list[int], list[str], list[str]],
        names: Sequence[tuple[int, int, int]],
    ) -> list[Parse]:
        """Tokens from what was found; names lie in the order of the text, each within a text."""
        heads, tags, labels = grammar
        words = [self._lexicon.words[row] for row in rows.tolist()]
        sizes = self._lexicon.sizes[rows]
        begins = np.concatenate(([0], np.cumsum(sizes)))
        starts = (begins[:-1] - np.repeat(begins[bounds[:-1]], np.diff(bounds))).tolist()
        kinds = [""] * len(rows)
        for start, end, label in names:
            kinds[start:end] = [self._names.labels[label]] * (end - start)
        parses = []
        waiting = iter([*names, (len(rows), 0, 0)])
        name = next(waiting)
        for text, (first, last) in zip(texts, itertools.pairwise(bounds.tolist()), strict=True):
            places = starts[first:last]
            parse = Parse(self._vocab, text, places)
            parse.tokens = tokens = list(
                map(
                    Token,
                    itertools.repeat(parse),
                    range(last - first),
                    places,
                    words[first:last],
                    tags[first:last],
                    labels[first:last],
                    kinds[first:last],
                )
            )
            for token, head in zip(tokens, heads[first:last], strict=True):
                token.head = tokens[head]
            while name[0] < last:
                parse.ents += (_name(parse, name[0] - first, name[1] - first, self._names.labels[name[2]]),)
                name = next(waiting)
            parses.append(parse)
        return parses


def _name(parse: Parse, start: int, end: int, label: str) -> Name:
    return Name(start, end, parse.starts[start], parse.starts[end - 1] + len(parse.tokens[end - 1]), label)
