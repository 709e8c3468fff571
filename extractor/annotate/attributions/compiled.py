"""Who compiled the data or wrote the document that is named as a source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.annotate.analysis import Sentence
from extractor.annotate.attributions.grammar import agent, noun_phrase, stretch
from extractor.annotate.attributions.lexicon import Lexicon
from extractor.annotate.lemma import lemma
from extractor.records import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

_MAKERS = frozenset({"from", "by", "of"})
_BODIES = frozenset({"organisation", "person", "data"})  # "registry" is both
_MAKING = frozenset(
    {"compile", "file", "issue", "keep", "prepare", "present", "produce", "provide", "publish", "release", "submit"}
    | {"supply", "write"}
)


def compiler(sentence: Sentence, noun: Token | None, lexicon: Lexicon) -> Span | None:
    """The maker of the data or document that ``noun`` heads, else null.

    "court data *compiled by Lee*", "figures *from Lee*", "a report by *Lee*", "*Lee's* data", "a
    statement that *the registry* submitted"; a maker after "of" must be a name ("data of *Lee*", but
    "records of cases").
    """
    if noun is None or lexicon.kinds.get(lemma(noun)) not in ("data", "document"):
        return None
    makers: list[Token | None] = []
    for child in noun.children:
        if child.dep_ == "acl" and child.tag_ == "VBN":
            makers.insert(0, agent(child))
        elif child.dep_ == "prep" and child.lower_ in _MAKERS:
            makers.append(next((c for c in child.children if c.dep_ == "pobj" and _can_make(c, child, lexicon)), None))
        elif child.dep_ == "poss" and child.tag_ != "PRP$":
            makers.append(child)
        elif child.dep_ in ("relcl", "acl") and lemma(child) in _MAKING:
            makers.append(_subject(child, lexicon))
    for maker in makers:
        if maker is not None:
            return _name(sentence, maker)
    return None


def _can_make(maker: Token, preposition: Token, lexicon: Lexicon) -> bool:
    named = maker.tag_ in ("NNP", "NNPS") and maker.ent_type_ not in ("DATE", "LAW", "EVENT")
    if preposition.lower_ == "of":
        return named
    return named or lexicon.kinds.get(lemma(maker)) in ("organisation", "person")


def _subject(verb: Token, lexicon: Lexicon) -> Token | None:
    """Who made what the relative pronoun stands for, which has no object of its own."""
    if any(child.dep_ == "dobj" and child.tag_ != "WDT" for child in verb.children):
        return None
    who = next((c for c in verb.lefts if c.dep_ == "nsubj"), None)
    named = who is not None and who.tag_ in ("NNP", "NNPS")
    return who if who is not None and (named or lexicon.kinds.get(lemma(who)) in _BODIES) else None


def _name(sentence: Sentence, maker: Token) -> Span | None:
    first, last = noun_phrase(maker)
    doc = maker.doc
    if doc[last].tag_ == "POS":
        last -= 1
    return stretch(sentence, first, last)
