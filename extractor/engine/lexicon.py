"""What is known of a word, kept from batch to batch: its strings and its embeddings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from extractor.engine.layout import Keys, LayoutError, Network, maxout

if TYPE_CHECKING:
    from spacy.vocab import Vocab

Rows = NDArray[np.int64]
KEYS: list[int | str] = ["ORTH", "NORM", "SPACY"]  # all that the pipeline sees of a token follows from these
_OF_LEXEME = {"PREFIX": "prefix", "SUFFIX": "suffix", "SHAPE": "shape", "IS_SPACE": "is_space", "LOWER": "lower"}
_MOST = 40_000


class Word(NamedTuple):
    """What a token has in common with all of the same form, with spaCy's names."""

    text: str
    lower_: str
    orth: int
    lower: int
    is_punct: bool
    is_space: bool
    like_num: bool
    whitespace_: str


class Lexicon:
    """Words by row; ``vectors`` has in each row a word's embeddings in all networks, side by side.

    ``sizes`` says how many characters each takes, the blank behind it included, and ``blank`` which
    are white space.

    A network's first part sees of a token only what it shares with its like, so that it is computed
    once a word. When more than ``most`` words are known, all are forgotten. Row 0 is no word's.
    """

    def __init__(self, vocab: Vocab, networks: Sequence[Network], most: int = _MOST) -> None:
        for column in {column for network in networks for column in network.columns}:
            if column not in KEYS and column not in _OF_LEXEME:
                raise LayoutError(f"the network reads {column}")
        self._vocab = vocab
        self._networks = tuple(networks)
        self._most = most
        self.vectors = np.zeros((1024, sum(network.width for network in networks)), np.float32)
        self._forget()

    def _forget(self) -> None:
        self._rows: dict[int, int] = {}
        self.words = [Word("", "", 0, 0, False, False, False, "")]
        self.sizes = np.zeros(1, np.int64)
        self.blank = np.zeros(1, bool)

    def __len__(self) -> int:
        return len(self._rows)

    def rows(self, tokens: Keys) -> Rows:
        """The rows of tokens, given the attributes of ``KEYS``; those of earlier calls may change."""
        marks = tokens[:, 0] ^ tokens[:, 1] * np.uint64(0x9E3779B97F4A7C15)
        marks += tokens[:, 2] * np.uint64(0xD6E8FEB86659FD93)
        distinct, first, which = np.unique(marks, return_index=True, return_inverse=True)
        if len(self._rows) + len(distinct) > self._most:
            self._forget()
        get = self._rows.get
        rows = np.array([get(mark, -1) for mark in distinct.tolist()], np.int64)
        new = np.flatnonzero(rows < 0)
        if len(new):
            rows[new] = np.arange(len(self.words), len(self.words) + len(new))
            self._learn(tokens[first[new]])
            self._rows.update(zip(distinct[new].tolist(), rows[new].tolist(), strict=True))
        found: Rows = rows[which.reshape(-1)]
        return found

    def _learn(self, tokens: Keys) -> None:
        start = len(self.words)
        lexemes: list[Any] = [self._vocab[orth] for orth in tokens[:, 0].tolist()]
        self.words += [
            Word(x.text, x.lower_, x.orth, x.lower, x.is_punct, x.is_space, x.like_num, " " if spaced else "")
            for x, spaced in zip(lexemes, tokens[:, 2].tolist(), strict=True)
        ]
        learned = self.words[start:]
        self.sizes = np.append(self.sizes, [len(word.text) + len(word.whitespace_) for word in learned])
        self.blank = np.append(self.blank, [word.is_space for word in learned])
        columns = {str(name): np.ascontiguousarray(tokens[:, number]) for number, name in enumerate(KEYS)}
        for name, attribute in _OF_LEXEME.items():
            columns[name] = np.array([getattr(lexeme, attribute) for lexeme in lexemes], np.uint64)
        self._embed(start, columns)

    def _embed(self, start: int, columns: dict[str, Keys]) -> None:
        end = len(self.words)
        if end > len(self.vectors):
            grown = np.zeros((max(end, 2 * len(self.vectors)), self.vectors.shape[1]), np.float32)
            grown[: len(self.vectors)] = self.vectors
            self.vectors = grown
        embedded = []
        for network in self._networks:
            hashed = [table(columns[name]) for table, name in zip(network.tables, network.columns, strict=True)]
            embedded.append(maxout(network.mix, np.hstack(hashed) @ network.mix.weights))
        self.vectors[start:end] = np.hstack(embedded)
