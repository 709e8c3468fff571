"""The fast engine: one set of matrix products for the sentences of many articles."""

from __future__ import annotations

import itertools
import operator
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from extractor.engine.arcs import ArcDecoder, Ints
from extractor.engine.edges import edges, sentence_starts
from extractor.engine.encode import Encoder
from extractor.engine.layout import Floats, read_layout
from extractor.engine.lexicon import KEYS, Lexicon, Rows
from extractor.engine.lift import MARK, lift
from extractor.engine.names import Flags, NameDecoder
from extractor.engine.tokens import Name, Parse, Token
from extractor.engine.unread import LABEL, TAG, with_wishes
from extractor.engine.words import CommonWords

if TYPE_CHECKING:
    from spacy.language import Language

_BATCHES = 4  # read at once, for the parser to sort their sentences by length
_MOST_CHARACTERS = 160_000


class Grammar(NamedTuple):
    """What the parser and the tagger say of the tokens of a batch; heads are counted within a text."""

    heads: list[int]
    tags: list[str]
    labels: list[str]

    @classmethod
    def unknown(cls, lengths: Sequence[int]) -> Grammar:
        """Nothing said of texts of these lengths."""
        heads = list(itertools.chain.from_iterable(map(range, lengths)))
        return cls(heads, [TAG] * len(heads), [LABEL] * len(heads))

    def fill(self, first: int, heads: Sequence[int], tags: Sequence[str], labels: Sequence[str]) -> None:
        """Say of as many tokens as there are heads, from the first on, what is known."""
        end = first + len(heads)
        self.heads[first:end] = heads
        self.tags[first:end] = tags
        self.labels[first:end] = labels


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
        self._most = _BATCHES * batch
        self._lexicon = Lexicon(nlp.vocab, (self._layout.shared, self._layout.names))
        self._shared = Encoder(self._layout.shared.windows)
        self._own = Encoder(self._layout.names.windows)
        self._arcs = ArcDecoder(self._layout.parser, batch)
        self._names = NameDecoder(self._layout.recogniser)
        self._labels = [*self._arcs.labels, "ROOT"]  # a token without an arc has class -1
        self._crossing = np.array([MARK in label for label in self._labels])

    def learn(self, texts: Iterable[str]) -> None:
        """Make room for the words of a batch. To be called outside a memory zone."""
        self._common.learn(texts)

    def pipe(self, texts: Iterable[str], wanted: Iterable[bool] | None = None) -> Iterator[Parse]:
        """Parse texts, each a sentence or a few, in order; those not ``wanted`` get words alone."""
        batch: list[tuple[str, bool]] = []
        room = _MOST_CHARACTERS
        for text, wish in with_wishes(texts, wanted):
            if batch and (len(text) > room or len(batch) >= self._most):
                yield from self._parse(batch)
                batch, room = [], _MOST_CHARACTERS
            batch.append((text, wish))
            room -= len(text)
        if batch:
            yield from self._parse(batch)

    def _parse(self, batch: Sequence[tuple[str, bool]]) -> list[Parse]:
        docs = [self._make_doc(text) for text, _ in batch]
        lengths = np.array([len(doc) for doc in docs])
        if not lengths.any():
            return [Parse(self._vocab, text, []) for text, _ in batch]
        wanted = np.array([wish for _, wish in batch])
        rows = self._lexicon.rows(np.concatenate([doc.to_array(KEYS) for doc in docs]))
        bounds = np.concatenate(([0], np.cumsum(lengths)))
        closing = np.zeros(len(rows), bool)
        closing[bounds[1:] - 1] = True
        grammar = self._grammar(rows, lengths, wanted, closing)
        names = self._find_names(rows, lengths, wanted, closing)
        return self._assemble([text for text, _ in batch], rows, bounds, grammar, names)

    def _grammar(self, rows: Rows, lengths: Ints, wanted: Flags, closing: Flags) -> Grammar:
        """The grammar of the texts that are wanted; ``closing`` is told where their sentences end."""
        firsts = np.cumsum(lengths) - lengths
        found = Grammar.unknown(lengths.tolist())
        if not lengths[wanted].any():
            return found
        inside = np.repeat(wanted, lengths)
        words = self._lexicon.vectors[:, : self._layout.shared.width]
        vectors = self._shared(words, rows[inside], lengths[wanted].tolist())
        heads, labels = self._arcs_of(vectors, rows[inside], np.concatenate(([0], np.cumsum(lengths[wanted]))))
        tags = self._tags(vectors)
        if wanted.all():
            found = Grammar(heads, tags, labels)
        else:
            start = 0
            for first, length in zip(firsts[wanted].tolist(), lengths[wanted].tolist(), strict=True):
                end = start + length
                found.fill(first, heads[start:end], tags[start:end], labels[start:end])
                start = end
        for first, length in zip(firsts[wanted].tolist(), lengths[wanted].tolist(), strict=True):
            own = found.heads[first : first + length]
            if sum(map(operator.eq, own, range(length))) > 1:
                begins = sentence_starts(own, edges(own)[0])
                closing[[first + begin - 1 for begin in begins if begin > 0]] = True
        return found

    def _find_names(self, rows: Rows, lengths: Ints, wanted: Flags, closing: Flags) -> list[tuple[int, int, int]]:
        """The entities of the texts that are wanted, by token of the batch."""
        if not lengths[wanted].any():
            return []
        inside = np.flatnonzero(np.repeat(wanted, lengths))
        words = self._lexicon.vectors[:, self._layout.shared.width :]
        vectors = self._own(words, rows[inside], lengths[wanted].tolist())
        found = self._names(vectors, closing[inside], self._lexicon.blank[rows[inside]])
        places = inside.tolist()
        return [(places[start], places[end - 1] + 1, label) for start, end, label in found]

    def _tags(self, vectors: Floats) -> list[str]:
        model, tags = self._layout.tagger, self._layout.tags
        return [tags[best] for best in (vectors @ model.weights + model.bias).argmax(axis=1).tolist()]

    def _arcs_of(self, vectors: Floats, rows: Rows, bounds: Ints) -> tuple[list[int], list[str]]:
        """The head of each token, counted from its text's first, and the label of its arc."""
        lengths = np.diff(bounds)
        places, classes = self._arcs(vectors, lengths.tolist())
        heads = (places - np.repeat(bounds[:-1], lengths)).tolist()
        labels = [self._labels[best] for best in classes.tolist()]
        crossing = np.flatnonzero(self._crossing[classes])
        for number in np.unique(np.searchsorted(bounds, crossing, side="right") - 1).tolist():
            start, end = int(bounds[number]), int(bounds[number + 1])
            own, named = heads[start:end], labels[start:end]
            lift(own, named, self._lexicon.blank[rows[start:end]].tolist())
            heads[start:end], labels[start:end] = own, named
        return heads, labels

    def _assemble(
        self,
        texts: Sequence[str],
        rows: Rows,
        bounds: Ints,
        grammar: Grammar,
        names: Sequence[tuple[int, int, int]],
    ) -> list[Parse]:
        """Tokens from what was found; names lie in the order of the text, each within a text."""
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
                    grammar.tags[first:last],
                    grammar.labels[first:last],
                    kinds[first:last],
                )
            )
            for token, head in zip(tokens, grammar.heads[first:last], strict=True):
                token.head = tokens[head]
            while name[0] < last:
                parse.ents += (_name(parse, name[0] - first, name[1] - first, self._names.labels[name[2]]),)
                name = next(waiting)
            parses.append(parse)
        return parses


def _name(parse: Parse, start: int, end: int, label: str) -> Name:
    return Name(start, end, parse.starts[start], parse.starts[end - 1] + len(parse.tokens[end - 1]), label)
