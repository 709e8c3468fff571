"""How a place stands to a figure: in its phrase, in its actor, below its predicate, or elsewhere in the sentence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from extractor.annotate.lemma import lemma
from extractor.claims.draft import Draft
from extractor.claims.frame import belongs, is_place
from extractor.claims.grammar import SUBJECTS, ancestors, inside, is_verb, preposition
from extractor.records import PlaceMention, Span
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from spacy.tokens import Token

    from extractor.annotate.analysis import Sentence

_PARTS = frozenset({"percent", "fraction", "ratio"})
_ADJECTIVAL = frozenset({"amod", "compound", "poss", "nmod"})
_LINKS = frozenset({"amod", "compound", "poss", "pobj", "conj", "appos", "nmod", "case"})
_HEADING = frozenset({"amod", "compound", "nmod", "poss"})
_NAMING = _HEADING | {"appos"}  # "in Pau, France"
_CLAUSES = frozenset({"relcl", "conj", "ccomp", "xcomp", "advcl"})
_CHAIN = 3
_NEAREST = 12
_ENDS_WITH = re.compile(r",? with (?:only |just )?")
_SET = 1000
_RELATIVE = 2000


class Setting:
    """Ranks the places of a sentence by how closely the grammar ties them to a figure."""

    def __init__(self, rules: RuleSet) -> None:
        table: dict[str, Any] = rules.table("claims_area", "area")
        self.lasting = frozenset(table["lasting"])
        self.locatives = frozenset(table["locatives"])
        self.links = self.locatives | {"of", "for"}
        self.official = frozenset(table["official"])
        self.where = rules.has("claims.area.where")

    def rank(self, draft: Draft, place: PlaceMention) -> tuple[int, int]:
        """0 in the counted phrase, 1 in the actor, 2 below the predicate, 3 elsewhere; then nearness."""
        gap = place.start - draft.end if place.start >= draft.end else draft.start - place.end
        token = draft.sentence.head(place.start, place.end)
        if 0 < gap < _NEAREST and _ENDS_WITH.fullmatch(draft.sentence.text, *self._between(draft, place)):
            return 0, gap - _SET
        if token is not None and self.locates(token, draft, place.kind == "demonym"):
            return 0, gap - _SET
        if place.kind in self.lasting and draft.reading.kind not in _PARTS and is_place(draft.actor, place):
            return 0, gap - _SET // 2
        if place.kind == "demonym" and token is not None and self._acts(draft, place, token):
            return 0, gap - _SET // 2
        return self.tier(draft, place, token), gap

    def _acts(self, draft: Draft, place: PlaceMention, token: Token) -> bool:
        """*Turkish courts tried 84 Syrians*: the state whose body acts, whoever it acts on."""
        actor = draft.actor
        if actor is None or not actor.start <= place.start < actor.end or token.dep_ not in _HEADING:
            return False
        return lemma(token.head) in self.official

    def _between(self, draft: Draft, place: PlaceMention) -> tuple[int, int]:
        """Where in its sentence the words from a place to a figure behind it begin and end."""
        return place.end - draft.sentence.start, max(place.end, draft.start) - draft.sentence.start

    def tier(self, draft: Draft, place: PlaceMention | Span, token: Token | None) -> int:
        """How near the grammar puts a stretch whose head is ``token`` to a figure."""
        if draft.counted is not None and draft.counted.start <= place.start < draft.counted.end:
            return 0
        if token is not None and draft.anchor is not None and belongs(token, draft.anchor):
            return 0
        if draft.actor is not None and draft.actor.start <= place.start < draft.actor.end:
            return 1
        below = token is not None and draft.predicate is not None and inside(token, draft.predicate)
        return 2 if below else 3

    def locates(self, token: Token, draft: Draft, demonym: bool = False) -> bool:
        """Whether the place is where it happened: *in* or *at* it, below predicate or noun; *Spain, with 36*.

        Also through its own noun, *in the Kursk region*, and through another place or event, *in a
        crash in Chad*. A demonym by itself is a language or people: *a poll in English and Spanish*.
        """
        if draft.anchor is not None and any(c.lower_ == "with" and inside(draft.anchor, c) for c in token.rights):
            return True
        node = token
        while node.dep_ in _NAMING and node.head.i != node.i and node.head.tag_[:2] == "NN":
            node = node.head
        if demonym and node is token:
            return False
        for _ in range(_CHAIN):
            above = preposition(node)
            if above is None or above.lower_ not in self.locatives:
                return False
            if above.head in (draft.predicate, draft.anchor):
                return True
            node = above.head
        return False

    def antecedent(self, draft: Draft) -> Token | None:
        """The noun that *where* stands for, when the figure is in such a clause."""
        if not self.where or draft.predicate is None:
            return None
        for node in ancestors(draft.predicate):
            if node.dep_ == "relcl" and any(c.lower_ == "where" for c in node.lefts):
                return node.head
            if node.dep_ not in _CLAUSES:
                return None
        return None

    def opens(self, place: PlaceMention, noun: Token, sentence: Sentence) -> bool:
        """Whether a place is what ``noun`` names: *the Kursk region, where*."""
        token = sentence.head(place.start, place.end)
        return token is not None and (token == noun or (token.dep_ in _HEADING and inside(token, noun)))

    def seat(self, place: PlaceMention, sentence: Sentence) -> bool:
        """*A Warsaw-based group*, *the group, which is based in Warsaw*: where somebody sits, not what is counted."""
        token = sentence.head(place.start, place.end)
        if token is None or "based" not in sentence.plain:
            return False
        above = token.head if token.dep_ == "npadvmod" else preposition(token)
        return above is not None and "based" in (above.lower_, above.head.lower_)

    def located(self, place: PlaceMention, sentence: Sentence) -> bool:
        """Whether a place follows a preposition of place, whatever that belongs to: *an attack on a base in Jordan*."""
        token = sentence.head(place.start, place.end)
        while token is not None and token.dep_ in _HEADING and token.head.i != token.i:
            token = token.head
        above = preposition(token) if token is not None else None
        return above is not None and above.lower_ in self.locatives

    def places(self, place: PlaceMention, draft: Draft) -> bool:
        """Whether a country that the article isn't about is where this happens, not only touched on.

        It is in the counted phrase, in the actor or the subject, or named as a location; not where
        things go to or come from: *a drop since the war in Iraq*, *transfers to Ukraine*.
        """
        token = draft.sentence.head(place.start, place.end)
        if place.kind == "demonym" and token is not None and token.dep_ not in _ADJECTIVAL:
            return False
        if self.rank(draft, place)[0] < 2:
            return True
        return self.frames(place, draft.sentence, draft.predicate)

    def frames(self, place: PlaceMention, sentence: Sentence, predicate: Token | None = None) -> bool:
        """Whether a place is the subject of a sentence, where its main clause is set or what its object is in."""
        token = sentence.head(place.start, place.end)
        located = False
        node = token
        while node is not None and node.head.i != node.i:
            if node.dep_ in SUBJECTS:
                return predicate is None or node.head == predicate or inside(predicate, node.head)
            if token is not None and node.dep_ == "dobj" and node.head == predicate:
                # "the opening of 61 cases, 17 of them in Crimea" has a figure nearer to the place
                return located and all(between.tag_ != "CD" for between in node.doc[node.i : token.i])
            located = located or (node.dep_ == "prep" and node.lower_ in self.locatives)
            if node.dep_ not in _LINKS and not (node.dep_ == "prep" and node.lower_ in self.links):
                return False
            if node.dep_ == "prep" and is_verb(node.head):
                return node.lower_ in self.locatives
            node = node.head
        return False
