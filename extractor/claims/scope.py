"""Which clauses of a sentence a phrase speaks for: what is said in one coordinate is not said in the other."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from extractor.annotate.analysis import Sentence
from extractor.claims.draft import Draft
from extractor.claims.grammar import SUBJECTS, ancestors, is_noun, is_verb
from extractor.records import LegalReference

if TYPE_CHECKING:
    from spacy.tokens import Token

_CONTRAST = frozenset({"while", "whereas", "whilst", "although", "though"})


def covers(sentence: Sentence, draft: Draft, reference: LegalReference) -> bool:
    """Whether a citation may speak for a figure of its sentence.

    It does not from a clause coordinated with the figure's that has a subject of its own (unless it
    opens the sentence), from a clause of contrast or about a part (*of whom nine …*), from behind a
    semicolon or colon, from the description of a speaker, or from another member of a list of figures.
    """
    base = sentence.start
    if draft.end <= reference.start and not {";", ":"}.isdisjoint(
        sentence.plain[draft.end - base : reference.start - base]
    ):
        return False
    cited = sentence.head(reference.start, reference.end)
    if cited is None or draft.anchor is None or cited.doc is not draft.anchor.doc:
        return True
    above = {token.i: token for token in ancestors(draft.anchor)}
    route = list(ancestors(cited))
    meet = next((token for token in route if token.i in above), None)
    if meet is None:
        return True
    to_cited = _branch(route, meet)
    to_figure = _branch(list(above.values()), meet)
    fronted = cited.i < meet.i and to_cited is not None and not is_noun(to_cited)
    if (to_cited is not None and _own_clause(to_cited)) or any(map(_of_a_part, _below(route, meet))):
        return False
    if to_figure is not None and _own_clause(to_figure) and not fronted:
        return False
    if to_figure is not None and to_cited is not None:
        return not (to_figure.dep_ in ("ccomp", "parataxis") and to_cited.dep_ in SUBJECTS)
    return not (to_figure is None and to_cited is not None and _other_member(meet, to_cited))


def _below(route: list[Token], meet: Token) -> list[Token]:
    """The way up to ``meet``, without it."""
    return list(itertools.takewhile(lambda token: token.i != meet.i, route))


def _branch(route: list[Token], meet: Token) -> Token | None:
    """The child of ``meet`` on the way; null where the way begins there."""
    way = _below(route, meet)
    return way[-1] if way else None


def _own_clause(token: Token) -> bool:
    """Whether a branch is a clause of its own, beside or against the one that it hangs on."""
    if not is_verb(token) or not any(child.dep_ in SUBJECTS for child in token.children):
        return False
    if token.dep_ in ("conj", "parataxis"):
        return True
    return token.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ in _CONTRAST for c in token.children)


def _of_a_part(verb: Token) -> bool:
    """Whether a clause speaks of a part alone: *of which 204 were …*, *one of whom risks …*."""
    if not is_verb(verb):
        return False
    near = [child for child in verb.children if child.i < verb.i]
    inner = [*near, *(leaf for child in near for leaf in child.children)]
    return any(t.lower_ == "of" and any(c.lower_ in ("which", "whom") for c in t.children) for t in inner)


def _other_member(noun: Token, branch: Token) -> bool:
    """Whether a branch is the next member of a list whose members each have their own complement."""
    return branch.dep_ == "conj" and any(
        child.dep_ in ("prep", "acl", "relcl") and noun.i < child.i < branch.i for child in noun.children
    )
