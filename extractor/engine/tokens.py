"""Parsed sentences as plain Python objects that read like spaCy's, and several times as fast.

The rules read tokens much more often than there are tokens. What is here has spaCy's names and
meanings, for the part of its interface that rules read; tokens are the same object wherever they
are met, and children are lists.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple, overload

from extractor.engine.edges import edges

if TYPE_CHECKING:
    from spacy.vocab import Vocab

    from extractor.engine.lexicon import Word

_BELOW = frozenset({"lefts", "rights", "children"})
_EDGES = frozenset({"left_edge", "right_edge"})


class Token:
    """A token of a :class:`Parse`; see spaCy's ``Token`` for what the attributes say."""

    __slots__ = (
        "children",
        "dep_",
        "doc",
        "ent_type_",
        "head",
        "i",
        "idx",
        "left_edge",
        "lefts",
        "lower_",
        "right_edge",
        "rights",
        "tag_",
        "text",
        "word",
    )
    doc: Parse
    head: Token
    children: list[Token]
    lefts: list[Token]
    rights: list[Token]
    left_edge: Token
    right_edge: Token

    def __init__(self, doc: Parse, i: int, idx: int, word: Word, tag: str, dep: str, ent_type: str) -> None:
        self.doc = doc
        self.i = i
        self.idx = idx
        self.word = word
        self.text = word[0]
        self.lower_ = word[1]
        self.tag_ = tag
        self.dep_ = dep
        self.ent_type_ = ent_type

    def __getattr__(self, name: str) -> Any:
        # A slot that is still empty: what follows from all heads of the text is found when it is first read.
        if name in _EDGES:
            self.doc.widen()
        elif name in _BELOW:
            self.doc.link()
        else:
            raise AttributeError(f"a token of the fast engine has no {name!r}")
        return object.__getattribute__(self, name)

    def __len__(self) -> int:
        return len(self.text)

    def __repr__(self) -> str:
        return self.text

    @property
    def vocab(self) -> Vocab:
        """The vocabulary of the pipeline."""
        return self.doc.vocab

    @property
    def orth(self) -> int:
        """spaCy's number for the token's form."""
        return self.word.orth

    @property
    def lower(self) -> int:
        """spaCy's number for the token's form in lower case."""
        return self.word.lower

    @property
    def tag(self) -> int:
        """spaCy's number for the tag."""
        return int(self.doc.vocab.strings[self.tag_])

    @property
    def is_punct(self) -> bool:
        """Whether the token is punctuation."""
        return self.word.is_punct

    @property
    def is_space(self) -> bool:
        """Whether the token is white space."""
        return self.word.is_space

    @property
    def like_num(self) -> bool:
        """Whether the token looks like a number."""
        return self.word.like_num

    @property
    def whitespace_(self) -> str:
        """The blank behind the token, or the empty string."""
        return self.word.whitespace_

    @property
    def n_lefts(self) -> int:
        """How many children stand before the token."""
        return len(self.lefts)

    @property
    def n_rights(self) -> int:
        """How many children stand behind it."""
        return len(self.rights)

    @property
    def lemma_(self) -> str:
        """The empty string: lemmas come from :mod:`extractor.annotate.lemma`."""
        return ""

    @property
    def ancestors(self) -> Iterator[Token]:
        """The head, its head and so on, up to the root."""
        node = self
        while node.head is not node:
            node = node.head
            yield node

    @property
    def subtree(self) -> Iterator[Token]:
        """The token and all below it, in the order of the text."""
        waiting: list[tuple[Token, bool]] = [(self, False)]
        while waiting:
            node, opened = waiting.pop()
            if opened or not node.children:
                yield node
                continue
            waiting += [(child, False) for child in reversed(node.rights)]
            waiting.append((node, True))
            waiting += [(child, False) for child in reversed(node.lefts)]

    def nbor(self, i: int = 1) -> Token:
        """The token ``i`` places on. Raises IndexError where there is none."""
        place = self.i + i
        if place < 0:
            raise IndexError(f"no token {i} places from {self.i}")
        return self.doc.tokens[place]


class Name(NamedTuple):
    """A named entity, by token and by character of the text."""

    start: int
    end: int
    start_char: int
    end_char: int
    label_: str


class Parse:
    """A parsed text: what spaCy's ``Doc`` is, and what its ``doc[:]`` is, to the rules.

    ``starts`` says where each token begins; a slice is a list of tokens.
    """

    __slots__ = ("_linked", "_widened", "ents", "starts", "text", "tokens", "vocab")

    def __init__(self, vocab: Vocab, text: str, starts: list[int]) -> None:
        self.vocab = vocab
        self.text = text
        self.starts = starts
        self.tokens: list[Token] = []
        self.ents: tuple[Name, ...] = ()
        self._linked = self._widened = False

    @property
    def doc(self) -> Parse:
        """Itself: a text of one stretch."""
        return self

    @property
    def start(self) -> int:
        """The number of the first token."""
        return 0

    @property
    def end(self) -> int:
        """The number behind the last token."""
        return len(self.tokens)

    @property
    def start_char(self) -> int:
        """Where the text begins."""
        return 0

    @property
    def end_char(self) -> int:
        """Where the text ends."""
        return len(self.text)

    def __len__(self) -> int:
        return len(self.tokens)

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)

    @overload
    def __getitem__(self, place: int) -> Token: ...

    @overload
    def __getitem__(self, place: slice) -> list[Token]: ...

    def __getitem__(self, place: int | slice) -> Token | list[Token]:
        return self.tokens[place]

    def let_go(self) -> None:
        """Forget the tokens, which hold each other, so that they are freed at once; none may be read any more."""
        tokens, self.tokens = self.tokens, []
        for token in tokens:
            token.head = _NOWHERE
        if self._linked:
            for token in tokens:
                token.children = token.lefts = token.rights = _NONE
        if self._widened:
            for token in tokens:
                token.left_edge = token.right_edge = _NOWHERE

    def link(self) -> None:
        """Fill in what depends on each token; those on which nothing does share one empty list."""
        if self._linked:
            return
        self._linked = True
        none = _NONE
        for token in self.tokens:
            token.lefts = token.rights = token.children = none
        for token in self.tokens:
            head = token.head
            if head.i > token.i:
                if head.lefts is none:
                    head.lefts = []
                head.lefts.append(token)
            elif head is not token:
                if head.rights is none:
                    head.rights = []
                head.rights.append(token)
        for token in self.tokens:
            if token.rights:
                token.children = token.lefts + token.rights if token.lefts else token.rights
            elif token.lefts:
                token.children = token.lefts

    def widen(self) -> None:
        """Fill in how far what is below each token reaches."""
        if self._widened:
            return
        self._widened = True
        tokens = self.tokens
        for token, left, right in zip(tokens, *edges([token.head.i for token in tokens]), strict=True):
            token.left_edge, token.right_edge = tokens[left], tokens[right]


_NONE: list[Token] = []
_NOWHERE: Token = Token.__new__(Token)
